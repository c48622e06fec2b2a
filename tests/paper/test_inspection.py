from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, NameObject

from dvht.paper.errors import PaperError
from dvht.paper.inspection import DamagedPdfError, EncryptedPdfError, page_count


def drawn(pages: int, password: str | None = None, owner: str | None = None) -> bytes:
    """A PDF with something on each page, its objects in plain sight."""
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        stream = ContentStream(None, writer)
        stream.set_data(b"0 0 9 9 re f\n" * 50)
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(password, owner_password=owner, algorithm="AES-256")
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def test_pages_of_an_open_file_are_counted_from_its_beginning() -> None:
    file = BytesIO(drawn(3))
    file.seek(100)

    assert page_count(file) == 3


def test_pages_of_a_file_on_disk_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "hai.pdf"
    path.write_bytes(drawn(2))

    assert page_count(path) == 2


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_pdf_that_lost_its_tail_is_damaged(share: float) -> None:
    whole = drawn(5)

    with pytest.raises(DamagedPdfError, match="bị hỏng hoặc tải lên chưa hết"):
        page_count(BytesIO(whole[: int(len(whole) * share)]))


def test_a_pdf_whose_middle_was_wiped_is_damaged() -> None:
    whole = drawn(5)
    third = len(whole) // 3

    with pytest.raises(DamagedPdfError):
        page_count(BytesIO(whole[:third] + bytes(third) + whole[2 * third :]))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"<html></html>", bytes(5000), drawn(0)])
def test_what_holds_no_page_is_damaged(content: bytes) -> None:
    with pytest.raises(DamagedPdfError):
        page_count(BytesIO(content))


def test_a_pdf_with_a_password_is_told_apart() -> None:
    with pytest.raises(EncryptedPdfError, match="đặt mật khẩu"):
        page_count(BytesIO(drawn(1, "mo-khoa")))


def test_a_pdf_that_only_restricts_its_readers_is_counted() -> None:
    content = drawn(4, "", owner="chu")

    assert PdfReader(BytesIO(content)).is_encrypted
    assert page_count(BytesIO(content)) == 4


def test_what_can_not_be_read_is_a_paper_error() -> None:
    assert issubclass(DamagedPdfError, PaperError)
    assert issubclass(EncryptedPdfError, PaperError)
