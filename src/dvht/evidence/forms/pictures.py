"""Pictures: opened far enough to know that they are whole, without holding all their dots in memory."""

import struct
from typing import BinaryIO, Final

from PIL import Image

from dvht.evidence.forms.kinds import RefusedContentError

MAX_DOTS: Final = 80_000_000
_TOO_MANY: Final = "ảnh quá nhiều điểm ảnh (trên 80 triệu). Hãy chụp hoặc quét lại ở độ phân giải thấp hơn."
_DAMAGED: Final = "ảnh bị hỏng hoặc tải lên chưa hết. Hãy mở thử trên máy rồi tải lên lại."


def check_picture(file: BinaryIO) -> None:
    """Raise RefusedContentError when a JPEG, PNG, WebP, GIF or TIFF is torn or far too large."""
    file.seek(0)
    try:
        with Image.open(file) as picture:
            if picture.width * picture.height > MAX_DOTS:
                raise RefusedContentError(_TOO_MANY)
            if picture.format == "PNG":
                picture.verify()
            else:
                # A JPEG is decoded at an eighth of its size: the whole file is read, little is kept.
                picture.draft(None, (picture.width // 8, picture.height // 8))
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedContentError(_TOO_MANY) from error
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, struct.error) as error:
        raise RefusedContentError(_DAMAGED) from error
