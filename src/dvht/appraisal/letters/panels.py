"""The papers that set a panel up: the office's letter of proposal, and the decision with its list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dvht.appraisal.models import Panel, Seat, Visit, WorkingMode
from dvht.appraisal.queries.panels import DECISION, PROPOSAL, law_pack, seats_of
from dvht.documents.letters import Letter, TextPart
from dvht.documents.models import IssuedPaper
from dvht.documents.queries import papers_in_force
from dvht.paper.blocks import Annex, Block, Column, Heading, Paragraph, Table
from dvht.plans.models import law_citation, long_date
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit
from dvht.units.queries import COMMITTEE, decider_of, head_of, name_in_full, name_on_papers

TITLE: Final = "“Đơn vị học tập”"
IN_FORCE: Final = (
    "Quyết định này có hiệu lực thi hành kể từ ngày ký. Các cơ quan, đơn vị có liên quan và các ông, bà có tên trong "
    "danh sách chịu trách nhiệm thi hành Quyết định này./."
)


def decision_letter(panel: Panel, issuer: Unit) -> Letter:
    """Quyết định thành lập: of a council by the head of the receiving body, of a team by the people's committee."""
    seats, visits, pack = list(seats_of(panel)), _visits(panel), law_pack(panel.body, panel.year)
    replaced = panel.decision
    name = _full_name(panel)
    articles = [
        f"Thành lập {name} gồm {len(seats):02} ông, bà (có danh sách kèm theo).",
        _duties(panel, pack),
        *_replacing(replaced),
        IN_FORCE,
    ]
    return Letter(
        kind=DECISION,
        title=f"Quyết định thành lập {_kind(panel)}",
        type_name="QUYẾT ĐỊNH",
        abbreviation="QĐ",
        subject=f"Về việc thành lập {name}",
        decided_by=decider_of(issuer).upper(),
        bases=_bases(panel, pack),
        recipients=(f"Như Điều {len(articles)}", *_organisations(panel, seats)),
        parts=(
            TextPart(
                "articles",
                "Các điều",
                "\n".join(f"Điều {number}. {text}" for number, text in enumerate(articles, 1)),
            ),
        ),
        annexes=(_list_annex(panel, seats, visits),),
        source=_source(panel, seats, visits),
    )


def proposal_letter(panel: Panel) -> Letter:
    """Tờ trình of the office that asks the people's committee to set up an inspection team (HQ-3)."""
    office, pack = name_on_papers(panel.body), law_pack(panel.body, panel.year)
    seats, visits = list(seats_of(panel)), _visits(panel)
    name = _full_name(panel)
    to = name_in_full(panel.decided_by) or COMMITTEE
    text = (
        f"Để kiểm tra, thẩm định hồ sơ của các đơn vị đúng thời gian, {office} kính trình {to} xem xét, quyết định "
        f"thành lập {name} như sau:"
    )
    close = f"{office} kính trình {to} xem xét, quyết định (gửi kèm dự thảo Quyết định)./."
    return Letter(
        kind=PROPOSAL,
        title=f"Tờ trình thành lập {_kind(panel)}",
        type_name="TỜ TRÌNH",
        abbreviation="TTr",
        subject=f"Về việc thành lập {name}",
        addressees=(to,),
        bases=(f"Căn cứ {law_citation(pack)}",),
        parts=(
            TextPart("opening", "Lời mở đầu", text),
            TextPart(
                "members", "Thành phần", f"1. Thành phần gồm {len(seats):02} ông, bà (có danh sách kèm theo)."
            ),
            TextPart("duties", "Nhiệm vụ", f"2. {_duties(panel, pack)}"),
            TextPart("closing", "Lời kết", close),
        ),
        annexes=(_list_annex(panel, seats, visits),),
        source=_source(panel, seats, visits),
    )


def _full_name(panel: Panel) -> str:
    return f"{panel.name} năm {panel.year}"


def _kind(panel: Panel) -> str:
    return "Hội đồng đánh giá" if panel.is_council else "Đoàn kiểm tra"


