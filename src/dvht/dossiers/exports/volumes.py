"""What leaves the dossier: papers as they would print, bound volumes, and one archive of everything."""

import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from django.utils import timezone

from dvht.documents.letters import Letter, Registration, compose, field_values
from dvht.documents.models import IssuedPaper, PaperFormat, StoredPaper
from dvht.documents.queries import stored_bytes
from dvht.dossiers.models import Volume as BoundRow
from dvht.dossiers.models import VolumeKind
from dvht.dossiers.queries import Year, goal_label, volume_line
from dvht.evidence.models import EvidenceKind
from dvht.evidence.queries import BindingItem
from dvht.paper.binding import Component, Divider, Volume
from dvht.paper.blocks import Issuer, OfficialPaper
from dvht.paper.errors import PaperError, UnreadableComponentError
from dvht.ui.downloads import PDF

PLACEABLE_PICTURES = {"image/jpeg", "image/png"}


def draft_paper(year: Year, letter: Letter, head_name: str) -> OfficialPaper:
    """The paper as it would read if it were issued now, without number and date."""
    draft = year.drafts.get(letter.kind)
    values = field_values(letter, year.plan.unit, draft.fields if draft else {}, head_name)
    return compose(letter, year.plan.unit, values, Registration(year=timezone.localdate().year))


def volume_of(year: Year, kind: VolumeKind) -> Volume:
    """The volume as it would be bound now: the dossier in the order of the plan's list, or the evidence."""
    unit = year.plan.unit
    name = unit.paper_name or unit.name
    levels = year.plan.pack.scheme == "levels"
    subject = "đề nghị đánh giá, công nhận" if levels else "tự đánh giá, xếp loại"
    evidence = kind == VolumeKind.EVIDENCE
    return Volume(
        issuer=Issuer(parent=unit.paper_parent.upper(), name=name.upper(), plain_name=name),
        title=f"HỒ SƠ {subject} {year.plan.pack.recognised_as} NĂM {year.plan.year}".upper(),
        year=year.plan.year,
        label="Quyển 2: Minh chứng" if evidence else _asked(year),
        place=unit.place,
        parts=tuple(evidence_parts(year) if evidence else paper_parts(year)),
    )


def _asked(year: Year) -> str:
    asked = goal_label(year.plan, year.dossier.requested)
    return f"Đề nghị công nhận {asked}" if asked else ""


def paper_parts(year: Year) -> Iterator[Component]:
    """The issued papers as they were issued; a missing one has a page that says so."""
    for line in year.lines:
        if not line.wanted.submitted:
            continue
        if line.wanted.kind == "evidence":
            yield Component.notice(line.wanted.title, _second_volume(year))
        elif line.issued is None:
            yield Component.notice(line.wanted.title, ("Chưa ban hành.",))
        else:
            yield Component.pdf(line.wanted.title, _bytes_of(line.issued), _reference(line.issued))


def evidence_parts(year: Year) -> Iterator[Component | Divider]:
    """The index, then the evidence of each criterion behind a divider of its own."""
    if index := year.papers.get("evidence_index"):
        yield Component.pdf(index.title, _bytes_of(index), _reference(index))
    noun = year.plan.pack.group_noun.capitalize()
    for group in year.plan.pack.groups:
        items = [item for item in year.evidence if item.group == group.code]
        codes = ", ".join(dict.fromkeys(item.code for item in items))
        yield Divider(f"{noun} {group.code}: {group.title}", (codes or "Không có minh chứng.",))
        for item in items:
            yield evidence_component(item)


def evidence_component(item: BindingItem) -> Component:
    """Pages where there are pages; one file that proves several rows is bound once and referred to after that."""
    if item.code != item.first_code:
        return Component(item.title, "file", detail=(f"Đã có ở {item.first_code}",), reference=item.code)
    if item.kind == EvidenceKind.LINK:
        return Component.link(item.title, item.url, item.code)
    if item.kind == EvidenceKind.PAPER:
        return Component.paper(item.title, item.location, item.code)
    if item.media_type == PDF:
        return Component.pdf(item.title, _reader(item), item.code)
    if item.media_type in PLACEABLE_PICTURES:
        return Component.image(item.title, _reader(item), item.code)
    return Component.file(
        item.title, name=item.file_name, size=item.size, sha256=item.sha256, reference=item.code
    )


