"""The unit's page in words: where the round stands, what comes next, and which people need what."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dvht.citizens.models import CitizenDecision, CitizenRound, DecisionLine
from dvht.citizens.queries.lines import Line
from dvht.citizens.queries.votes import Conclusion, conclusion_of
from dvht.citizens.states import RoundState
from dvht.ui.vietnamese import without_marks


@dataclass(frozen=True)
class Person:
    """A line with what was decided about it, if anything was."""

    line: Line
    decided: DecisionLine | None
    concluded: Conclusion


@dataclass(frozen=True)
class Chip:
    """A filter with how many it keeps."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Act:
    """The next thing to do, by its URL name."""

    name: str
    label: str
    kind: str = ""


FILTERS: Final[Mapping[str, tuple[str, Callable[[Person], bool]]]] = {
    "chua-cham": ("Chưa có bản tự đánh giá", lambda one: one.line.own is None and one.line.national is None),
    "lech": ("Điểm hai nơi khác nhau", lambda one: one.line.differs and not one.line.is_settled),
    "sau-han": ("Đăng ký sau hạn", lambda one: one.line.is_late),
    "chua-du": ("Chưa đủ điều kiện", lambda one: not one.line.is_eligible),
    "du": ("Đủ điều kiện", lambda one: one.line.is_eligible),
    "cong-nhan": ("Được công nhận", lambda one: bool(one.decided and one.decided.recognised)),
    "khong": ("Không công nhận", lambda one: bool(one.decided and not one.decided.recognised)),
    "roi": ("Đã rời đơn vị", lambda one: one.line.has_left),
}


@dataclass(frozen=True)
class Board:
    round: CitizenRound
    people: tuple[Person, ...]
    decisions: Sequence[CitizenDecision]
    today: dt.date

    @property
    def decision(self) -> CitizenDecision | None:
        return self.decisions[0] if self.decisions else None

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        counted = (
            Chip(code, label, sum(keeps(one) for one in self.people))
            for code, (label, keeps) in FILTERS.items()
        )
        return (Chip("", "Tất cả", len(self.people)), *(chip for chip in counted if chip.count))

    def filtered(self, code: str, words: str) -> list[Person]:
        keeps = FILTERS[code][1] if code in FILTERS else lambda _one: True
        asked = without_marks(words).split()
        return [
            one
            for one in self.people
            if keeps(one) and all(word in without_marks(one.line.member.full_name) for word in asked)
        ]

    @cached_property
    def assessed(self) -> int:
        """How many have a self-assessment of either kind."""
        return sum(one.line.own is not None or one.line.national is not None for one in self.people)

    @cached_property
    def proposed(self) -> int:
        return sum(one.concluded.recognised is True for one in self.people)

    @property
    def recognised(self) -> int:
        return sum(line.recognised for line in self.decision.lines.all()) if self.decision else 0

    @property
    def all_assessed(self) -> bool:
        return bool(self.people) and self.assessed == len(self.people)

    @property
    def heading(self) -> str:
        """The state in one sentence."""
        whole = len(self.people)
        if self.round.state == RoundState.REVIEWED:
            return f"Đã xét duyệt: đề nghị công nhận {self.proposed}/{whole} người, chờ quyết định"
        if self.round.state == RoundState.DECIDED:
            return f"{self.recognised}/{whole} người được công nhận “Công dân học tập”"
        if self.round.reopened_because:
            return f"Đang xét lại {whole} người"
        if not whole:
            return f"Chưa ai đăng ký Công dân học tập năm {self.round.year}"
        if self.all_assessed:
            return f"Cả {whole} người đã có bản tự đánh giá, chờ xét duyệt"
        return f"{self.assessed}/{whole} người đã có bản tự đánh giá"

    @property
    def next_act(self) -> Act:
        if self.round.state == RoundState.REVIEWED:
            return Act("citizen_paper", "Ban hành quyết định công nhận", "quyet-dinh")
        if self.round.state == RoundState.DECIDED:
            return Act("citizen_collection", "Gửi kết quả cho Chi hội Khuyến học")
        if not self.people:
            return Act("citizen_register", "Đăng ký người")
        if self.all_assessed or self.round.reopened_because or self.today > self.round.scoring_until:
            return Act("citizen_review", "Xét duyệt")
        return Act("citizen_register", "Đăng ký thêm người")

    @property
    def next_day(self) -> tuple[str, dt.date] | None:
        """The day that the heading's state waits for."""
        if self.round.state == RoundState.DECIDED:
            return (
                None
                if self.round.collected_on
                else ("Gửi Chi hội Khuyến học đến hết", self.round.collection_until)
            )
        if self.round.state == RoundState.REVIEWED or self.all_assessed:
            return ("Ngày xét duyệt dự kiến", self.round.review_on)
        if self.today <= self.round.registration_until:
            return ("Đăng ký đến hết", self.round.registration_until)
        return ("Tự chấm đến hết", self.round.scoring_until)

    @property
    def is_sent_before_correction(self) -> bool:
        """The branch holds a result that a later decision replaced."""
        sent, decision = self.round.collected_on, self.decision
        return bool(sent and decision and decision.replaces and decision.decided_on > sent)


def board_of(
    citizen_round: CitizenRound,
    lines: Sequence[Line],
    decisions: Sequence[CitizenDecision],
    today: dt.date,
) -> Board:
    decided = {line.member_id: line for line in decisions[0].lines.all()} if decisions else {}
    voters = citizen_round.review.voters
    people = tuple(Person(line, decided.get(line.member.pk), conclusion_of(line, voters)) for line in lines)
    return Board(citizen_round, people, decisions, today)