def _duties(panel: Panel, pack: Pack) -> str:
    how = (
        f"Lấy ý kiến bằng văn bản của các ủy viên, gửi trước khi hết ngày {written_date(panel.written_until)}."
        if panel.mode == WorkingMode.WRITTEN and panel.written_until
        else ("Làm việc theo hình thức họp." if panel.is_council else "")
    )
    if panel.is_council:
        return (
            f"Hội đồng đánh giá thẩm định hồ sơ đề nghị công nhận {TITLE} theo {pack.citation}; báo cáo kết quả thẩm "
            f"định, nêu rõ lý do đối với đơn vị không đạt. {how} Thành viên không thẩm định hồ sơ của đơn vị mình. "
            "Hội đồng tự giải thể sau khi hoàn thành nhiệm vụ."
        )
    what = (
        "chấm điểm, xếp loại Đơn vị học tập của các đơn vị"
        if pack.scheme == "points"
        else f"thẩm định kết quả tự đánh giá và hồ sơ đề nghị công nhận {TITLE} của các đơn vị"
    )
    return (
        f"Đoàn kiểm tra tiến hành kiểm tra, {what} theo {pack.citation}; lập biên bản, tổng hợp và báo cáo kết "
        f"quả. {how}{' ' if how else ''}Thành viên không kiểm tra đơn vị mình. Đoàn tự giải thể sau khi hoàn thành "
        "nhiệm vụ."
    )


def _replacing(replaced: IssuedPaper | None) -> tuple[str, ...]:
    if replaced is None:
        return ()
    day = long_date(replaced.issued_on)
    return (f"Quyết định này thay thế Quyết định số {replaced.full_number} {day}.",)


def _bases(panel: Panel, pack: Pack) -> tuple[str, ...]:
    bases = [f"Căn cứ {law_citation(pack)}"]
    if panel.is_council:
        return (*bases, f"Xét yêu cầu thẩm định hồ sơ đề nghị công nhận {TITLE} năm {panel.year}")
    asked = f"Theo đề nghị của {head_of(panel.body)}"
    proposal = papers_in_force(panel.body, panel.year, panel.about).get(PROPOSAL)
    if proposal is not None:
        asked = f"{asked} tại Tờ trình số {proposal.full_number} {long_date(proposal.issued_on)}"
    return (*bases, asked)


def _organisations(panel: Panel, seats: Sequence[Seat]) -> tuple[str, ...]:
    """Where the people come from, each once; the body itself keeps the paper anyway."""
    return tuple(dict.fromkeys(one.organisation for one in seats if one.organisation != panel.body.name))


def _list_annex(panel: Panel, seats: Sequence[Seat], visits: Sequence[Visit]) -> Annex:
    table = Table(
        columns=(
            Column("TT", 12, "center"),
            Column("Họ và tên", 48),
            Column("Chức vụ, cơ quan công tác"),
            Column("Nhiệm vụ", 42, "center"),
        ),
        rows=tuple(
            (str(number), seat.full_name, _post(seat), seat.get_role_display())
            for number, seat in enumerate(seats, 1)
        ),
        size=13,
    )
    body: tuple[Block, ...] = (table, *_schedule(visits))
    return Annex(title=f"Danh sách {_full_name(panel)}", body=body)


def _post(seat: Seat) -> str:
    return ", ".join(part for part in (seat.position, seat.organisation) if part)


def _schedule(visits: Sequence[Visit]) -> tuple[Block, ...]:
    if not visits:
        return ()
    table = Table(
        columns=(
            Column("TT", 12, "center"),
            Column("Ngày, giờ", 42, "center"),
            Column("Đơn vị được kiểm tra"),
            Column("Địa điểm", 40),
            Column("Ghi chú", 28),
        ),
        rows=tuple(
            (str(number), when_words(visit), visit.unit.name, visit.place or "Tại đơn vị", visit.note)
            for number, visit in enumerate(visits, 1)
        ),
        size=13,
    )
    return (Paragraph(""), Heading("Lịch kiểm tra", kind="caption"), table)


def when_words(visit: Visit) -> str:
    """15/01/2026, 8 giờ 30."""
    day = written_date(visit.on)
    if visit.starts_at is None:
        return day
    minutes = f" {visit.starts_at.minute:02}" if visit.starts_at.minute else ""
    return f"{day}, {visit.starts_at.hour} giờ{minutes}"


def _visits(panel: Panel) -> Sequence[Visit]:
    return list(panel.visits.select_related("unit").order_by("on", "starts_at", "pk"))


def _source(panel: Panel, seats: Sequence[Seat], visits: Sequence[Visit]) -> dict[str, str]:
    people = {
        f"{number}. {seat.full_name}": f"{_post(seat)}; {seat.get_role_display()}"
        for number, seat in enumerate(seats, 1)
    }
    days = {f"Lịch {visit.unit.name}": f"{when_words(visit)} {visit.place}".strip() for visit in visits}
    how = panel.get_mode_display()
    if panel.written_until:
        how = f"{how} đến hết ngày {written_date(panel.written_until)}"
    return {
        "Tên": panel.name,
        "Cách làm việc": how,
        **people,
        **days,
    }
