"""Small files that a person sends, and a look into the bound volume that they get."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload

from dvht.paper.blocks import Issuer, OfficialPaper, Paragraph, Signature
from dvht.paper.docx import render_docx
from dvht.paper.pdf import render_pdf

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def a_paper(subject: str) -> OfficialPaper:
    return OfficialPaper(
        issuer=Issuer("UBND QUẬN THANH XUÂN", "TRƯỜNG TIỂU HỌC BẰNG LĂNG"),
        place="Thanh Xuân",
        subject=subject,
        type_name="BÁO CÁO",
        issued_on=date(2022, 10, 3),
        body=(Paragraph(f"{subject}: nội dung thử nghiệm."),),
        signature=Signature(title="HIỆU TRƯỞNG", name="Lý Thị Mận"),
    )


def a_pdf(subject: str) -> FilePayload:
    return {"name": f"{subject}.pdf", "mimeType": "application/pdf", "buffer": render_pdf(a_paper(subject))}


def a_document(subject: str) -> FilePayload:
    return {"name": f"{subject}.docx", "mimeType": DOCX, "buffer": render_docx(a_paper(subject))}


def a_photo(subject: str, size: tuple[int, int] = (640, 480)) -> FilePayload:
    content = BytesIO()
    colour = sum(map(ord, subject)) % 256
    Image.new("RGB", size, (colour, 120, 90)).save(content, "JPEG")
    return {"name": f"{subject}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def pdfs(*subjects: str) -> Sequence[FilePayload]:
    return [a_pdf(subject) for subject in subjects]
