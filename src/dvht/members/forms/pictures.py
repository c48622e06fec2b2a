"""Pictures from phones, made anew: without the place and the device that a photo carries, and no larger than needed."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from dvht.evidence.models import PDF, CheckedFile, RefusedFile

LONGEST_SIDE: Final = 2400
MOST_DOTS: Final = 30_000_000
"""Beyond it a picture that can't be read at a smaller size isn't opened."""

_TAKEN: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_WHITE: Final = "white"


def without_traces(file: CheckedFile) -> CheckedFile | RefusedFile:
    """The PDF as it is, a picture drawn anew as JPEG; every other kind is refused in words."""
    if file.media_type == PDF:
        return file
    if file.media_type not in _TAKEN:
        return RefusedFile(
            file.name,
            "chỉ nhận ảnh JPEG, PNG, WebP hoặc tệp PDF. Máy chụp ra ảnh HEIC thì chụp màn hình ảnh đó rồi gửi.",
        )
    try:
        content = _drawn_anew(file)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        del error
        return RefusedFile(file.name, "ảnh bị hỏng hoặc quá lớn. Hãy chụp lại rồi gửi.")
    stem = file.name.rpartition(".")[0] or file.name
    return CheckedFile(f"{stem}.jpg", "image/jpeg", content, warning=file.warning)


def _drawn_anew(file: CheckedFile) -> BytesIO:
    file.content.seek(0)
    with Image.open(file.content, formats=[_TAKEN[file.media_type]]) as picture:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        if picture.width * picture.height > MOST_DOTS:
            raise ValueError("too many dots")
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        flat = Image.new("RGB", upright.size, _WHITE)
        with upright.convert("RGBA") as layer:
            flat.paste(layer, mask=layer.getchannel("A"))
    drawn = BytesIO()
    flat.save(drawn, "JPEG", quality=85, optimize=True)
    drawn.seek(0)
    return drawn
