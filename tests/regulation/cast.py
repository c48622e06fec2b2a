"""Facts that several tests of this room start from."""

from __future__ import annotations

from typing import Any

Rows = dict[str, dict[str, Any]]


def points_facts(
    pack: str = "tt22-2020", *, total: int = 40, **rows: dict[str, Any] | None
) -> dict[str, Any]:
    """A school with all 100 points; keywords like `r2d={…}` replace a row, None takes it away."""
    indicators: Rows = {code: {"met": True, "evidence": 1} for code in ("1a", "1b", "1c", "3b", "3c")}
    indicators |= {
        code: {"count": total, "total": total, "evidence": 1} for code in ("2a", "2b", "2c", "2d", "3a")
    }
    return _facts(pack, 2022, indicators, rows)


def levels_facts(**rows: dict[str, Any] | None) -> dict[str, Any]:
    """A public primary school that reaches level 2; `r2_1={…}` replaces row 2.1, None takes it away."""
    indicators: Rows = {
        code: {"met": True, "evidence": 1} for code in ("1.1", "1.2a", "1.3", "1.4", "1.5", "3.2a", "3.3")
    }
    indicators |= {
        code: {"count": 38, "total": 40, "evidence": 1}
        for code in ("2.1", "2.2", "2.3", "2.4", "2.5", "3.1a")
    }
    indicators["3.4"] = {"grade": "good", "evidence": 1}
    return _facts("tt24-2023-huyen", 2025, indicators, rows)


def _facts(pack: str, year: int, indicators: Rows, rows: dict[str, dict[str, Any] | None]) -> dict[str, Any]:
    for name, value in rows.items():
        code = name.removeprefix("r").replace("_", ".")
        if value is None:
            indicators.pop(code)
        else:
            indicators[code] = value
    return {
        "pack": pack,
        "year": year,
        "unit": {"kind": "primary_school", "ownership": "public"},
        "indicators": indicators,
    }
