"""Files of components, read into pages."""

import warnings
import zlib
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from dvht.paper.binding.volume import Component
from dvht.paper.errors import UnreadableComponentError
from dvht.paper.sheet import LANDSCAPE, MM, PORTRAIT

_DOTS_PER_INCH: Final = 200
_MARGIN: Final = 20.0
_TAIL: Final = 8192
_LINKS: Final = ("/GoTo", "/URI")
_BROKEN: Final = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
_LOCKED: Final = "tệp PDF đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi tải lên lại."
_CUT: Final = "tệp PDF bị cắt cụt hoặc hỏng; hãy mở thử, xuất lại rồi tải lên lại."
_NOT_PDF: Final = "tệp không phải PDF."
_BAD_IMAGE: Final = "ảnh hỏng hoặc không đúng định dạng; hãy mở thử, lưu lại rồi tải lên lại."
_HUGE_IMAGE: Final = "ảnh quá lớn (trên 178 triệu điểm ảnh); hãy thu nhỏ rồi tải lên lại."


class LockedError(Exception):
    """A PDF with a password that isn't empty; the message says so in Vietnamese."""


def read_content(component: Component) -> bytes:
    """Return the component's bytes. Raises UnreadableComponentError when they can't be fetched."""
    content = component.content
    try:
        if isinstance(content, Path):
            return content.read_bytes()
        return content() if callable(content) else content or b""
    except OSError as error:
        raise UnreadableComponentError(component.title, "không tìm thấy tệp trong kho lưu.") from error


def open_pdf(component: Component) -> PdfReader:
    """Return a reader whose every page has been looked into.

    Raises UnreadableComponentError for a damaged file, LockedError for one behind a password.
    """
    data = read_content(component)
    if b"%PDF-" not in data[:1024]:
        raise UnreadableComponentError(component.title, _NOT_PDF)
    if b"%%EOF" not in data[-_TAIL:]:
        raise UnreadableComponentError(component.title, _CUT)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LockedError(_LOCKED)
        _look_into(reader)
        _disarm(reader)
    except _BROKEN as error:
        raise UnreadableComponentError(component.title, _CUT) from error
    return reader


def _look_into(reader: PdfReader) -> None:
    if not reader.pages:
        raise ValueError("no pages")
    for page in reader.pages:
        contents = page.get_contents()
        if contents is not None:
            contents.get_data()
        if page.mediabox.width <= 0 or page.mediabox.height <= 0:
            raise ValueError("a page without a size")


def _disarm(reader: PdfReader) -> None:
    """Take out what would act when the volume is opened, such as scripts; what pages show and their links stay."""
    for page in reader.pages:
        page.pop("/AA", None)
        found = page.get("/Annots")
        annotations = found.get_object() if found is not None else None
        for reference in annotations if isinstance(annotations, ArrayObject) else ():
            annotation = reference.get_object()
            if isinstance(annotation, DictionaryObject):
                annotation.pop("/AA", None)
                _keep_link(annotation)


def _keep_link(annotation: DictionaryObject) -> None:
    action = annotation.get("/A")
    act = action.get_object() if action is not None else None
    if isinstance(act, DictionaryObject) and act.get("/S") in _LINKS:
        act.pop("/Next", None)
    else:
        annotation.pop("/A", None)


def image_page(component: Component) -> PageObject:
    """Return an A4 page, upright or lying as the picture is, with the picture fitted inside its margins.

    Raises UnreadableComponentError for a file that isn't a picture, or one too large to open.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = _upright(read_content(component))
    except Image.DecompressionBombError as error:
        raise UnreadableComponentError(component.title, _HUGE_IMAGE) from error
    except (UnidentifiedImageError, SyntaxError, *_BROKEN) as error:
        raise UnreadableComponentError(component.title, _BAD_IMAGE) from error
    return _fitted(picture)


def _upright(data: bytes) -> Image.Image:
    """Return the picture as it should be seen, on white, no finer than print needs."""
    most = tuple(round(side / 25.4 * _DOTS_PER_INCH) for side in (LANDSCAPE.width, LANDSCAPE.width))
    with Image.open(BytesIO(data)) as picture:
        picture.draft(None, (most[0], most[1]))
        picture.load()
        turned = ImageOps.exif_transpose(picture)
    plain = _on_white(turned)
    plain.thumbnail((most[0], most[1]))
    return plain


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode.startswith(("I", "F")):
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")


def _fitted(picture: Image.Image) -> PageObject:
    sheet = LANDSCAPE if picture.width > picture.height else PORTRAIT
    width, height = sheet.width * MM, sheet.height * MM
    held = BytesIO()
    picture.save(held, "PDF", resolution=72, quality=85)
    drawn = PdfReader(held).pages[0]
    room = 2 * _MARGIN * MM
    scale = min((width - room) / picture.width, (height - room) / picture.height)
    aside, up = (width - picture.width * scale) / 2, (height - picture.height * scale) / 2
    page = PdfWriter().add_blank_page(width, height)
    page.merge_transformed_page(drawn, Transformation().scale(scale).translate(aside, up))
    return page
