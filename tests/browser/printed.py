"""Papers as people take them home: a PDF, and a DOCX that a word processor opens."""

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
from playwright.sync_api import Locator
from pypdf import PdfReader
from tests import qr
from tests.browser import year
from tests.browser.walk import Walk

MOTTO = "Độc lập - Tự do - Hạnh phúc"
ADDRESS = re.compile(r"Tra cứu văn bản: (http\S+/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/)")


def register(walk: Walk) -> dict[str, str]:
    """Every paper that the unit or body on the page has issued for the year: its title, and the text of its PDF."""
    walk.section("Sổ văn bản")
    rows = walk.page.get_by_role("region", name="Bảng văn bản đã ban hành").locator("tbody tr").all()
    return {_title(row): opened(walk, _addresses(row.get_by_role("link").all())) for row in rows}


def of_body(walk: Walk, body: str, of: int) -> dict[str, str]:
    """What a body has issued for the year, from wherever its person is."""
    walk.open_unit(body)
    year.be_in(walk, of)
    return register(walk)


def _title(row: Locator) -> str:
    """What stands first in the row's head; its subject stands below in small print."""
    return str(row.locator("th").first.evaluate("head => head.firstChild.textContent")).strip()


def of_members(walk: Walk) -> dict[str, str]:
    """Commitments and study plans, each in one file for everybody."""
    walk.section("Thành viên")
    walk.follow("In giấy tờ")
    found = {}
    for title in ("Bản cam kết", "Kế hoạch tự học"):
        form = walk.page.get_by_role("region", name=title).locator("form")
        addresses = [form.get_attribute("action"), form.locator("[formaction]").get_attribute("formaction")]
        found[title] = opened(walk, addresses)
    return found


def of_citizens(walk: Walk) -> dict[str, str]:
    """The lists of a round: who registered, and what was decided of each."""
    walk.section("Công dân học tập")
    found = {}
    for title in ("danh sách đăng ký", "tổng hợp kết quả"):
        links = [walk.link(re.compile(f"^{kind}.*{title}$")) for kind in ("PDF", "Word")]
        found[title] = opened(walk, _addresses(links))
    return found


def _addresses(links: Iterable[Locator]) -> list[str | None]:
    return [link.get_attribute("href") for link in links]


def opened(walk: Walk, addresses: Sequence[str | None]) -> str:
    """The text of the PDF; both files open and carry the motto of an official paper."""
    pdf, document = [_sent(walk, address or "") for address in addresses]
    text = text_of(pdf)
    assert MOTTO in text, addresses
    assert MOTTO in _words_of(document), addresses
    return text


def _sent(walk: Walk, address: str) -> bytes:
    answer = walk.page.context.request.get(walk.address + address)
    assert answer.ok, address
    return answer.body()


def text_of(pdf: bytes | Path) -> str:
    pages = PdfReader(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _words_of(content: bytes) -> str:
    """The text of the first page's head too, which stands in a table."""
    document = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def address_on(pdf: Path) -> str:
    """The address that is printed beside the QR code, and that its dots spell."""
    found = ADDRESS.search(text_of(pdf))
    assert found is not None
    assert qr.spells(pdf.read_bytes(), found[1])
    return found[1]
