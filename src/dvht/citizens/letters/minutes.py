"""Biên bản xét duyệt: the meeting that proposes whom the head recognises."""

from collections.abc import Sequence
from typing import Final

from dvht.citizens.letters.sources import law_note, line_source, vote_words
from dvht.citizens.models import CitizenRound, Review
from dvht.citizens.queries.lines import Line
from dvht.citizens.queries.rounds import instrument_words
from dvht.citizens.queries.votes import conclusion_of
from dvht.documents.letters import FixedPart, Letter, TextPart, lines
from dvht.paper.blocks import Column, Heading, Table
from dvht.ui.vietnamese import written_date, written_number

MINUTES: Final = "citizen_minutes"
BLANK: Final = "……………………"


def minutes_letter(citizen_round: CitizenRound, people: Sequence[Line]) -> Letter:
    """What nobody has written yet is left open: nothing is claimed that didn't happen."""
    review, year = citizen_round.review, citizen_round.year
    return Letter(
        kind=MINUTES,
        title="Biên bản xét duyệt Công dân học tập",
        type_name="BIÊN BẢN",
        abbreviation="BB",
        subject=f"Xét duyệt công nhận danh hiệu “Công dân học tập” năm {year}",
        parts=(
            TextPart("opening", "Thời gian, địa điểm", _opening(citizen_round, review)),
            TextPart("present", "Thành phần", _present(review)),
            TextPart("content", "Nội dung", _content(citizen_round, people)),
            FixedPart(
                "Kết quả xét duyệt",
                (
                    Heading("Kết quả xét duyệt từng người", "2", "clause"),
                    _table(people, review.voters),
                    *law_note(citizen_round.pack, year),
                ),
            ),
            TextPart("conclusion", "Kết luận", _conclusion(citizen_round, people)),
            TextPart("closing", "Kết thúc", _closing(review)),
        ),
        signatory=("Chủ trì", review.chair),
        second_signature=("Thư ký", review.secretary),
        source={**_meeting_source(review), **line_source(citizen_round, people)},
    )


def _meeting_source(review: Review) -> dict[str, str]:
    return {
        "Ngày họp": written_date(review.held_on) if review.held_on else "",
        "Giờ họp": f"{_hour(review.began_at)} – {_hour(review.ended_at)}",
        "Nơi họp": review.place,
        "Chủ trì": review.chair,
        "Thư ký": review.secretary,
        "Dự họp": "; ".join(lines(review.attendees)),
        "Vắng": "; ".join(lines(review.absent)),
        "Số người biểu quyết": str(review.voters or ""),
        "Ý kiến khác": review.remarks,
    }


def _opening(citizen_round: CitizenRound, review: Review) -> str:
    when = _long_date(review)
    hour = _hour(review.began_at) or "…… giờ ……"
    return (
        f"Hôm nay, vào lúc {hour}, {when}, tại {review.place or BLANK}, {citizen_round.unit.name} họp xét duyệt công "
        f"nhận danh hiệu “Công dân học tập” năm {citizen_round.year}."
    )


def _long_date(review: Review) -> str:
    day = review.held_on
    if day is None:
        return "ngày …… tháng …… năm ……"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _hour(time: object) -> str:
    return f"{time:%H} giờ {time:%M}" if time else ""


def _present(review: Review) -> str:
    people = [f"- {name.rstrip(';.')}" for name in lines(review.attendees)]
    ended = [f"{name};" for name in people[:-1]] + [f"{name}." for name in people[-1:]]
    said = [
        "I. Thành phần tham dự",
        *ended,
        f"Chủ trì: {review.chair or BLANK}.",
        f"Thư ký: {review.secretary or BLANK}.",
        f"Số người biểu quyết: {review.voters or BLANK}.",
        f"Vắng mặt: {'; '.join(lines(review.absent)) or BLANK}.",
    ]
    return "\n".join(said)


def _content(citizen_round: CitizenRound, people: Sequence[Line]) -> str:
    rules = citizen_round.pack.citizens
    asked = ""
    if rules:
        asked = (
            f"tổng điểm từ {written_number(rules.pass_points)} trở lên; không chỉ báo nào dưới "
            f"{written_number(rules.floor_points)} điểm"
        )
    return (
        "II. Nội dung\n"
        "1. Căn cứ, điều kiện xét\n"
        f"Xét theo {instrument_words(citizen_round.pack, citizen_round.year)}. Điều kiện: đăng ký trước thời điểm đánh "
        f"giá (hạn đăng ký của đơn vị: {written_date(citizen_round.registration_until)}); có bản tự đánh giá; {asked}."
        "\n"
        f"Số người đăng ký: {len(people)}."
    )


def _table(people: Sequence[Line], voters: int | None) -> Table:
    rows = []
    for number, line in enumerate(people, 1):
        concluded = conclusion_of(line, voters)
        word = {True: "Đề nghị công nhận", False: "Không", None: ""}[concluded.recognised]
        rows.append(
            (
                str(number),
                line.member.full_name,
                written_number(line.counted.total) if line.counted else "",
                written_number(line.counted.lowest)
                if line.counted and line.counted.lowest is not None
                else "",
                vote_words(line, voters),
                word,
                concluded.reason,
            )
        )
    return Table(
        columns=(
            Column("TT", 10, "center"),
            Column("Họ và tên", 38),
            Column("Tổng điểm", 16, "center"),
            Column("Thấp nhất", 15, "center"),
            Column("Đồng ý", 24, "center"),
            Column("Kết luận", 24, "center"),
            Column("Lý do"),
        ),
        rows=tuple(rows),
        size=12,
    )


def _conclusion(citizen_round: CitizenRound, people: Sequence[Line]) -> str:
    voters = citizen_round.review.voters
    concluded = [conclusion_of(line, voters) for line in people]
    met = sum(one.recognised is True for one in concluded)
    refused = sum(one.recognised is False for one in concluded)
    remarks = citizen_round.review.remarks.strip()
    proposal = (
        f"Đề nghị {citizen_round.unit.head_title} công nhận danh hiệu “Công dân học tập” năm {citizen_round.year} cho "
        f"{met} người; không đề nghị {refused} người, lý do ghi ở bảng trên."
    )
    said = [
        "III. Kết luận",
        proposal,
        f"Ý kiến khác: {remarks or BLANK}.".replace("..", "."),
    ]
    return "\n".join(said)


def _closing(review: Review) -> str:
    hour = _hour(review.ended_at) or "…… giờ ……"
    return f"Cuộc họp kết thúc lúc {hour} cùng ngày. Biên bản được đọc lại cho mọi người cùng nghe và thông qua./."
