"""What the page of an examiner shows: the strip, both sides of a row, what changed, the files that prove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from dvht.appraisal.models import Finding
from dvht.appraisal.queries.laid import Laid, differs, mapping_of, our_side, points_of, side, value_words
from dvht.assessment.models import Revision
from dvht.assessment.queries import page as of_unit
from dvht.assessment.queries.basis import Ask, row_asks
from dvht.assessment.queries.names import frozen_names
from dvht.assessment.queries.page import Verdict
from dvht.assessment.queries.sheet import SheetRow
from dvht.assessment.queries.words import PEOPLE, points_words, row_state
from dvht.dossiers.models import DeliveredFile, Submission
from dvht.regulation.engine import evaluate
from dvht.regulation.errors import FactsError
from dvht.regulation.facts import parse_facts
from dvht.ui.vietnamese import written_number


@dataclass(frozen=True)
class Mine:
    """One row as an examiner has it: the unit's side, one's own, and whether it was given to them."""

    theirs: SheetRow
    finding: Finding | None
    ours: SheetRow | None
    outdated: bool
    given: bool

    @property
    def code(self) -> str:
        return self.theirs.code

    @property
    def value(self) -> str:
        return value_words(self.theirs)

    @property
    def our_value(self) -> str:
        return value_words(self.ours) if self.ours else ""

    @property
    def is_open(self) -> bool:
        """It still waits for its examiner: nothing found yet, or handed in otherwise since."""
        return self.theirs.applies and self.given and (self.finding is None or self.outdated)

    @property
    def differs(self) -> bool:
        return self.ours is not None and differs(self.theirs, self.ours)

    @property
    def state(self) -> tuple[str, str]:
        if not self.theirs.applies:
            return "na", "Không áp dụng"
        if self.finding is None:
            return "todo", "Chưa thẩm định"
        if self.outdated:
            return "stale", "Đã đổi sau khi thẩm định"
        if self.finding.propose_return:
            return "back", "Đề nghị trả lại"
        return row_state(self.ours) if self.ours else ("todo", "Chưa thẩm định")


@dataclass(frozen=True)
class Cell:
    code: str
    state: str
    word: str
    url: str
    current: bool


@dataclass(frozen=True)
class Branch:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Change:
    """A row that was handed in otherwise than before."""

    code: str
    title: str
    before: str
    now: str
    evidence: str
    state: str
    word: str


@dataclass(frozen=True)
class NameList:
    """Names behind one row: those counted, or those who lack it."""

    title: str
    people: tuple[Mapping[str, Any], ...]


def mine_of(laid: Laid, seat_id: int | None, given: frozenset[str] | None) -> tuple[Mine, ...]:
    """Every row of the pack with what this seat found; `given` as `given_rows` gives it."""
    said = {one.row: one for one in laid.appraisal.findings.filter(seat=seat_id)} if seat_id else {}
    return tuple(_mine(laid, row, said.get(row.code), given) for row in laid.rows)


def _mine(laid: Laid, row: SheetRow, finding: Finding | None, given: frozenset[str] | None) -> Mine:
    return Mine(
        theirs=row,
        finding=finding,
        ours=our_side(laid, finding) if finding and row.applies else None,
        outdated=finding is not None and laid.is_outdated(finding, finding.delivery_id),
        given=given is not None and (not given or row.row.group in given),
    )


def strip_of(laid: Laid, rows: tuple[Mine, ...], current: str = "") -> tuple[Branch, ...]:
    noun = "Tiêu chí" if laid.by_levels else "Nhóm"
    by_code = {row.code: row for row in rows}
    return tuple(
        Branch(
            f"{noun} {group.code}",
            tuple(_cell(laid, by_code[row.code], current) for row in listed),
        )
        for group, listed in laid.groups
    )


def _cell(laid: Laid, row: Mine, current: str) -> Cell:
    state, word = row.state
    return Cell(row.code, state, word, row_url(laid, row.code), row.code == current)


def row_url(laid: Laid, code: str) -> str:
    return reverse("examination_row", args=(laid.appraisal.pk, code))


def neighbours(rows: tuple[Mine, ...], code: str) -> tuple[str, str]:
    """Codes of the rows before and after that bind the unit; empty at the ends."""
    codes = [row.code for row in rows if row.theirs.applies or row.code == code]
    place = codes.index(code)
    return codes[place - 1] if place else "", codes[place + 1] if place + 1 < len(codes) else ""


def verdicts(laid: Laid, ours: SheetRow) -> tuple[Verdict, ...]:
    """What the pack makes of our values, with why."""
    return of_unit.verdicts(laid, ours, points="Điểm theo thẩm định", not_given="Chưa có")


def difference_words(theirs: SheetRow, ours: SheetRow) -> str:
    """How far our value is from the unit's, in one sentence; empty where they agree."""
    if not differs(theirs, ours):
        return ""
    if theirs.row.measure == "share":
        parts = _count_words(theirs, ours)
        if parts:
            return f"Khác nhau: {'; '.join(parts)}."
    if points_of(theirs) != points_of(ours):
        return f"Đơn vị tự chấm {points_words(points_of(theirs))} điểm, thẩm định {points_words(points_of(ours))} điểm."
    return "Kết quả thẩm định khác kết quả của đơn vị."


