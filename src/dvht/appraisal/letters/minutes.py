"""Biên bản họp Hội đồng, biên bản lấy ý kiến bằng văn bản, biên bản kiểm tra: who was there, and every vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dvht.appraisal.letters.people import (
    SERIES,
    body_words,
    issuer_of,
    listed,
    signed_by_leader,
    signed_by_second,
)
from dvht.appraisal.models import Meeting, PanelForm, Seat, WorkingMode
from dvht.appraisal.queries.results import CONCLUDED, Examined, examined_all, goal_words
from dvht.appraisal.queries.votes import Ballot, Tally, ballots_by_dossier, count
from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.paper.blocks import Column, Heading, Paragraph, Table, italic
from dvht.ui.vietnamese import written_date

MINUTES: Final = "appraisal_minutes"
OPEN_IN_LAW: Final = (
    "{law} không quy định số người dự họp tối thiểu và tỉ lệ phiếu thông qua; biên bản ghi đủ số người có mặt và từng "
    "phiếu."
)


@dataclass(frozen=True)
class Case:
    """One dossier of the meeting with its votes."""

    found: Examined
    ballots: tuple[Ballot, ...]
    tally: Tally

    @property
    def unit(self) -> str:
        name: str = self.found.laid.snapshot["unit"]["name"]
        return name

    @property
    def conclusion(self) -> str:
        appraisal = self.found.laid.appraisal
        if appraisal.state not in CONCLUDED:
            return "Chưa kết luận"
        if not appraisal.outcome:
            return "Không đủ điều kiện"
        return f"Đề nghị công nhận {goal_words(self.found.laid.pack, appraisal.outcome)}"


def cases_of(meeting: Meeting) -> tuple[Case, ...]:
    found = list(meeting.appraisals.select_related("submission__unit").order_by("submission__unit__name"))
    ballots = ballots_by_dossier(meeting.panel, found)
    return tuple(
        Case(said, ballots[one.pk], count(ballots[one.pk]))
        for one, said in zip(found, examined_all(found), strict=True)
    )


def minutes_letter(meeting: Meeting) -> Letter:
    """What nobody has written yet is left open: nothing is claimed that didn't happen."""
    panel, cases = meeting.panel, cases_of(meeting)
    present = list(meeting.present.all())
    absent = [seat for seat in panel.seats.all() if seat not in present]
    laws = dict.fromkeys(case.found.laid.pack.citation for case in cases)
    return Letter(
        kind=MINUTES,
        title=title_of(meeting),
        type_name="BIÊN BẢN",
        abbreviation="BB",
        subject=_subject(meeting),
        parts=(
            TextPart("opening", "Thời gian, địa điểm", _opening(meeting)),
            TextPart("present", "Thành phần", _present(meeting, present, absent)),
            TextPart("content", "Nội dung", f"II. Nội dung\n{meeting.notes.strip() or '……'}"),
            FixedPart(
                "Kết quả biểu quyết",
                (
                    Heading("Kết quả biểu quyết từng hồ sơ", "III"),
                    _table(cases),
                    *((Paragraph(italic(OPEN_IN_LAW.format(law=", ".join(laws)))),) if laws else ()),
                ),
            ),
            TextPart("opinions", "Ý kiến không đồng ý", _opinions(cases)),
            TextPart("closing", "Kết thúc", _closing(meeting)),
        ),
        issuer=issuer_of(panel),
        series_body=SERIES[panel.form],
        signatory=signed_by_leader(panel),
        second_signature=signed_by_second(panel),
        recipients=(panel.body.name, "Thành viên " + body_words(panel)),
        source=_source(meeting, present, cases),
    )


def title_of(meeting: Meeting) -> str:
    if meeting.panel.form == PanelForm.TEAM:
        return "Biên bản kiểm tra"
    return (
        "Biên bản lấy ý kiến bằng văn bản" if meeting.mode == WorkingMode.WRITTEN else "Biên bản họp Hội đồng"
    )


def _subject(meeting: Meeting) -> str:
    what = f"hồ sơ đề nghị công nhận “Đơn vị học tập” năm {meeting.panel.year}"
    if meeting.panel.form == PanelForm.TEAM:
        return f"Kiểm tra kết quả đánh giá, xếp loại “Đơn vị học tập” năm {meeting.panel.year}"
    if meeting.mode == WorkingMode.WRITTEN:
        return f"Lấy ý kiến bằng văn bản của thành viên Hội đồng về {what}"
    return f"Họp {meeting.panel.name} thẩm định {what}"


