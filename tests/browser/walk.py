"""A person at a browser: goes by links and buttons, and every page that they meet is examined."""

import os
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Download, Error, Locator, Page, Request, Response, expect

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EXAMINE = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: false})"
SETTLED = """async () => {
    const moves = one => one.playState === "running" && one.effect.getComputedTiming().iterations !== Infinity;
    const busy = () => document.querySelector(".htmx-request, form[aria-busy]") || document.getAnimations().some(moves);
    for (let turn = 0; busy() && turn < 200; turn++) await new Promise(next => setTimeout(next, 50));
    return true;
}"""
KINDS = """() => {
    const telling = ({name}) => /^(class|role|type|hidden|disabled|aria-.*)$/.test(name);
    const said = ({name, value}) => /^(class|role|type)$/.test(name) ? `${name}=${value}` : name;
    const kind = one => [one.tagName, ...[...one.attributes].filter(telling).map(said)].join(" ");
    return [...new Set([...document.querySelectorAll("*")].map(kind))];
}"""
NUMBERS = re.compile(r"[2-9A-Z]{4}(-[2-9A-Z]{4})+|\d+(\.\d+[a-z]?)?")
PASSWORD_LABEL = "Mật khẩu"


class Met:
    """What axe has met, each with the width: addresses without their numbers, and kinds of elements.

    Kept as empty files, so that no two workers examine the same.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.known = set[tuple[str, int]]()

    def is_new(self, things: Iterable[str], width: int) -> bool:
        """Whether any of these was never met; from now on all are."""
        unknown = {(thing, width) for thing in things} - self.known
        self.known |= unknown
        return sum(self._keep(thing) for thing in unknown) > 0

    def _keep(self, thing: tuple[str, int]) -> bool:
        try:
            (self.folder / sha256(repr(thing).encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


class Walk:
    """One browser page of one person. Every page is checked with axe when it shows something new.

    `complaints` gathers what axe finds and what the browser itself complains of: scripts that fail, files that
    are missing or forbidden by policy, answers of 400 and more. The fixture that makes a walk lets none pass.
    """

    def __init__(self, page: Page, address: str, met: Met, *, scripts: bool = True) -> None:
        self.page, self.address, self.met, self.scripts = page, address, met, scripts
        self.complaints: list[str] = []
        self.pages_seen = 0
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", self._hear)
        page.on("requestfailed", self._miss)
        page.on("response", self._answer)
        page.set_default_timeout(20_000)

    def _hear(self, line: ConsoleMessage) -> None:
        # the answer behind such a line is looked at by _answer
        if line.type == "error" and not line.text.startswith("Failed to load resource"):
            self.complaints.append(f"{self.page.url}: {line.text}")

    def _miss(self, request: Request) -> None:
        # a download, or a request that the next page made needless, is given up by the browser itself
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.url}: {request.failure}")

    def _answer(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.url}: {response.status}")

    def forgive(self, status: int) -> None:
        """Take away the answers of this status, which the test provoked on purpose; there must be one."""
        kept = [said for said in self.complaints if not said.endswith(f": {status}")]
        assert len(kept) < len(self.complaints), f"no answer with status {status}"
        self.complaints[:] = kept

    def open(self, path: str = "/") -> None:
        """Type an address: only the first page of a walk is reached this way."""
        self.page.goto(self.address + path)
        self.look()

    def look(self) -> None:
        """Examine the page as it stands; what is wrong with it is told when the walk is over."""
        self.pages_seen += 1
        if not self.scripts:
            self.page.wait_for_load_state("load")
        else:
            self.settle()
            if self._is_new():
                self.complaints += [f"{self.page.url}: {rule} {nodes}" for rule, nodes in self.axe()]

    def _is_new(self) -> bool:
        """Whether nothing of this address, whatever its numbers, or something on the page was never met so wide."""
        width = (self.page.viewport_size or {"width": 0})["width"]
        place = NUMBERS.sub("#", urlsplit(self.page.url).path)
        return self.met.is_new([place, *self.page.evaluate(KINDS)], width)

    def settle(self) -> None:
        """Wait until nothing is under way and nothing moves: a form that waits for its turn leads to another page."""
        settled = False
        while not settled:
            self.page.wait_for_load_state("load")
            try:
                settled = self.page.evaluate(SETTLED)
            except Error as left:
                if "navigation" not in left.message:
                    raise

    def axe(self) -> list[tuple[str, list[str]]]:
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate(EXAMINE, RULES)
        return [(rule["id"], [node["html"][:300] for node in rule["nodes"]]) for rule in found["violations"]]

    def link(self, name: str | re.Pattern[str], *, within: str = "", nth: int = 0) -> Locator:
        root = self.page.locator(within) if within else self.page
        return root.get_by_role("link", name=name, exact=isinstance(name, str)).nth(nth)

    def follow(self, name: str | re.Pattern[str], *, within: str = "", nth: int = 0) -> None:
        """Click a link and examine the page that it leads to."""
        self.link(name, within=within, nth=nth).click()
        self.look()

    def press(self, name: str | re.Pattern[str], *, within: str = "", nth: int = 0) -> None:
        """Click a button that sends a form, and examine the page that answers."""
        root = self.page.locator(within) if within else self.page
        root.get_by_role("button", name=name, exact=isinstance(name, str)).nth(nth).click()
        self.look()

    def fill(self, label: str | re.Pattern[str], text: str) -> None:
        self.page.get_by_label(label, exact=isinstance(label, str)).fill(text)

    def choose(self, label: str | re.Pattern[str]) -> None:
        """Tick a radio button or a box by its label."""
        self.page.get_by_label(label, exact=isinstance(label, str)).first.check()

    def section(self, name: str) -> None:
        """Go to a part of the year by the bar of parts: Kế hoạch, Minh chứng, Tự đánh giá, Hồ sơ."""
        self.follow(name, within=".dv-nav")

    def open_unit(self, name: str) -> None:
        """From the pages of a body to the body's own year, by the list of places in the bar."""
        self.page.locator(".dv-where summary").click()
        self.page.locator(".dv-where a[href^='/don-vi/']").filter(has_text=name).first.click()
        self.look()

    def heading(self) -> str:
        return (self.page.locator("h1").first.text_content() or "").strip()

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def download(self, name: str | re.Pattern[str], *, within: str = "", nth: int = 0) -> Path:
        with self.page.expect_download() as caught:
            self.link(name, within=within, nth=nth).click()
        download: Download = caught.value
        return Path(download.path())

    def sign_in(self, role: str, unit: str) -> None:
        """Sign in with the account that the demonstration's sign-in page shows for a role at a unit."""
        self.open()
        account = (
            self.page.locator(".dv-accounts li")
            .filter(has=self.page.locator("strong", has_text=re.compile(f"^{role}$")))
            .filter(has=self.page.locator("small", has_text=re.compile(f"^{re.escape(unit)}$")))
        )
        login, password = account.locator("code").all_text_contents()
        self.page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(login)
        self.page.get_by_label(PASSWORD_LABEL, exact=True).fill(password)
        self.press("Đăng nhập")

    def fits(self) -> None:
        """Nothing sticks out of the window sideways."""
        width = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], f"{self.page.url} is {width[0]} wide in a window of {width[1]}"

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page in the folder that DVHT_SCREENSHOTS names, if it names one."""
        if folder := os.environ.get("DVHT_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            window = self.page.viewport_size or {"width": 1366, "height": 900}
            height = self.page.evaluate("document.documentElement.scrollHeight")
            self.page.set_viewport_size({**window, "height": height})  # what sticks to the foot stands there
            self.page.screenshot(path=Path(folder) / f"{name}.png")
            self.page.set_viewport_size(window)
