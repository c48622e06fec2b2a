"""The document's styles: every element of Phụ lục I under its own name, all based on Normal."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from dvht.paper.docx.markup import element, xml_of
from dvht.paper.sheet import FIRST_LINE, LINE_SPACING, PARAGRAPH_GAP, SIZES

FONT: Final = "Times New Roman"
_CENTRE, _JUSTIFY, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
_BODY: Final = SIZES["body"]


@dataclass(frozen=True, slots=True)
class _Look:
    size: float = _BODY
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = _CENTRE
    indent: bool = False
    after: float = 0
    spacing: float = 1.0
    keep: bool = False
    outline: int = 0


def _text(**changes: Any) -> _Look:
    given: dict[str, Any] = {
        "align": _JUSTIFY,
        "indent": True,
        "after": PARAGRAPH_GAP,
        "spacing": LINE_SPACING,
    }
    return _Look(**(given | changes))


def _division(level: int) -> _Look:
    return _text(bold=True, align=_CENTRE, indent=False, keep=True, outline=level)


NAMES: Final = {
    "body": "Nội dung",
    "bullet": "Gạch đầu dòng",
    "point": "Điểm",
    "clause_text": "Khoản",
    "article": "Điều",
    "caption": "Tên bảng",
    "part": "Phần",
    "chapter": "Chương",
    "section": "Mục",
    "subsection": "Tiểu mục",
    "roman": "Mục La Mã",
    "clause": "Khoản có tiêu đề",
}
"""Style of each kind of line."""

_LOOKS: Final = {
    "Quốc hiệu": _Look(SIZES["national_name"], bold=True),
    "Tiêu ngữ": _Look(SIZES["motto"], bold=True),
    "Cơ quan chủ quản": _Look(SIZES["issuer"]),
    "Cơ quan ban hành": _Look(SIZES["issuer"], bold=True),
    "Đường kẻ": _Look(1),
    "Số, ký hiệu": _Look(SIZES["number"]),
    "Địa danh, thời gian": _Look(SIZES["place_date"], italic=True),
    "Trích yếu công văn": _Look(SIZES["letter_subject"]),
    "Tên loại": _Look(SIZES["type_name"], bold=True, outline=1),
    "Trích yếu": _Look(SIZES["subject"], bold=True),
    "Căn cứ": _text(italic=True),
    "Dòng giữa": _text(bold=True, align=_CENTRE, indent=False, keep=True),
    "Nội dung": _text(),
    "Gạch đầu dòng": _text(),
    "Điểm": _text(),
    "Khoản": _text(),
    "Điều": _text(),
    "Tên bảng": _division(0),
    "Phần": _division(2),
    "Chương": _division(3),
    "Mục": _division(4),
    "Tiểu mục": _division(5),
    "Mục La Mã": _text(bold=True, keep=True, outline=4),
    "Khoản có tiêu đề": _text(bold=True, keep=True, outline=6),
    "Kính gửi": _Look(align=_LEFT, spacing=LINE_SPACING),
    "Bảng": _Look(13, align=_LEFT),
    "Quyền hạn, chức vụ": _Look(SIZES["signature"], bold=True, keep=True),
    "Họ tên người ký": _Look(SIZES["signature"], bold=True),
    "Nơi nhận": _Look(SIZES["recipients_label"], bold=True, italic=True, align=_LEFT),
    "Danh sách nơi nhận": _Look(SIZES["recipients"], align=_LEFT),
    "Phụ lục": _Look(SIZES["annex"], bold=True, outline=1),
    "Tên phụ lục": _Look(SIZES["annex"], bold=True),
    "Chỉ dẫn kèm theo": _Look(SIZES["annex"], italic=True),
    "Số trang": _Look(SIZES["page_number"]),
    "Địa chỉ cơ quan": _Look(SIZES["contact"], align=_LEFT),
    "Dự thảo": _Look(SIZES["draft"], bold=True),
    "Tra cứu": _Look(SIZES["verification"], align=_LEFT),
}


def empty_document() -> Document:
    """Return a new document without text that has the styles above."""
    return docx.Document(BytesIO(_prepared()))


def wear(paragraph: Paragraph, name: str) -> Paragraph:
    """Give the paragraph a style above; python-docx searches all styles twice for each paragraph that is given one."""
    xml_of(paragraph).style = _ids()[name]
    return paragraph


@cache
def _prepared() -> bytes:
    """The empty document, as bytes: to lay the styles out takes longer than to write most papers."""
    document, kept = docx.Document(), BytesIO()
    _prepare(document)
    document.save(kept)
    return kept.getvalue()


@cache
def _ids() -> dict[str, str]:
    """What each style is called inside the file."""
    return {style.name or "": style.style_id for style in empty_document().styles}


def _prepare(document: Document) -> None:
    """Set Normal to Times New Roman 14 in Vietnamese and add the styles above."""
    _drop_table_styles(document)
    normal = document.styles["Normal"]
    if not isinstance(normal, ParagraphStyle):
        raise TypeError("Normal is a paragraph style")
    normal.font.size = Pt(_BODY)
    normal.font.color.rgb = RGBColor(0, 0, 0)
    _set_fonts(normal.element.get_or_add_rPr())
    normal.paragraph_format.space_after = Pt(0)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(defaults)
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"))
    for name, look in _LOOKS.items():
        _add(document, name, look)


def _set_fonts(properties: Any) -> None:
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT))


def _add(document: Document, name: str, look: _Look) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError("a paragraph style was asked for")
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = look.align, Pt(0), Pt(look.after)
    form.line_spacing, form.keep_with_next = look.spacing, look.keep
    form.widow_control = True
    form.first_line_indent = Mm(FIRST_LINE) if look.indent else None
    if look.outline:
        style.element.get_or_add_pPr().append(element("w:outlineLvl", val=look.outline - 1))


def _drop_table_styles(document: Document) -> None:
    """A hundred looks of tables that no paper uses: they stand in Word's gallery, and each paragraph pays for them."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", "Table Grid"}:
            style.delete()
