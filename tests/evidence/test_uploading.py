"""Files on their way in: small memory, a limit while reading, the others kept."""

from contextlib import closing
from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from tests.evidence import specimens

from dvht.evidence.forms import uploading
from dvht.evidence.forms.sending import received_files
from dvht.evidence.models import CheckedFile, RefusedFile

BOUNDARY = "ranh-gioi"


class Endless:
    """A body that gives as many zeros as it is asked for and remembers how many were read."""

    def __init__(self, before: bytes, zeros: int, after: bytes) -> None:
        self.head, self.zeros, self.tail = BytesIO(before), zeros, BytesIO(after)
        self.largest = self.total = 0

    def read(self, size: int = -1) -> bytes:
        self.largest = max(self.largest, size)
        part = self.head.read(size)
        if not part and self.zeros:
            part = bytes(min(size, self.zeros))
            self.zeros -= len(part)
        part = part or self.tail.read(size)
        self.total += len(part)
        return part

    readline = read


def part_of(name: str, content: bytes = b"") -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="uploads"; filename="{name}"\r\n'
    return head.encode() + b"Content-Type: application/pdf\r\n\r\n" + content


def posted(body: Endless) -> WSGIRequest:
    length = len(body.head.getvalue()) + body.zeros + len(body.tail.getvalue())
    return WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(length),
            "wsgi.input": body,
        }
    )


END = f"\r\n--{BOUNDARY}--\r\n".encode()


def test_a_file_above_the_limit_is_refused_and_the_others_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "MAX_BYTES", 300_000)
    good = specimens.pdf()
    body = Endless(
        part_of("dau.pdf", good) + b"\r\n" + part_of("to.mp4"),
        1_000_000,
        b"\r\n" + part_of("cuoi.pdf", good) + END,
    )

    with closing(posted(body)) as request:
        first, large, last = received_files(request)

        assert isinstance(first, CheckedFile)
        assert first.content.read() == good
        assert large == RefusedFile("to.mp4", "tệp lớn hơn 50 MB. Hãy nén nhỏ lại hoặc tách thành nhiều tệp.")
        assert isinstance(last, CheckedFile)
        assert last.content.read() == good


def test_a_body_of_two_gigabytes_is_cut_short() -> None:
    body = Endless(part_of("dau.pdf", specimens.pdf()) + b"\r\n" + part_of("phim.mp4"), 2_000_000_000, END)

    with closing(posted(body)) as request:
        first, large = received_files(request)

    assert isinstance(first, CheckedFile)
    assert isinstance(large, RefusedFile)
    assert large.name == "phim.mp4"
    assert "đã ngừng nhận" in large.reason
    assert body.total < uploading.MAX_BYTES + uploading.MAX_DISCARDED + 1_000_000
    assert body.largest <= 64 * 1024


def test_every_file_goes_to_disk_and_not_to_memory() -> None:
    with closing(posted(Endless(part_of("a.pdf", specimens.pdf()), 0, END))) as request:
        assert isinstance(request.FILES["uploads"], TemporaryUploadedFile)
