"""Bản cam kết học tập suốt đời: no text gives a form, so this is ours, laid out as offices lay out such papers."""

from django.utils import timezone

from dvht.documents.letters import text_blocks
from dvht.members.letters.heading import Bearer, addressee_of, issuer_of, person_lines
from dvht.members.models import Commitment
from dvht.paper.blocks import OfficialPaper, Paragraph, Signature, Text, italic
from dvht.ui.vietnamese import written_date


def commitment_paper(bearer: Bearer, year: int, words: str, signed: Commitment | None) -> OfficialPaper:
    """The words as they were signed, else as they stand now, with room for a signature by hand."""
    unit = bearer.member.unit
    issued_on = timezone.localdate(signed.signed_at) if signed else None
    return OfficialPaper(
        issuer=issuer_of(unit, bearer.department),
        place=unit.place,
        issued_on=issued_on,
        year=issued_on.year if issued_on else year,
        type_name="BẢN CAM KẾT",
        subject=f"Học tập suốt đời, năm {year}",
        addressees=(addressee_of(unit),),
        body=(
            *person_lines(bearer),
            *text_blocks(signed.words if signed else words),
            Paragraph(_closing(signed)),
        ),
        signature=Signature(title="NGƯỜI CAM KẾT", name=bearer.member.full_name),
    )


def _closing(signed: Commitment | None) -> Text:
    sentence = "Tôi chịu trách nhiệm thực hiện các điều đã cam kết."
    if signed is None:
        return sentence
    moment = timezone.localtime(signed.signed_at)
    note = f"Đã ký trên hệ thống lúc {moment:%H:%M} ngày {written_date(moment.date())}."
    return (sentence, " ", italic(note))
