"""The whole before it is settled: every row, what to know beforehand, and what revisions keep."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from dvht.assessment.models import Revision
from dvht.assessment.queries.basis import asks_of
from dvht.assessment.queries.page import Cell, cell_of, row_url
from dvht.assessment.queries.reading import sheet_of_revision
from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.assessment.queries.words import figures, level_words, points_sentence, result_label
from dvht.members.queries.standing import unproved_counts
from dvht.regulation.library import load_pack
from dvht.regulation.personal import personal_fact
from dvht.ui.vietnamese import written_date, written_number


@dataclass(frozen=True)
class CheckLine:
    """One row on the page before finalising."""

    cell: Cell
    figures: str
    why: tuple[str, ...]
    codes: tuple[str, ...]


def check_groups(sheet: Sheet) -> tuple[tuple[str, tuple[CheckLine, ...]], ...]:
    return tuple(
        (f"{group.code}. {group.title}", tuple(_check_line(sheet, row) for row in rows))
        for group, rows in sheet.groups
    )


def _check_line(sheet: Sheet, row: SheetRow) -> CheckLine:
    reference = sheet.pack.evidence_reference
    if row.points:
        why: tuple[str, ...] = (points_sentence(row, reference),)
    else:
        said = {level: level_words(row, level, reference) for level in sheet.pack.levels}
        differ = len(set(said.values())) > 1
        why = tuple(f"Mức độ {level}: {text}" for level, text in said.items()) if differ else (said[1],)
    return CheckLine(cell_of(sheet, row), figures(row), why, row.codes)


@dataclass(frozen=True)
class Caution:
    """Something that doesn't stand in the way but must be seen, with the row that it is about."""

    text: str
    code: str
    url: str


def cautions(sheet: Sheet, today: dt.date, *, sees_names: bool) -> tuple[Caution, ...]:
    """What finalising will keep as it is: no evidence, differing totals, a year that isn't over.

    Whoever may see names is led to the roster where a record of somebody lacks its proof.
    """
    if not sheet.by_levels:
        lost = (
            "sẽ là 0 điểm" if sheet.pack.evidence_rule == "required" else "nên bổ sung, dù vẫn được tính điểm"
        )
    else:
        lost = "sẽ là không đạt"
    unproved = [_caution(sheet, row.code, f"{row.code} thiếu minh chứng: {lost}.") for row in sheet.unproved]
    remarks = [
        _caution(sheet, remark.row, f"{remark.row}: tổng số người không giống các {sheet.noun} khác.")
        for remark in sheet.result.warnings
        if remark.code == "totals_differ" and remark.row
    ]
    order = [
        Caution("Đủ Mức độ 2 nhưng chưa đủ Mức độ 1: xem lại chỉ tiêu chỉ tính ở Mức độ 1.", "", "")
        for remark in sheet.result.warnings
        if remark.code == "level_1_not_met"
    ]
    return (
        *unproved,
        *remarks,
        *order,
        *_unrecorded(sheet),
        *_without_proof(sheet, sees_names=sees_names),
        *_early(sheet, today),
    )


def _unrecorded(sheet: Sheet) -> tuple[Caution, ...]:
    """Nobody has looked yet: these people count as not meeting the row."""
    found = [
        _caution(
            sheet,
            ask.row.code,
            f"{ask.label}: {written_number(count)} người chưa ghi đủ, đang tính là chưa đạt.",
        )
        for ask in asks_of(sheet.pack)
        if sheet.row(ask.row.code).applies and (count := sheet.basis.unrecorded.get(ask.key, 0))
    ]
    learners = sheet.basis.learners
    if learners and learners.uncounted and sheet.basis.by_class:
        code = next(row.code for row in sheet.rows if row.source == "classes")
        text = f"{code}: {written_number(learners.uncounted)} lớp chưa ghi số đạt, đang tính là 0."
        found.append(_caution(sheet, code, text))
    return tuple(found)


def _without_proof(sheet: Sheet, *, sees_names: bool) -> tuple[Caution, ...]:
    """Records that want a proof of each person and have none; they count all the same."""
    if sheet.revision or not sheet.basis.has_roster:
        return ()
    asked: dict[str, str] = {}
    for ask in asks_of(sheet.pack):
        if sheet.row(ask.row.code).applies:
            for need in ask.needs:
                asked.setdefault(need.fact, ask.row.code)
    plan = sheet.plan
    counts = unproved_counts(plan.unit, plan.year, sheet.counted_on, asked)
    roster = reverse("roster", args=(plan.unit_id, plan.year))
    return tuple(
        Caution(
            f"{row}: {written_number(counts[fact])} người được ghi đạt “{personal_fact(fact).short}” mà chưa kèm "
            "minh chứng, vẫn đang được tính.",
            row,
            roster if sees_names else row_url(sheet, row),
        )
        for fact, row in asked.items()
        if fact in counts
    )


def _early(sheet: Sheet, today: dt.date) -> tuple[Caution, ...]:
    """Figures run to the counting day; whoever settles before it should know."""
    if sheet.revision or today >= sheet.counted_on:
        return ()
    day, now = written_date(sheet.counted_on), written_date(today)
    return (Caution(f"Số liệu tính đến {day}, hôm nay mới {now}: chốt bây giờ là chốt sớm.", "", ""),)


def _caution(sheet: Sheet, code: str, text: str) -> Caution:
    return Caution(text, code, row_url(sheet, code))


def revision_label(revision: Revision) -> str:
    """The result that a revision keeps, in words."""
    return result_label(
        load_pack(revision.pack_id, revision.pack_version), sheet_of_revision(revision).result
    )
