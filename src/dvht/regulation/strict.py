"""Files of the law read into models; whatever is wrong names file, line and path."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from dvht.regulation.errors import DocumentError, PackError, path_text
from dvht.regulation.reading import Document, read_document

SHIPPED: Final = Path(__file__).parent / "packs"
STRICT: Final = ConfigDict(frozen=True, extra="forbid", strict=True)
Model = TypeVar("Model", bound=BaseModel)


def read_file(file: Path) -> Document:
    """The plain values of a file; raises PackError."""
    try:
        return read_document(file.read_bytes())
    except DocumentError as error:
        raise PackError(error.path, error.message, file=str(file), line=error.line) from error
    except (OSError, ValueError) as error:
        raise PackError("", "không đọc được tệp", file=str(file)) from error


def digest_of(data: object) -> str:
    """`sha256:…` over the canonical JSON of plain values."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def validated(model: type[Model], data: dict[str, Any], file: str, document: Document | None) -> Model:
    """The data as the model; raises PackError with the line that `document` knows."""
    try:
        return model.model_validate_json(json.dumps(data, default=lambda odd: {"?": str(odd)}))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        location = tuple(first.get("ctx", {}).get("place", first["loc"]))
        line = document.line_of(location) if document else None
        raise PackError(path_text(location), _in_words(first), file=file, line=line) from error


def wrong(message: str, place: tuple[str | int, ...] | None = None) -> PydanticCustomError:
    """A fault in a file; `place` when a check of the whole would else lose it."""
    context: dict[str, Any] = {"message": message}
    if place is not None:
        context["place"] = place
    return PydanticCustomError("wrong", "{message}", context)


def _in_words(error: ErrorDetails) -> str:
    known = {
        "extra_forbidden": "khóa không có trong cấu trúc của bộ quy định",
        "missing": "thiếu khóa này",
        "string_too_long": "dài quá {max_length} ký tự",
        "string_type": "phải là chữ, viết trong ngoặc kép",
        "string_pattern_mismatch": "không đúng cách viết",
        "int_type": "phải là số nguyên",
        "bool_type": "phải là true hoặc false",
        "decimal_parsing": 'phải là số viết trong ngoặc kép, như "4.50"',
        "decimal_type": 'phải là số viết trong ngoặc kép, như "4.50"',
        "tuple_type": "phải là danh sách",
        "dict_type": "phải là một nhóm khóa: giá trị",
        "model_type": "phải là một nhóm khóa: giá trị",
        "literal_error": "phải là một trong: {expected}",
        "value_error": "{error}",
        "wrong": "{message}",
        "greater_than_equal": "phải từ {ge} trở lên",
        "less_than_equal": "không được quá {le}",
        "greater_than": "phải lớn hơn {gt}",
        "decimal_max_places": "có tối đa {decimal_places} chữ số thập phân",
        "string_too_short": "không được để trống",
        "too_short": "cần ít nhất {min_length} mục",
    }
    words = known.get(error["type"], "giá trị không đúng kiểu")
    return words.format(**error.get("ctx", {}))