def _opening(meeting: Meeting) -> str:
    day = meeting.held_on
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    when = f"ngày {day.day:02} tháng {month} năm {day.year}"
    if meeting.mode == WorkingMode.WRITTEN:
        return f"Tính đến {when}, {meeting.panel.name} đã nhận ý kiến bằng văn bản của các thành viên."
    hour = f"{meeting.starts_at:%H} giờ {meeting.starts_at:%M}" if meeting.starts_at else "…… giờ ……"
    place = meeting.place or "……"
    return f"Hôm nay, vào lúc {hour}, {when}, tại {place}, {meeting.panel.name} làm việc."


def _present(meeting: Meeting, present: Sequence[Seat], absent: Sequence[Seat]) -> str:
    word = "Gửi ý kiến" if meeting.mode == WorkingMode.WRITTEN else "Có mặt"
    total = len(present) + len(absent)
    lines = ["I. Thành phần", f"{word} {len(present)}/{total} người:", *listed(present)]
    if absent:
        lines += [
            "Không gửi ý kiến:" if meeting.mode == WorkingMode.WRITTEN else "Vắng mặt:",
            *listed(absent),
        ]
    return "\n".join(lines)


def _table(cases: Sequence[Case]) -> Table:
    return Table(
        columns=(
            Column("TT", 10, "center"),
            Column("Đơn vị", 40),
            Column("Kết quả thẩm định", 34, "center"),
            Column("Đồng ý", 16, "center"),
            Column("Không đồng ý", 17, "center"),
            Column("Không biểu quyết", 20, "center"),
            Column("Kết luận"),
        ),
        rows=tuple(
            (
                str(number),
                case.unit,
                case.found.label,
                f"{case.tally.agree}/{case.tally.may_vote}",
                f"{case.tally.disagree}/{case.tally.may_vote}",
                str(case.tally.seats - case.tally.cast),
                case.conclusion,
            )
            for number, case in enumerate(cases, 1)
        ),
        size=12,
    )


def _opinions(cases: Sequence[Case]) -> str:
    said = [
        f"- {case.unit}, {ballot.seat.full_name} không đồng ý: {ballot.vote.opinion.rstrip('.')}."
        for case in cases
        for ballot in case.ballots
        if ballot.vote is not None and not ballot.vote.agrees
    ]
    apart = [
        f"- {case.unit}: {ballot.seat.full_name} không biểu quyết vì {ballot.conflict.rstrip('.')}."
        for case in cases
        for ballot in case.ballots
        if ballot.conflict
    ]
    title = "IV. Ý kiến không đồng ý; người không biểu quyết" if apart else "IV. Ý kiến không đồng ý"
    return "\n".join([title, *(said or ["Không có ý kiến không đồng ý."]), *apart])


def _closing(meeting: Meeting) -> str:
    if meeting.mode == WorkingMode.WRITTEN:
        return "Biên bản được lập từ các ý kiến đã gửi, lưu cùng hồ sơ thẩm định."
    hour = f"{meeting.ends_at:%H} giờ {meeting.ends_at:%M}" if meeting.ends_at else "…… giờ ……"
    return f"Buổi làm việc kết thúc lúc {hour} cùng ngày. Biên bản đã được đọc cho mọi người cùng nghe và thông qua."


def _source(meeting: Meeting, present: Sequence[Seat], cases: Sequence[Case]) -> dict[str, str]:
    votes = {
        f"Biểu quyết {case.unit}": "; ".join(
            f"{ballot.seat.full_name}: {ballot.word}" + (f" ({ballot.vote.opinion})" if ballot.vote else "")
            for ballot in case.ballots
        )
        for case in cases
    }
    return {
        "Ngày": written_date(meeting.held_on),
        "Giờ": f"{meeting.starts_at or ''} – {meeting.ends_at or ''}",
        "Địa điểm": meeting.place,
        "Có mặt": "; ".join(seat.full_name for seat in present),
        "Diễn biến": meeting.notes,
        **votes,
        **{f"Kết luận {case.unit}": case.conclusion for case in cases},
    }
