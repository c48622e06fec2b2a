"""How a paper closes: signatures, recipients, verification."""

from io import BytesIO
from typing import Final

import segno
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from dvht.paper.blocks import OfficialPaper, Signature, Verification
from dvht.paper.characters import one_line
from dvht.paper.docx.frame import bare_table, put
from dvht.paper.docx.markup import border, xml_of
from dvht.paper.sheet import Sheet
from dvht.paper.wording import recipients, signature_lines

_SIGNING_ROOM: Final = 68.0
"""Room left for signature and seal, points."""

_QR: Final = 14.0
"""Side of the QR code, mm."""


def add_signing(document: Document, paper: OfficialPaper, page: Sheet) -> None:
    """Add recipients and signatures side by side, then the verification."""
    halves = (page.text_width / 2, page.text_width / 2)
    spacer = document.add_paragraph(style="Đường kẻ")
    spacer.paragraph_format.space_after, spacer.paragraph_format.keep_with_next = Pt(8), True
    signers = _signers(paper)
    table = bare_table(document, halves, (len(signers) + 1) // 2)
    for index, signer in enumerate(signers):
        cell = table.rows[index // 2].cells[index % 2]
        if signer:
            _sign(cell, signer, keep=paper.verification is not None or len(signers) > 2)
        elif index == 0 and len(signers) == 2 and not paper.second_signature:
            _put_recipients(cell, paper)
    if len(signers) > 2 or paper.second_signature:
        document.add_paragraph(style="Đường kẻ").paragraph_format.space_after = Pt(8)
        _put_recipients(document, paper)
    if paper.verification:
        _add_verification(document, paper.verification, page)


def _signers(paper: OfficialPaper) -> tuple[Signature | None, ...]:
    return (paper.second_signature, paper.signature, *paper.signature.co_signers)


def _sign(cell: _Cell, signature: Signature, *, keep: bool) -> None:
    put(cell, "\n".join(signature_lines(signature)), "Quyền hạn, chức vụ").paragraph_format.space_after = Pt(
        _SIGNING_ROOM
    )
    words = "\n".join(filter(None, (one_line(signature.post).upper(), one_line(signature.name))))
    put(cell, words, "Họ tên người ký").paragraph_format.keep_with_next = keep or None


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
    border(rule, "bottom")
    rule.paragraph_format.space_before, rule.paragraph_format.space_after = Pt(6), Pt(4)
    rule.paragraph_format.keep_with_next = True
    table = bare_table(document, (_QR + 3, page.text_width - _QR - 3), 1)
    picture = BytesIO()
    segno.make(url or code, error="m", micro=False).save(picture, kind="png", border=0, scale=8)
    picture.seek(0)
    image, words = table.rows[0].cells
    drawn = put(image, "", "Tra cứu").add_run()
    drawn.add_picture(picture, width=Mm(_QR))
    for described in xml_of(drawn).iter(qn("wp:docPr")):
        described.set("descr", f"Mã QR tra cứu văn bản, mã {code}")
    words.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    put(words, f"Tra cứu văn bản: {url}\nMã: {code}", "Tra cứu")
