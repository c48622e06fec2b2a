"""Files that hold other files: ZIP, Office, OpenDocument, older Office (OLE). Nothing is ever unpacked."""

import struct
import zipfile
import zlib
from typing import BinaryIO, Final

from dvht.evidence.forms import kinds
from dvht.evidence.forms.kinds import FileKind, RefusedContentError

MAX_PARTS: Final = 5_000
MAX_DIRECTORY: Final = 4_000_000
MAX_UNPACKED: Final = 1_000_000_000
MAX_RATIO: Final = 100
SMALL: Final = 100_000_000
"""Below this size unpacked, no ratio is suspicious: a sheet of equal cells packs very well."""

_END: Final = struct.Struct("<4s4H2LH")
_OFFICE_PARTS: Final = {
    "word/document.xml": kinds.DOCX,
    "xl/workbook.xml": kinds.XLSX,
    "ppt/presentation.xml": kinds.PPTX,
}
_OPEN_TYPES: Final = {kind.media_type: kind for kind in (kinds.ODT, kinds.ODS, kinds.ODP)}
_PROGRAMS: Final = {
    "META-INF/MANIFEST.MF": "một chương trình Java (JAR)",
    "AndroidManifest.xml": "một ứng dụng Android (APK)",
}
_DAMAGED: Final = "tệp bị hỏng hoặc tải lên chưa hết. Hãy mở thử trên máy, lưu lại rồi tải lên lần nữa."
_LOCKED: Final = "tệp có đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."
_BOMB: Final = "tệp nén bung ra quá lớn (trên 1 GB hoặc quá nhiều tệp con). Hãy tách ra thành nhiều tệp nhỏ."


def zip_kind(file: BinaryIO) -> FileKind:
    """What a file that begins like a ZIP is; raises RefusedContentError."""
    _check_directory(file)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_parts(archive)
            return _kind_by_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, LookupError, NotImplementedError) as error:
        raise RefusedContentError(_DAMAGED) from error


def _check_directory(file: BinaryIO) -> None:
    """Refuse by the size of the table of contents before it is read into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_600))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise RefusedContentError(_DAMAGED)
    _, _, _, _, parts, length, _, _ = _END.unpack_from(tail, at)
    if parts > MAX_PARTS or length > MAX_DIRECTORY:
        raise RefusedContentError(_BOMB)


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedContentError(_LOCKED)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > MAX_UNPACKED or (unpacked > SMALL and unpacked > MAX_RATIO * max(packed, 1)):
        raise RefusedContentError(_BOMB)


def _kind_by_parts(archive: zipfile.ZipFile) -> FileKind:
    names = set(archive.namelist())
    if "mimetype" in names:
        return _open_document(archive, names)
    if "[Content_Types].xml" in names:
        return _office(archive, names)
    for part, words in _PROGRAMS.items():
        if part in names:
            raise RefusedContentError(f"đây là {words}, không nhận làm minh chứng.")
    for name in names:
        if not name.endswith("/"):
            _touch(archive, name)
            break
    return kinds.ZIP


def _office(archive: zipfile.ZipFile, names: set[str]) -> FileKind:
    if any(name.endswith("vbaProject.bin") for name in names):
        raise RefusedContentError(
            "tệp Office có macro. Hãy lưu lại dạng thường (.docx, .xlsx, .pptx) rồi tải lên."
        )
    for part, kind in _OFFICE_PARTS.items():
        if part in names:
            _touch(archive, part)
            return kind
    raise RefusedContentError("tệp Office thuộc loại không nhận hoặc thiếu phần chính.")


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> FileKind:
    with archive.open("mimetype") as part:
        said = part.read(200).decode("ascii", "replace").strip()
    kind = _OPEN_TYPES.get(said)
    if kind is None or "content.xml" not in names:
        raise RefusedContentError("tệp nén thuộc loại không nhận làm minh chứng.")
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(1_000_000):
                raise RefusedContentError(_LOCKED)
    _touch(archive, "content.xml")
    return kind


def _touch(archive: zipfile.ZipFile, name: str) -> None:
    """Read the beginning of a part, so that a table of contents without its files is noticed."""
    with archive.open(name) as part:
        part.read(64)


_OLE_NAMES: Final = {
    "WordDocument": kinds.DOC,
    "Workbook": kinds.XLS,
    "Book": kinds.XLS,
    "PowerPoint Document": kinds.PPT,
}


def ole_kind(file: BinaryIO) -> FileKind:
    """What a file in the older Office container is, by its first main stream; raises RefusedContentError."""
    size = file.seek(0, 2)
    file.seek(0)
    header = file.read(512)
    if len(header) < 512:
        raise RefusedContentError(_DAMAGED)
    shift, directory = struct.unpack_from("<H", header, 30)[0], struct.unpack_from("<L", header, 48)[0]
    if shift not in {9, 12} or (directory + 1) << shift >= size:
        raise RefusedContentError(_DAMAGED)
    found = _first_places(
        file, {name: f"{name}\0".encode("utf-16-le") for name in (*_OLE_NAMES, "EncryptedPackage")}
    )
    if "EncryptedPackage" in found:
        raise RefusedContentError(_LOCKED)
    if not found:
        raise RefusedContentError("tệp không phải Word, Excel hay PowerPoint.")
    return _OLE_NAMES[min(found, key=lambda name: found[name])]


def _first_places(file: BinaryIO, wanted: dict[str, bytes]) -> dict[str, int]:
    """Where each name first stands in the file, read piece by piece."""
    overlap = max(len(pattern) for pattern in wanted.values())
    found: dict[str, int] = {}
    file.seek(0)
    kept, start = b"", 0
    while piece := file.read(1 << 20):
        window = kept + piece
        for name, pattern in wanted.items():
            at = window.find(pattern)
            if at >= 0:
                found.setdefault(name, start + at)
        kept = window[-overlap:]
        start += len(window) - len(kept)
    return found
