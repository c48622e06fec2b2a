"""The pages as people use them: the unit's, the review's, the import's, and each member's own."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from tests import make
from tests.citizens import making
from tests.limits import shallow_conditions

from dvht.accounts.models import User
from dvht.citizens import actions
from dvht.citizens.actions import Days, ResultWords
from dvht.citizens.models import CitizenDecision, CitizenRound, NationalResult, Registrant, Score, Verdict
from dvht.citizens.queries import lines_of
from dvht.documents.models import IssuedPaper
from dvht.members.models import Fact, Member
from dvht.units.models import Unit
from dvht.workbook.reading import read_workbook
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook

pytestmark = pytest.mark.django_db
YEAR = making.YEAR


@pytest.fixture
def unit() -> Unit:
    return make.a_unit()


@pytest.fixture
def head(unit: Unit) -> User:
    return make.a_head(unit)


@pytest.fixture
def clerk(unit: Unit) -> User:
    return make.a_clerk(unit)


@pytest.fixture
def people(unit: Unit) -> list[Member]:
    return [make.a_member(unit, name) for name in ("Trịnh Thị An", "Ngô Văn Bảo", "Lê Thu Hà")]


@pytest.fixture
def opened(unit: Unit, head: User, people: list[Member]) -> CitizenRound:
    assert people
    return making.a_round(unit, by=head)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(unit: Unit, name: str, *more: object, year: int = YEAR) -> str:
    return reverse(name, args=[unit.pk, year, *more])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


# ---- the unit's year ---------------------------------------------------------


def test_a_unit_without_a_roster_is_led_to_it(unit: Unit, head: User) -> None:
    shown = text(browser(head).get(address(unit, "citizens")))

    assert "Đơn vị chưa có danh sách thành viên" in shown
    assert reverse("roster", args=[unit.pk, YEAR]) in shown


def test_opening_a_round_keeps_the_pack_and_the_days_of_the_unit(
    unit: Unit, clerk: User, people: list[Member]
) -> None:
    client = browser(clerk)
    shown = client.get(address(unit, "citizen_round", year=2026)).content.decode()
    sent = {
        "pack": "cdht-2023 1",
        "registration_until": "31/3/2026",
        "scoring_from": "01/11/2026",
        "scoring_until": "30/11/2026",
        "review_on": "04/12/2026",
        "collection_until": "31/12/2026",
    }
    answer = client.post(address(unit, "citizen_round", year=2026), sent)

    assert 'value="31/10/2026"' in shown
    assert "Nguyễn Bỉnh Khiêm" in shown
    assert "văn bản nguồn không định nghĩa “thời điểm đánh giá”" in shown
    assert answer.status_code == 302
    kept = making.fresh(unit, 2026)
    assert (kept.pack_id, kept.pack_digest) == ("cdht-2023", kept.pack.digest)
    assert kept.registration_until == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("registration_until", "31/02/2026", "Ngày chưa đúng"),
        ("registration_until", "01/12/2026", "hạn đăng ký không được sau"),
        ("scoring_until", "01/10/2026", "từ ngày bắt đầu"),
        ("review_on", "04/12/2062", "quá xa năm 2026"),
        ("pack", "tt24-2023-huyen 1", "Bộ này không có trong danh sách"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(
    unit: Unit, clerk: User, people: list[Member], field: str, value: str, said: str
) -> None:
    sent = {
        "pack": "cdht-2023 1",
        "registration_until": "31/3/2026",
        "scoring_from": "01/11/2026",
        "scoring_until": "30/11/2026",
        "review_on": "04/12/2026",
        "collection_until": "31/12/2026",
        field: value,
    }

    answer = browser(clerk).post(address(unit, "citizen_round", year=2026), sent)

    assert answer.status_code == 422
    assert said in text(answer)
    assert not CitizenRound.objects.exists()


def test_the_names_are_listed_before_anybody_is_registered(
    unit: Unit, clerk: User, opened: CitizenRound, people: list[Member]
) -> None:
    client, page = browser(clerk), address(unit, "citizen_register")
    listing = text(client.post(page, {"member": [people[0].pk, people[2].pk]}))
    before = Registrant.objects.count()
    ids = f"{people[0].pk},{people[2].pk}"
    client.post(page, {"confirm": "1", "people": ids, "on": "01/03/2025", f"group-{people[0].pk}": "worker"})

    assert "Trịnh Thị An" in listing
    assert "Ngô Văn Bảo" not in listing
    assert before == 0
    found = {one.member.full_name: (one.group, one.registered_on) for one in Registrant.objects.all()}
    assert found == {
        "Trịnh Thị An": ("worker", date(2025, 3, 1)),
        "Lê Thu Hà": ("staff", date(2025, 3, 1)),
    }


def test_guessed_people_are_never_registered(unit: Unit, clerk: User, opened: CitizenRound) -> None:
    stranger = make.a_member(make.a_unit("Trường Mầm non Hoa Mai", symbol="MNHM"), "Trịnh Thị Lạ")

    answer = browser(clerk).post(
        address(unit, "citizen_register"),
        {"confirm": "1", "people": f"{stranger.pk},99999999999999999999999,x", "on": "01/03/2025"},
    )

    assert answer.status_code == 422
    assert "Trịnh Thị Lạ" not in text(answer)
    assert not Registrant.objects.exists()


def test_the_heading_says_the_state_and_the_page_leads_to_the_next_act(
    unit: Unit, head: User, opened: CitizenRound, people: list[Member]
) -> None:
    client, said = browser(head), []

    def look() -> None:
        page = client.get(address(unit, "citizens")).content.decode()
        said.append(page.split("<h1>")[1].split("</h1>")[0])

    look()
    an, bao, _ = making.registered(opened, people, by=head)
    making.scored(an, 9, by=head)
    look()
    actions.withdraw(Registrant.objects.get(member=people[2]), by=head)
    making.scored(bao, 7, by=head)
    look()
    making.closed(making.met(making.fresh(unit), by=head), by=head)
    look()
    making.decided(making.fresh(unit), by=head)
    look()

    assert said == [
        f"Chưa ai đăng ký Công dân học tập năm {YEAR}",
        "1/3 người đã có bản tự đánh giá",
        "Cả 2 người đã có bản tự đánh giá, chờ xét duyệt",
        "Đã xét duyệt: đề nghị công nhận 1/2 người, chờ quyết định",
        "1/2 người được công nhận “Công dân học tập”",
    ]


def test_a_chip_keeps_those_it_names(
    unit: Unit, head: User, opened: CitizenRound, people: list[Member]
) -> None:
    an, *_ = making.registered(opened, people, by=head)
    making.scored(an, 9, by=head)

    shown = text(browser(head).get(address(unit, "citizens"), {"loc": "chua-cham"}))

    assert "Trịnh Thị An" not in shown
    assert "Ngô Văn Bảo" in shown


# ---- constant numbers of queries --------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["citizens", "citizen_review", "citizen_register", "citizen_outside_decision", "citizen_collection"],
)
def test_thirty_people_ask_the_database_no_more_than_one(
    unit: Unit, head: User, opened: CitizenRound, people: list[Member], name: str
) -> None:
    client = browser(head)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(unit, name)).status_code == 200
        return len(captured)

    def add(member: Member) -> None:
        (one,) = making.registered(making.fresh(unit), [member], by=head)
        making.scored(one, 9, by=head)
        actions.bring_results(making.fresh(unit), [ResultWords(one.pk, Decimal(90))], origin="a", by=head)

    add(people[0])
    client.get(address(unit, name))
    few = queries()
    for number in range(30):
        add(
            make.a_member(
                unit, f"Nguyễn Văn {number}", department=f"Tổ {number % 3}", positions=("Giáo viên",)
            )
        )

    assert queries() == few
    with shallow_conditions():
        assert len(lines_of(making.fresh(unit))) == 31


# ---- a person ------------------------------------------------------------------


def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawn, "PNG")
    return drawn.getvalue()


def test_a_print_of_the_national_site_is_kept_with_its_picture(
    unit: Unit, clerk: User, opened: CitizenRound, people: list[Member]
) -> None:
    (an,) = making.registered(opened, people[:1], by=clerk)
    client = browser(clerk)
    sent = {"total": "84,5", "lowest": "6", "upload": SimpleUploadedFile("in.png", picture())}

    client.post(address(unit, "citizen_print", an.pk), sent)
    found = NationalResult.objects.get(registrant=an)
    file = client.get(address(unit, "citizen_file", an.pk))
    with Image.open(BytesIO(b"".join(file.streaming_content))) as kept:  # type: ignore[arg-type]  # a file's blocks
        size = kept.size

    assert (found.total, found.lowest, found.source) == (Decimal("84.5"), Decimal(6), "print")
    assert size == (40, 30)
    assert file.headers["Content-Type"] == "image/jpeg"
    assert file.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("total", "lowest"),
    [("101", ""), ("-1", ""), ("chín mươi", ""), ("80", "9"), ("1e400", ""), ("9" * 400, "")],
)
def test_totals_that_cannot_be_are_refused_and_nothing_is_kept(
    unit: Unit, clerk: User, opened: CitizenRound, people: list[Member], total: str, lowest: str
) -> None:
    (an,) = making.registered(opened, people[:1], by=clerk)

    answer = browser(clerk).post(address(unit, "citizen_print", an.pk), {"total": total, "lowest": lowest})

    assert answer.status_code == 422
    assert not NationalResult.objects.exists()


def test_a_file_that_is_no_picture_is_refused_in_words(
    unit: Unit, clerk: User, opened: CitizenRound, people: list[Member]
) -> None:
    (an,) = making.registered(opened, people[:1], by=clerk)
    sent = {"total": "90", "upload": SimpleUploadedFile("in.png", b"<html><script>alert(1)</script></html>")}

    answer = browser(clerk).post(address(unit, "citizen_print", an.pk), sent)

    assert answer.status_code == 422
    assert not NationalResult.objects.exists()


def test_the_clerk_copies_the_paper_form_of_somebody_without_an_account(
    unit: Unit, clerk: User, opened: CitizenRound, people: list[Member]
) -> None:
    (an,) = making.registered(opened, people[:1], by=clerk)
    points = {f"p{row.code}": "8,5" for row in opened.pack.rows}

    browser(clerk).post(
        address(unit, "citizen_score", an.pk),
        {**points, "w3": "Có sổ đọc sách", "version": "1", "submit": "1"},
    )

    kept = Registrant.objects.get()
    assert (kept.is_submitted, kept.from_paper) == (True, True)
    assert {score.points for score in Score.objects.all()} == {Decimal("8.5")}
    assert Score.objects.get(row="3").words == "Có sổ đọc sách"


def test_the_clerk_does_not_write_over_what_a_member_scored(
    unit: Unit, clerk: User, opened: CitizenRound, people: list[Member]
) -> None:
    (an,) = making.registered(opened, people[:1], by=clerk)
    actions.save_scores(an, making.scores(9), version=an.version, by=clerk)
    points = {f"p{row.code}": "5" for row in opened.pack.rows}

    answer = browser(clerk).post(address(unit, "citizen_score", an.pk), {**points, "version": "2"})

    assert answer.status_code == 302
    assert {score.points for score in Score.objects.all()} == {Decimal(9)}


def test_a_person_of_another_unit_is_unknown_under_my_address(
    unit: Unit, head: User, opened: CitizenRound, people: list[Member]
) -> None:
    other = make.a_unit("Trường Mầm non Hoa Mai", symbol="MNHM")
    member = make.a_member(other, "Trịnh Thị Lạ")
    (stranger,) = making.registered(making.a_round(other, by=make.a_head(other)), [member], by=head)

    answers = [
        browser(head).get(address(unit, name, stranger.pk, *more)).status_code
        for name, more in (
            ("citizen", ()),
            ("citizen_form", ("pdf",)),
            ("citizen_file", ()),
            ("citizen_score", ()),
        )
    ]

    assert answers == [404, 404, 404, 404]


# ---- the review -------------------------------------------------------------------


def meeting(**more: str) -> dict[str, str]:
    return {
        "held_on": "03/12/2025",
        "began_at": "14:00",
        "ended_at": "15:30",
        "place": "Phòng họp",
        "chair": "Trần Thu Sen",
        "secretary": "Ngô Bích Thảo",
        "voters": "3",
        "attendees": "Trần Thu Sen, Hiệu trưởng",
        "version": "1",
        **more,
    }


def test_from_the_draft_to_the_decision_by_the_pages_alone(
    unit: Unit, head: User, clerk: User, opened: CitizenRound, people: list[Member]
) -> None:
    an, bao, _ = making.registered(opened, people, by=head)
    making.scored(an, 9, by=head)
    making.scored(bao, 9, by=head)
    browser(clerk).post(
        address(unit, "citizen_review"),
        meeting(**{f"{bao.pk}-disagree": "2", f"{bao.pk}-reason": "Chưa đủ minh chứng"}),
    )
    client = browser(head)

    def issue(slug: str, day: str) -> Any:
        page = client.get(address(unit, "citizen_paper", slug))
        sent = {"seen": page.context["digest"], "issued_on": day}
        return client.post(address(unit, "citizen_paper_issue", slug), sent, follow=True)

    minutes = issue("bien-ban", "03/12/2025")
    decision = issue("quyet-dinh", "05/12/2025")

    assert "Đã chốt xét duyệt, biên bản số 01/BB-THHS" in text(minutes)
    assert "Đã ban hành Quyết định số 02/QĐ-THHS" in text(decision)
    assert {paper.kind for paper in IssuedPaper.objects.all()} == {"citizen_minutes", "citizen_decision"}
    assert dict(Fact.objects.values_list("member__full_name", "value")) == {
        "Trịnh Thị An": "met",
        "Ngô Văn Bảo": "none",
        "Lê Thu Hà": "none",
    }
    register = text(client.get(reverse("paper_register", args=[unit.pk, YEAR])))
    assert "Biên bản xét duyệt Công dân học tập" in register
    assert "02/QĐ-THHS" in register


def test_an_autosave_answers_with_the_new_version_and_each_conclusion(
    unit: Unit, clerk: User, opened: CitizenRound, people: list[Member]
) -> None:
    (an,) = making.registered(opened, people[:1], by=clerk)
    making.scored(an, 9, by=clerk)

    answer = browser(clerk).post(address(unit, "citizen_review"), meeting(), headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert 'id="id_version" name="version" value="2"' in text(answer)
    assert "1/1 người được đề nghị công nhận" in text(answer)


def test_the_later_of_two_who_write_the_minutes_is_told_and_writes_over_nothing(
    unit: Unit, clerk: User, head: User, opened: CitizenRound, people: list[Member]
) -> None:
    making.registered(opened, people[:1], by=clerk)
    browser(head).post(address(unit, "citizen_review"), meeting(place="Hội trường"))

    answer = browser(clerk).post(
        address(unit, "citizen_review"), meeting(place="Phòng họp"), headers={"HX-Request": "true"}
    )

    assert answer.status_code == 409
    assert "Trần Thu Sen vừa sửa biên bản này" in text(answer)
    assert making.fresh(unit).review.place == "Hội trường"


@pytest.mark.parametrize(
    "sent",
    [
        {"voters": "0"},
        {"voters": "9" * 400},
        {"held_on": "31/02/2025"},
        {"began_at": "25:99"},
        {"version": "x"},
    ],
)
def test_a_draft_that_cannot_be_read_is_refused_and_nothing_is_lost(
    unit: Unit, clerk: User, opened: CitizenRound, people: list[Member], sent: dict[str, str]
) -> None:
    making.registered(opened, people[:1], by=clerk)

    answer = browser(clerk).post(address(unit, "citizen_review"), meeting(place="Phòng 12", **sent))

    assert answer.status_code == 422
    assert "Phòng 12" in text(answer)
    assert not Verdict.objects.exists()


def test_each_role_moves_the_round_only_as_far_as_it_may(
    unit: Unit, head: User, clerk: User, opened: CitizenRound, people: list[Member]
) -> None:
    (an,) = making.registered(opened, people[:1], by=head)
    making.scored(an, 9, by=head)
    deputy, team = make.a_deputy(unit), make.a_committee_member(unit)
    reviewed = making.met(making.fresh(unit), by=head)
    minutes = {"seen": making.minutes_digest(reviewed), "issued_on": "03/12/2025"}

    def sent(user: User, name: str, *more: str, **fields: str) -> int:
        return browser(user).post(address(unit, name, *more), fields).status_code

    closing = [sent(user, "citizen_paper_issue", "bien-ban", **minutes) for user in (team, clerk)]
    assert making.fresh(unit).state == "open"
    sent(deputy, "citizen_paper_issue", "bien-ban", **minutes)
    assert making.fresh(unit).state == "reviewed"
    decision = {"seen": making.list_digest(making.fresh(unit)), "issued_on": "05/12/2025"}
    deciding = [sent(user, "citizen_paper_issue", "quyet-dinh", **decision) for user in (team, clerk, deputy)]
    reopening = [sent(user, "citizen_reopen", reason="Xét lại") for user in (team, clerk)]
    assert making.fresh(unit).state == "reviewed"
    sent(head, "citizen_paper_issue", "quyet-dinh", **decision)

    assert closing == [403, 403]
    assert deciding == [403, 403, 403]
    assert reopening == [403, 403]
    assert making.fresh(unit).state == "decided"
    assert CitizenDecision.objects.count() == 1


def test_the_minutes_are_not_closed_while_something_is_missing(
    unit: Unit, head: User, opened: CitizenRound, people: list[Member]
) -> None:
    (an,) = making.registered(opened, people[:1], by=head)
    making.scored(an, 9, by=head)

    shown = text(browser(head).get(address(unit, "citizen_paper", "bien-ban")))

    assert "Chưa ghi ngày họp." in shown
    assert "Chốt và vào sổ biên bản" not in shown


def test_closing_before_the_days_of_scoring_are_over_says_who_would_be_left_out(
    unit: Unit, head: User, opened: CitizenRound, people: list[Member]
) -> None:
    an, *_ = making.registered(opened, people, by=head)
    making.scored(an, 9, by=head)
    making.met(making.fresh(unit), by=head)

    def shown() -> str:
        return text(browser(head).get(address(unit, "citizen_paper", "bien-ban")))

    warning = "2 người chưa có bản tự đánh giá. Chốt bây giờ thì những người ấy không được công nhận."
    assert warning not in shown(), "the days of scoring of a year that is past are over"

    days_left = timezone.localdate() + timedelta(days=3)
    CitizenRound.objects.update(
        scoring_until=days_left, review_on=days_left, collection_until=days_left + timedelta(days=30)
    )
    assert warning in shown()


# ---- files -------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["dang-ky", "phieu", "ket-qua"])
@pytest.mark.parametrize("paper_format", ["pdf", "docx", "xlsx"])
def test_lists_and_forms_come_as_files(
    unit: Unit, head: User, opened: CitizenRound, people: list[Member], what: str, paper_format: str
) -> None:
    an, *_ = making.registered(opened, people, by=head)
    making.scored(an, 9, by=head)
    making.closed(making.met(making.fresh(unit), by=head), by=head)
    making.decided(making.fresh(unit), by=head)

    answer = browser(head).get(address(unit, "citizen_list_file", what, paper_format))

    if (what, paper_format) == ("phieu", "xlsx"):
        assert answer.status_code == 404
        return
    assert answer.content.startswith(b"%PDF" if paper_format == "pdf" else b"PK")
    if paper_format == "xlsx":
        sheet = read_workbook(answer.content, "a.xlsx").sheets[0]
        assert "Trịnh Thị An" in {cell for row in sheet.rows for cell in row}


# ---- the national site's result as a workbook ------------------------------------------


def workbook(titles: tuple[str, ...], *rows: tuple[Any, ...]) -> SimpleUploadedFile:
    columns = [ColumnOut(title) for title in titles]
    return SimpleUploadedFile("kq.xlsx", write_workbook([SheetOut("Kết quả", columns, rows)]))


@pytest.fixture
def registrants(unit: Unit, clerk: User, opened: CitizenRound, people: list[Member]) -> list[Registrant]:
    return making.registered(opened, people, by=clerk)


def uploaded(client: Client, unit: Unit, file: SimpleUploadedFile) -> str:
    answer = client.post(address(unit, "citizen_import"), {"file": file})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def confirmed(client: Client, page: str) -> Any:
    shown = client.get(page)
    return client.post(f"{page}ghi/", {"seen": shown.context["preview"].digest}, follow=True)


def test_results_are_shown_before_they_are_written_and_twice_changes_nothing(
    unit: Unit, clerk: User, registrants: list[Registrant]
) -> None:
    client = browser(clerk)
    titles = ("STT", "HỌ TÊN", "Ngày sinh", "Tổng điểm", "Thấp nhất")
    rows = (
        (1, "TRỊNH THỊ AN", "01/01/1980", 84.5, 6),
        (2, "Người Lạ", "", 90, 8),
        (3, "Lê Thu Hà", "", 91, None),
    )
    page = uploaded(client, unit, workbook(titles, *rows))
    shown = text(client.get(page))
    before = NationalResult.objects.count()
    confirmed(client, page)
    again = uploaded(client, unit, workbook(titles, *rows))
    second = text(client.get(again))

    assert before == 0
    assert "2 người có kết quả mới hoặc đổi" in shown
    assert "Không ghi: chưa đăng ký ở đây" in shown
    assert dict(NationalResult.objects.values_list("registrant__member__full_name", "total")) == {
        "Trịnh Thị An": Decimal("84.50"),
        "Lê Thu Hà": Decimal("91.00"),
    }
    assert "Không có gì đổi" in second


def test_a_result_of_every_indicator_gives_the_lowest(
    unit: Unit, clerk: User, opened: CitizenRound, registrants: list[Registrant]
) -> None:
    client = browser(clerk)
    titles = ("Họ và tên", *(f"Chỉ số {row.code}" for row in opened.pack.rows))
    confirmed(client, uploaded(client, unit, workbook(titles, ("Lê Thu Hà", *range(1, 11)))))

    found = NationalResult.objects.get()

    assert (found.total, found.lowest) == (Decimal(55), Decimal(1))


def test_errors_name_the_cell_and_block_the_whole_file(
    unit: Unit, clerk: User, registrants: list[Registrant]
) -> None:
    client = browser(clerk)
    rows = (("Trịnh Thị An", "tám mươi"), ("Ngô Văn Bảo", 120), ("Lê Thu Hà", 90), ("Lê Thu Hà", 91))
    page = uploaded(client, unit, workbook(("Họ và tên", "Tổng điểm"), *rows))
    shown = text(client.get(page))
    client.post(f"{page}ghi/", {"seen": client.get(page).context["preview"].digest})

    assert "B2" in shown
    assert "“tám mươi” không phải là số" in shown
    assert "B3" in shown
    assert "Quá tổng điểm tối đa 100." in shown
    assert "đã có ở hàng 4" in shown
    assert not NationalResult.objects.exists()


def test_columns_that_nobody_knows_are_asked_and_remembered(
    unit: Unit, clerk: User, registrants: list[Registrant]
) -> None:
    client = browser(clerk)
    titles = ("Công dân số", "Quy đổi")
    page = uploaded(client, unit, workbook(titles, ("Lê Thu Hà", 90), ("Ngô Văn Bảo", 85)))
    asked = text(client.get(page))
    client.post(page, {"column_0": "full_name", "column_1": "total"})
    confirmed(client, page)
    again = uploaded(client, unit, workbook(titles, ("Lê Thu Hà", 95)))

    assert "Cần biết cột nào là họ và tên" in asked
    assert NationalResult.objects.count() == 2
    assert "1 người có kết quả mới hoặc đổi" in text(client.get(again))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xff\xfe\x00", b"%PDF-1.4"])
def test_a_file_that_is_no_workbook_is_refused_in_words(
    unit: Unit, clerk: User, registrants: list[Registrant], content: bytes
) -> None:
    answer = browser(clerk).post(
        address(unit, "citizen_import"), {"file": SimpleUploadedFile("kq.xlsx", content)}
    )

    assert answer.status_code == 422


# ---- one's own year -------------------------------------------------------------------


@pytest.fixture
def own(unit: Unit) -> Member:
    """A teacher with an account, at a unit whose round of this year is open."""
    today = timezone.localdate()
    member = make.a_member(unit, "Lê Thu Hà", user=make.a_member_user(unit, "Lê Thu Hà"))
    days = Days(today, today - timedelta(days=1), today + timedelta(days=5), today + timedelta(days=6), today)
    making.a_round(unit, by=make.a_head(unit), year=today.year, days=days)
    return member


def own_page(member: Member, name: str = "own_citizen") -> str:
    return reverse(name, args=[member.pk, timezone.localdate().year])


def test_a_member_registers_scores_hands_in_and_takes_back_on_the_phone(own: Member) -> None:
    assert isinstance(own.user, User)
    client = browser(own.user)
    client.post(own_page(own, "own_citizen_register"))
    for group in ("A", "B", "C"):
        page = client.get(own_page(own), {"nhom": group})
        rows = page.context["group"].rows
        sent = {f"p{row.code}": "9" for row in rows}
        version = page.context["line"].registrant.version
        client.post(f"{own_page(own)}?nhom={group}", {**sent, "version": version, "go": "nop"})
    version = Registrant.objects.get().version
    client.post(own_page(own, "own_citizen_submit"), {"version": version})
    handed_in = Registrant.objects.get().is_submitted
    heading = text(client.get(own_page(own)))
    client.post(own_page(own, "own_citizen_take_back"))

    assert handed_in
    assert "Đã nộp phiếu tự chấm: 90 điểm" in heading
    assert not Registrant.objects.get().is_submitted


def test_each_answer_is_saved_as_it_is_given(own: Member) -> None:
    assert isinstance(own.user, User)
    client = browser(own.user)
    client.post(own_page(own, "own_citizen_register"))

    answer = client.post(
        f"{own_page(own)}?nhom=A",
        {"p1": "4", "w1": "Đọc báo", "version": "1"},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 200
    assert 'name="version" value="2"' in text(answer)
    assert "đã chấm 1/10" in text(answer)
    assert "Dưới mức" in text(answer)
    assert Score.objects.get().words == "Đọc báo"


@pytest.mark.parametrize("points", ["11", "-1", "8.555", "tám", "1e400", "9" * 300])
def test_points_that_cannot_be_are_told_at_their_place(own: Member, points: str) -> None:
    assert isinstance(own.user, User)
    client = browser(own.user)
    client.post(own_page(own, "own_citizen_register"))

    answer = client.post(
        f"{own_page(own)}?nhom=A", {"p1": points, "version": "1"}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 422
    assert 'id="id_p1_error"' in text(answer)
    assert not Score.objects.exists()


def test_nobody_opens_the_page_of_somebody_else(own: Member, unit: Unit) -> None:
    other = make.a_member(unit, "Ngô Văn Bảo", user=make.a_member_user(unit, "Ngô Văn Bảo"))
    assert isinstance(other.user, User)
    client = browser(other.user)

    answers = [
        client.get(own_page(own)).status_code,
        client.post(own_page(own, "own_citizen_register")).status_code,
        client.post(own_page(own, "own_citizen_submit")).status_code,
    ]

    assert answers == [404, 404, 404]
    assert not Registrant.objects.exists()


def test_a_member_reads_their_own_result(unit: Unit, head: User) -> None:
    user = make.a_member_user(unit, "Ngô Văn Bảo")
    member = make.a_member(unit, "Ngô Văn Bảo", user=user)
    opened = making.a_round(unit, by=head)
    (bao,) = making.registered(opened, [member], by=head)
    making.scored(bao, 9, by=user)
    making.closed(making.met(making.fresh(unit), by=head), by=head)
    making.decided(making.fresh(unit), by=head)

    shown = text(browser(user).get(reverse("own_citizen", args=[member.pk, YEAR])))
    state = text(browser(user).get(reverse("own_citizen_state", args=[member.pk, YEAR])))

    assert f"Bạn được công nhận “Công dân học tập” năm {YEAR}" in shown
    assert "Quyết định số 02/QĐ-THHS ngày 05/12/2025" in shown
    assert "Được công nhận" in state


# ---- what nobody should send, and what nobody should change ------------------------------


@pytest.mark.parametrize("number", ["0", "99999999999999999999999", "9" * 400])
def test_guessed_numbers_lead_nowhere(unit: Unit, head: User, opened: CitizenRound, number: str) -> None:
    client = browser(head)
    here = address(unit, "citizens")

    answers = [
        client.get(f"{here}{rest}").status_code
        for rest in (f"{number}/", f"nhap/{number}/", f"van-ban/bien-ban/trang/{number}.png")
    ]
    own = client.get(f"/toi/{number}/{YEAR}/cong-dan-hoc-tap/").status_code
    years = client.get(f"/don-vi/{unit.pk}/{number}/cong-dan-hoc-tap/").status_code

    assert {*answers, own, years} == {404}


def test_a_pack_that_is_no_longer_what_it_was_is_told_and_nothing_is_computed(
    unit: Unit, head: User, opened: CitizenRound, people: list[Member]
) -> None:
    people[0].user = make.a_member_user(unit, "Trịnh Thị An")
    people[0].save()
    making.registered(opened, people, by=head)
    CitizenRound.objects.update(pack_digest="sha256:khác")

    page = browser(head).get(address(unit, "citizens"))
    own = browser(people[0].user).get(reverse("own_citizen", args=[people[0].pk, YEAR]))

    assert page.status_code == 409
    assert "không còn đúng như khi được dùng" in text(page)
    assert own.status_code == 200
    assert "không còn đúng như khi được dùng" in text(own)
