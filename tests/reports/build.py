"""Builders of many units at once, for the boards and reports of an authority."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make

from dvht.accounts.models import User
from dvht.documents.models import IssuedPaper
from dvht.dossiers.models import Submission
from dvht.recognition.models import Decision, Title
from dvht.regulation.library import load_pack
from dvht.units.models import Unit

YEAR = 2025
BACKEND = "django.contrib.auth.backends.ModelBackend"
KINDS = ("preschool", "primary_school", "lower_secondary_school", "cooperative")


def as_person(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page_of(user: User, address: str, **query: str) -> str:
    """What the person reads at an address."""
    answer = as_person(user).get(address, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def url(name: str, body: Unit, *more: object) -> str:
    """The address of a page of a body in the year of these builders."""
    return reverse(name, args=[body.pk, YEAR, *more])


def queries(deed: Callable[[], object]) -> int:
    """How often a deed asks the database."""
    with CaptureQueriesContext(connection) as captured:
        deed()
    return len(captured)


def many_units(under: Unit, count: int, *, first: int = 0) -> list[Unit]:
    """Schools and others below a unit in one statement, without a receiver of their own."""
    step, depth = Unit.steplen, under.depth + 1
    children = Unit.objects.get_children(under).count()
    made = [
        Unit(
            name=f"Đơn vị số {number}",
            kind=KINDS[number % len(KINDS)],
            ownership="public",
            area="xã Đồng Sen, tỉnh Minh Hà",
            place="Đồng Sen",
            symbol=f"DV{number}",
            tier="district",
            depth=depth,
            path=under.path + Unit._int2str(children + 1 + place).rjust(step, "0"),
        )
        for place, number in enumerate(range(first, first + count))
    ]
    found = Unit.objects.bulk_create(made)
    Unit.objects.filter(pk=under.pk).update(numchild=children + count)
    return found


def many_submissions(units: Sequence[Unit], office: Unit, **more: Any) -> list[Submission]:
    """Dossiers of these units, without deliveries."""
    pack = load_pack("tt24-2023-huyen")
    state = more.pop("state", "submitted")
    moment = datetime(YEAR + 1, 1, 10, 9, tzinfo=UTC)
    return Submission.objects.bulk_create(
        Submission(
            unit=unit,
            year=YEAR,
            pack_id=pack.id,
            pack_version=pack.version,
            requested="1",
            receiving=office,
            receiving_name=office.name,
            state=state,
            first_submitted_at=moment,
            last_submitted_at=moment,
            received_at=moment if state == "received" else None,
            **more,
        )
        for unit in units
    )


def an_office(**more: Any) -> tuple[Unit, Unit]:
    """A commune and its office, which receives from every unit of cấp huyện below the commune."""
    commune = make.a_unit("Xã Đồng Sen", kind="commune_peoples_committee", symbol="UBND", receiving_name="")
    office = make.a_unit(
        "Phòng Văn hóa - Xã hội",
        kind="state_agency",
        symbol="PVHXH",
        under=commune,
        head_title="Trưởng phòng",
        receiving_name="",
        **more,
    )
    make.a_jurisdiction(commune, office, commune, since=date(2020, 1, 1))
    return commune, office


def a_paper(body: Unit, kind: str = "decision") -> IssuedPaper:
    """A paper in the register, without bytes."""
    return IssuedPaper.objects.create(
        unit=body, kind=kind, year=YEAR, title="Quyết định", subject="Công nhận", place="Đồng Sen",
        issued_on=date(YEAR + 1, 2, 10), signatory_name="Hoàng Đức Lâm", signatory_title="Chủ tịch",
        verification_code=f"{kind}-{IssuedPaper.objects.count()}", source_digest="", pages=1,
    )  # fmt: skip


def a_decision(body: Unit, year: int = YEAR) -> Decision:
    """A decision as a draft that titles may name."""
    pack = load_pack("tt24-2023-huyen")
    return Decision.objects.create(
        body=body, body_name=body.name, signatory_title="Chủ tịch", year=year, pack_id=pack.id,
        pack_version=pack.version, tier="district", expiry="year_end",
    )  # fmt: skip


def a_title(
    unit: Unit,
    body: Unit,
    *,
    year: int = YEAR,
    outcome: str = "1",
    valid_until: date | None = None,
    **more: Any,
) -> Title:
    return Title.objects.create(
        unit=unit, unit_name=unit.name, year=year, tier="district", pack_id="tt24-2023-huyen", outcome=outcome,
        decision=a_decision(body, year), decided_on=date(year + 1, 2, 10), valid_until=valid_until, **more,
    )  # fmt: skip


def a_province_over(commune: Unit) -> tuple[Unit, User]:
    """A province above the commune, its Sở receiving for it, and the head of the Sở."""
    province = make.a_unit("Tỉnh Minh Hà", kind="state_agency", symbol="UBNDT", receiving_name="")
    Unit.objects.move(commune, province, "last-child")
    province.refresh_from_db()
    department = make.a_unit(
        "Sở Giáo dục và Đào tạo", kind="state_agency", symbol="SGDDT", under=province, receiving_name=""
    )
    make.a_jurisdiction(province, department, province, tier="province", since=date(2020, 1, 1))
    return department, make.a_head(department)
