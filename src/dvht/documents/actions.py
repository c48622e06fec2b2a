"""Deeds on papers: keep a draft, issue a paper, account for numbers used elsewhere."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.documents.letters import Letter, Registration, compose, symbol_of, verification_of
from dvht.documents.models import Draft, IssuedPaper, NumberSeries, OutsideNumbers, PaperFormat, StoredPaper
from dvht.paper.blocks import OfficialPaper
from dvht.paper.docx import render_docx
from dvht.paper.inspection import page_count
from dvht.paper.pdf import render_pdf
from dvht.units.models import Unit

# Letters and digits that are not mistaken for one another when read aloud or copied by hand.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
TRIES = 5


def save_draft(
    *, unit: Unit, year: int, kind: str, changes: Mapping[str, str], version: int, by: User, about: str = ""
) -> Draft:
    """Keep what people changed in a paper. `version` is the one that they began from; 0 when none was kept yet.

    Raises ValidationError (code "conflict") when somebody else saved in between; nothing is overwritten.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(unit=unit, year=year, kind=kind, about=about).first()
        if (draft.version if draft else 0) != version:
            raise ValidationError(
                f"{draft.updated_by if draft else 'Người khác'} vừa sửa văn bản này. "
                "Phần bạn viết vẫn còn ở dưới: hãy so với bản mới rồi lưu lại.",
                code="conflict",
            )
        before = draft.fields if draft else {}
        draft = draft or Draft(unit=unit, year=year, kind=kind, about=about, version=0)
        draft.fields, draft.version, draft.updated_by = dict(changes), version + 1, by
        draft.save()
        record(
            "sửa bản thảo",
            by=by,
            thing="documents.Draft",
            thing_id=draft.pk,
            label=f"{kind} năm {year}",
            unit_id=unit.pk,
            before=before,
            after=draft.fields,
        )
    return draft


@dataclass(frozen=True)
class Order:
    """What is asked of the register: issue this letter, with these words, on this day."""

    letter: Letter
    unit: Unit
    year: int
    values: Mapping[str, str]
    issued_on: dt.date
    supersedes: IssuedPaper | None = None
    about: str = ""


def issue_paper(
    order: Order, *, by: User, alongside: Callable[[], Callable[[IssuedPaper], object]] | None = None
) -> IssuedPaper:
    """Give the paper its number, store its bytes in both formats and register it, all or nothing.

    The bytes are made before the series is locked, with the number that is expected; when another paper takes that
    number meanwhile they are made again, so that nobody waits for a rendering and no number is lost or given twice.
    `alongside` opens the transaction that registers (there it holds and checks what its deed needs) and gives the
    deed that closes it; when either raises, no number is used.
    Raises ValidationError when the date can't be right or the words are incomplete.
    """
    _check_order(order)
    for _ in range(TRIES):
        series = _series(order)
        number = series.last_number + 1 if series else None
        code = "-".join("".join(secrets.choice(CODE_ALPHABET) for _ in range(4)) for _ in range(3))
        registration = Registration(number, order.issued_on, verification_of(code))
        paper = compose(order.letter, order.unit, order.values, registration)
        files = _render(paper)
        with transaction.atomic():
            finish = alongside() if alongside else None
            if series is None or _take_number(series, number or 0, order.issued_on):
                issued = _register(order, _Made(series, number, code, files), by=by)
                if finish is not None:
                    finish(issued)
                return issued
    raise ValidationError("Nhiều người đang ban hành văn bản cùng lúc. Hãy thử lại sau ít phút.")


def register_outside_numbers(*, unit: Unit, year: int, upto: int, note: str, by: User) -> OutsideNumbers:
    """Account for the numbers, up to `upto`, that the office gave to papers made outside this system."""
    note = note.strip()
    if not note:
        raise ValidationError("Hãy ghi các số này đã dùng cho văn bản nào, ví dụ: theo sổ văn bản đi.")
    with transaction.atomic():
        NumberSeries.objects.get_or_create(unit=unit, body="", year=year)
        series = NumberSeries.objects.select_for_update().get(unit=unit, body="", year=year)
        if upto <= series.last_number:
            raise ValidationError(
                f"Số {upto} đã dùng: số cuối của năm {year} là {series.last_number}. Hãy ghi số lớn hơn."
            )
        outside = OutsideNumbers.objects.create(
            series=series, first=series.last_number + 1, last=upto, note=note
        )
        series.last_number = upto
        series.save(update_fields=["last_number"])
        record(
            "ghi số đã dùng ngoài hệ thống",
            by=by,
            thing="documents.NumberSeries",
            thing_id=series.pk,
            label=f"Số {outside.first} đến {outside.last} năm {year}",
            unit_id=unit.pk,
            after={"first": outside.first, "last": outside.last, "note": note},
        )
    return outside


