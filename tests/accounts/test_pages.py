"""The pages of administration: what they show, what they refuse, how many queries they take."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts.models import Role, RoleKind, User
from dvht.audit.queries import events_of
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast() -> Cast:
    return a_cast()


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    """The browser of the commune's administrator."""
    client.force_login(cast.administrator, backend=BACKEND)
    return client


def facts_of(unit: Unit, **changes: str) -> dict[str, str]:
    names = (
        "name",
        "kind",
        "ownership",
        "area",
        "place",
        "symbol",
        "head_title",
        "paper_parent",
        "paper_name",
    )
    return {
        **{name: getattr(unit, name) for name in names},
        "receiving": "",
        "receiving_name": unit.receiving_name,
        "receiving_note": unit.receiving_note,
        "version": str(unit.version),
        **changes,
    }


@contextmanager
def counted() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as context:
        yield context


def queries_of(client: Client, page: str) -> int:
    with counted() as context:
        assert client.get(page).status_code == 200
    return len(context)


def test_the_list_of_units_takes_as_many_queries_for_1_as_for_30(office: Client, cast: Cast) -> None:
    office.get(reverse("unit_list"))
    few = queries_of(office, reverse("unit_list"))
    for number in range(30):
        make.a_clerk(
            make.a_unit(f"Trường {number}", under=cast.commune, receiving=cast.commune, receiving_name="")
        )

    assert queries_of(office, reverse("unit_list")) == few


def test_the_list_of_people_takes_as_many_queries_for_1_as_for_30(office: Client, cast: Cast) -> None:
    page = reverse("user_list", args=[cast.unit.pk])
    office.get(page)
    few = queries_of(office, page)
    for number in range(30):
        make.a_clerk(cast.unit, f"Người {number}")

    assert queries_of(office, page) == few


def test_the_list_of_units_leaves_out_what_lies_elsewhere(office: Client) -> None:
    page = office.get(reverse("unit_list")).content.decode()

    assert "Trường Tiểu học Hoa Sen" in page
    assert "Xã Đồng Lúa" not in page


def test_a_unit_is_found_without_marks(office: Client) -> None:
    page = office.get(reverse("unit_list"), {"q": "hoa MAI"}).content.decode()

    assert "Trường Mầm non Hoa Mai" in page
    assert "Trường Tiểu học Hoa Sen" not in page


def test_finding_nothing_says_what_to_do(office: Client) -> None:
    assert "Không có đơn vị nào khớp" in office.get(reverse("unit_list"), {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "999", "abc", "1;drop"])
def test_an_odd_page_number_shows_a_page(office: Client, page: str) -> None:
    assert office.get(reverse("unit_list"), {"page": page}).status_code == 200


def test_a_unit_is_added_below_another(office: Client, cast: Cast) -> None:
    facts = facts_of(cast.unit, name="Trường THCS Sen", kind="lower_secondary_school", symbol="thcss")

    answer = office.post(reverse("unit_add", args=[cast.commune.pk]), facts)

    unit = Unit.objects.get(name="Trường THCS Sen")
    assert answer.headers["Location"] == reverse("user_list", args=[unit.pk])
    assert unit.symbol == "THCSS"
    assert unit in Unit.objects.filter(path__startswith=cast.commune.path)


def test_kinds_stand_under_their_groups_and_the_law_is_told(office: Client, cast: Cast) -> None:
    page = office.get(reverse("unit_change", args=[cast.unit.pk])).content.decode()

    assert '<optgroup label="Giáo dục phổ thông">' in page
    assert "Chưa tìm thấy văn bản nào nêu cơ quan nhận hồ sơ" in page
    assert "Phòng Văn hóa - Xã hội cấp xã" in page


def test_a_change_is_saved_and_named(office: Client, cast: Cast) -> None:
    page = reverse("unit_change", args=[cast.unit.pk])

    answer = office.post(page, facts_of(cast.unit, name="Trường Sen Hồng"), follow=True)

    assert "Đã lưu Trường Sen Hồng." in answer.content.decode()
    assert Unit.objects.get(pk=cast.unit.pk).version == 2


