from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts.views import trail
from dvht.audit.actions import SYSTEM, record
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast() -> Cast:
    return a_cast()


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator, backend=BACKEND)
    return client


def a_deed(
    unit: Unit | None, label: str = "Trường", verb: str = "sửa đơn vị", **sides: dict[str, object]
) -> None:
    record(
        verb,
        by=SYSTEM,
        thing="units.Unit",
        thing_id=1,
        label=label,
        unit_id=unit.pk if unit else None,
        **sides,
    )


def shown(client: Client, **asked: str) -> str:
    answer = client.get(reverse("event_list"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_trail_tells_before_and_after_in_words(office: Client, cast: Cast) -> None:
    a_deed(cast.unit, before={"ownership": "public"}, after={"ownership": "private"})

    page = shown(office)

    assert "Sửa đơn vị" in page
    assert "Sở hữu" in page
    assert "Công lập" in page
    assert "Ngoài công lập" in page


def test_the_trail_holds_the_subtree_and_nothing_beside_it(office: Client, cast: Cast) -> None:
    a_deed(cast.unit, "việc trong xã")
    a_deed(Unit.objects.get(name="Xã Đồng Lúa"), "việc ngoài xã")

    page = shown(office)

    assert "việc trong xã" in page
    assert "việc ngoài xã" not in page


def test_deeds_of_the_installation_are_shown_at_the_top_of_the_tree_only(client: Client, cast: Cast) -> None:
    a_deed(None, "việc chung")
    client.force_login(make.an_administrator(cast.unit), backend=BACKEND)
    assert "việc chung" not in shown(client)

    client.force_login(cast.administrator, backend=BACKEND)
    assert "việc chung" in shown(client)


def test_the_trail_is_filtered_by_person_verb_unit_and_day(office: Client, cast: Cast) -> None:
    a_deed(cast.unit, "một", "sửa đơn vị")
    a_deed(cast.other_unit, "hai", "chuyển đơn vị")
    today = timezone.localdate()

    def found(**asked: str) -> set[str]:
        page = shown(office, **asked)
        return {label for label in ("một", "hai") if f"Đơn vị: {label}" in page}

    assert found() == {"một", "hai"}
    assert found(verb="chuyển đơn vị") == {"hai"}
    assert found(unit=str(cast.unit.pk)) == {"một"}
    assert found(person="he thong") == {"một", "hai"}
    assert found(person="Ai đó") == set()
    assert found(since=today.strftime("%d/%m/%Y"), until=today.strftime("%d/%m/%Y")) == {"một", "hai"}
    assert found(until=(today - timedelta(days=1)).strftime("%d/%m/%Y")) == set()


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "hôm qua"},
        {"until": "31/02/2026"},
        {"verb": "phá hoại"},
        {"unit": "9999999"},
        {"unit": "abc"},
        {"page": "-3"},
        {"since": "02/01/2026", "until": "01/01/2026"},
        {"since": "99999999999"},
    ],
)
def test_a_filter_that_is_not_understood_is_told_and_left_out(
    office: Client, cast: Cast, asked: dict[str, str]
) -> None:
    a_deed(cast.unit, "một")

    assert "Nhật ký" in shown(office, **asked)


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_a_day_at_the_edge_of_time_is_told_and_left_out(
    office: Client, cast: Cast, name: str, day: str
) -> None:
    a_deed(cast.unit, "Trường Hoa Sen")
    page = shown(office, **{name: day})

    assert "Ghi năm từ 2000 đến 2999." in page
    assert "Trường Hoa Sen" in page


def test_a_whole_chain_is_told(office: Client, cast: Cast) -> None:
    a_deed(cast.unit)

    page = shown(office)

    assert "Chuỗi nhật ký còn nguyên" in page
    assert "1 sự kiện" in page


def test_a_broken_chain_is_told_loudly(office: Client, cast: Cast) -> None:
    a_deed(cast.unit)
    with connection.cursor() as cursor:
        on_table = ' ON "audit_event"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "audit_event_no_update"{on_table}')
        cursor.execute("UPDATE audit_event SET label = 'khác'")

    page = shown(office)

    assert "Nhật ký đã bị can thiệp</h1>" in page
    assert "<strong>Trường Tiểu học Hoa Sen</strong>: Sự kiện số 1 đã bị sửa sau khi ghi." in page
    assert "Chuỗi nhật ký còn nguyên" not in page


def test_a_long_trail_is_verified_when_asked(
    office: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "VERIFIED_AT_ONCE", 1)
    a_deed(cast.unit)
    a_deed(cast.unit)

    assert "Chưa kiểm tra chuỗi" in shown(office)
    assert "Chuỗi nhật ký còn nguyên" in shown(office, **{"kiem-tra": "1"})


def test_the_trail_takes_as_many_queries_for_1_event_as_for_30(office: Client, cast: Cast) -> None:
    a_deed(cast.unit)
    shown(office)
    with CaptureQueriesContext(connection) as few:
        shown(office)
    for number in range(30):
        a_deed(make.a_unit(f"Trường {number}", under=cast.commune), before={"name": "a"}, after={"name": "b"})
    with CaptureQueriesContext(connection) as many:
        shown(office)

    assert len(many) == len(few)


def sheet_of(client: Client, **asked: str) -> str:
    answer = client.get(reverse("event_export"), asked)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a FileResponse
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_the_workbook_holds_the_events_asked_for(office: Client, cast: Cast) -> None:
    a_deed(cast.unit, "việc một", after={"name": "Trường Sen"})
    a_deed(cast.other_unit, "việc hai")

    book = sheet_of(office, unit=str(cast.unit.pk))

    assert "việc một" in book
    assert "Tên đơn vị: Trường Sen" in book
    assert "việc hai" not in book


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.vn","y")', "\t=1"])
def test_nothing_that_was_typed_becomes_a_formula(office: Client, cast: Cast, typed: str) -> None:
    a_deed(cast.unit, typed)

    book = sheet_of(office)

    assert "<f>" not in book
    assert "<hyperlink" not in book
    assert 'quotePrefix="1"' in book


def test_the_workbook_is_named_by_the_day(office: Client) -> None:
    answer = office.get(reverse("event_export"))

    day = timezone.localdate().isoformat()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="nhat-ky-{day}.xlsx"'
    assert list(answer)
