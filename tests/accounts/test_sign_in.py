import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts import actions
from dvht.accounts.models import DEMO_PASSWORD, RoleKind, User
from dvht.audit.queries import events_of

pytestmark = pytest.mark.django_db
NEW = "sen-no-thang-sau"


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def sign_in(client: Client, login: str, password: str = make.PASSWORD) -> bool:
    client.post(reverse("account_login"), {"login": login, "password": password})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["le.an", "LE.AN", "an@truong.vn", "AN@Truong.vn", " le.an "])
def test_one_signs_in_with_the_user_name_or_the_address(client: Client, login: str) -> None:
    User.objects.create_user("le.an", "Lê An", make.PASSWORD, email="an@truong.vn")

    assert sign_in(client, login)


def test_a_wrong_password_is_told_without_saying_which_part_is_wrong(client: Client, cast: Cast) -> None:
    known = client.post(reverse("account_login"), {"login": cast.head.username, "password": "sai"})
    unknown = client.post(reverse("account_login"), {"login": "khong.co", "password": "sai"})

    words = "Tên đăng nhập hoặc mật khẩu chưa đúng"
    assert words in known.content.decode()
    assert words in unknown.content.decode()


def test_a_closed_account_is_told_so(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.head.pk).update(is_active=False)

    answer = client.post(reverse("account_login"), {"login": cast.head.username, "password": make.PASSWORD})

    assert answer.headers["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_closing_an_account_ends_its_sessions(client: Client, cast: Cast) -> None:
    sign_in(client, cast.administrator.username)
    User.objects.filter(pk=cast.administrator.pk).update(is_active=False)

    assert client.get(reverse("unit_list")).status_code == 302


def test_what_was_shown_is_kept_by_nobody_and_forgotten_at_sign_out(client: Client, cast: Cast) -> None:
    sign_in(client, cast.head.username)

    shown = client.get(reverse("inbox"))
    left = client.post(reverse("account_logout"))

    assert shown.headers["Cache-Control"] == "private, no-cache"
    assert left.headers["Clear-Site-Data"] == '"cache"'
    assert "Cache-Control" not in client.get(reverse("regulations")).headers


def test_nobody_signs_up(client: Client, cast: Cast) -> None:
    client.post(
        reverse("account_signup"),
        {"username": "la", "email": "la@x.vn", "password1": NEW, "password2": NEW},
    )

    assert not User.objects.filter(username="la").exists()


def test_too_many_wrong_passwords_are_told_to_wait(client: Client, cast: Cast, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    cache.clear()

    answers = [
        client.post(reverse("account_login"), {"login": cast.head.username, "password": "sai"})
        for _ in range(4)
    ]

    assert "Đăng nhập sai quá nhiều lần" in answers[-1].content.decode()
    assert not sign_in(client, cast.head.username)
    cache.clear()


def test_a_temporary_password_leads_to_its_change_before_anything_else(client: Client, cast: Cast) -> None:
    password = actions.set_temporary_password(cast.administrator, unit=cast.commune, by=cast.administrator)
    assert sign_in(client, cast.administrator.username, password)

    assert client.get(reverse("unit_list")).headers["Location"] == reverse("account_change_password")
    assert client.get("/khong-co-trang-nay/").headers["Location"] == reverse("account_change_password")
    part = client.post(reverse("unit_list"), headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (204, reverse("account_change_password"))
    assert client.get(reverse("account_change_password")).status_code == 200


def test_changing_the_temporary_password_opens_the_rest_and_is_remembered(client: Client, cast: Cast) -> None:
    password = actions.set_temporary_password(cast.administrator, unit=cast.commune, by=cast.administrator)
    sign_in(client, cast.administrator.username, password)

    client.post(
        reverse("account_change_password"), {"oldpassword": password, "password1": NEW, "password2": NEW}
    )

    assert client.get(reverse("unit_list")).status_code == 200
    assert User.objects.get(pk=cast.administrator.pk).check_password(NEW)
    assert events_of([f"unit:{cast.commune.pk}"])[0].verb == "đổi mật khẩu"


def test_the_temporary_password_is_not_kept_as_the_new_one(client: Client, cast: Cast) -> None:
    password = actions.set_temporary_password(cast.head, unit=cast.unit, by=cast.administrator)
    sign_in(client, cast.head.username, password)

    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": password, "password1": password, "password2": password},
    )

    assert "phải khác mật khẩu tạm" in answer.content.decode()
    assert User.objects.get(pk=cast.head.pk).password_is_temporary


@pytest.mark.parametrize("is_demo", [False, True])
def test_demo_accounts_stand_on_the_sign_in_page_of_a_demonstration_only(
    client: Client, cast: Cast, settings: Settings, is_demo: bool
) -> None:
    settings.DEMO = is_demo
    actions.add_demo_user("sen", "Trần Sen", [(cast.unit, RoleKind.HEAD)])

    assert (DEMO_PASSWORD in client.get(reverse("account_login")).content.decode()) is is_demo


def test_pages_without_demo_accounts_ask_nothing_about_them(
    client: Client, cast: Cast, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.DEMO = True
    client.get(reverse("account_reset_password"))

    with django_assert_num_queries(0):
        client.get(reverse("account_reset_password"))


@pytest.mark.django_db
def test_without_a_mail_server_a_forgotten_password_is_the_administrators_to_reset(client: Client) -> None:
    make.a_user()

    page = client.get(reverse("account_login")).content.decode()

    assert "nhờ người quản trị của đơn vị đặt lại" in page
    assert reverse("account_reset_password") not in page


@pytest.mark.django_db
def test_what_is_wrong_with_a_password_or_a_code_is_said_in_vietnamese(client: Client) -> None:
    head = make.a_head(make.a_unit())
    empty = client.post(reverse("account_login"), {"login": "", "password": ""}).content.decode()
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    words = {"oldpassword": make.PASSWORD, "password1": "Sen9", "password2": "Sen9"}
    short = client.post(reverse("account_change_password"), words).content.decode()
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()

    assert "Tên đăng nhập hoặc thư điện tử: Hãy điền ô này." in empty
    assert "Mật khẩu mới: Mật khẩu phải có ít nhất 10 ký tự." in short
    assert "Mã xác thực: Mã chưa đúng." in wrong
