"""What deserves a look before a decision is signed: level 2 too early or at once, a level lower than the one held."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dvht.recognition.models import DecidedUnit, Title
from dvht.recognition.queries.words import height, outcome_label
from dvht.recognition.states import TitleState
from dvht.regulation.pack import Pack
from dvht.regulation.validity import allowed_from
from dvht.ui.vietnamese import written_date


@dataclass(frozen=True)
class Remark:
    """One thing to look at, with the clause that speaks of it."""

    unit_name: str
    words: str
    reference: str


def warnings_of(
    pack: Pack, lines: Sequence[DecidedUnit], on: dt.date, *, corrects: int | None = None
) -> tuple[Remark, ...]:
    """One query whatever the number of lines. Titles of the decision that is corrected say nothing here."""
    if pack.validity is None:
        return ()
    titles = Title.objects.filter(unit__in=[line.unit_id for line in lines]).exclude(
        state=TitleState.WITHDRAWN.value
    )
    known: dict[int, list[Title]] = {}
    for title in titles.exclude(decision=corrects).order_by("-decided_on"):
        known.setdefault(title.unit_id, []).append(title)
    found = (_warning(pack, line, known.get(line.unit_id, []), on) for line in lines)
    return tuple(one for one in found if one is not None)


def _warning(pack: Pack, line: DecidedUnit, before: list[Title], on: dt.date) -> Remark | None:
    said = pack.validity
    earlier = [title for title in before if title.until_months is not None]
    lower = [title for title in earlier if title.outcome == "1"]
    standing = [title for title in earlier if title.state == TitleState.IN_FORCE]
    if said is None:
        return None
    upgrade = f"{said.upgrade_reference} {pack.citation}"
    if line.outcome == "2" and not earlier:
        words = "đề nghị thẳng Mức độ 2, chưa thấy quyết định công nhận Mức độ 1 ở đây"
        return Remark(line.unit_name, words, upgrade)
    if line.outcome == "2" and lower and said.upgrade_after_months:
        first = allowed_from(lower[0].decided_on, said.upgrade_after_months)
        if on < first and not any(title.outcome == "2" for title in earlier):
            words = (
                f"được công nhận Mức độ 1 ngày {written_date(lower[0].decided_on)}, đủ 12 tháng từ "
                f"ngày {written_date(first)}"
            )
            return Remark(line.unit_name, words, upgrade)
    higher = [title for title in standing if height(pack, title.outcome) > height(pack, line.outcome)]
    if higher and higher[0].valid_until:
        words = (
            f"đang bảo lưu {outcome_label(pack, higher[0].outcome)} đến hết ngày "
            f"{written_date(higher[0].valid_until)}; quyết định này công nhận mức thấp hơn, danh hiệu cũ vẫn giữ"
        )
        return Remark(line.unit_name, words, f"{said.reference} {pack.citation}")
    return None
