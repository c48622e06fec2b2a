"""Real files, whole and broken, made on the spot."""

import struct
import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, NameObject

CONTENT_TYPES = "[Content_Types].xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def pdf(pages: int = 1, *, width: float = 595, note: str = "") -> bytes:
    """A PDF whose pages carry something drawn, uncompressed so that cutting it hurts."""
    writer = PdfWriter()
    for number in range(pages):
        page = writer.add_blank_page(width, 842)
        stream = ContentStream(None, writer)
        stream.set_data(f"0 0 {number + 1} 1 re f % {note}\n".encode() * 40)
        page[NameObject("/Contents")] = writer._add_object(stream)
    return _written(writer)


def locked_pdf(password: str, owner: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(pdf())))
    writer.encrypt(password, owner_password=owner, algorithm="AES-256")
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (160, 120), colour: str = "teal") -> bytes:
    output = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(output, kind)
    return output.getvalue()


def flat_picture(kind: str, size: tuple[int, int]) -> bytes:
    output = BytesIO()
    Image.new("1", size).save(output, kind)
    return output.getvalue()


def zipped(**parts: bytes) -> bytes:
    return archive(parts)


def archive(parts: dict[str, bytes]) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return output.getvalue()


def docx(**more: bytes) -> bytes:
    return archive({CONTENT_TYPES: b"<Types/>", "word/document.xml": b"<w:document/>", **more})


def xlsx() -> bytes:
    return archive({CONTENT_TYPES: b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def pptx() -> bytes:
    return archive({CONTENT_TYPES: b"<Types/>", "ppt/presentation.xml": b"<p/>"})


def open_document(kind: str, manifest: bytes = b"<manifest/>") -> bytes:
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
            "content.xml": b"<office/>",
            "META-INF/manifest.xml": manifest,
        }
    )


def bomb() -> bytes:
    """Small to send, over a hundred megabytes when opened."""
    return archive({"so-khong.bin": bytes(150_000_000)})


def locked_zip() -> bytes:
    """An archive whose entry says that it is encrypted."""
    plain = bytearray(archive({"bang.txt": b"so lieu"}))
    plain[6] |= 1
    plain[plain.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(plain)


def old_office(stream: str) -> bytes:
    """The older Office container with one named stream in its directory."""
    header = bytearray(512)
    header[:8] = OLE
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<L", header, 48, 0)
    directory = bytearray(512)
    for place, name in enumerate(("Root Entry", stream)):
        encoded = f"{name}\0".encode("utf-16-le")
        directory[place * 128 : place * 128 + len(encoded)] = encoded
    return bytes(header + directory + bytes(1024))


def mp4(brand: bytes = b"isom") -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + brand + bytes(12) + bytes(64)


def sent(name: str, content: bytes, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)