def _count_words(theirs: SheetRow, ours: SheetRow) -> list[str]:
    who = PEOPLE[theirs.row.population]
    parts = []
    for level in (1, 2):
        one, two = theirs.stated.count_at(level), ours.stated.count_at(level)
        if one is not None and two is not None and one != two:
            at = f" ở Mức độ {level}" if theirs.row.count_by_level else ""
            word = f"{'thêm' if two > one else 'bớt'} {written_number(abs(two - one))} {who}{at}"
            if word not in parts:
                parts.append(word)
    if theirs.stated.total != ours.stated.total:
        parts.append(
            f"tổng số {written_number(theirs.stated.total or 0)} thành {written_number(ours.stated.total or 0)}"
        )
    return parts[:1] if not theirs.row.count_by_level and len(parts) == 2 and parts[0] == parts[1] else parts


def before_of(laid: Laid, code: str) -> str:
    """The unit's value of the delivery before, in words; empty where nothing changed or came before."""
    if laid.before is None or code not in laid.changed:
        return ""
    snapshot = laid.before.snapshot
    try:
        facts = parse_facts(mapping_of(snapshot), laid.pack)
    except FactsError:
        return ""
    return value_words(
        side(laid.pack.row(code), facts, evaluate(laid.pack, facts), snapshot["rows"].get(code, {}))
    )


def changes_of(laid: Laid, rows: tuple[Mine, ...]) -> tuple[Change, ...]:
    """What is otherwise since the delivery before, row by row."""
    if laid.before is None:
        return ()
    old = laid.before.snapshot["rows"]
    return tuple(
        Change(
            row.code,
            row.theirs.row.title,
            before_of(laid, row.code),
            row.value,
            _evidence_words(old.get(row.code, {}).get("evidence", ()), row.theirs.codes),
            *row.state,
        )
        for row in rows
        if row.code in laid.changed
    )


def _evidence_words(old: Any, new: Any) -> str:
    more, gone = len(set(new) - set(old)), len(set(old) - set(new))
    said = [f"thêm {more}" if more else "", f"bớt {gone}" if gone else ""]
    return " và ".join(word for word in said if word) or "như trước hoặc thay tệp"


def proposed_for_return(laid: Laid) -> tuple[Finding, ...]:
    """What examiners propose to give back, of what now lies there; one finding a row."""
    found = laid.appraisal.findings.filter(propose_return=True).select_related("seat")
    rows = {
        one.row: one
        for one in found.order_by("-seat__order", "-pk")
        if not laid.is_outdated(one, one.delivery_id)
    }
    return tuple(rows[row.code] for row in laid.applying if row.code in rows)


def return_url(laid: Laid, proposed: tuple[Finding, ...]) -> str:
    """The officer's page that gives rows back, with these rows and their reasons filled in."""
    submission = laid.appraisal.submission
    place = (laid.appraisal.panel.body_id, submission.year, submission.pk)
    reasons = {f"row-{one.row}": one.reason[:1000] for one in proposed}
    return f"{reverse('submission_return', args=place)}?{urlencode(reasons)}"


def files_of(laid: Laid, code: str) -> tuple[DeliveredFile, ...]:
    """What proves a row in the newest delivery."""
    files = laid.delivery.files.select_related("stored", "paper").order_by("code", "pk")
    return tuple(file for file in files if code in file.codes)


def disputed_lists(mine: Mine) -> tuple[str, ...]:
    """Which names a share row in dispute needs: "met" those counted, "missing" the others; none without a dispute.

    Fewer than the unit says: one must see whom it counted. More: whom it left out.
    """
    ours, theirs = mine.ours, mine.theirs
    if mine.finding is None or ours is None or mine.outdated or theirs.row.measure != "share":
        return ()
    if theirs.row.population != "members" or not differs(theirs, ours):
        return ()
    needed: set[str] = set()
    for level in (1, 2):
        said, found = theirs.stated.count_at(level) or 0, ours.stated.count_at(level) or 0
        needed |= {"met"} if found < said else {"missing"} if found > said else set()
    if theirs.stated.total != ours.stated.total:
        needed |= {"met", "missing"}
    return tuple(kind for kind in ("met", "missing") if kind in needed)


def revision_of(submission: Submission, number: int | None) -> Revision | None:
    """The settled self-assessment that a delivery was made of; None for one registered on paper."""
    if submission.dossier is None or number is None:
        return None
    found: Revision | None = Revision.objects.filter(
        assessment__plan=submission.dossier.plan_id, number=number
    ).first()
    return found


def has_names(laid: Laid, mine: Mine) -> bool:
    """Whether names stand behind the row in dispute that may be opened."""
    if not disputed_lists(mine):
        return False
    revision = revision_of(laid.appraisal.submission, laid.snapshot.get("revision"))
    return revision is not None and bool((frozen_names(revision) or {}).get("members"))


def name_lists(laid: Laid, mine: Mine) -> tuple[NameList, ...]:
    """The names of one row in dispute, as the revision froze them: only the lists that the dispute needs."""
    needed = disputed_lists(mine)
    revision = revision_of(laid.appraisal.submission, laid.snapshot.get("revision"))
    names = frozen_names(revision) if revision and needed else None
    if names is None:
        return ()
    return tuple(
        _name_list(mine, ask, kind, names) for ask in row_asks(mine.theirs.row, laid.pack) for kind in needed
    )


def _name_list(mine: Mine, ask: Ask, kind: str, names: Mapping[str, Any]) -> NameList:
    people = tuple(
        {key: one[key] for key in ("name", "department", "position")}
        for one in names["members"]
        if (ask.key in one["met"]) == (kind == "met")
    )
    at = f" ở Mức độ {ask.level}" if mine.theirs.row.count_by_level else ""
    word = "Đơn vị tính đạt" if kind == "met" else "Đơn vị ghi chưa đạt"
    return NameList(f"{word}{at}: {written_number(len(people))} người", people)
