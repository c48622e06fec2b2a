"""What stands in the lists of decisions and of titles: for an officer's sectors, for an office, for the year's law."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests import make
from tests.cast import Cast, a_cast
from tests.recognition import build

from dvht.accounts.models import User
from dvht.recognition.models import Decision
from dvht.recognition.queries.law import title_law
from dvht.regulation.library import load_pack
from dvht.units.models import Change, ChangedUnit, Unit

pytestmark = pytest.mark.django_db
YEAR = build.YEAR


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, body: Unit, *more: object, year: int = YEAR) -> str:
    return reverse(name, args=[body.pk, year, *more])


def two_decisions(cast: Cast) -> tuple[Decision, Decision]:
    """One over the primary school, one over the nursery school."""
    build.passed(cast)
    of_school = build.issued(cast)
    build.passed(cast, cast.other_unit)
    return of_school, build.issued(cast, on=build.SIGNED.replace(day=11))


def listed(client: Client, body: Unit, query: str = "") -> set[int]:
    return {one.pk for one, _ in client.get(at("decisions", body) + query).context["issued"]}


def named(client: Client, body: Unit, query: str = "") -> list[str]:
    return sorted(line.title.unit_name for line, _ in client.get(at("titles", body) + query).context["lines"])


def test_an_officers_lists_begin_with_their_sectors_and_open_to_all(cast: Cast) -> None:
    of_school, of_nursery = two_decisions(cast)
    client = browser(make.an_officer(cast.office, "Đặng Văn Mầm", sectors=("preschool",)))
    school, nursery = cast.unit.name, cast.other_unit.name

    for body in (cast.office, cast.commune):
        assert listed(client, body) == {of_nursery.pk}
        assert listed(client, body, "?pham-vi=tat-ca") == {of_school.pk, of_nursery.pk}
        assert named(client, body) == [nursery]
        assert named(client, body, "?pham-vi=tat-ca") == sorted([school, nursery])
        assert named(client, body, "?sector=primary") == [school]
    assert "Các khối được giao: Mầm non" in client.get(at("titles", cast.office)).content.decode()
    assert "Các khối được giao: Mầm non" in client.get(at("decisions", cast.office)).content.decode()


def test_the_counts_and_the_workbook_of_titles_hold_what_the_page_holds(cast: Cast) -> None:
    two_decisions(cast)
    client = browser(make.an_officer(cast.office, "Đặng Văn Mầm", sectors=("preschool",)))

    chips = client.get(at("titles", cast.office)).context["chips"]
    sheets = [
        load_workbook(BytesIO(client.get(at("titles_export", cast.office) + query).content)).active
        for query in ("", "?pham-vi=tat-ca")
    ]

    assert chips[0][2] == 1
    assert [sheet is not None and sheet.max_row for sheet in sheets] == [3, 4]


def test_who_looks_after_all_sectors_is_asked_nothing(cast: Cast) -> None:
    two_decisions(cast)

    page = browser(cast.officer).get(at("titles", cast.office)).content.decode()

    assert "khối được giao" not in page
    assert "pham-vi" not in page


def test_an_office_reads_on_its_own_page_what_the_deciding_body_decided_on_its_units(cast: Cast) -> None:
    build.passed(cast)
    decision = build.issued(cast)
    build.passed(cast, cast.other_unit)
    client = browser(cast.officer)

    page = client.get(at("decisions", cast.office))

    shown = page.content.decode()
    link = at("decision", cast.commune, decision.pk)
    assert f'href="{link}"' in shown
    assert client.get(link).status_code == 200
    assert cast.commune.name in shown
    assert "1 đơn vị chờ nơi khác quyết định" in shown
    assert f'href="{at("decisions", cast.commune)}"' in shown
    assert [link.url for link in page.context["frame"].nav if link.current] == [at("decisions", cast.commune)]
    assert not {at("decision_start", cast.office), at("withdrawal_start", cast.office)} & set(links_on(shown))
    assert client.get(at("decision", cast.office, decision.pk)).status_code == 404
    assert f'href="{link}"' in client.get(at("titles", cast.office)).content.decode()


def test_an_office_reads_the_decision_that_took_a_title_of_its_unit_away(cast: Cast) -> None:
    build.passed(cast)
    granting = build.issued(cast)
    taking = build.withdrawn(cast, *granting.titles.all())

    assert listed(browser(cast.officer), cast.office) == {granting.pk, taking.pk}
    assert browser(cast.officer).get(at("decision", cast.commune, taking.pk)).status_code == 200
    assert listed(browser(cast.other_officer), cast.other_office) == set()


def links_on(page: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', page)


def test_a_stranger_office_reads_nothing_there(cast: Cast) -> None:
    build.passed(cast)
    build.issued(cast)

    assert listed(browser(cast.other_officer), cast.other_office) == set()


def test_the_heir_of_an_office_opens_what_was_decided_on_the_dossiers_that_it_took_over(cast: Cast) -> None:
    build.passed(cast)
    decision = build.issued(cast)
    change = Change.objects.create(
        kind="merge",
        effective_on="2026-03-01",
        decision_number="1/QĐ",
        decided_on="2026-02-01",
        decided_by="UBND",
    )
    ChangedUnit.objects.create(change=change, unit=cast.office, side="before", name=cast.office.name)
    ChangedUnit.objects.create(change=change, unit=cast.other_office, side="after", name="Phòng mới")
    Unit.objects.filter(pk=cast.office.pk).update(dissolved_on="2026-03-01")
    client = browser(cast.other_officer)

    assert listed(client, cast.other_office) == {decision.pk}
    assert client.get(at("decision", cast.commune, decision.pk)).status_code == 200


@pytest.mark.parametrize(
    ("year", "said", "unsaid"), [(2022, "Thông tư 22/2020", "24/2023"), (2025, "24/2023", "22/2020")]
)
def test_the_page_of_decisions_speaks_of_the_circular_of_its_year(
    cast: Cast, year: int, said: str, unsaid: str
) -> None:
    page = browser(cast.chair).get(at("decisions", cast.commune, year=year)).content.decode()

    main = page[page.index("<main") : page.index("</main>")]
    assert said in main
    assert unsaid not in main


def test_the_list_of_a_draft_no_longer_chooses_a_unit_whose_dossier_has_closed(cast: Cast) -> None:
    gone, kept = (
        build.passed(cast, cast.other_unit),
        build.passed(cast, make.a_unit("Trường Tiểu học Hai", symbol="HAI")),
    )
    draft = build.drafted(cast)
    build.closed(cast, gone)

    rows = browser(cast.officer).get(at("decision_list", cast.commune, draft.pk)).context["rows"]

    assert {line.unit: chosen for line, _, chosen in rows} == {
        gone.submission.unit: False,
        kept.submission.unit: True,
    }


def test_the_register_speaks_only_of_the_law_of_the_titles_that_it_lists(cast: Cast) -> None:
    build.passed(cast, outcome="kha", year=2023, pack="tt22-2020")
    build.issued(cast, year=2023, on=build.SIGNED)
    build.passed(cast)
    build.issued(cast, on=build.SIGNED.replace(day=11))
    client = browser(cast.chair)
    lasting = "(Điều 5 khoản 4 Thông tư 24/2023/TT-BGDĐT) có hai cách hiểu"
    yearly = "không có thời hạn bảo lưu (Điều 7 khoản 3 Thông tư 22/2020/TT-BGDĐT)"

    def said(year: int, query: str = "") -> tuple[bool, bool]:
        page = client.get(at("titles", cast.commune, year=year) + query).content.decode()
        return lasting in page, yearly in page

    assert said(2023) == (False, True)
    assert said(2025) == (True, False)
    assert said(2023, "?show=in_force") == (True, False)
    assert said(2020) == (False, False)


def test_articles_of_one_circular_stand_before_its_name() -> None:
    law = title_law(load_pack(one) for one in ("tt24-2023-tinh", "tt22-2020", "tt24-2023-huyen"))

    assert law.validity == "Điều 5 khoản 4, Điều 11 khoản 4 Thông tư 24/2023/TT-BGDĐT"
    assert law.upgrade == "Điều 5 khoản 3, Điều 11 khoản 3 Thông tư 24/2023/TT-BGDĐT"
    assert law.yearly == "Điều 7 khoản 3 Thông tư 22/2020/TT-BGDĐT"
