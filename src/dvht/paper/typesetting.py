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


def typeset_pdf(
    template: str, data: dict[str, Any], created: date | None = None, *, plain: bool = False
) -> bytes:
    """Return the template's PDF (PDF/A-2a, PDF/UA-1), dated `created`: equal data, equal bytes.

    `plain` leaves tags and standards out, for leaves laid over other pages.
    """
    with _one_at_a_time:
        return _compile(template, data, "pdf", created=created, plain=plain)[0]


def typeset_with_places(
    template: str, data: dict[str, Any], created: date | None = None
) -> tuple[bytes, tuple[dict[str, Any], ...]]:
    """Return the template's PDF, and the page and height (points) of each of its <place> marks."""
    with _one_at_a_time:
        pdf = _compile(template, data, "pdf", created=created)[0]
        places = json.loads(_compiler(template).query("<place>", field="value"))
    return pdf, tuple(places)


def typeset_png(template: str, data: dict[str, Any], ppi: float) -> tuple[bytes, ...]:
    """Return the template's pages as PNG."""
    with _one_at_a_time:
        return tuple(_compile(template, data, "png", ppi=ppi))


def _compile(
    template: str,
    data: dict[str, Any],
    form: Literal["pdf", "png"],
    *,
    ppi: float | None = None,
    created: date | None = None,
    plain: bool = False,
) -> list[bytes]:
    day = created or _UNDATED
    tagged = form == "pdf" and not plain
    try:
        made = _compiler(template).compile(
            format=form,
            ppi=ppi,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["a-2a", "ua-1"] if tagged else [],
            pdf_tags=tagged,
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise PaperError(f"Không dàn trang được văn bản: {error.message}") from error
    return made if isinstance(made, list) else [made or b""]
