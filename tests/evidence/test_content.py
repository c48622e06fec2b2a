"""What a file is, told by its content."""

import pytest
from tests.evidence import specimens
from tests.evidence.specimens import sent

from dvht.evidence.forms import examine
from dvht.evidence.models import CheckedFile, RefusedFile

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def taken(name: str, content: bytes, kind: str = "application/octet-stream") -> CheckedFile:
    found = examine(sent(name, content, kind))
    assert isinstance(found, CheckedFile), found
    return found


def refusal(name: str, content: bytes, kind: str = "application/octet-stream") -> str:
    found = examine(sent(name, content, kind))
    assert isinstance(found, RefusedFile), found
    return found.reason


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("ke-hoach.pdf", specimens.pdf(), "application/pdf"),
        ("anh.jpg", specimens.picture("JPEG"), "image/jpeg"),
        ("anh.png", specimens.picture("PNG"), "image/png"),
        ("anh.webp", specimens.picture("WEBP"), "image/webp"),
        ("anh.gif", specimens.picture("GIF"), "image/gif"),
        ("anh.tif", specimens.picture("TIFF"), "image/tiff"),
        ("anh.heic", specimens.mp4(b"heic"), "image/heic"),
        ("bao-cao.docx", specimens.docx(), WORD),
        ("so.xlsx", specimens.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            "bai.pptx",
            specimens.pptx(),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        ("bao-cao.odt", specimens.open_document("text"), "application/vnd.oasis.opendocument.text"),
        ("so.ods", specimens.open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "bai.odp",
            specimens.open_document("presentation"),
            "application/vnd.oasis.opendocument.presentation",
        ),
        ("cu.doc", specimens.old_office("WordDocument"), "application/msword"),
        ("cu.xls", specimens.old_office("Workbook"), "application/vnd.ms-excel"),
        ("cu.ppt", specimens.old_office("PowerPoint Document"), "application/vnd.ms-powerpoint"),
        ("ghi.txt", "Họp ngày 15/11".encode(), "text/plain"),
        ("ghi.txt", "Họp ngày 15/11".encode("utf-16"), "text/plain"),
        ("bang.csv", "họ tên;đạt\r\nSen;có\r\n".encode(), "text/csv"),
        ("phim.mp4", specimens.mp4(), "video/mp4"),
        ("phim.mov", specimens.mp4(b"qt  "), "video/quicktime"),
        ("loi.mp3", b"ID3\x04" + bytes(64), "audio/mpeg"),
        ("tat-ca.zip", specimens.archive({"a.txt": b"a"}), "application/zip"),
    ],
)
def test_a_file_is_what_its_content_says(name: str, content: bytes, media_type: str) -> None:
    found = taken(name, content, "text/html")

    assert (found.name, found.media_type, found.warning) == (name, media_type, "")
    assert found.content.read() == content


def test_the_pages_of_a_pdf_are_counted() -> None:
    assert taken("ba-trang.pdf", specimens.pdf(3)).pages == 3


def test_a_wrong_ending_is_put_right_with_a_warning() -> None:
    found = taken("quyet-dinh.pdf", specimens.picture("JPEG"), "application/pdf")

    assert (found.name, found.media_type) == ("quyet-dinh.jpg", "image/jpeg")
    assert found.warning == (
        "tên tệp có đuôi .pdf nhưng nội dung là ảnh JPEG, nên đã lưu với tên “quyet-dinh.jpg”."
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("trang.html", b"<!DOCTYPE html><html><body>x</body></html>", "tệp HTML"),
        ("trang.pdf", b"<html><script>alert(1)</script>%PDF-1.7</html>", "trang web hoặc mã lệnh"),
        ("hinh.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "tệp SVG"),
        ("hinh.txt", "<svg onload=alert(1)>".encode("utf-16"), "trang web hoặc mã lệnh"),
        ("ma.js", b"alert(1)", "tệp JS"),
        ("chay.txt", b"#!/bin/sh\nls\n", "trang web hoặc mã lệnh"),
        ("may.pdf", b"MZ" + bytes(200), "một chương trình Windows (EXE)"),
        ("nen.rar", b"Rar!\x1a\x07\x01\x00" + bytes(50), "tệp nén RAR"),
        ("chu.rtf", b"{\\rtf1 abc}", "tệp RTF"),
        ("la.bin", bytes(range(256)), "tệp không rõ loại"),
        ("ung-dung.zip", specimens.archive({"META-INF/MANIFEST.MF": b"x"}), "một chương trình Java (JAR)"),
    ],
)
def test_what_is_no_evidence_is_refused_with_what_it_is(name: str, content: bytes, words: str) -> None:
    reason = refusal(name, content, "application/pdf")

    assert reason.startswith(f"đây là {words}, không nhận làm minh chứng.")


def test_a_refusal_names_what_is_taken() -> None:
    assert "PDF, ảnh (JPEG, PNG" in refusal("may.exe", b"MZ" + bytes(200))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("rong.pdf", b"", "tệp rỗng, không có nội dung."),
        ("cut.pdf", specimens.pdf(3)[:900], "bị hỏng hoặc tải lên chưa hết"),
        ("gia.pdf", b"%PDF-1.7\nkhong co gi", "bị hỏng hoặc tải lên chưa hết"),
        ("khoa.pdf", specimens.locked_pdf("mo-khoa"), "có đặt mật khẩu"),
        ("cut.jpg", specimens.picture("JPEG")[:600], "ảnh bị hỏng"),
        ("cut.png", specimens.picture("PNG")[:600], "ảnh bị hỏng"),
        ("to.png", specimens.flat_picture("PNG", (10_000, 10_000)), "trên 80 triệu"),
        ("cut.docx", specimens.docx()[:-40], "tệp bị hỏng"),
        ("bom.zip", specimens.bomb(), "nén bung ra quá lớn"),
        ("nhieu.zip", specimens.archive({f"{n}": b"" for n in range(5001)}), "nén bung ra quá lớn"),
        ("khoa.zip", specimens.locked_zip(), "có đặt mật khẩu"),
        ("khoa.docx", specimens.old_office("EncryptedPackage"), "có đặt mật khẩu"),
        ("khoa.odt", specimens.open_document("text", b"<m:encryption-data/>"), "có đặt mật khẩu"),
        ("macro.docm", specimens.docx(**{"word/vbaProject.bin": b"x"}), "có macro"),
        ("cut.doc", specimens.old_office("WordDocument")[:300], "tệp bị hỏng"),
        ("thu.msg", specimens.old_office("__properties_version1.0"), "không phải Word, Excel hay PowerPoint"),
    ],
)
def test_a_file_that_nobody_could_open_is_refused(name: str, content: bytes, words: str) -> None:
    assert words in refusal(name, content)


def test_a_pdf_that_only_restricts_printing_is_taken() -> None:
    assert taken("han-che.pdf", specimens.locked_pdf("", owner="chu")).pages == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\sen\\ghi.txt", "ghi.txt"),
        ("ghi\x00\x1b\n.txt", "ghi.txt"),
        ("Kê\u0301 hoa\u0323ch.txt", "Kế hoạch.txt"),
        ("a" * 296 + ".txt", "a" * 176 + ".txt"),
        ("...", "tep.txt"),
        (".txt", "tep.txt"),
    ],
)
def test_a_name_is_made_safe_to_keep(given: str, kept: str) -> None:
    upload = sent("x.txt", b"chu")
    upload._name = given

    found = examine(upload)

    assert found.name == kept
