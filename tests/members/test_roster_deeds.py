"""Members are written many at once or one by one, and what can't be is refused in words."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make

from dvht.accounts.models import User
from dvht.audit.queries import events_of, scope_of_unit
from dvht.members.actions import PeopleError, PersonWords, check_members, save_members
from dvht.members.models import Department, Member, MemberKind
from dvht.members.queries.roster import departments_of, posting_on, roster_of, titles_of
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def someone(name: str = "Ngô Văn Bảo", **more: Any) -> PersonWords:
    return PersonWords(
        member=more.pop("member", None),
        full_name=name,
        kind=more.pop("kind", MemberKind.PUBLIC_EMPLOYEE),
        **more,
    )


@pytest.fixture
def unit() -> Unit:
    return make.a_unit()


@pytest.fixture
def clerk(unit: Unit) -> User:
    return make.a_clerk(unit)


def save(unit: Unit, clerk: User, *people: PersonWords) -> tuple[Member, ...]:
    return save_members(unit, people, by=clerk)


def refusals(unit: Unit, clerk: User, *people: PersonWords) -> list[str]:
    with pytest.raises(PeopleError) as caught:
        save(unit, clerk, *people)
    return list(caught.value.messages)


def test_new_people_get_codes_departments_and_positions(unit: Unit, clerk: User) -> None:
    save(
        unit,
        clerk,
        someone("Ngô Văn Bảo", department="Tổ 4-5", positions=("Giáo viên", "Chủ tịch công đoàn")),
        someone("Lê Thu Hà", department="tổ 4-5", code="GV-07"),
        someone("Bùi Minh Thư"),
    )

    people = list(roster_of(unit, TODAY))
    assert [(one.full_name, one.code) for one in people] == [
        ("Ngô Văn Bảo", "TV001"), ("Lê Thu Hà", "GV-07"), ("Bùi Minh Thư", "TV002"),
    ]  # fmt: skip
    assert titles_of(posting_on(people[0])) == ("Giáo viên", "Chủ tịch công đoàn")
    assert [one.name for one in departments_of(unit)] == ["Tổ 4-5"]


def test_names_are_kept_composed_with_single_spaces(unit: Unit, clerk: User) -> None:
    (member,) = save(unit, clerk, someone(" Nguye\u0302\u0303n\u00a0Thi\u0323  \u200bHoa\u0300 "))

    assert member.full_name == "Nguyễn Thị Hoà"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (someone("A" * 121), "Họ và tên dài 121 ký tự; nhiều nhất là 120."),
        (someone("   "), "Hãy ghi họ và tên."),
        (someone("—"), "Họ và tên phải có chữ."),
        (someone("Ngô\x00Bảo"), "Họ và tên có ký tự không đọc được. Hãy gõ lại."),
        (someone("Ngô\udcffBảo"), "Họ và tên có ký tự không đọc được. Hãy gõ lại."),
        (someone(department="T" * 121), "Tên tổ, phòng dài 121 ký tự; nhiều nhất là 120."),
        (someone(positions=("x\x00",)), "Chức vụ, vị trí việc làm có ký tự không đọc được. Hãy gõ lại."),
        (someone(positions=tuple("abcdefghi")), "Một người ghi nhiều nhất 8 chức vụ, vị trí."),
        (someone(kind="king"), "Hãy chọn đối tượng trong danh sách."),
        (
            someone(code="TV 01!"),
            "Mã “TV 01!” chỉ được có chữ không dấu, số và các dấu . - _ / (bắt đầu bằng chữ hoặc số).",
        ),
        (someone(code="1" * 21), "Mã dài 21 ký tự; nhiều nhất là 20."),
        (
            someone(identity="12"),
            "Số định danh hoặc mã cán bộ chỉ gồm chữ không dấu và số, ít nhất 4 ký tự.",
        ),
        (someone(started_on=date(1, 1, 1)), "Năm 1 không hợp lý. Hãy xem lại ngày."),
        (
            someone(started_on=date(2026, 5, 1), ended_on=date(2026, 4, 1)),
            "Ngày cuối ở đơn vị phải từ ngày vào trở đi.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_in_words(
    unit: Unit, clerk: User, words: PersonWords, message: str
) -> None:
    (refusal,) = refusals(unit, clerk, words)

    assert refusal.endswith(f": {message}")


def test_nothing_is_written_when_one_person_is_refused(unit: Unit, clerk: User) -> None:
    assert refusals(unit, clerk, someone("Lê Thu Hà", department="Tổ 1"), someone("")) == [
        "Người thứ 2: Hãy ghi họ và tên."
    ]

    assert not Member.objects.exists()
    assert not Department.objects.exists()


def test_codes_are_compared_without_case(unit: Unit, clerk: User) -> None:
    save(unit, clerk, someone("Lê Thu Hà", code="gv01"))

    assert refusals(unit, clerk, someone(code="GV01")) == ["Ngô Văn Bảo: Mã GV01 đang là của Lê Thu Hà."]
    assert refusals(unit, clerk, someone("A Một", code="x1"), someone("A Hai", code="X1")) == [
        "A Hai: Mã X1 được ghi cho cả A Một."
    ]


def test_made_codes_follow_the_highest_and_step_over_those_asked_for(unit: Unit, clerk: User) -> None:
    save(unit, clerk, someone("A Một", code="tv007"))

    two, three = save(unit, clerk, someone("A Hai"), someone("A Ba", code="TV008"))

    assert (two.code, three.code) == ("TV009", "TV008")


def test_an_identity_is_sealed_and_stands_once_in_a_unit(unit: Unit, clerk: User) -> None:
    (kept,) = save(unit, clerk, someone("Lê Thu Hà", identity="001 199-012.345"))

    assert Member.objects.get(pk=kept.pk).identity == "001199012345"
    assert "001199012345" not in Member.objects.get(pk=kept.pk).sealed_identity
    assert refusals(unit, clerk, someone(identity="001199012345")) == [
        "Ngô Văn Bảo: Số này đang là của Lê Thu Hà. Một người chỉ ghi một lần trong danh sách."
    ]
    assert save(make.a_unit("Trường khác"), clerk, someone(identity="001199012345"))


def test_an_identity_left_out_stays_and_an_empty_one_is_taken_away(unit: Unit, clerk: User) -> None:
    (member,) = save(unit, clerk, someone(identity="001199012345"))

    (member,) = save(unit, clerk, someone("Ngô Văn Bảo A", member=member))
    assert member.identity == "001199012345"
    (member,) = save(unit, clerk, someone("Ngô Văn Bảo A", member=member, identity=""))
    assert Member.objects.get(pk=member.pk).identity == ""


def test_an_identity_never_stands_in_the_trail(unit: Unit, clerk: User) -> None:
    save(unit, clerk, someone(identity="001199012345"))

    (event,) = events_of([scope_of_unit(unit.pk)])
    assert event.after["Số định danh"] == "đã đổi"
    assert "001199012345" not in str(event.before) + str(event.after) + event.label


def test_what_is_equal_already_is_left_alone(unit: Unit, clerk: User) -> None:
    words = {"department": "Tổ 1", "positions": ("Giáo viên",), "started_on": date(2020, 1, 1), "code": "GV1"}
    (member,) = save(unit, clerk, someone(identity="12345", **words))

    (again,) = save(unit, clerk, someone(member=member, identity="12 345", **words))

    assert again.version == 1
    assert events_of([scope_of_unit(unit.pk)]).count() == 1


def test_a_change_leaves_the_rest_and_one_event_with_both_sides(unit: Unit, clerk: User) -> None:
    (member,) = save(unit, clerk, someone(department="Tổ 1", positions=("Giáo viên",)))

    save(unit, clerk, someone(member=member, department="Tổ 2", positions=("Giáo viên",), kind="worker"))

    event = events_of([scope_of_unit(unit.pk)]).first()
    assert event is not None
    assert (event.verb, event.before, event.after) == (
        "sửa thành viên",
        {"Đối tượng": "Viên chức", "Tổ, phòng": "Tổ 1"},
        {"Đối tượng": "Công nhân, người lao động có trình độ chuyên môn kỹ thuật", "Tổ, phòng": "Tổ 2"},
    )
    assert posting_on(roster_of(unit, TODAY).get()) == member.postings.get()


def test_of_two_writers_the_second_is_told(unit: Unit, clerk: User) -> None:
    (member,) = save(unit, clerk, someone())
    stale = Member.objects.get(pk=member.pk)
    save(unit, clerk, someone("Ngô Văn Bảo A", member=member))

    with pytest.raises(PeopleError) as caught:
        save(unit, clerk, someone("Ngô Văn Bảo B", member=stale))

    assert caught.value.code == "conflict"
    assert Member.objects.get().full_name == "Ngô Văn Bảo A"


def test_times_that_share_a_day_are_refused_naming_both(unit: Unit, clerk: User) -> None:
    (member,) = save(unit, clerk, someone(started_on=date(2020, 1, 1), ended_on=date(2026, 6, 30)))
    (member,) = save(unit, clerk, someone(member=member, started_on=date(2026, 9, 1)))
    first, last = member.postings.order_by("started_on")

    assert refusals(
        unit, clerk, someone(member=member, posting=last, started_on=date(2026, 6, 30))
    ) == [
        (
            "Ngô Văn Bảo: Thời gian từ 30/06/2026 đến nay trùng với thời gian đã ghi "
            "từ 01/01/2020 đến hết 30/06/2026. Một ngày chỉ tính ở một nơi."
        )
    ]  # fmt: skip
    assert [first.ended_on, last.started_on] == [date(2026, 6, 30), date(2026, 9, 1)]


def test_somebody_of_another_unit_or_written_twice_is_refused(unit: Unit, clerk: User) -> None:
    foreign = make.a_member(make.a_unit("Trường khác"), "Trịnh Thị An")
    (own,) = save(unit, clerk, someone())

    assert refusals(unit, clerk, someone("Trịnh Thị An", member=foreign)) == [
        "Trịnh Thị An: Người này không còn trong danh sách của đơn vị."
    ]
    assert refusals(unit, clerk, someone(member=own), someone("Bảo", member=own)) == [
        "Bảo: Người này được ghi hai lần."
    ]


def test_checking_tells_what_would_change_and_writes_nothing(unit: Unit, clerk: User) -> None:
    (member,) = save(unit, clerk, someone(department="Tổ 1"))

    drafts, problems = check_members(
        unit, [someone("Ngô Văn Bảo A", member=member, department="Tổ 1"), someone("", kind="?")]
    )

    assert drafts[0].changes == {"full_name": ("Ngô Văn Bảo", "Ngô Văn Bảo A")}
    assert [(one.index, one.field) for one in problems] == [(1, "full_name"), (1, "kind")]
    assert Member.objects.get().full_name == "Ngô Văn Bảo"


def test_many_cost_as_many_queries_as_one_and_leave_one_event(unit: Unit, clerk: User) -> None:
    def queries(people: list[PersonWords]) -> int:
        with CaptureQueriesContext(connection) as caught:
            save(unit, clerk, *people)
        return len(caught)

    queries([someone("A Không")])
    one = queries([someone("A Một", department="Tổ 1", positions=("Giáo viên",))])
    many = queries(
        [someone(f"B {number}", department="Tổ 2", positions=("Giáo viên",)) for number in range(30)]
    )

    assert many == one
    assert events_of([scope_of_unit(unit.pk)]).count() == 3


def test_a_name_of_letters_that_fall_into_many_parts_can_be_kept(unit: Unit, clerk: User) -> None:
    (member,) = save(unit, clerk, someone("각" * 120, department="각" * 120, positions=("각" * 120,)))

    assert Member.objects.get(pk=member.pk).full_name == "각" * 120


def test_errors_are_validation_errors(unit: Unit, clerk: User) -> None:
    with pytest.raises(ValidationError):
        save(unit, clerk, someone(""))
