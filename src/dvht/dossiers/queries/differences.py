"""What changed since last time: values, words, evidence, papers, the request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dvht.assessment.queries.sheet import SheetRow
from dvht.assessment.queries.words import figures
from dvht.dossiers.models import Delivery
from dvht.dossiers.queries.delivered import NOTHING, pack_of
from dvht.dossiers.queries.goals import label_of_goal
from dvht.dossiers.queries.sending import Parcel, Piece
from dvht.regulation.engine import evaluate
from dvht.regulation.facts import Facts, parse_facts
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.regulation.results import Result
from dvht.ui.vietnamese import written_date, written_number


@dataclass(frozen=True)
class Difference:
    """One thing that differs; an empty side is one that wasn't there. `row` is empty for what is about the whole."""

    row: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Differences:
    """Everything that changed between two times, in the order of the rows."""

    general: tuple[Difference, ...]
    rows: tuple[Difference, ...]
    evidence: tuple[Difference, ...]
    papers: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return bool(self.general or self.rows or self.evidence or self.papers)

    @property
    def every(self) -> tuple[Difference, ...]:
        return (*self.general, *self.rows, *self.evidence, *self.papers)

    @property
    def changed_rows(self) -> tuple[str, ...]:
        """Codes of the rows whose values, words or evidence changed."""
        return tuple(dict.fromkeys(one.row for one in (*self.rows, *self.evidence) if one.row))


@dataclass(frozen=True)
class _Side:
    """One of the two times, kept or about to be sent."""

    said: Mapping[str, Any]
    pieces: tuple[Piece, ...]


def changes_between(older: Delivery, newer: Delivery) -> Differences:
    """How the newer delivery differs from the older one; four queries at most."""
    return _differences(_side(older), _side(newer), pack_of(newer))


def changes_since(older: Delivery, parcel: Parcel) -> Differences:
    """How what would be sent now differs from what was sent last."""
    return _differences(_side(older), _Side(parcel.snapshot, parcel.pieces), parcel.sheet.pack)


def _side(delivery: Delivery) -> _Side:
    pieces = tuple(
        Piece(
            file.kind, file.title, tuple(file.codes), file.code, place=file.place, sha256=file.sha256,
            paper_id=file.paper_id, volume_id=file.volume_id,
        )
        for file in delivery.files.all()
    )  # fmt: skip
    return _Side(delivery.snapshot, pieces)


def _differences(old: _Side, new: _Side, pack: Pack) -> Differences:
    same_law = old.said["pack"]["id"] == new.said["pack"]["id"]
    return Differences(
        general=tuple(_general(old.said, new.said, pack)),
        rows=tuple(_rows(old.said, new.said, pack)) if same_law else (),
        evidence=tuple(_evidence(old, new)),
        papers=tuple(_papers(old, new)),
    )


def _differing(row: str, label: str, old: str, new: str) -> Iterator[Difference]:
    if old != new:
        yield Difference(row, label, old, new)


def _general(old: Mapping[str, Any], new: Mapping[str, Any], pack: Pack) -> Iterator[Difference]:
    """Rows of two regulations can't be compared: then it is told that another one was applied."""
    yield from _differing("", "Bộ quy định", _law(old), _law(new))
    for key, label in (("requested", "Mức đề nghị"), ("next_year_goal", "Đăng ký cho năm sau")):
        yield from _differing(
            "", label, label_of_goal(pack, old.get(key, "")), label_of_goal(pack, new.get(key, ""))
        )
    yield from _differing("", "Tổng số thành viên", _total(old), _total(new))
    yield from _differing("", "Kết quả tự đánh giá", old.get("result", ""), new.get("result", ""))
    for row in dict.fromkeys((*old["targets"], *new["targets"])):
        yield from _differing(
            row, "Chỉ tiêu phấn đấu", old["targets"].get(row, ""), new["targets"].get(row, "")
        )


def _law(said: Mapping[str, Any]) -> str:
    return load_pack(said["pack"]["id"]).short_title


