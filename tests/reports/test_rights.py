import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts.actions import deactivate_user
from dvht.accounts.models import User
from dvht.audit.actions import SYSTEM
from dvht.audit.queries import events_of
from dvht.reports.queries.rights import Rights, rights_of
from dvht.units.models import Unit

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db: None) -> Cast:
    cast = a_cast()
    Unit.objects.filter(pk__in=[cast.unit.pk, cast.other_unit.pk]).update(
        receiving_name="", receiving=cast.office
    )
    return cast


def look(cast: Cast, person: User, at: Unit, by: User) -> tuple[int, str]:
    client = Client()
    client.force_login(by, backend=BACKEND)
    answer = client.post(reverse("user_rights", args=[at.pk, person.pk]))
    return answer.status_code, answer.content.decode()


def sections(rights: Rights) -> dict[str, str]:
    (one,) = rights.at_units
    return {section.label: section.words for section in one.sections}


def test_a_clerk_reads_and_writes_and_settles_nothing(cast: Cast) -> None:
    rights = rights_of(cast.clerk)

    assert sections(rights) == {
        "Kế hoạch": "xem, ghi",
        "Danh sách thành viên": "xem, ghi",
        "Công dân học tập": "xem, ghi",
        "Minh chứng": "xem, ghi",
        "Tự đánh giá": "xem, ghi",
        "Hồ sơ, văn bản": "xem, ghi",
        "Đơn vị, người dùng, nhật ký": "không",
    }
    assert rights.visible.names == (cast.unit.name,)


def test_an_officer_sees_what_is_handed_in_and_only_of_the_levels_looked_after(cast: Cast) -> None:
    make.a_submission(cast.unit, cast.office, cast.commune, by=cast.head)
    make.a_submission(cast.other_unit, cast.office, cast.commune, by=cast.stranger)
    narrow = make.an_officer(cast.office, "Hạ Thị Hẹp", sectors=("preschool",))

    assert rights_of(cast.officer).submissions == 2
    assert rights_of(cast.other_officer).submissions == 0
    assert rights_of(narrow).submitting.names == (cast.other_unit.name,)
    assert sections(rights_of(cast.officer))["Hồ sơ các đơn vị nộp về"] == "xem, ghi"
    assert sections(rights_of(cast.office_head))["Hồ sơ các đơn vị nộp về"] == "xem, ghi, chốt"


def test_an_examiner_opens_the_seat_and_nothing_else(cast: Cast) -> None:
    submission = make.a_submission(cast.unit, cast.office, cast.commune, by=cast.head)
    panel = make.a_panel(cast.office, [cast.office_head, cast.officer, cast.examiner])
    make.an_appraisal(submission, panel, assigned=(cast.examiner,))

    rights = rights_of(cast.examiner)

    assert (rights.visible.count, rights.submissions, rights.appraisals) == (0, 0, 1)
    assert [(seat.panel, seat.units) for seat in rights.seats] == [("Hội đồng đánh giá", (cast.unit.name,))]
    assert set(sections(rights).values()) == {"không"}


def test_a_closed_account_opens_nothing(cast: Cast) -> None:
    deactivate_user(cast.clerk, unit=cast.unit, by=SYSTEM)

    rights = rights_of(cast.clerk)

    assert (rights.at_units, rights.visible.count, rights.own_years) == ((), 0, ())


def test_each_look_is_remembered(cast: Cast) -> None:
    status, page = look(cast, cast.clerk, cast.unit, cast.administrator)

    assert status == 200
    assert cast.clerk.full_name in page
    event = events_of([f"unit:{cast.unit.pk}"])[0]
    assert (event.verb, event.actor_id, event.thing_id) == (
        "xem quyền của người dùng",
        cast.administrator.pk,
        str(cast.clerk.pk),
    )


def test_a_member_with_a_year_of_their_own_is_told_without_any_other_name(cast: Cast) -> None:
    make.a_member(cast.unit, "Hồ Kín Đáo")

    _, page = look(cast, cast.clerk, cast.unit, cast.administrator)

    assert "Hồ Kín Đáo" not in page
    assert rights_of(cast.member).own_years == (cast.unit.name,)


def test_only_who_administers_the_whole_account_may_look(cast: Cast) -> None:
    school = make.an_administrator(cast.unit, "Quản Trị Trường")
    both = make.a_clerk(cast.unit, "Hai Nơi")
    make.Role.objects.create(user=both, unit=cast.office, kind="officer")

    assert look(cast, cast.clerk, cast.unit, school)[0] == 200
    assert look(cast, both, cast.unit, school)[0] == 403
    assert look(cast, both, cast.unit, cast.administrator)[0] == 200
    assert look(cast, cast.clerk, cast.unit, cast.outside_administrator)[0] == 404
    assert look(cast, cast.clerk, cast.unit, cast.head)[0] == 403
    assert look(cast, cast.stranger, cast.unit, cast.administrator)[0] == 404


def test_a_look_is_asked_for_by_a_button(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.administrator, backend=BACKEND)

    assert client.get(reverse("user_rights", args=[cast.unit.pk, cast.clerk.pk])).status_code == 405
    page = client.get(reverse("user_change", args=[cast.unit.pk, cast.clerk.pk])).content.decode()
    assert reverse("user_rights", args=[cast.unit.pk, cast.clerk.pk]) in page


def test_rights_ask_as_many_questions_for_many_units_as_for_few(cast: Cast) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            rights_of(cast.administrator)
        return len(asked)

    few = questions()
    for number in range(20):
        make.a_unit(f"Trường {number}", under=Unit.objects.get(pk=cast.commune.pk))

    assert questions() == few
