"""Whether a PDF can be opened and bound, and how many pages it has."""

import zlib
from pathlib import Path
from typing import BinaryIO, Final

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NullObject, StreamObject

from dvht.paper.errors import PaperError

# What a hostile or torn file makes the reader raise, besides the reader's own errors.
_TORN: Final = (
    PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError,
    AssertionError, NotImplementedError, zlib.error,
)  # fmt: skip


class UnreadablePdfError(PaperError):
    """A PDF that can't be used; the message is Vietnamese, for people."""


class DamagedPdfError(UnreadablePdfError):
    """Truncated, damaged, without pages, or no PDF at all."""


class EncryptedPdfError(UnreadablePdfError):
    """A PDF that asks for a password before it opens."""


def page_count(source: Path | BinaryIO) -> int:
    """The number of pages of a PDF whose every page can be reached.

    A file is read from its beginning and left at an unknown position. A PDF that only restricts printing or
    copying opens without a password and is counted. Raises DamagedPdfError or EncryptedPdfError; OSError when the file
    itself can't be read.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            return page_count(file)
    source.seek(0)
    try:
        return _count(PdfReader(source))
    except DependencyError as error:
        raise _encrypted() from error
    except _TORN as error:
        raise _damaged() from error


def _count(reader: PdfReader) -> int:
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise _encrypted()
    count = 0
    for page in reader.pages:
        contents = page.get("/Contents")
        if contents is not None:
            _reach(contents.get_object())
        count += 1
    if count == 0:
        raise _damaged()
    return count


def _reach(contents: object) -> None:
    """Fail when a page's content is not in the file: a torn download keeps its head and loses its tail."""
    if isinstance(contents, ArrayObject):
        for part in contents:
            _reach(part.get_object())
    elif isinstance(contents, NullObject) or not isinstance(contents, StreamObject | DictionaryObject):
        raise _damaged()


def _damaged() -> DamagedPdfError:
    return DamagedPdfError("tệp PDF bị hỏng hoặc tải lên chưa hết. Hãy mở thử trên máy rồi xuất lại PDF.")


def _encrypted() -> EncryptedPdfError:
    return EncryptedPdfError("tệp PDF có đặt mật khẩu. Hãy bỏ mật khẩu (In → Lưu thành PDF) rồi tải lên lại.")