def _total(said: Mapping[str, Any]) -> str:
    total = said.get("member_total")
    return f"{written_number(total)} người" if total else ""


def _rows(old: Mapping[str, Any], new: Mapping[str, Any], pack: Pack) -> Iterator[Difference]:
    before, after = _computed(old, pack), _computed(new, pack)
    nothing = {"facts": {}, "note": "", "reason": ""}
    for row in pack.rows:
        was, now = old["rows"].get(row.code, nothing), new["rows"].get(row.code, nothing)
        if was == now:
            continue
        yield from _differing(
            row.code, "Kết quả", _figures(row.code, before, pack), _figures(row.code, after, pack)
        )
        yield from _differing(
            row.code, "Điểm", was["facts"].get("points", ""), now["facts"].get("points", "")
        )
        yield from _differing(row.code, "Ghi chú", was["note"], now["note"])
        yield from _differing(row.code, "Lý do", was["reason"], now["reason"])


def _computed(said: Mapping[str, Any], pack: Pack) -> tuple[Facts, Result]:
    facts = parse_facts(
        {
            "pack": pack.id,
            "year": said["year"],
            "unit": {"kind": said["unit"]["kind"], "ownership": said["unit"]["ownership"]},
            "targets": dict(said["targets"]),
            "indicators": {code: dict(row["facts"]) for code, row in said["rows"].items() if row["facts"]},
        },
        pack,
    )
    return facts, evaluate(pack, facts)


def _figures(code: str, computed: tuple[Facts, Result], pack: Pack) -> str:
    facts, result = computed
    return figures(
        SheetRow(
            pack.row(code), facts.rows.get(code, NOTHING), result.row(code), note="", codes=(), unread=""
        )
    )


def _evidence(old: _Side, new: _Side) -> Iterator[Difference]:
    """By the code under each row: added, removed, or other bytes, name or place under the same code."""
    before, after = _proofs(old.pieces), _proofs(new.pieces)
    for code, row in dict.fromkeys((*before, *after)):
        was, now = before.get((code, row)), after.get((code, row))
        label = f"Minh chứng {code}" if code.startswith(row) else f"Minh chứng {code} ở {row}"
        if was is None or now is None:
            yield Difference(row, label, was.title if was else "", now.title if now else "")
        elif (was.sha256, was.place, was.title) != (now.sha256, now.place, now.title):
            yield Difference(row, label, _proof_words(was, now), _proof_words(now, was))


def _proofs(pieces: Iterable[Piece]) -> dict[tuple[str, str], Piece]:
    return {
        (piece.code, row): piece
        for piece in pieces
        if piece.kind.startswith("evidence_")
        for row in piece.codes
    }


def _proof_words(one: Piece, other: Piece) -> str:
    """The title; where only bytes or place differ, what tells the two apart."""
    if one.title != other.title:
        return one.title
    return f"{one.title} ({one.sha256[:12] if one.sha256 != other.sha256 else one.place})"


def _papers(old: _Side, new: _Side) -> Iterator[Difference]:
    before = {paper["kind"]: paper for paper in old.said["papers"]}
    after = {paper["kind"]: paper for paper in new.said["papers"]}
    for kind in dict.fromkeys((*before, *after)):
        was, now = before.get(kind), after.get(kind)
        title = str((now or was or {}).get("title", kind))
        yield from _differing("", title, _paper_words(was), _paper_words(now))
    scans = [{(p.title, p.sha256) for p in side.pieces if p.kind == "scan"} for side in (old, new)]
    for title, _ in sorted(scans[1] - scans[0]):
        yield Difference("", "Bản quét", "", title)
    for title, _ in sorted(scans[0] - scans[1]):
        yield Difference("", "Bản quét", title, "")


def _paper_words(paper: Mapping[str, Any] | None) -> str:
    if not paper:
        return ""
    day = written_date(dt.date.fromisoformat(paper["issued_on"])) if paper.get("issued_on") else ""
    number = f"số {paper['number']}, " if paper.get("number") else ""
    return f"{number}ngày {day}"
