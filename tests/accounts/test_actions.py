import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.exceptions import ValidationError
from django.test import override_settings
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts import actions
from dvht.accounts.models import DEMO_PASSWORD, Role, RoleKind, User
from dvht.accounts.queries import demo_account_lines, member_lines, unit_lines, username_for
from dvht.audit.queries import events_of
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def last_event(unit: Unit) -> tuple[str, str, object, object]:
    event = events_of([f"unit:{unit.pk}"])[0]
    return event.verb, event.label, event.before, event.after


def kinds_of(user: User, unit: Unit) -> set[str]:
    return set(Role.objects.filter(user=user, unit=unit).values_list("kind", flat=True))


def test_a_new_person_gets_a_name_roles_and_a_password_to_change(cast: Cast) -> None:
    user, password = actions.add_user(
        " Nguyễn  Bỉnh Khiêm ", cast.unit, [RoleKind.CLERK, RoleKind.HEAD], by=cast.administrator
    )

    user = User.objects.get(pk=user.pk)
    assert (user.full_name, user.username, user.password_is_temporary) == (
        "Nguyễn Bỉnh Khiêm",
        "khiemnb.thhs",
        True,
    )
    assert user.check_password(password)
    assert kinds_of(user, cast.unit) == {"clerk", "head"}
    assert last_event(cast.unit) == (
        "thêm người dùng",
        "Nguyễn Bỉnh Khiêm (khiemnb.thhs)",
        None,
        {
            "username": "khiemnb.thhs",
            "full_name": "Nguyễn Bỉnh Khiêm",
            "email": "",
            "Vai trò": ["Thủ trưởng", "Văn thư"],
        },
    )


def test_passwords_never_reach_the_trail(cast: Cast) -> None:
    user, first = actions.add_user("Lê An", cast.unit, [RoleKind.CLERK], by=cast.administrator)
    second = actions.set_temporary_password(user, unit=cast.unit, by=cast.administrator)
    actions.change_own_password(user, "mat-khau-cua-toi")

    said = " ".join(
        f"{event.label}{event.before}{event.after}" for event in events_of([f"unit:{cast.unit.pk}"])
    )
    assert not any(secret in said for secret in (first, second, "mat-khau-cua-toi"))


@pytest.mark.parametrize(
    ("full_name", "symbol", "username"),
    [
        ("Nguyễn Bỉnh Khiêm", "THHS", "khiemnb.thhs"),
        ("Đỗ Đức", "TĐHT-2", "ducd.tdht-2"),
        ("An", "TH", "an.th"),
        ("  ", "TH", "nguoi-dung.th"),
        ("'; DROP", "TH", "drop.th"),
        ("漢 字", "TH", "字漢.th"),
    ],
)
def test_a_user_name_is_made_from_the_name_and_the_unit(full_name: str, symbol: str, username: str) -> None:
    assert username_for(full_name, symbol) == username


def test_the_second_person_of_one_name_gets_a_number(cast: Cast) -> None:
    names = [
        actions.add_user("Lê An", cast.unit, [RoleKind.CLERK], by=cast.administrator)[0].username
        for _ in range(3)
    ]

    assert names == ["anl.thhs", "anl.thhs2", "anl.thhs3"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"username": "LE.AN"}, "username"),
        ({"username": "a@b.vn"}, "username"),
        ({"username": "có dấu cách"}, "username"),
        ({"username": "moi", "email": "AN@truong.vn"}, "email"),
        ({"username": "moi", "email": "khong-phai"}, "email"),
    ],
)
def test_a_name_or_address_that_is_taken_or_wrong_is_refused(
    cast: Cast, facts: dict[str, str], field: str
) -> None:
    make.a_user("Lê An", email="an@truong.vn")
    User.objects.filter(full_name="Lê An").update(username="le.an")

    with pytest.raises(ValidationError) as caught:
        actions.add_user("Lê An", cast.unit, [RoleKind.CLERK], by=cast.administrator, **facts)

    assert list(caught.value.message_dict) == [field]


def test_a_person_without_a_role_is_not_added(cast: Cast) -> None:
    with pytest.raises(ValidationError) as caught:
        actions.add_user("Lê An", cast.unit, [], by=cast.administrator)

    assert list(caught.value.message_dict) == ["roles"]


def test_a_change_of_name_and_address_remembers_both_sides(cast: Cast) -> None:
    actions.change_user(
        cast.head, full_name="Trần Sen", email="sen@truong.vn", unit=cast.unit, by=cast.administrator
    )

    assert last_event(cast.unit)[2:] == (
        {"full_name": "Trần Thu Sen", "email": ""},
        {"full_name": "Trần Sen", "email": "sen@truong.vn"},
    )


def test_the_address_of_before_no_longer_opens_the_account(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.head, email="cu@truong.vn", primary=True, verified=True)

    actions.change_user(
        cast.head, full_name=cast.head.full_name, email="moi@truong.vn", unit=cast.unit, by=cast.administrator
    )

    assert not EmailAddress.objects.filter(email="cu@truong.vn").exists()


def test_roles_are_added_and_taken_in_one_deed(cast: Cast) -> None:
    actions.set_roles(cast.clerk, cast.unit, ["head", "committee"], by=cast.administrator)

    assert kinds_of(cast.clerk, cast.unit) == {"head", "committee"}
    assert last_event(cast.unit) == (
        "đổi vai trò",
        f"Ngô Bích Thảo ({cast.clerk.username})",
        {"Vai trò": ["Văn thư"]},
        {"Vai trò": ["Thủ trưởng", "Thành viên Tổ đánh giá"]},
    )


