"""Putting a volume together."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from tempfile import TemporaryFile
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.annotations import Link
from pypdf.generic import BooleanObject, DictionaryObject, Fit, NameObject, TextStringObject

from dvht.paper.binding.leaves import Line, Place, divider_page, front, list_pages, number_stamps
from dvht.paper.binding.sources import LockedError, image_page, open_pdf
from dvht.paper.binding.volume import BoundVolume, Component, Divider, Entry, Listed, Volume
from dvht.paper.characters import one_line
from dvht.paper.errors import EmptyVolumeError
from dvht.paper.sheet import MM, PORTRAIT

Progress = Callable[[int, int], None]

_STAMP_EDGE: Final = 6.0
"""From the bottom and the right edge of the page to the volume's number, mm."""

_UNDATED: Final = date(2000, 1, 1)


@dataclass(slots=True)
class _Body:
    """The pages after the front, as they grow."""

    volume: Volume
    writer: PdfWriter = field(default_factory=PdfWriter)
    starts: list[int] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)


def bind(volume: Volume, progress: Progress = lambda _done, _total: None) -> BoundVolume:
    """Bind the volume; `progress(done, total)` is called after each part and each closing step.

    Pages keep what they show, and the bytes given stay untouched. Page n of the PDF bears number n,
    the cover none. A PDF behind a password is listed with the reason. Raises EmptyVolumeError,
    UnreadableComponentError.
    """
    if not volume.parts:
        raise EmptyVolumeError("Chưa có tài liệu nào để đóng thành quyển.")
    total = len(volume.parts) + 2
    body = _Body(volume)
    _add_parts(body, lambda: progress(len(body.starts), total))
    lines, places = _add_front(body)
    progress(total - 1, total)
    _add_links(body.writer, lines, places)
    _add_outline(body.writer, lines, volume)
    _stamp(body.writer)
    _describe(body.writer, volume)
    count = len(body.writer.pages)
    pdf = _written(body.writer)
    progress(total, total)
    contents = tuple(Entry(line.title, line.page) for line in lines)
    return BoundVolume(pdf, count, contents, tuple(body.listed))


def _written(writer: PdfWriter) -> bytes:
    """Return the bytes, by way of a file: in memory they would stand twice beside the writer's own."""
    with TemporaryFile() as held:
        writer.write(held)
        held.seek(0)
        return held.read()


def _add_parts(body: _Body, done: Callable[[], None]) -> None:
    for shown, group in groupby(body.volume.parts, key=_has_pages):
        if shown:
            for part in group:
                _add_part(body, part)
                done()
        else:
            _add_list(body, tuple((part, "") for part in group if isinstance(part, Component)))
            done()


def _has_pages(part: Component | Divider) -> bool:
    return isinstance(part, Divider) or part.kind in {"pdf", "image", "notice"}


def _add_part(body: _Body, part: Component | Divider) -> None:
    if isinstance(part, Divider):
        _append(body, divider_page(part, body.volume))
    elif part.kind == "notice":
        _append(body, divider_page(Divider(part.title, part.detail), body.volume))
    elif part.kind == "image":
        body.starts.append(len(body.writer.pages))
        body.writer.add_page(image_page(part))
    else:
        try:
            _append(body, open_pdf(part))
        except LockedError as locked:
            reason = str(locked)
            body.listed.append(Listed(part.title, reason))
            _add_list(body, ((part, reason[0].upper() + reason[1:]),))


def _append(body: _Body, pages: PdfReader) -> None:
    body.starts.append(len(body.writer.pages))
    _take(body.writer, pages)


def _add_list(body: _Body, entries: tuple[tuple[Component, str], ...]) -> None:
    first = len(body.writer.pages)
    pages, places = list_pages(entries, body.volume)
    body.starts.extend(first + place for place in places)
    _take(body.writer, pages)


def _take(writer: PdfWriter, pages: PdfReader) -> None:
    """Append the pages and let go of the reader, which else would keep the file's bytes a second time."""
    writer.append(pages, import_outline=False)
    writer.reset_translation(pages)
    pages.stream.close()


def _add_front(body: _Body) -> tuple[tuple[Line, ...], tuple[Place, ...]]:
    """Set the contents until its numbers agree with the pages it takes itself; put it before the body."""
    taken = 2
    while True:
        lines = _lines(body, taken)
        pages, places = front(body.volume, lines)
        if len(pages.pages) == taken:
            break
        taken = len(pages.pages)
    body.writer.merge(0, pages, import_outline=False)
    return lines, places


def _lines(body: _Body, taken: int) -> tuple[Line, ...]:
    return tuple(
        Line(
            one_line(part.title),
            "" if isinstance(part, Divider) else part.reference,
            taken + start + 1,
            strong=isinstance(part, Divider),
        )
        for part, start in zip(body.volume.parts, body.starts, strict=True)
    )


def _add_links(writer: PdfWriter, lines: tuple[Line, ...], places: tuple[Place, ...]) -> None:
    left, right = PORTRAIT.left * MM, (PORTRAIT.width - PORTRAIT.right) * MM
    for line, place in zip(lines, places, strict=True):
        height = PORTRAIT.height * MM
        box = (left, height - place.bottom - 8, right, height - place.top + 8)
        link = Link(rect=box, target_page_index=line.page - 1, fit=Fit.fit())
        writer.add_annotation(place.page, link)


def _add_outline(writer: PdfWriter, lines: tuple[Line, ...], volume: Volume) -> None:
    writer.add_outline_item(title=one_line(volume.title) or "Bìa", page_number=0)
    writer.add_outline_item(title="Mục lục", page_number=1)
    parent = None
    for line in lines:
        item = writer.add_outline_item(
            title=line.title, page_number=line.page - 1, parent=None if line.strong else parent
        )
        parent = item if line.strong else parent


def _stamp(writer: PdfWriter) -> None:
    stamps = number_stamps(2, len(writer.pages))
    for page, stamp in zip(list(writer.pages)[1:], stamps.pages, strict=True):
        _stamp_page(page, stamp)


def _stamp_page(page: PageObject, stamp: PageObject) -> None:
    if page.rotation:
        page.transfer_rotation_to_content()
    seen = page.cropbox
    aside = float(seen.right) - float(stamp.mediabox.width) - _STAMP_EDGE * MM
    up = float(seen.bottom) + _STAMP_EDGE * MM
    page.merge_transformed_page(stamp, Transformation().translate(aside, up))


def _describe(writer: PdfWriter, volume: Volume) -> None:
    day, issuer = volume.created or _UNDATED, volume.issuer
    stamp = f"D:{day:%Y%m%d}000000Z"
    writer.add_metadata(
        {
            "/Title": f"{one_line(volume.title)} - {one_line(issuer.plain_name or issuer.name)}",
            "/Author": one_line(issuer.name),
            "/CreationDate": stamp,
            "/ModDate": stamp,
        }
    )
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("vi-VN")
    title_shown = BooleanObject(value=True)
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): title_shown})
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
