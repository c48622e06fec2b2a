"""Quyết định: recognition, correction or withdrawal, with the list of units."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.db.models import Q

from dvht.appraisal.letters.report import PROPOSAL
from dvht.documents.letters import Letter, Part, TextPart, canonical
from dvht.documents.queries import papers_in_force
from dvht.paper.blocks import Annex, Cell, Column, Row, Table
from dvht.plans.models import law_citation, long_date
from dvht.recognition.models import DecidedUnit, Decision, DecisionKind, Expiry, Title
from dvht.recognition.queries.choosing import counts_by_outcome
from dvht.recognition.queries.dates import days_by_unit
from dvht.recognition.queries.words import outcome_label
from dvht.recognition.states import TitleState
from dvht.regulation.citations import in_papers
from dvht.ui.vietnamese import written_date
from dvht.units.queries import head_in_full, head_of, name_on_papers

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
        decided_by=decider(decision).upper(),
        bases=_bases(decision, lines),
        parts=parts,
        recipients=(f"Như Điều {len(articles)}", "Hội Khuyến học"),
        signatory=(_short_title(decision.signatory_title), ""),
        annexes=(Annex(title=_annex_title(decision), body=(_table(decision, lines, on),)),),
        source=_source(decision, lines, on),
    )


def decider(decision: Decision) -> str:
    """Who decides, with the body: "Chủ tịch Ủy ban nhân dân xã Đồng Sen" (TT 24, Điều 5.1, 11.1; TT 22, Điều 7.2)."""
    return head_in_full(decision.signatory_title, name_on_papers(decision.body))


def _short_title(title: str) -> str:
    return "Chủ tịch" if title.casefold().startswith("chủ tịch") else title


def _named(decision: Decision) -> str:
    return f"{decision.pack.recognised_as} năm {decision.year}"


def _granted(decision: Decision) -> str:
    """What is recognised: under points the result and the rank (TT 22, Điều 7.2), under levels the title."""
    if decision.pack.scheme == "points":
        return f"kết quả đánh giá, xếp loại {_named(decision)}"
    return _named(decision)


def _subject(decision: Decision) -> str:
    old = decision.replaces
    if decision.kind == DecisionKind.WITHDRAWAL:
        return f"Về việc thu hồi danh hiệu {_named(decision)}"
    subject = f"Về việc công nhận {_granted(decision)}"
    return f"{subject} (thay thế Quyết định số {old.number})" if old else subject


def _annex_title(decision: Decision) -> str:
    if decision.kind == DecisionKind.WITHDRAWAL:
        return f"Danh sách đơn vị bị thu hồi danh hiệu {_named(decision)}"
    return f"Danh sách đơn vị được công nhận {_granted(decision)}"


def _bases(decision: Decision, lines: Sequence[DecidedUnit]) -> tuple[str, ...]:
    bases = [f"Căn cứ {law_citation(decision.pack)}"]
    if decision.kind == DecisionKind.WITHDRAWAL:
        return (f"Căn cứ {decision.legal_basis.strip().removeprefix('Căn cứ ').rstrip('.;')}", *bases)
    if decision.kind == DecisionKind.CORRECTION and decision.replaces:
        bases.append(f"Xét {_cited(decision.replaces)}")
        return tuple(bases)
    bases.append(_proposal(decision, lines))
    return tuple(bases)


def _proposal(decision: Decision, lines: Sequence[DecidedUnit]) -> str:
    """The submission letter of the one office and panel behind the list; dots where there are several or none yet."""
    panels = {line.appraisal.panel_id: line.appraisal.panel for line in lines if line.appraisal}
    panel = next(iter(panels.values())) if len(panels) == 1 else None
    office = panel.body if panel else decision.origin
    who = head_of(office) if office and office.pk != decision.body_id else BLANK
    paper = papers_in_force(panel.body, decision.year, panel.about).get(PROPOSAL) if panel else None
    number, day = (paper.full_number, long_date(paper.issued_on)) if paper else (BLANK, f"ngày {BLANK}")
    return f"Theo đề nghị của {who} tại Tờ trình số {number} {day}"


def _day_of(decision: Decision) -> str:
    return long_date(decision.paper.issued_on) if decision.paper else f"ngày {BLANK}"


def _cited(decision: Decision) -> str:
    """A first citation has number, day, who issued it and about what (NĐ 30/2020, Phụ lục I, II.6)."""
    subject = decision.paper.subject if decision.paper else ""
    about = f" {subject[:1].lower()}{subject[1:]}"
    return f"Quyết định số {decision.number} {_day_of(decision)} của {decider(decision)}{about}".rstrip()


def _articles(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> tuple[str, ...]:
    done = (
        "Quyết định này có hiệu lực thi hành kể từ ngày ký. Các cơ quan, đơn vị liên quan và các đơn vị có tên trong "
        "danh sách chịu trách nhiệm thi hành Quyết định này./."
    )
    reason = decision.reason.strip().rstrip(".")
    if decision.kind == DecisionKind.WITHDRAWAL:
        whose = f"{len(lines):02} đơn vị{_granted_by(decision, lines)}"
        return (
            f"Thu hồi danh hiệu {_named(decision)} của {whose} (có danh sách kèm theo).",
            f"Lý do thu hồi: {reason}.",
            done,
        )
    said = "; ".join(
        f"{label}: {count:02} đơn vị" for label, count in counts_by_outcome(decision.pack, lines)
    )
    many, what = f"{len(lines):02} đơn vị", _granted(decision)
    told = f"{what} của {many}" if decision.pack.scheme == "points" else f"{many} đạt {what}"
    first = f"Công nhận {told} (có danh sách kèm theo). Trong đó: {said}."
    return tuple(
        text for text in (first, _validity(decision, lines, on), _replacing(decision, reason), done) if text
    )


def _granted_by(decision: Decision, lines: Sequence[DecidedUnit]) -> str:
    """By which decisions the titles had been granted that are taken away."""
    taken = Title.objects.filter(unit__in=[line.unit_id for line in lines], year=decision.year)
    taken = taken.filter(Q(state=TitleState.IN_FORCE.value) | Q(ended_by=decision), tier=decision.tier)
    papers = {one.decision_id: one.decision for one in taken.select_related("decision__paper").order_by("pk")}
    named = "; ".join(f"Quyết định số {one.number} {_day_of(one)}" for one in papers.values())
    return f" đã được công nhận tại {named}" if named else ""


def _validity(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> str:
    pack = decision.pack
    until = {day for day in _last_days(decision, lines, on).values() if day}
    if pack.validity is None or not until:
        return ""
    last = (
        f"đến hết ngày {until.pop()}" if len(until) == 1 else "ngày cuối của từng đơn vị ghi trong danh sách"
    )
    return (
        f"Kết quả công nhận được bảo lưu trong thời hạn 03 năm ({pack.validity.months} tháng) tiếp theo năm được công "
        f"nhận theo {in_papers(pack.validity.reference)} {pack.citation}, {last}."
    )


def _last_days(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> dict[int, str]:
    """By unit, until when what it is given holds; empty where the text knows no end."""
    days = {unit: found.valid_until for unit, found in days_by_unit(decision, lines, on).items()}
    return {unit: written_date(day) if day else "" for unit, day in days.items()}


def _replacing(decision: Decision, reason: str) -> str:
    old = decision.replaces
    if old is None:
        return ""
    return f"Quyết định này thay thế Quyết định số {old.number} {_day_of(old)}. Lý do: {reason}."


def _table(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> Table:
    """Points where there are points, the last day where there is one."""
    pack = decision.pack
    points = pack.scheme == "points"
    until = decision.expiry != Expiry.NONE and decision.kind != DecisionKind.WITHDRAWAL
    last_days = _last_days(decision, lines, on)
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
            *([last_days[line.unit_id]] if until else []),
        )
        for number, line in enumerate(lines, 1)
    )
    return Table(columns=tuple(columns), rows=rows, size=13)


def _source(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> dict[str, str]:
    last_days = _last_days(decision, lines, on)
    listed = [
        [
            line.unit_id,
            line.unit_name,
            line.area,
            line.outcome,
            line.points,
            last_days[line.unit_id],
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