def test_the_last_role_of_a_person_is_not_taken(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="ít nhất một vai trò"):
        actions.set_roles(cast.clerk, cast.unit, [], by=cast.administrator)

    Role.objects.create(user=cast.clerk, unit=cast.other_unit, kind=RoleKind.CLERK)
    actions.set_roles(cast.clerk, cast.unit, [], by=cast.administrator)
    assert kinds_of(cast.clerk, cast.unit) == set()


def test_the_last_administrator_keeps_the_role(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="phải còn ít nhất một người quản trị"):
        actions.set_roles(cast.administrator, cast.commune, ["head"], by=cast.administrator)

    assert kinds_of(cast.administrator, cast.commune) == {"administrator"}


def test_a_closed_account_does_not_count_as_an_administrator(cast: Cast) -> None:
    second = make.an_administrator(cast.commune)
    actions.deactivate_user(second, unit=cast.commune, by=cast.administrator)

    with pytest.raises(ValidationError, match="phải còn ít nhất một người quản trị"):
        actions.set_roles(cast.administrator, cast.commune, ["head"], by=second)


def test_with_another_administrator_the_role_may_be_given_up(cast: Cast) -> None:
    make.an_administrator(cast.commune)

    actions.set_roles(cast.administrator, cast.commune, ["head"], by=cast.administrator)

    assert kinds_of(cast.administrator, cast.commune) == {"head"}


def test_the_administrator_of_a_school_may_go_while_the_commune_has_one(cast: Cast) -> None:
    below = make.an_administrator(cast.unit)

    actions.deactivate_user(below, unit=cast.unit, by=cast.administrator)

    assert not User.objects.get(pk=below.pk).is_active


def test_the_last_administrator_is_not_closed(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="phải còn ít nhất một người quản trị"):
        actions.deactivate_user(cast.administrator, unit=cast.commune, by=cast.outside_administrator)

    assert User.objects.get(pk=cast.administrator.pk).is_active


def test_nobody_closes_their_own_account(cast: Cast) -> None:
    make.an_administrator(cast.commune)

    with pytest.raises(ValidationError, match="của mình"):
        actions.deactivate_user(cast.administrator, unit=cast.commune, by=cast.administrator)


def test_an_account_is_closed_and_opened_with_one_event_each(cast: Cast) -> None:
    for _ in range(2):
        actions.deactivate_user(cast.head, unit=cast.unit, by=cast.administrator)
    for _ in range(2):
        actions.reactivate_user(cast.head, unit=cast.unit, by=cast.administrator)

    verbs = [event.verb for event in events_of([f"unit:{cast.unit.pk}"])]
    assert verbs == ["mở lại tài khoản", "ngừng tài khoản"]


def test_a_temporary_password_can_be_read_aloud(cast: Cast) -> None:
    password = actions.set_temporary_password(cast.head, unit=cast.unit, by=cast.administrator)

    assert [len(part) for part in password.split("-")] == [4, 4, 4]
    assert not set(password) & set("0o1il")


def test_demo_accounts_are_shown_until_their_password_is_changed(cast: Cast) -> None:
    user = actions.add_demo_user("sen", "Trần Sen", [(cast.unit, RoleKind.HEAD)])
    assert [(line.role, line.unit, line.login, line.password) for line in demo_account_lines()] == [
        ("Thủ trưởng", "Trường Tiểu học Hoa Sen", "sen", DEMO_PASSWORD)
    ]
    assert user.check_password(DEMO_PASSWORD)

    actions.change_own_password(user, "mot-mat-khau-khac")

    assert demo_account_lines() == ()


def test_people_are_listed_by_given_name_with_closed_accounts_last() -> None:
    unit = make.a_unit()
    for name in ("Trần Ân", "Lê An", "Vũ Bé"):
        make.a_clerk(unit, name)
    gone = make.a_clerk(unit, "Đỗ Ái")
    User.objects.filter(pk=gone.pk).update(is_active=False)

    assert [line.user.full_name for line in member_lines(unit)] == ["Lê An", "Trần Ân", "Vũ Bé", "Đỗ Ái"]
    assert [line.user.full_name for line in member_lines(unit, "tran an")] == ["Trần Ân"]


def test_units_are_listed_as_a_tree_and_found_without_marks(cast: Cast) -> None:
    lines = unit_lines(Unit.objects.filter(path__startswith=cast.commune.path))
    found = unit_lines(Unit.objects.filter(path__startswith=cast.commune.path), "mam non")

    assert [(line.unit.name, line.depth, line.people) for line in lines] == [
        ("Xã Đồng Sen", 0, 3),
        ("Phòng Văn hóa - Xã hội", 1, 3),
        ("Trường Mầm non Hoa Mai", 1, 2),
        ("Trường Tiểu học Hoa Sen", 1, 6),
    ]
    assert [(line.unit.name, line.above) for line in found] == [("Trường Mầm non Hoa Mai", "Xã Đồng Sen")]


def test_a_temporary_password_lets_in_and_is_hashed_with_all_rounds_from_then_on(cast: Cast) -> None:
    hasher = PBKDF2PasswordHasher()
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        user, password = actions.add_user("Lê Thu Hà", cast.unit, ["clerk"], by=cast.administrator)
        was_quick = hasher.must_update(user.password)

        assert user.check_password(password)

    assert was_quick
    assert not hasher.must_update(User.objects.get(pk=user.pk).password)
