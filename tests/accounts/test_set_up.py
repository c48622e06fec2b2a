import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests import make

from dvht.accounts.models import Role, User
from dvht.audit.queries import events_of
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
PASSWORD = "sen-no-thang-sau"
UNIT = {
    "name": "Trường Tiểu học Hoa Sen",
    "kind": "primary_school",
    "ownership": "public",
    "area": "xã Đồng Sen",
    "place": "Đồng Sen",
    "symbol": "thhs",
    "head_title": "Hiệu trưởng",
    "paper_parent": "UBND xã Đồng Sen",
}
PERSON = {
    "full_name": "Trần Thu Sen",
    "username": "sen.thhs",
    "email": "",
    "password1": PASSWORD,
    "password2": PASSWORD,
}
PAGES = ("set_up", "set_up_person", "set_up_check")


@pytest.mark.parametrize("page", ["/", "/quan-tri/", "/tai-khoan/login/", "/khong-co/"])
def test_every_page_leads_to_set_up_while_nobody_can_sign_in(client: Client, page: str) -> None:
    assert client.get(page).headers["Location"] == reverse("set_up")


def test_set_up_makes_a_unit_and_somebody_who_can_work_alone(client: Client) -> None:
    assert client.post(reverse("set_up"), UNIT).headers["Location"] == reverse("set_up_person")
    assert client.post(reverse("set_up_person"), PERSON).headers["Location"] == reverse("set_up_check")
    check = client.get(reverse("set_up_check")).content.decode()
    done = client.post(reverse("set_up_check"))

    unit, user = Unit.objects.get(), User.objects.get()
    assert "Trường Tiểu học Hoa Sen" in check
    assert PASSWORD not in check
    assert done.headers["Location"] == reverse("home")
    assert (unit.symbol, unit.depth) == ("THHS", 1)
    assert user.check_password(PASSWORD)
    assert set(Role.objects.values_list("unit", "kind")) == {(unit.pk, "administrator"), (unit.pk, "head")}
    assert client.get(reverse("unit_list")).status_code == 200
    assert [event.verb for event in events_of([f"unit:{unit.pk}"])] == ["cài đặt phần mềm", "thêm đơn vị"]


def test_the_password_waits_as_a_hash_between_the_pages(client: Client) -> None:
    client.post(reverse("set_up"), UNIT)
    client.post(reverse("set_up_person"), PERSON)

    assert PASSWORD not in str(dict(client.session))


def test_answers_can_be_mended_before_they_are_confirmed(client: Client) -> None:
    client.post(reverse("set_up"), UNIT)
    client.post(reverse("set_up_person"), PERSON)
    again = client.post(reverse("set_up"), {**UNIT, "name": "Trường Sen Hồng"})
    client.post(reverse("set_up_check"))

    assert again.headers["Location"] == reverse("set_up_check")
    assert Unit.objects.get().name == "Trường Sen Hồng"


@pytest.mark.parametrize("page", ["set_up_person", "set_up_check"])
def test_a_later_question_leads_back_to_the_first(client: Client, page: str) -> None:
    assert client.get(reverse(page)).headers["Location"] == reverse("set_up")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"password1": "ngan", "password2": "ngan"}, "id_password1"),
        ({"password2": "khac-han-nhau"}, "id_password2"),
        ({"username": "sen thhs"}, "id_username"),
        ({"full_name": ""}, "id_full_name"),
        ({"email": "khong-phai"}, "id_email"),
        ({"password1": "1234567890", "password2": "1234567890"}, "id_password1"),
    ],
)
def test_wrong_answers_are_linked_to_their_fields(client: Client, facts: dict[str, str], told: str) -> None:
    client.post(reverse("set_up"), UNIT)

    page = client.post(reverse("set_up_person"), {**PERSON, **facts}).content.decode()

    assert f'href="#{told}"' in page
    assert not User.objects.exists()


def test_a_wrong_unit_is_linked_to_its_field(client: Client) -> None:
    page = client.post(reverse("set_up"), {**UNIT, "symbol": "a/b"}).content.decode()

    assert 'href="#id_symbol"' in page


@pytest.mark.parametrize("address", ["192.168.1.9", "10.0.0.1", "2001:db8::1", "", "unix:"])
@pytest.mark.parametrize("page", PAGES)
def test_set_up_is_refused_from_another_machine(client: Client, address: str, page: str) -> None:
    answer = client.get(reverse(page), REMOTE_ADDR=address)

    assert answer.status_code == 403
    assert "dvht serve" in answer.content.decode()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_forwarding_header_is_never_trusted(client: Client, header: str) -> None:
    assert client.get(reverse("set_up"), headers={header: "127.0.0.1"}).status_code == 403
    assert client.post(reverse("set_up"), UNIT, headers={header: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_set_up_is_open_on_the_machine_itself(client: Client, address: str) -> None:
    assert client.get(reverse("set_up"), REMOTE_ADDR=address).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_set_up_is_gone_once_somebody_can_sign_in(client: Client, page: str) -> None:
    make.a_user()

    assert client.get(reverse(page)).status_code == 404
    assert client.post(reverse(page)).status_code == 404


def test_a_second_confirmation_finds_set_up_gone(client: Client) -> None:
    other = Client()
    for browser in (client, other):
        browser.post(reverse("set_up"), UNIT)
        browser.post(reverse("set_up_person"), PERSON)

    client.post(reverse("set_up_check"))

    assert other.post(reverse("set_up_check")).status_code == 404
    assert Unit.objects.count() == 1


def test_a_demonstration_has_no_set_up(client: Client, settings: Settings) -> None:
    settings.DEMO = True

    assert client.get(reverse("set_up")).status_code == 404
    assert client.get(reverse("account_login")).status_code == 200
