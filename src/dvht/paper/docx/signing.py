"""How a paper closes: signatures, recipients, verification."""

from io import BytesIO
from typing import Final

import segno
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from dvht.paper.blocks import OfficialPaper, Verification
from dvht.paper.characters import one_line
from dvht.paper.docx.frame import bare_table, put
from dvht.paper.docx.markup import border, xml_of
from dvht.paper.sheet import Sheet
from dvht.paper.wording import Signer, recipients, signers

_SIGNING_ROOM: Final = 68.0
"""Room left for signature and seal, points."""

_QR: Final = 14.0
"""Side of the QR code, mm."""


def add_signing(document: Document, paper: OfficialPaper, page: Sheet) -> None:
    """Add recipients and signatures side by side, then the verification."""
    spacer = document.add_paragraph(style="Đường kẻ")
    spacer.paragraph_format.space_after, spacer.paragraph_format.keep_with_next = Pt(8), True
    half = page.text_width / 2
    rows = signers(paper)
    alone = paper.second_signature is None and not paper.signature.co_signers
    table = bare_table(document, (half, half), len(rows))
    for row, pair in zip(table.rows, rows, strict=True):
        for cell, signer in zip(row.cells, pair, strict=True):
            if signer:
                _sign(cell, signer, keep=paper.verification is not None or not alone)
    if alone:
        _put_recipients(table.rows[0].cells[0], paper)
    else:
        document.add_paragraph(style="Đường kẻ").paragraph_format.space_after = Pt(8)
        _put_recipients(document, paper)
    if paper.verification:
        _add_verification(document, paper.verification, page)
    document.add_paragraph(style="Đường kẻ")


def _sign(cell: _Cell, signer: Signer, *, keep: bool) -> None:
    right = put(cell, "\n".join(signer.right), "Quyền hạn, chức vụ")
    right.paragraph_format.space_after = Pt(_SIGNING_ROOM)
    put(cell, "\n".join(signer.name), "Họ tên người ký").paragraph_format.keep_with_next = keep or None


def _put_recipients(where: _Cell | Document, paper: OfficialPaper) -> None:
    names = recipients(paper)
    if not names:
        return
    if isinstance(where, _Cell):
        lines = [put(where, "Nơi nhận:", "Nơi nhận")]
        lines += [put(where, name, "Danh sách nơi nhận") for name in names]
    else:
        lines = [where.add_paragraph("Nơi nhận:", style="Nơi nhận")]
        lines += [where.add_paragraph(name, style="Danh sách nơi nhận") for name in names]
    for line in lines:
        line.paragraph_format.keep_with_next = True


def _add_verification(document: Document, verification: Verification, page: Sheet) -> None:
    code, url = one_line(verification.code), one_line(verification.url)
    rule = document.add_paragraph(style="Đường kẻ")
    border(rule, "bottom", color="737373")
    rule.paragraph_format.space_before, rule.paragraph_format.space_after = Pt(6), Pt(4)
    rule.paragraph_format.keep_with_next = True
    if not url:
        document.add_paragraph(f"Mã tra cứu: {code}", style="Tra cứu")
        return
    table = bare_table(document, (_QR + 3, page.text_width - _QR - 3), 1)
    picture = BytesIO()
    segno.make(url, error="m", micro=False).save(picture, kind="png", border=0, scale=8)
    picture.seek(0)
    image, words = table.rows[0].cells
    drawn = put(image, "", "Tra cứu").add_run()
    drawn.add_picture(picture, width=Mm(_QR))
    for inline in xml_of(drawn).iter(qn("wp:inline")):
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        inline.docPr.set("descr", f"Mã QR tra cứu văn bản, mã {code}")
    words.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    put(words, f"Tra cứu văn bản: {url}\nMã: {code}", "Tra cứu")