def test_wrong_facts_are_linked_to_their_fields_and_kept(office: Client, cast: Cast) -> None:
    facts = facts_of(cast.unit, symbol="a b", name="Tên mới", kind="castle")

    page = office.post(reverse("unit_change", args=[cast.unit.pk]), facts).content.decode()

    assert 'href="#id_symbol"' in page
    assert 'href="#id_kind"' in page
    assert 'value="Tên mới"' in page
    assert "Trường Tiểu học Hoa Sen</h1>" in page


def test_two_receivers_are_refused(office: Client, cast: Cast) -> None:
    facts = facts_of(cast.unit, receiving=str(cast.commune.pk), receiving_name="Phòng khác")

    page = office.post(reverse("unit_change", args=[cast.unit.pk]), facts).content.decode()

    assert "không ghi cả hai" in page


def test_of_two_people_saving_at_once_the_second_sees_both_and_loses_nothing(
    office: Client, cast: Cast
) -> None:
    page = reverse("unit_change", args=[cast.unit.pk])
    stale = facts_of(cast.unit, name="Tên của tôi")
    office.post(page, facts_of(cast.unit, name="Tên của người khác"))

    answer = office.post(page, stale).content.decode()
    assert "người khác vừa sửa" in answer
    assert "Tên của người khác" in answer
    assert 'value="Tên của tôi"' in answer
    assert 'name="version" value="2"' in answer

    office.post(page, {**stale, "version": "2"})
    assert Unit.objects.get(pk=cast.unit.pk).name == "Tên của tôi"


@pytest.mark.parametrize("version", ["", "abc", "-1", "99"])
def test_a_version_that_was_never_sent_out_does_not_save(office: Client, cast: Cast, version: str) -> None:
    office.post(
        reverse("unit_change", args=[cast.unit.pk]), facts_of(cast.unit, name="Khác", version=version)
    )

    assert Unit.objects.get(pk=cast.unit.pk).name == "Trường Tiểu học Hoa Sen"


def test_a_unit_out_of_reach_is_no_choice_for_the_receiver(office: Client, cast: Cast) -> None:
    outside = Unit.objects.get(name="Xã Đồng Lúa")

    office.post(
        reverse("unit_change", args=[cast.unit.pk]),
        facts_of(cast.unit, receiving=str(outside.pk), receiving_name=""),
    )

    assert Unit.objects.get(pk=cast.unit.pk).receiving is None


def test_the_head_of_a_paper_is_drawn_from_what_is_typed(office: Client, cast: Cast) -> None:
    answer = office.post(
        reverse("unit_paper_head", args=[cast.unit.pk]),
        {
            "name": "Trường <b>Sen</b>",
            "paper_parent": "UBND xã Đồng Sen",
            "symbol": "ths",
            "place": "Đồng Sen",
        },
    ).content.decode()

    assert answer.startswith('<div class="dv-paper')
    assert "UBND XÃ ĐỒNG SEN" in answer
    assert "TRƯỜNG &lt;B&gt;SEN&lt;/B&gt;" in answer
    assert "/KH-THS" in answer


def test_a_name_with_a_character_that_no_text_holds_is_refused_beside_its_field(
    office: Client, cast: Cast
) -> None:
    page = reverse("unit_change", args=[cast.unit.pk])
    answer = office.post(page, {"version": "1", "name": "Trường\0", "paper_name": "\0"})
    preview = office.post(reverse("unit_paper_head", args=[cast.unit.pk]), {"name": "Trường\0"})

    assert "name" in answer.context["form"].errors
    assert preview.status_code == 200


def test_a_unit_is_moved_only_within_reach(office: Client, cast: Cast) -> None:
    outside = Unit.objects.get(name="Xã Đồng Lúa")
    page = reverse("unit_move", args=[cast.unit.pk])

    office.post(page, {"under": outside.pk})
    assert cast.unit.pk in Unit.objects.filter(path__startswith=cast.commune.path).values_list(
        "pk", flat=True
    )

    assert office.post(page, {"under": cast.other_unit.pk}).status_code == 200
    office.post(page, {"under": cast.office.pk})
    moved, target = Unit.objects.get(pk=cast.unit.pk), Unit.objects.get(pk=cast.office.pk)
    assert moved.path.startswith(target.path)
    assert cast.other_unit.name not in office.get(page).content.decode().partition("<select")[2]


