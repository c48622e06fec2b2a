"""What a volume is made of, and what comes of binding it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from dvht.paper.blocks import Issuer

Content: TypeAlias = bytes | Path | Callable[[], bytes]
"""A file's bytes, where they lie, or how to fetch them when their turn comes."""

Kind: TypeAlias = Literal["pdf", "image", "notice", "file", "link", "paper"]


@dataclass(frozen=True, slots=True)
class Component:
    """One thing in a volume; make it with the constructor for its kind.

    `reference` is shown beside the title in the contents ("Số 58/TTr-THHS, 08/12/2026", or an evidence code).
    """

    title: str
    kind: Kind
    content: Content | None = None
    detail: tuple[str, ...] = ()
    reference: str = ""

    @classmethod
    def pdf(cls, title: str, content: Content, reference: str = "") -> "Component":
        """Pages of a PDF, bound as they are."""
        return cls(title, "pdf", content, reference=reference)

    @classmethod
    def image(cls, title: str, content: Content, reference: str = "") -> "Component":
        """A picture (JPEG, PNG), fitted on an A4 page of its own."""
        return cls(title, "image", content, reference=reference)

    @classmethod
    def notice(cls, title: str, lines: tuple[str, ...]) -> "Component":
        """A page that stands for something bound elsewhere, or not there yet, and says so."""
        return cls(title, "notice", detail=lines)

    @classmethod
    def file(cls, title: str, *, name: str, size: int, sha256: str, reference: str = "") -> "Component":
        """Any other file, listed by name, size in bytes and SHA-256."""
        detail = (f"Tệp: {name}", f"Kích thước: {size_words(size)}", f"SHA-256: {sha256}")
        return cls(title, "file", detail=detail, reference=reference)

    @classmethod
    def link(cls, title: str, url: str, reference: str = "") -> "Component":
        """An address on the web, listed."""
        return cls(title, "link", detail=(f"Địa chỉ: {url}",), reference=reference)

    @classmethod
    def paper(cls, title: str, kept_at: str = "", reference: str = "") -> "Component":
        """Something that exists on paper only, listed with the place where it is kept."""
        kept = f" tại {kept_at}" if kept_at else ""
        return cls(title, "paper", detail=(f"Bản giấy, lưu{kept or ' tại đơn vị'}",), reference=reference)


@dataclass(frozen=True, slots=True)
class Divider:
    """A page that opens a group of components, such as the evidence of one criterion."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume to bind. `title` is the cover's ("HỒ SƠ ĐỀ NGHỊ …"); `label` like "Quyển 2: Minh chứng"."""

    issuer: Issuer
    title: str
    year: int
    parts: tuple[Component | Divider, ...]
    place: str = ""
    label: str = ""
    created: date | None = None


class Entry(NamedTuple):
    """A line of the contents: `first_page` is the volume's own number, which is also the PDF's page."""

    title: str
    first_page: int


class Listed(NamedTuple):
    """A component that should have been bound but could only be listed, and why."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class BoundVolume:
    """The bound PDF, its number of pages, its contents, and what could only be listed."""

    pdf: bytes
    pages: int
    contents: tuple[Entry, ...]
    listed: tuple[Listed, ...] = ()


def size_words(size: int) -> str:
    """Return a size in bytes as people read it: "1,5 MB"."""
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB"):
        if amount < 1024:
            break
        amount, unit = amount / 1024, larger
    shown = f"{amount:.1f}".rstrip("0").rstrip(".") if unit != "B" else str(size)
    return f"{shown.replace('.', ',')} {unit}"
