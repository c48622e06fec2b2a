"""What travels to the browser: small enough, complete, and without a trace of a build."""

import gzip
import re
from pathlib import Path

from tests.ui.gallery import PAGES, render

from dvht.ui.templatetags.ui import icon_names

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "dvht" / "ui" / "static" / "ui"
VENDOR = STATIC / "vendor"
FIRST_PAGE = 200_000
LATER_PAGE = 40_000


def weight(path: Path) -> int:
    """Octets over the wire: fonts are compressed already, text travels as gzip."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 6))


def assets() -> list[Path]:
    """What pages load; the licences only travel along."""
    return sorted(path for path in STATIC.rglob("*") if path.is_file() and path.suffix != ".txt")


def test_the_front_end_is_vendored() -> None:
    names = {str(path.relative_to(STATIC).as_posix()) for path in assets()}
    assert {
        "dvht.css",
        "dvht.js",
        "mark.svg",
        "vendor/htmx.js",
        "vendor/icons.svg",
        "vendor/tabler.css",
        "vendor/fonts/be-vietnam-pro-latin-400-normal.woff2",
        "vendor/fonts/be-vietnam-pro-vietnamese-600-normal.woff2",
        "vendor/fonts/digits-400.woff2",
        "vendor/fonts/digits-600.woff2",
    } <= names, "run: npm ci && npm run vendor"


def test_the_first_page_with_everything_it_loads_stays_under_200_kb() -> None:
    page = max(len(gzip.compress(render(name).encode(), 6)) for name in PAGES)
    assert sum(weight(path) for path in assets()) + page < FIRST_PAGE


def test_a_later_page_stays_under_40_kb() -> None:
    assert max(len(gzip.compress(render(name).encode(), 6)) for name in PAGES) < LATER_PAGE


def test_the_licences_of_what_is_vendored_travel_along() -> None:
    text = (VENDOR / "licences.txt").read_text(encoding="utf-8")
    for name in (
        "@tabler/icons and @tabler/core",
        "htmx.org",
        "@fontsource/be-vietnam-pro",
        "@fontsource/inter",
    ):
        assert f"{name}\n=" in text


def test_the_digits_are_a_subset_of_three_kb_at_most() -> None:
    assert all(path.stat().st_size < 3_000 for path in VENDOR.glob("fonts/digits-*.woff2"))


def test_our_script_stays_under_6_kb() -> None:
    assert weight(STATIC / "dvht.js") < 6_000


def test_every_file_that_a_style_sheet_names_is_there() -> None:
    for sheet in (STATIC / "dvht.css", VENDOR / "tabler.css"):
        named = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text(encoding="utf-8"))
        files = [name for name in named if not name.startswith("data:")]
        assert [name for name in files if not (sheet.parent / name).is_file()] == []


def test_no_asset_points_to_a_source_map() -> None:
    texts = [path for path in assets() if path.suffix in {".css", ".js"}]
    assert [path.name for path in texts if "sourceMappingURL" in path.read_text(encoding="utf-8")] == []


def test_the_sprite_holds_exactly_the_listed_icons() -> None:
    sprite = (VENDOR / "icons.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'<symbol id="i-([\w-]+)"', sprite)) == icon_names()


def test_the_style_sheet_asks_for_no_weight_that_is_not_shipped() -> None:
    rules = (STATIC / "dvht.css").read_text(encoding="utf-8").splitlines()
    ours = [rule for rule in rules if ".dv-paper" not in rule]
    assert {weight for rule in ours for weight in re.findall(r"font-weight: (\d+)", rule)} == {"400", "600"}


def test_a_long_button_wraps_on_a_narrow_page_instead_of_widening_it() -> None:
    css = (STATIC / "dvht.css").read_text(encoding="utf-8")
    narrow = css.partition("@media (max-width: 640px) {")[2].partition("\n}")[0]
    rules = {line.strip() for line in narrow.splitlines()}
    assert ".btn { white-space: normal; }" in rules
    assert any(rule.startswith(".dv-actions .btn {") and "max-width: 100%" in rule for rule in rules)


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