def test_the_top_of_ones_reach_is_not_moved(office: Client, cast: Cast) -> None:
    assert office.get(reverse("unit_move", args=[cast.commune.pk])).status_code == 403


def test_the_temporary_password_of_a_new_person_is_told_once(office: Client, cast: Cast) -> None:
    answer = office.post(
        reverse("user_add", args=[cast.unit.pk]), {"full_name": "Lê An", "username": "", "roles": ["clerk"]}
    )

    page = answer.content.decode()
    user = User.objects.get(full_name="Lê An")
    assert user.username in page
    assert user.check_password(answer.context["password"])
    assert "no-store" in answer.headers["Cache-Control"]
    assert (
        answer.context["password"]
        not in office.get(reverse("user_list", args=[cast.unit.pk])).content.decode()
    )


def test_a_new_person_without_a_role_or_a_name_is_refused(office: Client, cast: Cast) -> None:
    page = office.post(reverse("user_add", args=[cast.unit.pk]), {"full_name": ""}).content.decode()

    assert 'href="#id_full_name"' in page
    assert 'href="#id_roles_0"' in page


def test_an_unknown_role_is_refused(office: Client, cast: Cast) -> None:
    office.post(reverse("user_add", args=[cast.unit.pk]), {"full_name": "Lê An", "roles": ["emperor"]})

    assert not User.objects.filter(full_name="Lê An").exists()


def test_somebody_of_another_unit_in_reach_gets_a_role_here(office: Client, cast: Cast) -> None:
    office.post(
        reverse("user_join", args=[cast.unit.pk]),
        {"username": cast.stranger.username.upper(), "roles": ["committee"]},
    )

    assert Role.objects.filter(user=cast.stranger, unit=cast.unit, kind="committee").exists()


def test_an_account_beyond_reach_is_answered_like_one_that_is_not_there(office: Client, cast: Cast) -> None:
    outsider = cast.outside_administrator

    page = office.post(
        reverse("user_join", args=[cast.unit.pk]), {"username": outsider.username, "roles": ["committee"]}
    )

    assert f"Không có tài khoản đang dùng tên “{outsider.username}”" in page.content.decode()
    assert not Role.objects.filter(user=outsider, unit=cast.unit).exists()


def test_joining_keeps_the_roles_held_before(office: Client, cast: Cast) -> None:
    office.post(
        reverse("user_join", args=[cast.unit.pk]), {"username": cast.clerk.username, "roles": ["committee"]}
    )

    assert set(Role.objects.filter(user=cast.clerk).values_list("kind", flat=True)) == {"clerk", "committee"}


def test_an_account_that_is_not_there_is_told(office: Client, cast: Cast) -> None:
    page = office.post(reverse("user_join", args=[cast.unit.pk]), {"username": "la", "roles": ["clerk"]})

    assert "Không có tài khoản đang dùng tên “la”" in page.content.decode()


def user_page(name: str, cast: Cast, person: User) -> str:
    return reverse(name, args=[cast.unit.pk, person.pk])


def test_name_and_roles_are_changed_together(office: Client, cast: Cast) -> None:
    office.post(
        user_page("user_change", cast, cast.clerk),
        {"full_name": "Ngô Thảo", "email": "thao@truong.vn", "roles": ["clerk", "committee"]},
    )

    clerk = User.objects.get(pk=cast.clerk.pk)
    assert (clerk.full_name, clerk.email) == ("Ngô Thảo", "thao@truong.vn")
    assert Role.objects.filter(user=clerk).count() == 2


def test_what_is_refused_in_the_roles_leaves_the_name_too(office: Client, cast: Cast) -> None:
    page = office.post(
        user_page("user_change", cast, cast.clerk), {"full_name": "Ngô Thảo", "email": "", "roles": []}
    ).content.decode()

    assert "Phải còn ít nhất một vai trò" in page
    assert User.objects.get(pk=cast.clerk.pk).full_name == "Ngô Bích Thảo"


@pytest.fixture
def clerk_of_two(cast: Cast) -> User:
    """The clerk has a role out of the administrator's reach too."""
    Role.objects.create(user=cast.clerk, unit=Unit.objects.get(name="Xã Đồng Lúa"), kind=RoleKind.CLERK)
    return cast.clerk


