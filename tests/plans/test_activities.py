"""Activities of the year: recorded, peopled, proved, told, and shut with the year."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from tests import make
from tests.evidence import specimens
from tests.evidence.specimens import sent

from dvht.accounts.models import User
from dvht.audit.models import Event
from dvht.evidence.actions import Description, add_paper_record, close_collection
from dvht.evidence.models import Evidence, Use
from dvht.members.models import Member
from dvht.paper.blocks import GroupRow
from dvht.plans import actions
from dvht.plans.actions import ActivityWords
from dvht.plans.letters import activities_sentence, activities_source, activities_table
from dvht.plans.models import Activity, Participation, Plan
from dvht.plans.queries import activities_of, activity_counts, rows_to_show
from dvht.regulation.personal import activity_kinds
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def unit() -> Unit:
    return make.a_unit()


@pytest.fixture
def head(unit: Unit) -> User:
    return make.a_head(unit)


@pytest.fixture
def plan(unit: Unit, head: User) -> Plan:
    return make.a_plan_in_force(unit, 2025, by=head)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def at(plan: Plan, rest: str = "") -> str:
    return f"/don-vi/{plan.unit_id}/{plan.year}/ke-hoach/hoat-dong/{rest}"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(**more: Any) -> ActivityWords:
    facts: dict[str, Any] = {"kind": "seminar", "title": "Sinh hoạt cụm", "held_on": date(2025, 10, 4)}
    return ActivityWords(**{**facts, **more})


def sent_words(**more: Any) -> dict[str, Any]:
    return {"kind": "seminar", "title": "Sinh hoạt cụm", "held_on": "04/10/2025", **more}


def proved_by(activity: Activity) -> list[str]:
    codes = Use.objects.filter(evidence__in=activity.proofs.values("evidence"), removed_at=None).order_by(
        "row", "position"
    )
    return [use.code for use in codes]


def test_an_activity_is_recorded_while_the_plan_is_in_force(plan: Plan, head: User) -> None:
    response = browser(head).post(
        at(plan, "them/"),
        sent_words(
            partners="Trường Tiểu học Hoa Mai", attended="62", place="Hội trường", result="12 tiết dạy"
        ),
    )

    recorded = Activity.objects.get()
    assert response.status_code == 302
    assert response.headers["Location"] == at(plan, f"{recorded.pk}/")
    assert (recorded.kind, recorded.title, recorded.held_on) == (
        "seminar",
        "Sinh hoạt cụm",
        date(2025, 10, 4),
    )
    assert (recorded.partners, recorded.attended, recorded.place) == (
        "Trường Tiểu học Hoa Mai",
        62,
        "Hội trường",
    )
    event = Event.objects.order_by("pk").last()
    assert event is not None
    assert (event.verb, event.thing) == ("ghi hoạt động", "plans.Activity")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": ""}, "Hãy chọn loại hoạt động."),
        ({"kind": "party"}, "Hãy chọn một loại trong danh sách."),
        ({"title": "   "}, "Hãy ghi tên hoạt động."),
        ({"held_on": "31/02/2025"}, "ngày"),
        (
            {"held_on": "04/10/2024"},
            "Ngày 04/10/2024 không thuộc năm 2025. Hoạt động của năm nào ghi ở năm đó.",
        ),
        ({"ended_on": "03/10/2025"}, "Ngày kết thúc phải từ ngày bắt đầu trở đi."),
        ({"attended": "-1"}, "0"),
        ({"attended": "9" * 400}, "10.000.000"),
        ({"attended": "ba mươi"}, "số"),
        ({"title": "a" * 301}, "300"),
        ({"title": "Hội thảo \x00"}, "ký tự lạ"),
    ],
)
def test_what_is_written_wrongly_is_said_and_kept(
    plan: Plan, head: User, wrong: dict[str, str], told: str
) -> None:
    response = browser(head).post(at(plan, "them/"), sent_words(place="Sân trường", **wrong))

    assert response.status_code == 422
    assert told in response.content.decode()
    assert 'value="Sân trường"' in response.content.decode()
    assert not Activity.objects.exists()


def test_an_activity_to_come_is_not_recorded_yet(
    unit: Unit, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 6, 15))
    plan = make.a_plan_in_force(unit, 2026, by=head)
    tomorrow = date(2026, 6, 16)

    with pytest.raises(ValidationError) as refused:
        actions.add_activity(plan, words(held_on=tomorrow), by=head)

    assert "chưa đến" in refused.value.message_dict["held_on"][0]


def test_the_form_says_which_rows_each_kind_shows(plan: Plan, head: User) -> None:
    shown = page(browser(head), at(plan, "them/"))

    assert "Chia sẻ tri thức với đơn vị khác (cho thấy 3.2a)" in shown
    assert "Khen thưởng, động viên người học tập tốt" in shown
    assert "Khen thưởng, động viên người học tập tốt (" not in shown


def test_a_later_writer_sees_both_versions(plan: Plan, head: User) -> None:
    recorded = actions.add_activity(plan, words(), by=head)
    actions.change_activity(recorded, words(kind="propaganda", place="Sân trường"), version=1, by=head)

    response = browser(head).post(
        at(plan, f"{recorded.pk}/sua/"), sent_words(place="Hội trường", version="1")
    )

    shown = response.content.decode()
    assert response.status_code == 409
    assert "Sân trường" in shown
    assert "Tuyên truyền về học tập suốt đời</dd>" in shown
    assert 'name="version" value="2"' in shown
    recorded.refresh_from_db()
    assert recorded.place == "Sân trường"


def test_each_row_counts_the_activities_that_show_it(plan: Plan, head: User) -> None:
    for kind in ("propaganda", "learning_week", "seminar", "praise"):
        actions.add_activity(plan, words(kind=kind), by=head)

    counts = activity_counts(plan)

    assert (counts["1.5"], counts["3.2a"], counts["3.2b"]) == (2, 1, 0)
    assert "2.1" not in counts


def test_only_rows_that_bind_the_unit_are_shown_beside_its_activities(plan: Plan) -> None:
    assert [row.code for row in rows_to_show(plan)] == ["1.5", "3.2a"], (
        "a primary school teaches no preschool"
    )


def test_under_the_points_of_the_older_circular_a_seminar_shows_3c(unit: Unit, head: User) -> None:
    plan = make.a_plan(unit, 2022, "tt22-2020", by=head)
    recorded = actions.add_activity(plan, words(held_on=date(2022, 10, 4)), by=head)

    (line,) = activities_of(plan)

    assert (line.activity, line.rows, activity_counts(plan)) == (recorded, ("3c",), {"3c": 1})


def test_a_dropped_file_is_evidence_of_the_rows_that_the_activity_shows(plan: Plan, head: User) -> None:
    recorded = actions.add_activity(plan, words(), by=head)

    response = browser(head).post(
        at(plan, f"{recorded.pk}/minh-chung/"),
        {"uploads": [sent("Biên bản.pdf", specimens.pdf()), sent("Ảnh.jpg", specimens.picture())]},
        headers={"HX-Request": "true"},
    )

    shown = response.content.decode()
    assert response.status_code == 200
    assert shown.lstrip().startswith('<div id="_activity_proofs"')
    assert proved_by(recorded) == ["3.2a-01", "3.2a-02"]
    assert "3.2a-01" in shown
    assert "Ảnh" in shown


def test_a_disguised_file_is_refused_beside_itself(plan: Plan, head: User) -> None:
    recorded = actions.add_activity(plan, words(), by=head)

    response = browser(head).post(
        at(plan, f"{recorded.pk}/minh-chung/"),
        {"uploads": [sent("Biên bản.pdf", bytes(range(256)) * 8)]},
        headers={"HX-Request": "true"},
    )

    assert response.status_code == 422
    assert "Biên bản.pdf" in response.content.decode()
    assert not Evidence.objects.exists()


def test_praise_asks_which_row_its_evidence_proves(plan: Plan, head: User) -> None:
    recorded = actions.add_activity(plan, words(kind="praise"), by=head)
    client = browser(head)

    assert "Minh chứng sắp thêm chứng minh" in page(client, at(plan, f"{recorded.pk}/"))
    shown = page(client, at(plan, f"{recorded.pk}/?row=1.2a"))
    assert "minh-chung/?row=1.2a" in shown
    client.post(
        at(plan, f"{recorded.pk}/minh-chung/?row=1.2a"), {"uploads": [sent("QĐ.pdf", specimens.pdf())]}
    )

    assert proved_by(recorded) == ["1.2a-01"]


def test_evidence_of_the_year_can_prove_an_activity_too(plan: Plan, head: User) -> None:
    assert plan.collection is not None
    recorded = actions.add_activity(plan, words(), by=head)
    known = add_paper_record(plan.collection, ["1.5"], Description("Kế hoạch tuần lễ"), "Tủ 1", by=head)
    client = browser(head)
    assert "Kế hoạch tuần lễ</option>" in page(client, at(plan, f"{recorded.pk}/"))

    client.post(at(plan, f"{recorded.pk}/minh-chung/co-san/"), {"evidence": known.pk})

    assert proved_by(recorded) == ["1.5-01", "3.2a-01"]
    assert "Kế hoạch tuần lễ</option>" not in page(client, at(plan, f"{recorded.pk}/"))


def test_evidence_of_another_unit_is_not_there_to_be_linked(plan: Plan, head: User) -> None:
    other = make.a_unit("Trường Mầm non Hoa Mai", symbol="MNHM")
    theirs = make.a_plan(other, 2025, by=head)
    assert theirs.collection is not None
    foreign = add_paper_record(theirs.collection, ["1.5"], Description("Ảnh"), "Tủ 1", by=head)
    recorded = actions.add_activity(plan, words(), by=head)

    response = browser(head).post(at(plan, f"{recorded.pk}/minh-chung/co-san/"), {"evidence": foreign.pk})

    assert response.status_code == 404
    with pytest.raises(ValidationError):
        actions.link_activity_evidence(recorded, foreign, by=head)


def test_taking_evidence_off_an_activity_leaves_it_where_it_is_filed(plan: Plan, head: User) -> None:
    recorded = actions.add_activity(plan, words(), by=head)
    client = browser(head)
    client.post(at(plan, f"{recorded.pk}/minh-chung/"), {"uploads": [sent("BB.pdf", specimens.pdf())]})
    evidence = Evidence.objects.get()

    client.post(at(plan, f"{recorded.pk}/minh-chung/{evidence.pk}/go/"))

    assert not recorded.proofs.exists()
    assert Use.objects.get().removed_at is None


def test_of_another_kind_its_evidence_also_stands_under_the_new_rows(plan: Plan, head: User) -> None:
    recorded = actions.add_activity(plan, words(), by=head)
    browser(head).post(at(plan, f"{recorded.pk}/minh-chung/"), {"uploads": [sent("BB.pdf", specimens.pdf())]})

    actions.change_activity(recorded, words(kind="propaganda"), version=1, by=head)

    assert proved_by(recorded) == ["1.5-01", "3.2a-01"]


def test_people_are_chosen_from_the_roster_of_that_day(plan: Plan, head: User, unit: Unit) -> None:
    there = make.a_member(unit, "Ngô Văn Bảo", department="Tổ 4-5", positions=("Giáo viên",))
    make.a_member(unit, "Lê Thu Hà", department="Tổ 1-2-3")
    make.a_member(unit, "Vũ Đã Nghỉ", until=date(2025, 6, 30))
    make.a_member(unit, "Mai Chưa Đến", since=date(2025, 11, 1))
    recorded = actions.add_activity(plan, words(), by=head)
    client = browser(head)
    address = at(plan, f"{recorded.pk}/nguoi-tham-gia/")

    shown = page(client, address)
    assert ("Ngô Văn Bảo" in shown, "Lê Thu Hà" in shown) == (True, True)
    assert ("Vũ Đã Nghỉ" in shown, "Mai Chưa Đến" in shown) == (False, False)
    assert "Lê Thu Hà" not in page(client, f"{address}?q=bao%20ngo")
    assert "Lê Thu Hà" not in page(client, f"{address}?to={there.postings.get().department_id}")

    client.post(address, {"chosen": [there.pk], "shown": [there.pk]})
    assert [one.member for one in Participation.objects.all()] == [there]
    assert "Ngô Văn Bảo" in page(client, at(plan, f"{recorded.pk}/"))


def test_only_the_people_on_the_page_are_changed_by_it(plan: Plan, head: User, unit: Unit) -> None:
    an, binh, chi = (make.a_member(unit, name) for name in ("Trần An", "Trần Bình", "Trần Chi"))
    recorded = actions.add_activity(plan, words(), by=head)
    actions.change_participants(recorded, add={an.pk, binh.pk}, remove=(), by=head)

    browser(head).post(
        at(plan, f"{recorded.pk}/nguoi-tham-gia/?q=tran"), {"shown": [binh.pk, chi.pk], "chosen": [chi.pk]}
    )

    assert {one.member for one in Participation.objects.all()} == {an, chi}


def test_everybody_listed_is_chosen_at_once(plan: Plan, head: User, unit: Unit) -> None:
    for number in range(120):
        make.a_member(unit, f"Trần Văn Số{number}", department="Tổ 1" if number % 2 else "Tổ 2")
    recorded = actions.add_activity(plan, words(), by=head)
    department = make.a_department(unit, "Tổ 1")
    client = browser(head)

    client.post(at(plan, f"{recorded.pk}/nguoi-tham-gia/?to={department.pk}"), {"every": "add"})
    assert Participation.objects.count() == 60
    client.post(at(plan, f"{recorded.pk}/nguoi-tham-gia/"), {"every": "add"})
    assert Participation.objects.count() == 120
    client.post(at(plan, f"{recorded.pk}/nguoi-tham-gia/"), {"every": "remove"})
    assert Participation.objects.count() == 0


@pytest.mark.parametrize("guessed", ["theirs", "0", "9" * 30, "-1", "x", "\udc80"])
def test_nobody_of_another_unit_can_be_named(plan: Plan, head: User, guessed: str) -> None:
    stranger = make.a_member(make.a_unit("Trường Mầm non Hoa Mai", symbol="MNHM"), "Trịnh Thị An")
    recorded = actions.add_activity(plan, words(), by=head)
    sent_id = str(stranger.pk) if guessed == "theirs" else guessed.encode("utf-8", "replace").decode()

    response = browser(head).post(
        at(plan, f"{recorded.pk}/nguoi-tham-gia/"), {"chosen": [sent_id]}, follow=True
    )

    assert "không thuộc danh sách thành viên" in response.content.decode()
    assert not Participation.objects.exists()


@pytest.mark.parametrize("rest", ["{0}/", "{0}/sua/", "{0}/xoa/", "{0}/nguoi-tham-gia/"])
@pytest.mark.parametrize("guessed", ["0", "9" * 30])
def test_an_activity_that_is_not_there_is_not_found(plan: Plan, head: User, rest: str, guessed: str) -> None:
    assert browser(head).get(at(plan, rest.format(guessed))).status_code == 404


def test_an_activity_of_another_unit_is_not_found_under_ones_own_address(plan: Plan, head: User) -> None:
    other = make.a_unit("Trường Mầm non Hoa Mai", symbol="MNHM")
    their_head = make.a_head(other)
    theirs = make.an_activity(make.a_plan(other, 2025, by=their_head), by=their_head)

    assert browser(head).get(at(plan, f"{theirs.pk}/")).status_code == 404
    assert browser(head).post(at(plan, f"{theirs.pk}/xoa/")).status_code == 404
    assert Activity.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("query", ["?q=%ED%A0%80", "?to=abc", "?page=-1", "?page=" + "9" * 50])
def test_an_odd_address_still_lists_people(plan: Plan, head: User, unit: Unit, query: str) -> None:
    make.a_member(unit)
    recorded = actions.add_activity(plan, words(), by=head)

    assert browser(head).get(at(plan, f"{recorded.pk}/nguoi-tham-gia/{query}")).status_code == 200


def test_the_authority_sees_how_many_took_part_but_no_names(plan: Plan, head: User, unit: Unit) -> None:
    member = make.a_member(unit, "Ngô Văn Bảo")
    recorded = actions.add_activity(plan, words(), by=head)
    actions.change_participants(recorded, add={member.pk}, remove=(), by=head)
    authority = browser(make.an_administrator(unit))

    shown = page(authority, at(plan, f"{recorded.pk}/"))
    exported = load_workbook(BytesIO(authority.get(at(plan, "excel/")).content))

    assert "Ngô Văn Bảo" not in shown
    assert "1 thành viên của đơn vị" in shown
    assert exported.sheetnames == ["Hoạt động"]


def test_the_workbook_has_the_list_and_the_names(plan: Plan, head: User, unit: Unit) -> None:
    member = make.a_member(unit, "Ngô Văn Bảo")
    recorded = actions.add_activity(plan, words(title="=1+1", attended=62), by=head)
    actions.change_participants(recorded, add={member.pk}, remove=(), by=head)

    book = load_workbook(BytesIO(browser(head).get(at(plan, "excel/")).content))

    listed = [cell.value for cell in book["Hoạt động"][2]]
    assert listed[1] == "Chia sẻ tri thức với đơn vị khác"
    assert listed[7:10] == [62, 1, "3.2a"]
    assert book["Hoạt động"]["C2"].data_type == "s"
    assert [cell.value for cell in book["Người tham gia"][2]][2:] == ["Ngô Văn Bảo", member.code]


def test_the_total_is_never_less_than_the_names(plan: Plan, head: User, unit: Unit) -> None:
    recorded = actions.add_activity(plan, words(), by=head)
    people = {make.a_member(unit, f"Trần {name}").pk for name in ("An", "Bình")}
    actions.change_participants(recorded, add=people, remove=(), by=head)

    with pytest.raises(ValidationError) as refused:
        actions.change_activity(recorded, words(attended=1), version=1, by=head)

    assert refused.value.message_dict == {"attended": ["Đã chọn tên 2 người: tổng số không thể ít hơn."]}
    assert activities_of(plan)[0].total == 2


def test_removing_asks_first_and_leaves_the_evidence(plan: Plan, head: User, unit: Unit) -> None:
    recorded = actions.add_activity(plan, words(), by=head)
    actions.change_participants(recorded, add={make.a_member(unit).pk}, remove=(), by=head)
    client = browser(head)
    client.post(at(plan, f"{recorded.pk}/minh-chung/"), {"uploads": [sent("BB.pdf", specimens.pdf())]})

    asked = page(client, at(plan, f"{recorded.pk}/xoa/"))
    assert "1 người tham gia" in asked
    assert "1 minh chứng vẫn ở kho minh chứng" in asked
    client.post(at(plan, f"{recorded.pk}/xoa/"))

    assert not Activity.objects.exists()
    assert Use.objects.get().removed_at is None
    assert Member.objects.count() == 1


DEEDS = ("them/", "{0}/sua/", "{0}/xoa/", "{0}/nguoi-tham-gia/", "{0}/minh-chung/", "{0}/minh-chung/co-san/")


@pytest.mark.parametrize("deed", DEEDS)
def test_a_closed_year_refuses_in_words(plan: Plan, head: User, unit: Unit, deed: str) -> None:
    assert plan.collection is not None
    recorded = actions.add_activity(plan, words(), by=head)
    member = make.a_member(unit)
    close_collection(plan.collection, by=head)

    response = browser(head).post(
        at(plan, deed.format(recorded.pk)),
        {**sent_words(title="Khác"), "version": "1", "chosen": [member.pk], "uploads": []},
        follow=True,
    )

    assert "Tự đánh giá năm 2025 đã chốt" in response.content.decode()
    recorded.refresh_from_db()
    assert (recorded.title, recorded.participations.count()) == ("Sinh hoạt cụm", 0)
    with pytest.raises(ValidationError) as refused:
        actions.add_activity(plan, words(), by=head)
    assert refused.value.code == "closed"


def test_a_plan_with_activities_is_not_given_up(unit: Unit, head: User) -> None:
    plan = make.a_plan(unit, 2025, by=head)
    actions.add_activity(plan, words(), by=head)

    with pytest.raises(ValidationError) as refused:
        actions.discard_plan(plan, by=head)

    assert refused.value.code == "in_use"
    assert "hoạt động" in refused.value.messages[0]


def test_the_report_tells_the_activities_by_kind_and_names_nobody(plan: Plan, head: User, unit: Unit) -> None:
    member = make.a_member(unit, "Ngô Văn Bảo")
    actions.add_activity(plan, words(attended=62, partners="Trường Hoa Mai"), by=head)
    praise = actions.add_activity(plan, words(kind="praise", title="Khen người học tốt"), by=head)
    actions.change_participants(praise, add={member.pk}, remove=(), by=head)
    lines = activities_of(plan)

    table = activities_table(plan)

    assert activities_sentence(plan) == (
        "Trong năm, đơn vị đã tổ chức 2 hoạt động: 1 chia sẻ tri thức với đơn vị khác; "
        "1 khen thưởng, động viên người học tập tốt."
    )
    assert table is not None
    rows = [row for row in table.rows if not isinstance(row, GroupRow)]
    assert [row[1] for row in rows] == ["Sinh hoạt cụm. Cùng tham gia: Trường Hoa Mai.", "Khen người học tốt"]
    assert [row[3] for row in rows] == ["62", "1"]
    assert "Bảo" not in str(table)
    assert activities_source(lines) != activities_source(lines[:1])


def test_a_year_without_activities_adds_nothing_to_the_report(plan: Plan) -> None:
    assert (activities_sentence(plan), activities_table(plan)) == ("", None)


def test_every_kind_of_the_regulations_can_be_recorded(plan: Plan, head: User) -> None:
    for kind in activity_kinds():
        actions.add_activity(plan, words(kind=kind.code), by=head)

    assert [line.kind for line in activities_of(plan)] == list(activity_kinds())


def test_the_list_asks_as_many_questions_for_thirty_activities_as_for_one(
    plan: Plan, head: User, unit: Unit
) -> None:
    assert plan.collection is not None
    client = browser(make.a_clerk(unit))
    people = [make.a_member(unit, f"Trần Văn {number}").pk for number in range(4)]

    def record(number: int) -> None:
        recorded = actions.add_activity(plan, words(title=f"Buổi {number}"), by=head)
        actions.change_participants(recorded, add=people, remove=(), by=head)
        assert plan.collection is not None
        evidence = add_paper_record(plan.collection, ["3.2a"], Description(f"BB {number}"), "Tủ", by=head)
        actions.link_activity_evidence(recorded, evidence, by=head)

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    record(0)
    once = (asked(at(plan)), asked(at(plan, "excel/")))
    for number in range(1, 30):
        record(number)
    assert (asked(at(plan)), asked(at(plan, "excel/"))) == once
