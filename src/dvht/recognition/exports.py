"""What leaves the room: papers as they would print now, and the register as a workbook."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from dvht.documents.exports import rendered
from dvht.documents.letters import Registration, compose
from dvht.paper.blocks import OfficialPaper
from dvht.recognition.models import Title
from dvht.recognition.queries.decisions import Sheet
from dvht.recognition.queries.register import TitleLine
from dvht.units.models import Unit
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook


def drafted(unit: Unit, sheet: Sheet, on: dt.date) -> OfficialPaper:
    """The paper without number and date, marked as a draft."""
    return compose(sheet.letter, unit, sheet.values, Registration(year=on.year))


def printed(unit: Unit, sheet: Sheet, on: dt.date, paper_format: str) -> bytes:
    """A paper that is printed and hung up: no number, day and month left open."""
    return rendered(replace(drafted(unit, sheet, on), draft=False), paper_format)


def register_workbook(lines: Iterable[TitleLine], title: str) -> bytes:
    """The register as it is filtered on the page."""
    columns = (
        ColumnOut("Đơn vị", 40), ColumnOut("Loại đơn vị", 26), ColumnOut("Địa bàn", 32),
        ColumnOut("Năm đánh giá", 12, kind="whole"), ColumnOut("Cấp", 12), ColumnOut("Mức độ, xếp loại", 16),
        ColumnOut("Quyết định số", 20), ColumnOut("Ngày quyết định", 14, kind="date"),
        ColumnOut("Bảo lưu đến hết ngày", 16, kind="date"),
        ColumnOut("Cách hiểu 1: 31/12 năm thứ ba", 18, kind="date"),
        ColumnOut("Cách hiểu 2: đủ 36 tháng từ quyết định", 18, kind="date"),
        ColumnOut("Đề nghị nâng mức từ ngày", 16, kind="date"), ColumnOut("Đăng ký năm sau", 16),
        ColumnOut("Trạng thái", 24),
    )  # fmt: skip
    rows = (_row(line, line.title) for line in lines)
    return write_workbook([SheetOut("Danh hiệu", columns, rows, title_rows=(title,))])


def _row(line: TitleLine, title: Title) -> tuple[str | int | dt.date | None, ...]:
    return (
        title.unit_name, title.unit.kind_label, title.unit.area, title.year, title.get_tier_display(), line.outcome,
        title.decision.number, title.decided_on, title.valid_until, title.until_year_end, title.until_months,
        title.upgrade_from, line.goal, line.state_words,
    )  # fmt: skip