def _reader(item: BindingItem) -> Callable[[], bytes]:
    def read() -> bytes:
        if item.open is None:
            raise PaperError(f"Minh chứng {item.code} không có tệp.")
        with item.open() as content:
            stored = bytes(content.read())
        if hashlib.sha256(stored).hexdigest() != item.sha256:
            raise UnreadableComponentError(
                f"{item.code} {item.title}",
                "tệp trong kho lưu không còn như lúc tải lên; hãy báo người quản trị phục hồi từ bản sao lưu.",
            )
        return stored

    return read


def _second_volume(year: Year) -> tuple[str, ...]:
    bound = volume_line(year, VolumeKind.EVIDENCE).bound
    pages = f", {bound.pages} trang" if bound else ""
    return (f"Minh chứng đóng thành quyển riêng (Quyển 2): {year.evidence_count} minh chứng{pages}.",)


def _bytes_of(paper: IssuedPaper) -> Callable[[], bytes]:
    return lambda: stored_bytes(paper, PaperFormat.PDF)


def _reference(paper: IssuedPaper) -> str:
    day = f"{paper.issued_on:%d/%m/%Y}"
    return f"Số {paper.full_number}, {day}" if paper.number else f"Ngày {day}"


def archive(year: Year) -> IO[bytes]:
    """A ZIP of every paper in force (Word and PDF) and of the newest volumes, with the SHA-256 of each file.

    Raises LostVolumeError when the bytes of a volume can't be given as they were bound.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    try:
        _fill(file, year)
    except LostVolumeError:
        file.close()
        raise
    file.seek(0)
    return file


def _fill(file: IO[bytes], year: Year) -> None:
    digests: list[str] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
        for stored in StoredPaper.objects.filter(paper__in=year.papers.values()).select_related("paper"):
            number = stored.paper.full_number.replace("/", "-")
            name = "-".join(part for part in (stored.paper.kind, number) if part)
            _put(bundle, digests, f"van-ban/{name}.{stored.format}", bytes(stored.content), stored.sha256)
        for kind in VolumeKind:
            bound = volume_line(year, kind).bound
            if bound:
                with volume_content(bound) as content:
                    _put(bundle, digests, f"quyen-{kind.value}-{bound.pk}.pdf", content.read(), bound.sha256)
        bundle.writestr("SHA256SUMS.txt", "".join(digests))


class LostVolumeError(Exception):
    """The stored bytes of a bound volume are gone, or are no longer those that were bound."""


def volume_content(volume: BoundRow) -> IO[bytes]:
    """The bytes as they were bound, open for reading. Raises LostVolumeError."""
    name = f"{volume.get_kind_display()} ghép lúc {timezone.localtime(volume.asked_at):%H:%M %d/%m/%Y}"
    try:
        content: IO[bytes] = volume.content.open("rb")
    except OSError as error:
        raise LostVolumeError(
            f"Tệp của quyển “{name}” không còn trong kho lưu. Hãy ghép lại, hoặc báo người quản trị."
        ) from error
    if not is_intact(content, volume.sha256):
        content.close()
        raise LostVolumeError(
            f"Tệp của quyển “{name}” đã bị đổi sau khi ghép. Hãy ghép lại, và báo người quản trị."
        )
    return content


def is_intact(content: IO[bytes], sha256: str) -> bool:
    """Whether the bytes are those of the digest; what was read through stands at its beginning again."""
    digest = hashlib.sha256()
    while piece := content.read(1 << 20):
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest() == sha256


def _put(bundle: zipfile.ZipFile, digests: list[str], name: str, content: bytes, sha256: str) -> None:
    bundle.writestr(name, content)
    digests.append(f"{sha256}  {name}\n")
