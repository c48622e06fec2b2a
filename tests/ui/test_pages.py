"""The base pages, sign-in and error pages as they come out."""

from pathlib import Path

import allauth
import pytest
from allauth.account.forms import LoginForm
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory
from tests.ui.gallery import render, sample_frame

from dvht import ui

ERRORS = {
    "400.html": "Yêu cầu không hợp lệ",
    "403.html": "Bạn không được làm việc này",
    "403_csrf.html": "Phiên làm việc đã cũ",
    "404.html": "Không tìm thấy trang này",
    "405.html": "Địa chỉ này không mở trực tiếp được",
    "500.html": "Máy chủ gặp lỗi",
}


@pytest.fixture
def request_of_nobody() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.session = {}  # type: ignore[assignment]  # messages only need a mapping here
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]  # as the middleware does
    return request


@pytest.mark.parametrize(("name", "heading"), ERRORS.items())
def test_an_error_page_says_in_vietnamese_what_happened_without_any_context(name: str, heading: str) -> None:
    html = get_template(name).render({})
    assert f"<h1>{heading}</h1>" in html
    assert 'href="/"' in html


def test_the_page_for_a_server_error_needs_no_template_engine() -> None:
    source = get_template("500.html").template.source  # type: ignore[attr-defined]  # Django's backend has it
    assert "{%" not in source
    assert "{{" not in source


def test_signing_out_is_a_post_with_a_token() -> None:
    html = render("home")
    form = html[html.index('<form method="post" action="/tai-khoan/logout/">') :]
    assert 'name="csrfmiddlewaretoken"' in form[: form.index("</form>")]
    assert "Đăng xuất" in form[: form.index("</form>")]


def test_htmx_may_write_no_style_and_evaluate_nothing() -> None:
    html = render("home")
    assert '"includeIndicatorStyles":false' in html
    assert '"allowEval":false' in html


def test_the_open_section_is_marked_in_both_menus() -> None:
    assert render("assessment").count('aria-current="page">') >= 2


def test_a_person_of_several_units_may_switch_between_them() -> None:
    units = [
        {"name": "Trường Tiểu học Hoa Sen", "url": "/a", "current": True},
        {"name": "Trạm Y tế xã", "url": "/b"},
    ]
    html = render("home", frame={**sample_frame("Trang chủ"), "units": units})
    assert '<a href="/a" aria-current="true">Trường Tiểu học Hoa Sen' in html
    assert '<a href="/b">Trạm Y tế xã</a>' in html


def test_a_flash_message_names_the_thing_and_an_error_is_an_alert(request_of_nobody: HttpRequest) -> None:
    messages.success(request_of_nobody, "Đã thêm 3 tệp vào 2.2")
    messages.error(request_of_nobody, "Tệp <a.exe> không được nhận")
    source = '{% include "ui/flashes.html" %}'
    shown = messages.get_messages(request_of_nobody)
    html = engines["django"].from_string(source).render({"messages": shown})
    assert 'class="dv-flash dv-flash--success" role="status"' in html
    assert "Đã thêm 3 tệp vào 2.2" in html
    assert 'class="dv-flash dv-flash--error" role="alert"' in html
    assert "Tệp &lt;a.exe&gt; không được nhận" in html


def login_page(request: HttpRequest, **values: object) -> str:
    # The processors of other rooms aren't asked: the page must stand without them.
    context = {"form": LoginForm(request=request), "user": request.user, "csrf_token": "t", **values}
    return get_template("account/login.html").render(context)


def test_the_sign_in_page_speaks_vietnamese_only(request_of_nobody: HttpRequest) -> None:
    html = login_page(request_of_nobody)
    assert "Tên đăng nhập hoặc thư điện tử" in html
    assert "placeholder" not in html
    assert "Forgot" not in html
    assert "Tài khoản dùng thử" not in html


def test_the_sign_in_page_lists_demo_accounts_when_it_is_given_them(request_of_nobody: HttpRequest) -> None:
    account = {
        "role": "Hiệu trưởng",
        "unit": "Trường A",
        "login": "hieu-truong",
        "password": "hoc-tap-suot-doi",
    }
    html = login_page(request_of_nobody, demo_accounts=[account])
    assert "Tài khoản dùng thử" in html
    assert "<code>hieu-truong</code> <code>hoc-tap-suot-doi</code>" in html


def test_background_work_asks_for_itself_until_it_is_finished() -> None:
    source = (
        '{% include "ui/task.html" with task_id="g" task_url="/g" task_label="Ghép" task_done=3 '
        "task_total=9 finished=finished %}"
    )
    template = engines["django"].from_string(source)
    assert 'hx-get="/g" hx-trigger="every 2s"' in template.render({"finished": False})
    assert "hx-get" not in template.render({"finished": True})


MESSAGES = sorted((Path(ui.__file__).parent / "templates").glob("*/messages/*.txt"))


@pytest.mark.parametrize("path", MESSAGES, ids=[path.stem for path in MESSAGES])
def test_what_is_said_after_a_deed_of_an_account_is_vietnamese_or_nothing(path: Path) -> None:
    said = path.read_text(encoding="utf-8").strip()
    assert said == "" or said.startswith(("Đã ", "Không ", "Địa chỉ "))


def test_every_message_that_sign_in_may_show_has_our_words() -> None:
    shipped = Path(allauth.__file__).parent / "templates"
    needed = {
        path.name for room in ("account", "mfa") for path in (shipped / room / "messages").glob("*.txt")
    }
    other = {"login_code_sent.txt", "phone_verified.txt", "phone_verification_sent.txt"}
    keys = {"webauthn_added.txt", "webauthn_removed.txt"}
    assert needed - other - keys == {path.name for path in MESSAGES}
