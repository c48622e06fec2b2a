"""The one Typst compiler of the process: our templates, our fonts, nothing of the system's."""

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

import typst

from dvht.paper.errors import PaperError
from dvht.paper.metrics import FONTS

TEMPLATES: Final = Path(__file__).parent / "templates"
_UNDATED: Final = date(2000, 1, 1)
_one_at_a_time = Lock()


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True)


def typeset_pdf(template: str, data: dict[str, Any], created: date | None = None) -> bytes:
    """Return the template's PDF (PDF/A-2a, PDF/UA-1), dated `created`: equal data, equal bytes."""
    pages = _compile(template, data, "pdf", created=created or _UNDATED)
    return pages[0]


def typeset_svg(template: str, data: dict[str, Any]) -> tuple[bytes, ...]:
    """Return the template's pages as SVG."""
    return _compile(template, data, "svg")


def typeset_png(template: str, data: dict[str, Any], ppi: float) -> tuple[bytes, ...]:
    """Return the template's pages as PNG."""
    return _compile(template, data, "png", ppi=ppi)


def _compile(
    template: str,
    data: dict[str, Any],
    form: Literal["pdf", "svg", "png"],
    *,
    ppi: float | None = None,
    created: date = _UNDATED,
) -> tuple[bytes, ...]:
    stamp = datetime(created.year, created.month, created.day, tzinfo=UTC)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _one_at_a_time:
        try:
            made = _compiler(template).compile(
                format=form,
                ppi=ppi,
                sys_inputs=inputs,
                pdf_standards=["a-2a", "ua-1"] if form == "pdf" else [],
                timestamp=stamp,
            )
        except typst.TypstError as error:
            raise PaperError(f"Không dàn trang được văn bản: {error.message}") from error
    return tuple(made) if isinstance(made, list) else (made or b"",)
