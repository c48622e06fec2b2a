"""What an uploaded file really is, told by its content: never by its name or by what the browser says."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import BinaryIO, Final, cast

import filetype
from django.core.files.uploadedfile import UploadedFile

from dvht.evidence.forms import kinds
from dvht.evidence.forms.containers import ole_kind, zip_kind
from dvht.evidence.forms.kinds import ALLOWED_WORDS, FileKind, RefusedContentError
from dvht.evidence.forms.names import clean_name, split_ending
from dvht.evidence.forms.pictures import check_picture
from dvht.evidence.forms.uploading import MAX_BYTES, OversizedFile
from dvht.evidence.models import CheckedFile, RefusedFile
from dvht.paper.inspection import UnreadablePdfError, page_count
from dvht.ui.vietnamese import written_size

HEAD: Final = 4096
_MARKUP: Final = re.compile(
    rb"<(!doctype|html|head|body|svg|script|iframe|object|embed|\?xml|\?php)\b", re.IGNORECASE
)
_SCRIPT_ENDINGS: Final = frozenset(
    {
        ".js",
        ".mjs",
        ".html",
        ".htm",
        ".svg",
        ".xml",
        ".php",
        ".py",
        ".sh",
        ".bat",
        ".cmd",
        ".ps1",
        ".vbs",
        ".hta",
        ".css",
    }
)
_BRANDS: Final[dict[bytes, FileKind]] = {
    b"qt  ": kinds.MOV,
    b"M4A ": kinds.M4A,
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"), kinds.HEIC),
}

_VIDEO: Final = (b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"dash", b"3gp", b"mmp4", b"f4v")


def examine(upload: UploadedFile[bytes]) -> CheckedFile | RefusedFile:
    """The upload with its true media type, pages and a name that is safe to keep; or why it is refused."""
    name = clean_name(upload.name or "")
    try:
        return _examined(upload, name)
    except RefusedContentError as refusal:
        return RefusedFile(name, str(refusal))


def _examined(upload: UploadedFile[bytes], name: str) -> CheckedFile:
    if isinstance(upload, OversizedFile) or (upload.size or 0) > MAX_BYTES:
        raise RefusedContentError(
            f"tệp lớn hơn {written_size(MAX_BYTES)}. Hãy nén nhỏ lại hoặc tách thành nhiều tệp."
        )
    if not upload.size:
        raise RefusedContentError("tệp rỗng, không có nội dung.")
    file = cast("BinaryIO", upload.file)
    kind = kind_of(file, name)
    pages = _pages(file) if kind is kinds.PDF else None
    kept, warning = _rightly_named(name, kind)
    file.seek(0)
    return CheckedFile(kept, kind.media_type, file, pages, warning)


def kind_of(file: BinaryIO, name: str) -> FileKind:
    """What the content is; `name` only tells a table from a text. Raises RefusedContentError."""
    file.seek(0)
    head = file.read(HEAD)
    for signature, at, found in _SIGNATURES:
        if head[at : at + len(signature)] == signature:
            return found(file, head)
    if b"%PDF-" in head[:1024] and not _MARKUP.search(head[:1024]):
        return kinds.PDF
    return _text_kind(file, head, name)


def _pages(file: BinaryIO) -> int:
    try:
        return page_count(file)
    except UnreadablePdfError as error:
        raise RefusedContentError(str(error)) from error


def _rightly_named(name: str, kind: FileKind) -> tuple[str, str]:
    stem, ending = split_ending(name)
    if ending in kind.endings:
        return name, ""
    right = clean_name(stem + kind.endings[0])
    said = f"có đuôi {ending}" if ending else "không có đuôi"
    return right, f"tên tệp {said} nhưng nội dung là {kind.label}, nên đã lưu với tên “{right}”."


def _picture(kind: FileKind) -> Callable[[BinaryIO, bytes], FileKind]:
    def checked(file: BinaryIO, _head: bytes) -> FileKind:
        check_picture(file)
        return kind

    return checked


def _riff(file: BinaryIO, head: bytes) -> FileKind:
    if head[8:12] == b"WEBP":
        check_picture(file)
        return kinds.WEBP
    raise _unwanted(head)


def _boxes(_file: BinaryIO, head: bytes) -> FileKind:
    brand = head[8:12]
    if brand in _BRANDS:
        return _BRANDS[brand]
    if brand.startswith(_VIDEO):
        return kinds.MP4
    raise _unwanted(head)


_SIGNATURES: Final[tuple[tuple[bytes, int, Callable[[BinaryIO, bytes], FileKind]], ...]] = (
    (b"%PDF-", 0, lambda _file, _head: kinds.PDF),
    (b"\xff\xd8\xff", 0, _picture(kinds.JPEG)),
    (b"\x89PNG\r\n\x1a\n", 0, _picture(kinds.PNG)),
    (b"GIF87a", 0, _picture(kinds.GIF)),
    (b"GIF89a", 0, _picture(kinds.GIF)),
    (b"II*\0", 0, _picture(kinds.TIFF)),
    (b"MM\0*", 0, _picture(kinds.TIFF)),
    (b"RIFF", 0, _riff),
    (b"PK\x03\x04", 0, lambda file, _head: zip_kind(file)),
    (b"PK\x05\x06", 0, lambda file, _head: zip_kind(file)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, lambda file, _head: ole_kind(file)),
    (b"ftyp", 4, _boxes),
    *(
        (start, 0, lambda _file, _head: kinds.MP3)
        for start in (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")
    ),
)


def _text_kind(file: BinaryIO, head: bytes, name: str) -> FileKind:
    _, ending = split_ending(name)
    if ending in _SCRIPT_ENDINGS or _MARKUP.search(_plain(head)) or head.startswith(b"#!"):
        what = f"tệp {ending[1:].upper()}" if ending in _SCRIPT_ENDINGS else "trang web hoặc mã lệnh"
        raise _refused(what)
    if not _is_text(file, head):
        raise _unwanted(head)
    return kinds.CSV if ending == ".csv" else kinds.TXT


def _plain(head: bytes) -> bytes:
    """UTF-16 text without its zero bytes, so that markup can't hide in them."""
    return head.replace(b"\0", b"")


def _is_text(file: BinaryIO, head: bytes) -> bool:
    """UTF-8 or UTF-16 throughout, or single-byte letters; nothing that a text never holds."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if head.startswith(b"{\\rtf"):
        return False
    decoder = codecs.getincrementaldecoder("utf-16" if wide else "latin-1")()
    file.seek(0)
    try:
        while piece := file.read(1 << 20):
            if _CONTROL.search(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_UNWANTED: Final = (
    (b"MZ", "một chương trình Windows (EXE)"),
    (b"\x7fELF", "một chương trình Linux"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"{\\rtf", "tệp RTF"),
)


def _unwanted(head: bytes) -> RefusedContentError:
    for signature, words in _UNWANTED:
        if head.startswith(signature):
            return _refused(words)
    guessed = filetype.guess(head)
    return _refused(f"tệp {guessed.extension.upper()}" if guessed else "tệp không rõ loại")


def _refused(what: str) -> RefusedContentError:
    return RefusedContentError(f"đây là {what}, không nhận làm minh chứng. Các loại nhận: {ALLOWED_WORDS}.")
