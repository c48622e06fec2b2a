"""Published results as open data: a line for each, in fields whose names never change."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from dvht.portal.queries.results import kind_label
from dvht.recognition.models import PublishedResult
from dvht.regulation.kinds import SECTORS
from dvht.workbook.texts import is_formula_like

FIELDS: Final = (
    ("year", "năm đánh giá"),
    ("unit_id", "số của đơn vị trên cổng này, không đổi khi đơn vị đổi tên"),
    ("unit_name", "tên đơn vị lúc công bố"),
    ("unit_kind", "loại đơn vị (mã)"),
    ("unit_kind_label", "loại đơn vị"),
    ("sector", "cấp học, khối (mã)"),
    ("sector_label", "cấp học, khối"),
    ("area", "địa bàn"),
    ("tier", "cấp đánh giá: district là cấp huyện, province là cấp tỉnh"),
    ("outcome", "mức độ hoặc xếp loại (mã)"),
    ("outcome_label", "mức độ hoặc xếp loại"),
    ("passed_rows", "số chỉ tiêu đạt; trống khi chấm điểm"),
    ("applicable_rows", "số chỉ tiêu áp dụng cho đơn vị; trống khi chấm điểm"),
    ("points", "điểm; trống khi xét theo mức độ"),
    ("decision_number", "số, ký hiệu quyết định"),
    ("decided_on", "ngày quyết định, năm-tháng-ngày"),
    ("decided_by", "nơi quyết định"),
    ("valid_until", "bảo lưu đến hết ngày; trống khi công nhận hằng năm"),
    ("published_on", "ngày công bố"),
    ("status", "current: còn giá trị công bố; replaced: đã được thay; withdrawn: đã bị thu hồi"),
    ("note", "ghi chú của lần công bố, ví dụ đính chính điều gì"),
)
"""Name for machines, and what it is, for people."""

BOM: Final = "\ufeff"


class _Echo:
    """Gives back what is written, for the csv module."""

    def write(self, text: str) -> str:
        return text


def csv_lines(results: Iterable[PublishedResult]) -> Iterator[str]:
    """Text that Excel reads as UTF-8, in which no cell can act as a formula."""
    writer: Any = csv.writer(_Echo())
    yield BOM + writer.writerow([name for name, _ in FIELDS])
    for result in results:
        yield writer.writerow([_safe(value) for value in _values(result).values()])


def json_lines(results: Iterable[PublishedResult], generated_at: str) -> Iterator[str]:
    """One object: when it was made, and a list of results."""
    yield f'{{"generated_at": {json.dumps(generated_at)}, "results": ['
    mark = "\n"
    for result in results:
        yield mark + json.dumps(_values(result), ensure_ascii=False)
        mark = ",\n"
    yield "\n]}\n"


def _values(result: PublishedResult) -> dict[str, Any]:
    words = {
        "unit_name",
        "area",
        "tier",
        "outcome",
        "outcome_label",
        "points",
        "decision_number",
        "decided_by",
    }
    plain = {name: getattr(result, name) for name, _ in FIELDS if name in words}
    told = {
        **plain,
        "year": result.year,
        "unit_id": result.unit_id,
        "unit_kind": result.kind,
        "unit_kind_label": kind_label(result.kind),
        "sector": result.sector,
        "sector_label": SECTORS.get(result.sector, result.sector),
        "passed_rows": result.passed_rows,
        "applicable_rows": result.applicable_rows,
        "decided_on": result.decided_on.isoformat(),
        "valid_until": result.valid_until.isoformat() if result.valid_until else None,
        "published_on": result.publication.published_on.isoformat(),
        "status": getattr(result, "status", ""),
        "note": result.publication.note,
    }
    return {name: told[name] for name, _ in FIELDS}


def _safe(value: object) -> object:
    if isinstance(value, str) and (is_formula_like(value) or value.startswith(("\t", "\r"))):
        return f"'{value}"
    return value
