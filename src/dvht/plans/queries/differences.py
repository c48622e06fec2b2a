"""What differs between two versions of a plan, in words, a section at a time."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dvht.plans.models import AppraisalForm, CommitteeKind, SessionKind, goals_of
from dvht.plans.queries.contents import Content
from dvht.regulation.kinds import SECTORS
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date

Line = Mapping[str, Any]
WORD_LABELS: Final = {
    "title": "Tên kế hoạch",
    "goal": "Mục tiêu",
    "purpose": "Mục đích, yêu cầu",
    "bases": "Căn cứ",
    "meeting_place": "Nơi họp",
    "officer": "Người để hỏi",
    "budget": "Kinh phí",
    "recipients": "Nơi nhận",
    "appraisal_form": "Hình thức thẩm định",
    "number_text": "Số, ký hiệu đã có",
}


@dataclass(frozen=True)
class Changed:
    """One thing that both versions name, and how each words it; an empty side says nothing."""

    name: str
    was: str
    now: str


@dataclass(frozen=True)
class Difference:
    """What a section gained, lost and says otherwise."""

    title: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()


@dataclass(frozen=True)
class Part:
    """A section of an issued plan as a page shows it: name and words of each line."""

    title: str
    lines: tuple[tuple[str, str], ...]


def differences(old: Content, new: Content, pack: Pack) -> tuple[Difference, ...]:
    """Section by section; sections that are the same are left out."""
    found = (_compared(title, dict(told(old)), dict(told(new))) for title, told in _sections(pack))
    return tuple(one for one in found if one.added or one.removed or one.changed)


def parts_of(content: Content, pack: Pack) -> tuple[Part, ...]:
    """The whole of an issued plan in words; sections that say nothing are left out."""
    found = (Part(title, tuple(dict(told(content)).values())) for title, told in _sections(pack))
    return tuple(part for part in found if part.lines)


Told = Iterator[tuple[str, tuple[str, str]]]
"""Key, name and words of each line."""


def _sections(pack: Pack) -> tuple[tuple[str, Callable[[Content], Told]], ...]:
    return (
        ("Mục đích, căn cứ, các phần bằng lời", lambda said: _words(said, pack)),
        ("Chỉ tiêu", lambda said: _targets(said, pack)),
        ("Lịch", lambda said: _lines(said, "milestones", lambda one: (one["title"], day_words_of(one)))),
        ("Danh mục hồ sơ", lambda said: _lines(said, "papers", _paper)),
        ("Nhiệm vụ", lambda said: _lines(said, "tasks", _task)),
        ("Ban chỉ đạo, Tổ đánh giá", lambda said: _lines(said, "committee", _member)),
        ("Tập huấn, khảo sát, kiểm tra", lambda said: _lines(said, "sessions", _session)),
        ("Mô hình điểm", lambda said: _by_sector(said["model_units"])),
        ("Chuyên viên nhận hồ sơ", lambda said: _by_sector(said["routings"])),
    )


def _compared(title: str, old: dict[str, tuple[str, str]], new: dict[str, tuple[str, str]]) -> Difference:
    both = [key for key in new if key in old and old[key] != new[key]]
    return Difference(
        title,
        added=tuple(_joined(new[key]) for key in new if key not in old),
        removed=tuple(_joined(old[key]) for key in old if key not in new),
        changed=tuple(Changed(new[key][0], *_sides(old[key], new[key])) for key in both),
    )


def _sides(old: tuple[str, str], new: tuple[str, str]) -> tuple[str, str]:
    """Only the words where the name is the same, else all of it."""
    return (old[1], new[1]) if old[0] == new[0] else (_joined(old), _joined(new))


def _joined(line: tuple[str, str]) -> str:
    return f"{line[0]}: {line[1]}" if line[1] else line[0]


def _words(said: Content, pack: Pack) -> Told:
    goals, forms = dict(goals_of(pack)), dict(AppraisalForm.choices)
    for name, label in WORD_LABELS.items():
        value = said["words"].get(name, "")
        known = {"goal": goals, "appraisal_form": forms}.get(name, {})
        if value:
            yield name, (label, str(known.get(value, value)))


def _targets(said: Content, pack: Pack) -> Told:
    titles = {row.code: row.title for row in pack.rows}
    for row, percent in said["targets"].items():
        yield row, (f"{row}. {titles.get(row, '')}".rstrip(". "), f"{percent}%")


def _lines(said: Content, section: str, told: Callable[[Line], tuple[str, str]]) -> Told:
    for line in said[section]:
        yield line["key"], told(line)


def day_words_of(line: Line) -> str:
    last = f"ngày cuối là {written_date(dt.date.fromisoformat(line['last_day']))}"
    who = f" ({line['actor']})" if line["actor"] else ""
    return f"{line['wording']}; {last}{who}" if line["wording"] else f"{last}{who}"


def _paper(line: Line) -> tuple[str, str]:
    return line["title"], "phải nộp" if line["submitted"] else "lưu tại đơn vị"


def _task(line: Line) -> tuple[str, str]:
    helped = f"; phối hợp: {line['coordinating']}" if line["coordinating"] else ""
    when = f"; {line['time']}" if line["time"] else ""
    return line["content"], f"chủ trì: {line['lead']}{helped}{when}"


def _member(line: Line) -> tuple[str, str]:
    duties = f"; {line['duties']}" if line["duties"] else ""
    return line["name"], f"{CommitteeKind(line['body']).label}: {line['role']} ({line['position']}){duties}"


def _session(line: Line) -> tuple[str, str]:
    first = written_date(dt.date.fromisoformat(line["starts_on"]))
    last = f" đến {written_date(dt.date.fromisoformat(line['ends_on']))}" if line["ends_on"] else ""
    more = "; ".join(words for words in (line["audience"], line["place"]) if words)
    said = f"{SessionKind(line['kind']).label}, {first}{last}"
    return line["title"], f"{said}; {more}" if more else said


def _by_sector(said: Mapping[str, str]) -> Told:
    for sector, name in said.items():
        yield sector, (SECTORS.get(sector, sector), name)
