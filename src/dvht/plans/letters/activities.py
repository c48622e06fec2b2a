"""The activities of the year as a report tells them."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from dvht.paper.blocks import Cell, Column, GroupRow, Row, Table
from dvht.plans.models import Plan
from dvht.plans.queries.activities import ActivityLine, activities_of
from dvht.ui.vietnamese import written_number


def activities_sentence(plan: Plan, lines: Sequence[ActivityLine] | None = None) -> str:
    """How many activities of each kind the year had; empty when none is recorded."""
    found = activities_of(plan) if lines is None else lines
    told = [
        f"{len(group)} {group[0].kind.title[:1].lower()}{group[0].kind.title[1:]}" for group in by_kind(found)
    ]
    if not told:
        return ""
    return f"Trong năm, đơn vị đã tổ chức {written_number(len(found))} hoạt động: {'; '.join(told)}."


def activities_table(plan: Plan, lines: Sequence[ActivityLine] | None = None) -> Table | None:
    """The activities under their kinds; None when none is recorded. Nobody is named: people are counted."""
    found = activities_of(plan) if lines is None else lines
    if not found:
        return None
    rows: list[Row | GroupRow] = []
    for group in by_kind(found):
        rows.append(GroupRow((Cell(group[0].kind.title, colspan=5),)))
        rows += [_row(number, line) for number, line in enumerate(group, 1)]
    return Table(
        columns=(
            Column("STT", width=12, align="center"),
            Column("Hoạt động"),
            Column("Thời gian", width=28),
            Column("Người dự", width=18, align="right"),
            Column("Kết quả", width=46),
        ),
        rows=tuple(rows),
    )


def activities_source(lines: Iterable[ActivityLine]) -> dict[str, str]:
    """What the report says of each activity, so that a change shows in a paper already issued."""
    return {
        f"Hoạt động {number}": " | ".join((line.kind.title, *_row(number, line)[1:]))
        for number, line in enumerate(lines, 1)
    }


def by_kind(lines: Iterable[ActivityLine]) -> list[list[ActivityLine]]:
    """Lines that follow one another by kind, each kind by itself."""
    return [list(group) for _, group in groupby(lines, key=lambda line: line.kind.code)]


def _row(number: int, line: ActivityLine) -> tuple[str, str, str, str, str]:
    activity = line.activity
    where = f" Nơi tổ chức: {activity.place.rstrip('.')}." if activity.place else ""
    partners = f" Cùng tham gia: {activity.partners.rstrip('.')}." if activity.partners else ""
    title = activity.title.rstrip(".")
    total = "" if line.total is None else written_number(line.total)
    return (
        str(number),
        f"{title}.{where}{partners}" if where or partners else title,
        activity.when,
        total,
        " ".join(activity.result.split()),
    )
