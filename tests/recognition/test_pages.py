"""The pages, as the people of the two bodies and of the unit use them."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests import make
from tests.cast import Cast, a_cast
from tests.recognition import build

from dvht.accounts.models import User
from dvht.inbox.models import Message
from dvht.recognition import actions
from dvht.recognition.models import DecidedUnit, Decision, Improvement, Refusal, Title
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


def seen_on(page: str) -> str:
    """The digest that a page carries."""
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


def test_an_officer_drafts_and_the_chair_signs_what_the_page_shows(cast: Cast) -> None:
    first = build.passed(cast)
    build.passed(cast, cast.other_unit)
    officer, chair = browser(cast.officer), browser(cast.chair)

    page = officer.get(at("decision_start", cast.commune)).content.decode()
    answer = officer.post(at("decision_start", cast.commune), {"unit": [first.pk], "expiry": "from_decision"})
    decision = Decision.objects.get()
    build.worded(decision, by=cast.officer)

    assert page.count('name="unit"') == 2
    assert page.count("checked") >= 2
    assert answer["Location"] == at("decision", cast.commune, decision.pk)
    assert [line.unit for line in decision.lines.all()] == [cast.unit]
    shown = chair.get(at("decision_confirm", cast.commune, decision.pk)).content.decode()
    today = build.today()
    days = {"issued_on": f"{today:%d/%m/%Y}", "publish_on": f"{today:%d/%m/%Y}"}
    assert "01/QĐ-UBND" in shown
    signed = chair.post(at("decision_confirm", cast.commune, decision.pk), {**days, "seen": seen_on(shown)})
    assert signed.status_code == 302
    again = chair.post(at("decision_confirm", cast.commune, decision.pk), {**days, "seen": seen_on(shown)})
    assert again["Location"] == at("decision", cast.commune, decision.pk)
    assert Title.objects.get().valid_until == Title.objects.get().until_months
    issued = chair.get(at("decision", cast.commune, decision.pk)).content.decode()
    assert "Đã công bố" in issued


def test_another_day_than_the_one_shown_is_shown_before_it_is_signed(cast: Cast) -> None:
    build.passed(cast)
    decision = build.drafted(cast)
    chair, address = browser(cast.chair), at("decision_confirm", cast.commune, decision.pk)
    shown = seen_on(chair.get(address).content.decode())
    days = {"issued_on": "10/02/2026", "publish_on": "11/02/2026"}

    first = chair.post(address, {**days, "seen": shown})
    second = chair.post(address, {**days, "seen": seen_on(first.content.decode())})

    assert (first.status_code, second.status_code) == (409, 302)
    assert "31/12/2029" in first.content.decode()
    assert Title.objects.get().decided_on == date(2026, 2, 10)


def test_where_units_are_chosen_the_day_of_the_dossier_counts_as_it_does_on_the_draft(cast: Cast) -> None:
    build.passed(cast, year=2024)
    build.issued(cast, year=2024, on=date(2025, 3, 1))
    build.passed(cast, outcome="2")
    early = "Mức độ 1 năm 2024 đề nghị nâng được từ ngày 01/03/2026; hồ sơ đến ngày 10/01/2026"

    chosen = browser(cast.officer).get(at("decision_start", cast.commune)).content.decode()
    decision = build.drafted(cast)
    drafted = browser(cast.officer).get(at("decision", cast.commune, decision.pk)).content.decode()

    assert (early in drafted, early in chosen) == (True, True)
    question = "Lần đầu đề nghị thẳng mức độ 2 có được không thì chưa rõ"
    assert (question in drafted, question in chosen) == (True, True)


def test_an_office_drafts_only_what_came_to_it(cast: Cast) -> None:
    school = make.a_unit("Trường Tiểu học Xa", under=cast.commune, symbol="THX")
    other = make.a_submission(school, cast.other_office, cast.commune, by=cast.officer, state="received")
    panel = make.a_panel(cast.other_office, [cast.other_officer, cast.officer], year=YEAR)
    theirs_too = make.a_passed_appraisal(other, panel, by=cast.office_head)
    mine = build.passed(cast)

    ours = browser(cast.officer).get(at("decision_start", cast.commune)).content.decode()
    answer = browser(cast.officer).post(
        at("decision_start", cast.commune), {"unit": [mine.pk, theirs_too.pk], "expiry": "year_end"}
    )
    theirs = browser(cast.other_officer).get(at("decision_start", cast.commune)).content.decode()

    assert ("Trường Tiểu học Xa" in ours, cast.unit.name in ours) == (False, True)
    assert ("Trường Tiểu học Xa" in theirs, cast.unit.name in theirs) == (True, False)
    assert answer.status_code == 302
    assert [line.unit for line in DecidedUnit.objects.all()] == [cast.unit]
    decision = Decision.objects.get()
    assert browser(cast.other_officer).get(at("decision", cast.commune, decision.pk)).status_code == 404


def test_an_officer_of_one_sector_drafts_that_sector(cast: Cast) -> None:
    build.passed(cast)
    build.passed(cast, cast.other_unit)
    officer = make.an_officer(cast.office, "Đặng Văn Mầm", sectors=("preschool",))

    page = browser(officer).get(at("decision_start", cast.commune)).content.decode()

    assert (cast.other_unit.name in page, cast.unit.name in page) == (True, False)


@pytest.mark.parametrize(
    ("role", "name", "status"),
    [
        ("officer", "decision_confirm", 403),
        ("office_head", "decision_confirm", 403),
        ("office_head", "decision_correct", 403),
        ("officer", "withdrawal_start", 403),
        ("administrator", "decisions", 403),
        ("other_officer", "decisions", 404),
        ("examiner", "decisions", 404),
        ("head", "decisions", 404),
        ("association", "titles", 404),
        ("other_officer", "titles", 404),
    ],
)
def test_who_may_not_is_refused_and_who_may_not_know_finds_nothing(
    cast: Cast, role: str, name: str, status: int
) -> None:
    build.passed(cast)
    decision = build.issued(cast) if name == "decision_correct" else build.drafted(cast)
    more = [decision.pk] if name in {"decision_confirm", "decision_correct"} else []
    client = browser(cast.person(role))  # type: ignore[arg-type]  # every role here is a person

    assert client.get(at(name, cast.commune, *more)).status_code == status


def test_a_dissolved_body_signs_nothing_and_its_successor_corrects(cast: Cast) -> None:
    build.passed(cast)
    old = build.issued(cast)
    build.passed(cast, cast.other_unit)
    draft = build.drafted(cast)
    new = make.a_unit("Xã Sen Mới", kind="commune_peoples_committee", symbol="UBNDM", head_title="Chủ tịch")
    chair = make.a_head(new, "Lưu Thị Mới")
    _merged(cast.commune, new)

    assert browser(cast.chair).get(at("decision_confirm", cast.commune, draft.pk)).status_code == 403
    assert browser(chair).get(at("decision_confirm", new, draft.pk)).status_code == 403
    assert browser(chair).get(at("decision", new, old.pk)).status_code == 200
    answer = browser(chair).post(at("decision_correct", new, old.pk), {"reason": "Đổi tên xã"})
    correction = Decision.objects.get(kind="correction")
    assert answer.status_code == 302
    assert (correction.body, correction.replaces, correction.lines.count()) == (new, old, 1)
    titles = browser(chair).get(at("titles", new)).content.decode()
    assert "Trường Tiểu học Hoa Sen" in titles
    decisions = browser(chair).get(at("decisions", new)).content.decode()
    for page in (titles, decisions):
        assert f'href="{at("decision", new, old.pk)}"' in page
        assert at("decision", cast.commune, old.pk) not in page


def _merged(before: Unit, after: Unit) -> None:
    change = Change.objects.create(
        kind="merge", effective_on=date(2026, 6, 1), decision_number="1/NQ", decided_on=date(2026, 5, 1),
        decided_by="HĐND",
    )  # fmt: skip
    ChangedUnit.objects.create(change=change, unit=before, side="before", name=before.name)
    ChangedUnit.objects.create(change=change, unit=after, side="after", name=after.name)
    Unit.objects.filter(pk=before.pk).update(dissolved_on=date(2026, 6, 1))


def test_the_chair_puts_a_line_right_by_a_new_decision(cast: Cast) -> None:
    build.passed(cast)
    build.passed(cast, cast.other_unit)
    old = build.issued(cast)
    chair = browser(cast.chair)
    chair.post(at("decision_correct", cast.commune, old.pk), {"reason": "Ghi sai tên"})
    draft = Decision.objects.get(kind="correction")
    unit, other = f"u{cast.unit.pk}", f"u{cast.other_unit.pk}"
    said = {
        "version": draft.version, "reason": "Ghi sai tên", "expiry": "year_end", f"{unit}-keep": "on",
        f"{unit}-unit_name": "Trường Tiểu học Hoa Sen 1", f"{unit}-outcome": "1",
        f"{other}-unit_name": cast.other_unit.name, f"{other}-outcome": "1",
    }  # fmt: skip

    answer = chair.post(at("decision_correction", cast.commune, draft.pk), said)
    stale = chair.post(at("decision_correction", cast.commune, draft.pk), said)
    twice = chair.post(at("decision_correct", cast.commune, old.pk), {"reason": "Lần nữa"})

    assert (answer.status_code, stale.status_code, twice.status_code) == (302, 409, 409)
    assert [line.unit_name for line in draft.lines.all()] == ["Trường Tiểu học Hoa Sen 1"]
    assert Decision.objects.filter(kind="correction").count() == 1


@pytest.mark.parametrize(
    ("expiry", "said", "unsaid"),
    [
        ("from_decision", "Theo từng đơn vị trong danh sách", "cách hiểu kia"),
        ("year_end", "<dd>31/12/2029<br>", "cách hiểu kia"),
    ],
)
def test_a_correction_that_adds_a_unit_says_of_the_whole_only_what_holds_for_all(
    cast: Cast, expiry: str, said: str, unsaid: str
) -> None:
    build.passed(cast)
    old = build.issued(cast, on=date(2026, 2, 10))
    new = build.passed(cast, cast.other_unit)
    draft = actions.draft_correction(
        old, body=cast.commune, origin=cast.commune, reason="Sót đơn vị", by=cast.chair
    )
    kept = {cast.unit.pk: actions.LineWords(cast.unit.name, "1")}
    actions.change_list(draft, [new], actions.Said(expiry), kept=kept, version=1, by=cast.chair)

    page = browser(cast.chair).get(at("decision_confirm", cast.commune, draft.pk)).content.decode()

    assert said in page
    assert unsaid not in page


def test_a_withdrawal_asks_for_its_legal_basis(cast: Cast) -> None:
    build.passed(cast)
    build.issued(cast)
    chair = browser(cast.chair)
    title = Title.objects.get()

    empty = chair.post(at("withdrawal_start", cast.commune), {"title": [title.pk], "reason": "Kê khai sai"})
    made = chair.post(
        at("withdrawal_start", cast.commune),
        {"title": [title.pk], "reason": "Kê khai sai", "legal_basis": "Kết luận thanh tra số 5"},
    )

    assert empty.status_code == 422
    assert "Thông tư không quy định việc này" in empty.content.decode()
    assert made.status_code == 302
    assert Decision.objects.get(kind="withdrawal").legal_basis == "Kết luận thanh tra số 5"
    page = chair.get(at("decision", cast.commune, Decision.objects.get(kind="withdrawal").pk))
    assert "không có quy định thu hồi" in page.content.decode()


def test_words_saved_from_an_older_page_are_told_of(cast: Cast) -> None:
    build.passed(cast)
    decision = build.drafted(cast)
    client, address = browser(cast.officer), at("decision", cast.commune, decision.pk)
    form = client.get(address).context["form"]
    said = {name: form.initial.get(name, "") for name in form.fields}

    saved = client.post(address, {**said, "subject": "Về việc khác"})
    stale = client.post(address, {**said, "subject": "Về việc khác nữa"})

    assert (saved.status_code, stale.status_code) == (302, 422)
    assert "Về việc khác nữa" in stale.content.decode()


def test_a_failed_dossier_is_answered_by_the_head_of_the_office(cast: Cast) -> None:
    appraisal = build.failed(cast)
    officer, head = browser(cast.officer), browser(cast.office_head)
    page = officer.get(at("refusal", cast.office, appraisal.pk)).content.decode()
    issue = at("refusal_issue", cast.office, appraisal.pk)
    shown = head.get(at("refusal", cast.office, appraisal.pk)).content.decode()
    said = {"issued_on": f"{build.today():%d/%m/%Y}", "seen": seen_on(shown)}

    assert "Ban hành và gửi đơn vị" not in page
    assert officer.post(issue, said).status_code == 403
    assert head.post(issue, {**said, "seen": "x"}).status_code == 302
    assert not Refusal.objects.exists()
    head.post(issue, said)
    head.post(issue, said)
    assert Refusal.objects.count() == 1
    own = browser(cast.head).get(at("recognition", cast.unit)).content.decode()
    assert "Lý do chưa đạt" in own
    assert "Chưa có kết quả" in own
    paper = at("recognition_paper", cast.unit, Refusal.objects.get().paper_id, "pdf")
    assert browser(cast.head).get(paper).status_code == 200
    assert browser(cast.stranger).get(paper).status_code == 404
    assert "Đã trả lời" in head.get(at("refusals", cast.office)).content.decode()


def test_a_unit_reads_nothing_of_its_result_before_it_is_decided(cast: Cast) -> None:
    build.passed(cast)
    build.drafted(cast)

    page = browser(cast.head).get(at("recognition", cast.unit)).content.decode()

    assert f"Chưa có quyết định về năm {YEAR}" in page
    assert "dv-title" not in page


def test_a_unit_reads_its_title_in_gold_with_both_readings(cast: Cast) -> None:
    build.passed(cast)
    decision = build.issued(cast)
    client = browser(cast.head)

    page = client.get(at("recognition", cast.unit)).content.decode()

    assert 'class="dv-title"' in page
    for words in ("31/12/2029", "10/02/2029", "nơi quyết định chọn", "10/02/2027", "Điều 5 khoản 3"):
        assert words in page
    paper = at("recognition_paper", cast.unit, decision.paper_id, "docx")
    assert client.get(paper).content == b"PK"
    assert client.get(at("recognition_paper", cast.unit, decision.paper_id, "exe")).status_code == 404
    stranger = reverse("recognition_paper", args=[cast.other_unit.pk, YEAR, decision.paper_id, "pdf"])
    assert browser(cast.stranger).get(stranger).status_code == 404
    assert client.get(at("recognition_notice", cast.unit, "pdf")).status_code == 200
    assert client.get(at("recognition_notice", cast.unit, "docx", year=2024)).status_code == 404


def test_a_plan_to_improve_begins_with_the_reasons_of_the_reply(cast: Cast) -> None:
    appraisal = build.failed(cast)
    reply = build.reply_of(appraisal, cast.office, "Vũ Thị Phòng")
    build.refused(cast, appraisal)
    client = browser(cast.clerk)
    page = client.get(at("recognition", cast.unit)).context["suggestions"]

    client.post(at("improvement_suggest", cast.unit), {"suggestion": [page[0].key]})
    line = Improvement.objects.get()
    said = {"content": "Bổ sung kế hoạch", "row": "1.1", "lead": "Tổ 4-5", "due_on": "01/03/2026"}
    first = client.post(at("improvement", cast.unit, line.pk), {**said, "version": 1})
    stale = client.post(at("improvement", cast.unit, line.pk), {**said, "version": 1})
    early = client.post(
        at("improvement", cast.unit, line.pk), {**said, "done_on": "01/03/2090", "version": 2}
    )

    assert len(page) == len(reply.rows)
    assert (first.status_code, stale.status_code, early.status_code) == (302, 409, 422)
    assert Improvement.objects.get().content == "Bổ sung kế hoạch"
    assert browser(cast.committee).post(at("improvement_remove", cast.unit, line.pk)).status_code == 403
    client.post(at("improvement_remove", cast.unit, line.pk), {"version": 2})
    assert not Improvement.objects.exists()


def test_the_register_is_filtered_and_leaves_as_a_workbook(cast: Cast) -> None:
    build.passed(cast)
    build.passed(cast, cast.other_unit, outcome="2")
    build.issued(cast)
    client = browser(cast.officer)
    address = at("titles", cast.commune)

    found = client.get(address, {"q": "tieu hoc hoa"}).content.decode()
    preschools = client.get(address, {"sector": "preschool"}).context["lines"]
    soon = client.get(address, {"show": "expiring", "months": "6"}).context["lines"]
    levels = client.get(address, {"outcome": "2", "show": "in_force"}).context["lines"]
    book = load_workbook(BytesIO(client.get(at("titles_export", cast.commune)).content))

    assert (cast.unit.name in found, cast.other_unit.name in found) == (True, False)
    assert [line.title.unit for line, _ in preschools] == [cast.other_unit]
    assert soon == []
    assert [line.title.unit for line, _ in levels] == [cast.other_unit]
    names = [row[0].value for row in book.worksheets[0].iter_rows()]
    assert {cast.unit.name, cast.other_unit.name} <= set(names)
    assert client.get(address, {"months": "x", "page": "z", "show": "?"}).status_code == 200


def test_titles_about_to_end_are_found_within_the_months_asked(cast: Cast) -> None:
    build.passed(cast)
    build.issued(cast)
    ends = build.today().replace(day=1)
    Title.objects.update(valid_until=ends.replace(year=ends.year + 1))
    client = browser(cast.chair)

    near = client.get(at("titles", cast.commune), {"show": "expiring", "months": "3"}).context["lines"]
    far = client.get(at("titles", cast.commune), {"show": "expiring", "months": "12"}).context["lines"]

    assert (len(near), len(far)) == (0, 1)


def test_people_are_told_where_to_look(cast: Cast) -> None:
    build.passed(cast)
    decision = build.issued(cast)

    urls = dict(Message.objects.values_list("unit__name", "url"))

    assert urls[cast.unit.name] == at("recognition", cast.unit)
    assert urls[cast.office.name] == at("decision", cast.commune, decision.pk)
    assert browser(cast.head).get(urls[cast.unit.name]).status_code == 200
    assert browser(cast.officer).get(urls[cast.office.name]).status_code == 200