def test_of_a_person_with_roles_elsewhere_only_the_roles_here_change(
    office: Client, cast: Cast, clerk_of_two: User
) -> None:
    page = user_page("user_change", cast, clerk_of_two)
    shown = office.get(page).content.decode()

    office.post(page, {"full_name": "Tên Khác", "email": "x@x.vn", "roles": ["head"]})

    kept = User.objects.get(pk=clerk_of_two.pk)
    assert "ngoài phạm vi của bạn" in shown
    assert (kept.full_name, kept.email) == ("Ngô Bích Thảo", "")
    assert set(Role.objects.filter(user=kept, unit=cast.unit).values_list("kind", flat=True)) == {"head"}


@pytest.mark.parametrize("deed", ["user_password", "user_deactivate", "user_reactivate"])
def test_the_account_of_a_person_with_roles_elsewhere_is_not_touched(
    office: Client, cast: Cast, clerk_of_two: User, deed: str
) -> None:
    assert office.post(user_page(deed, cast, clerk_of_two)).status_code == 403
    assert User.objects.get(pk=clerk_of_two.pk).check_password(make.PASSWORD)


@pytest.mark.parametrize("deed", ["user_change", "user_password", "user_deactivate", "user_reactivate"])
def test_a_person_of_another_unit_is_not_found_under_this_one(office: Client, cast: Cast, deed: str) -> None:
    assert office.post(user_page(deed, cast, cast.stranger)).status_code == 404
    assert office.post(user_page(deed, cast, cast.outside_administrator)).status_code == 404


def test_nobody_gives_roles_above_their_own_reach(client: Client, cast: Cast) -> None:
    below = make.an_administrator(cast.unit)
    client.force_login(below, backend=BACKEND)

    answer = client.post(
        reverse("user_join", args=[cast.commune.pk]), {"username": below.username, "roles": ["administrator"]}
    )

    assert answer.status_code == 404
    assert Role.objects.filter(user=below).count() == 1


def test_an_account_is_closed_and_opened_again(office: Client, cast: Cast) -> None:
    closed = office.post(user_page("user_deactivate", cast, cast.head), follow=True).content.decode()
    assert "Đã ngừng tài khoản của Trần Thu Sen." in closed
    assert not User.objects.get(pk=cast.head.pk).is_active

    office.post(user_page("user_reactivate", cast, cast.head))
    assert User.objects.get(pk=cast.head.pk).is_active


def test_closing_the_last_administrator_says_why_not(client: Client, cast: Cast) -> None:
    alone = make.a_unit("Một mình")
    only = make.an_administrator(alone)
    client.force_login(only, backend=BACKEND)

    page = client.post(reverse("user_deactivate", args=[alone.pk, only.pk]), follow=True).content.decode()

    assert "Không thể tự ngừng tài khoản của mình" in page


def test_a_temporary_password_ends_the_sessions_of_the_person(office: Client, cast: Cast) -> None:
    theirs = Client()
    theirs.force_login(cast.head, backend=BACKEND)

    answer = office.post(user_page("user_password", cast, cast.head))

    assert User.objects.get(pk=cast.head.pk).check_password(answer.context["password"])
    assert theirs.get(reverse("unit_list")).headers["Location"].startswith(reverse("account_login"))


def test_ones_own_password_is_changed_on_ones_own_page(office: Client, cast: Cast) -> None:
    answer = office.post(reverse("user_password", args=[cast.commune.pk, cast.administrator.pk]))

    assert answer.headers["Location"] == reverse("account_change_password")
    assert User.objects.get(pk=cast.administrator.pk).check_password(make.PASSWORD)


def test_each_deed_of_these_pages_leaves_one_event(office: Client, cast: Cast) -> None:
    office.post(user_page("user_password", cast, cast.head))
    office.post(user_page("user_deactivate", cast, cast.head))
    office.post(user_page("user_reactivate", cast, cast.head))
    office.post(reverse("unit_change", args=[cast.unit.pk]), facts_of(cast.unit, area="xã Sen"))

    events = events_of([f"unit:{cast.unit.pk}"])
    assert [event.verb for event in events] == [
        "sửa đơn vị",
        "mở lại tài khoản",
        "ngừng tài khoản",
        "đặt mật khẩu tạm",
    ]
    assert {event.actor_id for event in events} == {cast.administrator.pk}
