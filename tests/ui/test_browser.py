"""The components in a real Chromium, under the Content-Security-Policy that the site sends."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, Locator, Page, Route, expect
from tests.ui.gallery import PAGES

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1366, 360)


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains about: scripts that fail, files that are missing or forbidden by policy."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    return said


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_breaks_no_policy(
    page: Page, gallery: str, complaints: list[str], name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{gallery}/{name}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert complaints == []


def test_an_icon_of_the_sprite_is_drawn_under_the_policy(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/home")
    box = page.locator(".dv-nav use").first.bounding_box()
    assert box is not None
    assert box["width"] > 10


def test_both_shipped_weights_and_the_digits_are_loaded(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/home")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => `${f.family} ${f.weight}`)"
    )
    assert {"Be Vietnam Pro 400", "Be Vietnam Pro 600", "DVHT So 400"} <= set(loaded)


def test_a_menu_closes_on_escape(page: Page, gallery: str) -> None:
    years = open_years(page, gallery)
    page.keyboard.press("Escape")
    expect(years).not_to_have_attribute("open", "")


def test_a_menu_closes_on_a_click_elsewhere(page: Page, gallery: str) -> None:
    years = open_years(page, gallery)
    page.locator("h1").click()
    expect(years).not_to_have_attribute("open", "")


def open_years(page: Page, gallery: str) -> Locator:
    page.goto(f"{gallery}/home")
    years = page.locator(".dv-year")
    years.locator("summary").click()
    expect(years).to_have_attribute("open", "")
    return years


def test_a_form_saves_itself_and_says_when(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/parts")
    page.locator("#id_note").fill("Bốn buổi học chung.")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    expect(page.locator("[data-saved-text]")).to_contain_text("Đã lưu ")
    expect(page.locator("#id_name_error")).to_have_text("Máy chủ đã xem")
    expect(page.locator("#id_note")).to_be_focused()


def test_a_form_that_cannot_be_saved_keeps_the_text_and_warns_before_leaving(
    page: Page, gallery: str
) -> None:
    page.goto(f"{gallery}/parts")
    page.locator("#id_note").press_sequentially("sai")
    expect(page.locator("[data-saved-text]")).to_have_text("Chưa lưu: có chỗ phải sửa")
    expect(page.locator("[data-saved] use")).to_have_attribute(
        "href", "/static/ui/vendor/icons.svg#i-cloud-off"
    )
    expect(page.locator("#id_note")).to_have_value("saiBốn buổi.")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_two_people_saving_shows_both_values_and_stops_saving(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/parts")
    page.locator("#id_note").fill("mâu thuẫn")
    expect(page.locator("[data-saved-text]")).to_contain_text("người khác vừa sửa")
    expect(page.locator("#_conflict")).to_have_text("Hai bản")
    expect(page.locator("#_conflict")).to_be_focused()
    page.locator("#id_note").fill("mâu thuẫn nữa")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "conflict")


def test_a_button_pressed_while_the_form_is_being_saved_waits_for_the_answer(
    page: Page, gallery: str
) -> None:
    page.goto(f"{gallery}/parts")
    sent: list[Route] = []

    def hold(route: Route) -> None:
        sent.append(route)

    page.route(f"{gallery}/", hold)
    page.locator("#id_note").fill("Năm buổi.")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saving")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("button", name="Lưu", exact=True).click()
    assert [route.request.header_value("X-Autosave") for route in sent] == ["1"]
    with page.expect_request(lambda request: request.is_navigation_request()) as pressed:
        sent[0].fulfill(content_type="text/html", body='<input id="id_people" name="people" value="38">')
    assert 'name="people"\r\n\r\n38\r\n' in (pressed.value.post_data or "")


def test_several_files_are_sent_one_by_one_and_a_refused_one_says_why(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/parts")
    files: list[FilePayload] = [
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF" * 1000},
        {"name": "b.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
        {"name": "c.pdf", "mimeType": "application/pdf", "buffer": b""},
    ]
    page.locator("#id_uploads").set_input_files(files)
    expect(page.locator("#_files")).to_have_text("a.pdf")
    rows = page.locator(".dv-dropzone + .dv-uploads > li")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Không nhận tệp chương trình.")
    expect(rows.nth(1)).to_contain_text("Tệp rỗng, không có nội dung.")
    rows.nth(1).get_by_role("button", name="Bỏ: c.pdf").click()
    expect(rows).to_have_count(1)
    assert page.locator("#id_uploads").evaluate("input => input.files.length") == 0


def test_without_javascript_a_page_is_whole(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{gallery}/parts")
    expect(page.locator("#id_uploads")).to_have_attribute("multiple", "")
    page.locator(".dv-me summary").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    context.close()