def _check_order(order: Order) -> None:
    today = timezone.localdate()
    if order.issued_on > today:
        raise ValidationError(
            f"Ngày ban hành {order.issued_on:%d/%m/%Y} chưa đến. Hãy ghi ngày hôm nay ({today:%d/%m/%Y}) hoặc sớm hơn."
        )
    if order.issued_on.year < order.year - 1:
        raise ValidationError(
            f"Ngày ban hành {order.issued_on:%d/%m}/{order.issued_on.year} quá sớm đối với văn bản của năm "
            f"{order.year}. Hãy kiểm tra lại năm."
        )
    for name, label in (
        ("subject", "Trích yếu"),
        ("place", "Địa danh"),
        ("signatory_name", "Họ tên người ký"),
        ("signatory_title", "Chức vụ người ký"),
    ):
        if not order.values[name].strip():
            raise ValidationError(f"{label} đang để trống. Hãy điền rồi ban hành lại.")


def _series(order: Order) -> NumberSeries | None:
    if order.letter.abbreviation is None:
        return None
    series, _ = NumberSeries.objects.get_or_create(
        unit=order.unit, body=order.letter.series_body, year=order.issued_on.year
    )
    if series.last_date and order.issued_on < series.last_date:
        raise ValidationError(
            f"Số liền trước ({series.last_number:02d}) ban hành ngày {series.last_date:%d/%m/%Y}, nên ngày "
            f"{order.issued_on:%d/%m/%Y} không theo thứ tự sổ. Hãy ghi ngày {series.last_date:%d/%m/%Y} hoặc muộn hơn."
        )
    return series


def _take_number(series: NumberSeries, number: int, issued_on: dt.date) -> bool:
    """Compare and set: true for the one caller that gets the number."""
    taken = NumberSeries.objects.filter(pk=series.pk, last_number=number - 1).update(
        last_number=number, last_date=issued_on
    )
    return taken == 1


def _render(paper: OfficialPaper) -> dict[PaperFormat, bytes]:
    return {PaperFormat.PDF: render_pdf(paper), PaperFormat.DOCX: render_docx(paper)}


@dataclass(frozen=True)
class _Made:
    """What the register stores of a paper: its place in a series, its code and its bytes."""

    series: NumberSeries | None
    number: int | None
    code: str
    files: Mapping[PaperFormat, bytes]


def _register(order: Order, made: _Made, *, by: User) -> IssuedPaper:
    try:
        paper = _issued_paper(order, made, by)
    except IntegrityError as error:
        raise ValidationError(
            "Văn bản này vừa được người khác ban hành lại. Hãy mở lại trang để xem bản mới.", code="conflict"
        ) from error
    for paper_format, content in made.files.items():
        digest = hashlib.sha256(content).hexdigest()
        StoredPaper.objects.create(paper=paper, format=paper_format, content=content, sha256=digest)
    old = order.supersedes
    record(
        "ban hành văn bản",
        by=by,
        thing="documents.IssuedPaper",
        thing_id=paper.pk,
        label=str(paper),
        unit_id=order.unit.pk,
        before={"supersedes": old.full_number or old.pk} if old else None,
        after={"number": paper.full_number, "issued_on": paper.issued_on, "signatory": paper.signatory_name},
    )
    return paper


def _issued_paper(order: Order, made: _Made, by: User) -> IssuedPaper:
    letter, values = order.letter, order.values
    return IssuedPaper.objects.create(
        unit=order.unit,
        series=made.series,
        number=made.number,
        symbol=symbol_of(letter, order.unit, values),
        kind=letter.kind,
        about=order.about,
        year=order.year,
        title=letter.title,
        subject=values["subject"],
        place=values["place"],
        issued_on=order.issued_on,
        signatory_name=values["signatory_name"],
        signatory_title=values["signatory_title"],
        verification_code=made.code,
        source_digest=letter.source_digest,
        source=dict(letter.source),
        pages=page_count(BytesIO(made.files[PaperFormat.PDF])),
        supersedes=order.supersedes,
        issued_by=by,
    )
