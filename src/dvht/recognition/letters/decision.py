"""Quyết định: recognition, correction or withdrawal, with the list of units."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from dvht.documents.letters import Letter, Part, TextPart, canonical
from dvht.paper.blocks import Annex, Cell, Column, Row, Table
from dvht.plans.models import law_citation
from dvht.recognition.models import DecidedUnit, Decision, DecisionKind, Expiry
from dvht.recognition.queries.choosing import counts_by_outcome
from dvht.recognition.queries.dates import days_of
from dvht.recognition.queries.words import outcome_label, title_words, until_reference
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date

KINDS: Final = {
    DecisionKind.RECOGNITION.value: "recognition_decision",
    DecisionKind.CORRECTION.value: "correction_decision",
    DecisionKind.WITHDRAWAL.value: "withdrawal_decision",
}
TITLES: Final = {
    DecisionKind.RECOGNITION.value: "Quyết định công nhận",
    DecisionKind.CORRECTION.value: "Quyết định thay thế",
    DecisionKind.WITHDRAWAL.value: "Quyết định thu hồi danh hiệu",
}
BLANK: Final = "……"


def decision_letter(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> Letter:
    """The decision as it would read if it were signed on this day; the days of the list follow from it."""
    articles = _articles(decision, lines, on)
    body = decision.body
    parts: tuple[Part, ...] = tuple(
        TextPart(f"article-{number}", f"Điều {number}", f"Điều {number}. {text}")
        for number, text in enumerate(articles, 1)
    )
    return Letter(
        kind=KINDS[decision.kind],
        title=TITLES[decision.kind],
        type_name="QUYẾT ĐỊNH",
        abbreviation="QĐ",
        subject=_subject(decision),
        decided_by=decider(decision.signatory_title, body.paper_name or body.name).upper(),
        bases=_bases(decision),
        parts=parts,
        recipients=(f"Như Điều {len(articles)}", "Hội Khuyến học"),
        signatory=(_short_title(decision.signatory_title), ""),
        annexes=(Annex(title=_annex_title(decision), body=(_table(decision, lines, on),)),),
        source=_source(decision, lines, on),
    )


def decider(title: str, name: str) -> str:
    """Who decides, as it stands over the bases: "Chủ tịch Ủy ban nhân dân xã Đồng Sen"."""
    return title if name.casefold() in title.casefold() else f"{title} {name}"


def _short_title(title: str) -> str:
    return "Chủ tịch" if title.casefold().startswith("chủ tịch") else title


def _named(decision: Decision) -> str:
    return f"{title_words(decision.tier)} năm {decision.year}"


def _subject(decision: Decision) -> str:
    old = decision.replaces
    if decision.kind == DecisionKind.WITHDRAWAL:
        return f"Về việc thu hồi danh hiệu {_named(decision)}"
    subject = f"Về việc công nhận {_named(decision)}"
    return f"{subject} (thay thế Quyết định số {old.number})" if old else subject


def _annex_title(decision: Decision) -> str:
    if decision.kind == DecisionKind.WITHDRAWAL:
        return f"Danh sách đơn vị bị thu hồi danh hiệu {_named(decision)}"
    return f"Danh sách đơn vị được công nhận {_named(decision)}"


def _bases(decision: Decision) -> tuple[str, ...]:
    bases = [f"Căn cứ {law_citation(decision.pack)}"]
    if decision.kind == DecisionKind.WITHDRAWAL:
        return (f"Căn cứ {decision.legal_basis.strip().removeprefix('Căn cứ ').rstrip('.;')}", *bases)
    if decision.kind == DecisionKind.CORRECTION and decision.replaces:
        old = decision.replaces
        bases.append(f"Xét Quyết định số {old.number} ngày {_day_of(old)}")
        return tuple(bases)
    receiving = decision.origin.name if decision.origin_id != decision.body_id and decision.origin else ""
    who = f"{decision.origin.head_title} {receiving}" if decision.origin and receiving else BLANK
    bases.append(f"Theo đề nghị của {who} tại Tờ trình số {BLANK} ngày {BLANK}")
    return tuple(bases)


def _day_of(decision: Decision) -> str:
    return written_date(decision.paper.issued_on) if decision.paper else BLANK


def _articles(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> tuple[str, ...]:
    done = (
        "Quyết định này có hiệu lực thi hành kể từ ngày ký. Các cơ quan, đơn vị liên quan và các đơn vị có tên trong "
        "danh sách chịu trách nhiệm thi hành Quyết định này./."
    )
    reason = decision.reason.strip().rstrip(".")
    if decision.kind == DecisionKind.WITHDRAWAL:
        return (
            f"Thu hồi danh hiệu {_named(decision)} của {len(lines):02} đơn vị (có danh sách kèm theo).",
            f"Lý do thu hồi: {reason}.",
            done,
        )
    said = "; ".join(
        f"{label}: {count:02} đơn vị" for label, count in counts_by_outcome(decision.pack, lines)
    )
    first = (
        f"Công nhận {len(lines):02} đơn vị đạt {_named(decision)} (có danh sách kèm theo). Trong đó: {said}."
    )
    return tuple(
        text for text in (first, _validity(decision, on), _replacing(decision, reason), done) if text
    )


def _validity(decision: Decision, on: dt.date) -> str:
    pack = decision.pack
    days = days_of(pack, "", on, decision.expiry)
    if pack.validity is None or days.valid_until is None:
        return ""
    return (
        f"Kết quả công nhận được bảo lưu trong thời hạn 03 năm ({pack.validity.months} tháng) tiếp theo năm được công "
        f"nhận theo {until_reference(pack)}, đến hết ngày {written_date(days.valid_until)}."
    )


def _replacing(decision: Decision, reason: str) -> str:
    old = decision.replaces
    if old is None:
        return ""
    return f"Quyết định này thay thế Quyết định số {old.number} ngày {_day_of(old)}. Lý do: {reason}."


def _table(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> Table:
    """Points where there are points, the last day where there is one."""
    pack = decision.pack
    points = pack.scheme == "points"
    until = decision.expiry != Expiry.NONE and decision.kind != DecisionKind.WITHDRAWAL
    columns = [Column("STT", 12, "center"), Column("Tên đơn vị"), Column("Địa bàn", 44)]
    columns.append(Column("Xếp loại" if points else "Mức độ", 28, "center"))
    columns += [Column("Tổng điểm", 20, "center")] if points else []
    columns += [Column("Bảo lưu đến hết ngày", 30, "center")] if until else []
    rows: tuple[Row, ...] = tuple(
        (
            str(number),
            Cell(line.unit_name),
            line.area,
            outcome_label(pack, line.outcome),
            *([line.points] if points else []),
            *([_until(pack, line, on, decision.expiry)] if until else []),
        )
        for number, line in enumerate(lines, 1)
    )
    return Table(columns=tuple(columns), rows=rows, size=13)


def _until(pack: Pack, line: DecidedUnit, on: dt.date, expiry: str) -> str:
    day = days_of(pack, line.outcome, on, expiry).valid_until
    return written_date(day) if day else ""


def _source(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> dict[str, str]:
    pack = decision.pack
    listed = [
        [
            line.unit_id,
            line.unit_name,
            line.area,
            line.outcome,
            line.points,
            _until(pack, line, on, decision.expiry),
        ]
        for line in lines
    ]
    return {
        "Danh sách": canonical({"units": listed}),
        "Cách tính thời hạn": decision.expiry,
        "Thay thế": decision.replaces.number if decision.replaces else "",
        "Căn cứ pháp lý": decision.legal_basis,
        "Lý do": decision.reason,
    }
