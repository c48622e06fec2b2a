"""What deserves a look before a decision is signed: level 2 too early or at once, a title that still holds."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from dvht.appraisal.models import Appraisal
from dvht.dossiers.models import Delivery
from dvht.recognition.models import DecidedUnit, Title
from dvht.recognition.queries.law import again_reference, upgrade_reference
from dvht.recognition.queries.words import height, outcome_label
from dvht.recognition.states import TitleState
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date


@dataclass(frozen=True)
class Remark:
    """One thing to look at, with the clause that speaks of it; empty where the circular has none."""

    unit_name: str
    words: str
    reference: str


def open_question(pack: Pack) -> str:
    """What the pack notes of a first request for level 2; empty where it notes nothing."""
    note = next((one for one in pack.notes if one.code == "direct_level_2"), None)
    return f"{note.text.strip()} ({note.source})" if note else ""


def warnings_of(
    pack: Pack, lines: Sequence[DecidedUnit], on: dt.date, *, corrects: int | None = None
) -> tuple[Remark, ...]:
    """Two queries whatever the number of lines. Titles of the decision that is corrected say nothing here.

    `on` is the day to which a title must hold; whether level 2 comes too early is asked of the day of each dossier.
    """
    if pack.validity is None:
        return ()
    titles = Title.objects.filter(unit__in=[line.unit_id for line in lines]).exclude(
        state=TitleState.WITHDRAWN.value
    )
    known: dict[int, list[Title]] = {}
    for title in titles.exclude(decision=corrects).order_by("-decided_on"):
        known.setdefault(title.unit_id, []).append(title)
    days = _days_asked(lines)
    found = (
        _warning(pack, line, known.get(line.unit_id, []), days.get(line.appraisal_id, on), on)
        for line in lines
    )
    return tuple(one for one in found if one is not None)


def _days_asked(lines: Sequence[DecidedUnit]) -> dict[int | None, dt.date]:
    """By result, the day on which the dossier that was examined came."""
    wanted = [line.appraisal_id for line in lines if line.appraisal_id and line.outcome == "2"]
    if not wanted:
        return {}
    came = Delivery.objects.filter(submission=OuterRef("submission")).order_by("-number")
    asked = Appraisal.objects.filter(pk__in=wanted).annotate(asked_on=Subquery(came.values("arrived_on")[:1]))
    return dict(asked.filter(asked_on__isnull=False).values_list("pk", "asked_on"))


def _warning(
    pack: Pack, line: DecidedUnit, before: list[Title], asked_on: dt.date, on: dt.date
) -> Remark | None:
    said = pack.validity
    earlier = [title for title in before if title.until_months is not None]
    standing = [title for title in earlier if title.state == TitleState.IN_FORCE]
    if said is None:
        return None
    if line.outcome == "2" and not earlier:
        words = "đề nghị thẳng Mức độ 2, chưa thấy quyết định công nhận Mức độ 1 ở đây"
        return Remark(line.unit_name, words, upgrade_reference(pack))
    return _too_early(pack, line, earlier, asked_on) or _still_held(pack, line, standing, on)


def _too_early(pack: Pack, line: DecidedUnit, earlier: list[Title], asked_on: dt.date) -> Remark | None:
    """Level 2 may be asked for from the day that the title of level 1 keeps: the day of the dossier counts."""
    said = pack.validity
    lower = next((title for title in earlier if title.outcome == "1"), None)
    known = line.outcome != "2" or any(title.outcome == "2" for title in earlier)
    first = lower.upgrade_from if lower else None
    if said is None or lower is None or first is None or known:
        return None
    if asked_on >= first:
        return None
    words = (
        f"Mức độ 1 năm {lower.year} đề nghị nâng được từ ngày {written_date(first)}; "
        f"hồ sơ đến ngày {written_date(asked_on)}"
    )
    return Remark(line.unit_name, words, upgrade_reference(pack))


def _still_held(pack: Pack, line: DecidedUnit, standing: list[Title], on: dt.date) -> Remark | None:
    """A higher level, or the same one, that still holds: recognition is repeated when the earlier one has lapsed."""
    said = pack.validity
    held = [title for title in standing if title.valid_until is not None and title.valid_until >= on]
    asked = height(pack, line.outcome)
    higher = next((title for title in held if height(pack, title.outcome) > asked), None)
    same = next((title for title in held if height(pack, title.outcome) == asked), None)
    title = higher or same
    if said is None or title is None or title.valid_until is None:
        return None
    until = f"còn bảo lưu {outcome_label(pack, title.outcome)} đến hết ngày {written_date(title.valid_until)}"
    if higher is not None:
        words = f"{until}; quyết định này công nhận mức thấp hơn, danh hiệu cũ vẫn giữ"
        return Remark(line.unit_name, words, f"{said.reference} {pack.citation}")
    words = f"{until}; công nhận lại là sau khi quyết định trước hết thời hạn hiệu lực"
    return Remark(line.unit_name, words, again_reference(pack))
