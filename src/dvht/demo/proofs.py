"""Made-up evidence: small real files, links and records of papers, filed under rows by the room's own deeds."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import Final, Literal

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from dvht.accounts.models import User
from dvht.evidence.actions import Description, add_files, add_link, add_paper_record
from dvht.evidence.forms import examine
from dvht.evidence.models import Collection
from dvht.paper.blocks import Issuer, Number, OfficialPaper, Paragraph, Signature
from dvht.paper.docx import render_docx
from dvht.paper.pdf import render_pdf
from dvht.units.models import Unit

Form = Literal["pdf", "docx", "jpg", "link", "paper"]
INVENTED: Final = "Văn bản mẫu, nội dung hư cấu, dùng để chạy thử phần mềm."


@dataclass(frozen=True)
class Proof:
    """One piece of evidence for these rows; `where` is the address of a link or the place of a paper."""

    rows: tuple[str, ...]
    form: Form
    title: str
    where: str = ""


def file_proofs(
    collection: Collection, proofs: Sequence[Proof], *, dated: dt.date, signed_by: str, by: User
) -> None:
    """Make each piece and file it under its rows."""
    for number, proof in enumerate(proofs, 1):
        words = Description(proof.title, issued_on=dated, issuer=collection.unit.name)
        if proof.form == "link":
            add_link(collection, proof.rows, words, proof.where, by=by)
        elif proof.form == "paper":
            add_paper_record(collection, proof.rows, words, proof.where, by=by)
        else:
            content = _content(proof, collection.unit, number, dated, signed_by)
            upload = SimpleUploadedFile(f"{proof.title}.{proof.form}", content)
            (outcome,) = add_files(collection, proof.rows, [examine(upload)], by=by)
            assert outcome.state == "added", outcome.message  # noqa: S101 - our own files are good ones


def _content(proof: Proof, unit: Unit, number: int, dated: dt.date, signed_by: str) -> bytes:
    if proof.form == "jpg":
        return picture(f"{proof.title} · {unit.name} · {dated:%d/%m/%Y}")
    paper = OfficialPaper(
        issuer=Issuer(unit.paper_parent.upper(), (unit.paper_name or unit.name).upper()),
        number=Number(number, f"BC-{unit.symbol}"),
        place=unit.place,
        issued_on=dated,
        type_name="BÁO CÁO",
        subject=proof.title,
        body=(
            Paragraph(f"{unit.name} báo cáo: {proof.title.lower()} được thực hiện đúng kế hoạch của năm."),
            Paragraph(INVENTED),
        ),
        signature=Signature(title=unit.head_title.upper(), name=signed_by),
        recipients=("Tổ đánh giá",),
        archive="VT",
    )
    return render_pdf(paper) if proof.form == "pdf" else render_docx(paper)


def picture(caption: str) -> bytes:
    """A drawing of a reading room with its caption: nobody's photograph."""
    picture = Image.new("RGB", (1200, 800), "#f5efe2")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 560, 1200, 800), fill="#d9c9a8")
    for shelf in range(3):
        top = 90 + shelf * 150
        draw.rectangle((120, top, 1080, top + 120), outline="#5b4a32", width=6)
        for book in range(22):
            left = 136 + book * 42
            colour = ("#27457d", "#8a2f2f", "#2f6b4f", "#b58a2a")[(book + shelf) % 4]
            draw.rectangle((left, top + 18 + (book * 7) % 24, left + 30, top + 114), fill=colour)
    draw.rectangle((260, 600, 940, 660), fill="#8b6f47")
    font = files("dvht.paper") / "fonts" / "texgyretermes-regular.otf"
    with font.open("rb") as file:
        draw.text((60, 730), caption, fill="#2b2b2b", font=ImageFont.truetype(BytesIO(file.read()), 30))
    content = BytesIO()
    picture.save(content, "JPEG", quality=80)
    return content.getvalue()
