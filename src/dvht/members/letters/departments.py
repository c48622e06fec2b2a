"""Tổng hợp theo tổ: per department how many reached each thing, and who hasn't yet."""

from collections.abc import Sequence

from dvht.members.letters.heading import issuer_of
from dvht.members.queries.departments import DepartmentLine, DepartmentTable
from dvht.paper.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    OfficialPaper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from dvht.regulation.personal import Need, personal_fact
from dvht.ui.vietnamese import written_date, written_percent


def departments_paper(table: DepartmentTable) -> OfficialPaper:
    """The table of the whole unit, then the names that each department still lacks."""
    unit = table.unit
    return OfficialPaper(
        issuer=issuer_of(unit, ""),
        place=unit.place,
        issued_on=table.today,
        type_name="BẢNG TỔNG HỢP",
        subject=f"Kết quả học tập của thành viên theo tổ, năm {table.year}",
        landscape=True,
        body=(
            Paragraph(
                f"Tính trên danh sách thành viên ngày {written_date(table.day)}; mỗi ô là số người đạt trên số người "
                "của tổ."
            ),
            _counts(table),
            Heading("Những người còn thiếu", "", "clause"),
            *_lacking(table),
            *_apart(table),
            Paragraph(f"Bảng lập theo số liệu đến ngày {written_date(table.today)}./."),
        ),
        signature=Signature(title=unit.head_title.upper(), name=table.head_name),
        second_signature=Signature(title="NGƯỜI LẬP", name=""),
    )


def _counts(table: DepartmentTable) -> Table:
    columns = (
        Column("TT", width=10, align="center"),
        Column("Tổ, phòng", width=44),
        Column("Số người", width=17, align="center"),
        *(Column(heading_of(row, need), align="center") for row, need in table.needs),
    )
    rows: list[Row] = [_count_row(str(place), line) for place, line in enumerate(table.lines, 1)]
    if len(table.lines) > 1:
        rows.append(tuple(Cell(text, bold=True) for text in _count_row("", table.whole)))
    return Table(columns=columns, rows=tuple(rows), size=11)


def _count_row(place: str, line: DepartmentLine) -> tuple[str, ...]:
    shares = (
        f"{met}/{line.total}\n{written_percent(met, line.total)}" if line.total else "0/0" for met in line.met
    )
    return (place, line.name, str(line.total), *shares)


def heading_of(row: str, need: Need) -> str:
    """2.4 Chứng chỉ: how a column is headed."""
    fact = personal_fact(need.fact)
    words = fact.short if len(fact.steps) == 1 else f"{fact.short}: {fact.step(need.at_least).short}"
    return f"{row} {words}".strip()


def _lacking(table: DepartmentTable) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for line in table.lines:
        if not line.lacking:
            continue
        rows = tuple(
            (str(place), one.name, one.position, "; ".join(one.lacks))
            for place, one in enumerate(line.lacking, 1)
        )
        columns = (
            Column("TT", width=10, align="center"),
            Column("Họ và tên", width=58),
            Column("Chức vụ, vị trí", width=52),
            Column("Còn thiếu"),
        )
        blocks += [Heading(f"{line.name}: {len(rows)} người", "", "caption"), Table(columns, rows, size=12)]
    return tuple(blocks) or (Paragraph("Không ai còn thiếu."),)


def _apart(table: DepartmentTable) -> Sequence[Block]:
    if not table.apart:
        return ()
    rows = tuple((str(place), *words) for place, words in enumerate(table.apart, 1))
    columns = (
        Column("TT", width=10, align="center"),
        Column("Họ và tên", width=58),
        Column("Tổ, phòng", width=52),
        Column("Lý do không tính"),
    )
    return (Heading("Người không tính trong năm", "", "caption"), Table(columns, rows, size=12))
