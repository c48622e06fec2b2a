"""Sending workbooks through the pages, as a clerk does."""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.workbook import specimens

from dvht.accounts.models import User
from dvht.members.models import Member, Upload
from dvht.members.queries.records import MemberRecord, member_records
from dvht.units.models import Unit

YEAR = 2026
BACKEND = "django.contrib.auth.backends.ModelBackend"
HEAD = ("Mã", "Họ và tên", "Đối tượng", "Tổ", "Ngày vào")
AN = ("TV01", "Trịnh Thị An", "Viên chức", "Tổ 1-2-3", date(2015, 8, 20))
BAO = ("TV02", "Ngô Văn Bảo", "Viên chức", "Tổ 4-5", date(2012, 8, 15))
HA = ("TV03", "Lê Thu Hà", "Người lao động", "Tổ Văn phòng", "01/09/2020")


class Office:
    """A clerk at the browser of one unit."""

    def __init__(self, unit: Unit, user: User, year: int = YEAR) -> None:
        self.unit, self.user, self.year = unit, user, year
        self.client = Client()
        self.client.force_login(user, backend=BACKEND)

    def address(self, name: str, *more: object) -> str:
        return reverse(name, args=(self.unit.pk, self.year, *more))

    def send(self, content: bytes, name: str = "danh-sach.xlsx") -> HttpResponse:
        """The page that follows the upload: the preview, what is asked first, or the form with what is wrong."""
        file = SimpleUploadedFile(name, content)
        answer: Any = self.client.post(self.address("roster_import"), {"file": file}, follow=True)
        return answer

    def send_rows(self, *rows: Sequence[Any]) -> HttpResponse:
        return self.send(specimens.excel([HEAD, *rows]))

    def look(self) -> HttpResponse:
        answer: Any = self.client.get(self.address("roster_preview", self.upload.pk))
        return answer

    def answer(self, **said: str) -> HttpResponse:
        """Answer what is asked, and see what follows."""
        answer: Any = self.client.post(self.address("roster_mapping", self.upload.pk), said, follow=True)
        return answer

    def confirm(self, page: HttpResponse) -> HttpResponse:
        """The way to the roster when it was written; else the page that says why not."""
        digest = {"digest": digest_of(page)}
        answer: Any = self.client.post(self.address("roster_confirm", self.upload.pk), digest)
        target = answer["Location"]
        return answer if target == self.address("roster") else self.client.get(target)  # type: ignore[return-value]

    def write(self, content: bytes, name: str = "danh-sach.xlsx") -> HttpResponse:
        """Send a file in which nothing is wrong, and confirm it."""
        return self.confirm(self.send(content, name))

    def get(self, name: str, *more: object, **query: str) -> HttpResponse:
        answer: Any = self.client.get(self.address(name, *more), query)
        return answer

    @property
    def upload(self) -> Upload:
        found: Upload = Upload.objects.filter(unit=self.unit).latest("pk")
        return found

    def people(self) -> dict[str, MemberRecord]:
        return {record.full_name: record for record in member_records(self.unit, self.year)}

    def names(self) -> list[str]:
        return list(
            Member.objects.filter(unit=self.unit)
            .order_by("name_order", "pk")
            .values_list("full_name", flat=True)
        )


def text_of(page: HttpResponse) -> str:
    """The words of a page, as people read them."""
    body = re.sub(r"(?s)<(script|style|svg|head)\b.*?</\1>", " ", page.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&quot;", '"').replace("&#x27;", "'").split())


def heading_of(page: HttpResponse) -> str:
    found = re.search(r"(?s)<h1>(.*?)</h1>", page.content.decode())
    assert found is not None
    return " ".join(found[1].split())


def digest_of(page: HttpResponse) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', page.content.decode())
    return found[1] if found else ""


def wrongs_of(page: HttpResponse) -> list[str]:
    return [
        " ".join(words.split())
        for words in re.findall(r'<li><a href="[^"]*#o-[^"]*">(.*?)</a>', page.content.decode())
    ]


def rows_of(content: bytes, sheet: int = 0) -> list[tuple[Any, ...]]:
    """The rows of a workbook that left, as another program reads them."""
    book = openpyxl.load_workbook(BytesIO(content))
    return [tuple(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]
