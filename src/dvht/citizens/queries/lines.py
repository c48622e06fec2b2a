"""Each person of a round: what they scored, what the national site says, which conditions hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from django.db.models import QuerySet

from dvht.citizens.models import CitizenRound, NationalResult, Registrant, Verdict
from dvht.citizens.models.registrants import Counted
from dvht.citizens.queries.rounds import people_day
from dvht.members.models import Member, Posting
from dvht.members.queries.roster import posting_on, posting_read, titles_of
from dvht.regulation.citizens import CitizenResult, evaluate_citizen, evaluate_total, reason_text
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date, written_number

State = Literal["pass", "fail", "wait", "warn"]


@dataclass(frozen=True)
class Condition:
    """One condition of recognition, whether it holds, and why."""

    code: Literal["registered", "file", "total", "floor"]
    title: str
    state: State
    words: str


@dataclass(frozen=True)
class Line:
    """One person of a round with everything that the conditions ask."""

    registrant: Registrant
    pack: Pack
    round: CitizenRound

    @property
    def member(self) -> Member:
        return self.registrant.member

    @cached_property
    def posting(self) -> Posting | None:
        return posting_on(self.member)

    @property
    def titles(self) -> str:
        return ", ".join(titles_of(self.posting))

    @property
    def department(self) -> str:
        return self.posting.department.name if self.posting and self.posting.department else ""

    @property
    def has_left(self) -> bool:
        return self.posting is None

    @property
    def group_title(self) -> str:
        return group_title(self.pack, self.registrant.group)

    @cached_property
    def points(self) -> Mapping[str, Decimal]:
        return {score.row: score.points for score in self.registrant.scores.all() if score.points is not None}

    @cached_property
    def words(self) -> Mapping[str, str]:
        return {score.row: score.words for score in self.registrant.scores.all() if score.words}

    @cached_property
    def running(self) -> CitizenResult:
        """What has been scored here so far, handed in or not."""
        known = {row.code for row in self.pack.rows}
        return evaluate_citizen(
            self.pack, {code: value for code, value in self.points.items() if code in known}
        )

    @property
    def scored(self) -> int:
        return len(self.pack.rows) - len(self.running.missing)

    @property
    def own(self) -> CitizenResult | None:
        """The own score once it is handed in."""
        return self.running if self.registrant.is_submitted else None

    @cached_property
    def national_result(self) -> NationalResult | None:
        return getattr(self.registrant, "national", None)

    @cached_property
    def national(self) -> CitizenResult | None:
        found = self.national_result
        if found is None:
            return None
        points = {code: Decimal(value) for code, value in found.points.items()}
        if points.keys() == {row.code for row in self.pack.rows}:
            return evaluate_citizen(self.pack, points)
        return evaluate_total(self.pack, found.total, found.lowest)

    @cached_property
    def verdict(self) -> Verdict | None:
        return getattr(self.registrant, "verdict", None)

    @property
    def differs(self) -> bool:
        """Own score and national site say different things."""
        own, national = self.own, self.national
        if own is None or national is None:
            return False
        return own.total != national.total or (national.lowest is not None and own.lowest != national.lowest)

    @property
    def chosen(self) -> str:
        return self.verdict.counted if self.verdict else ""

    @property
    def is_settled(self) -> bool:
        return not self.differs or self.chosen != Counted.UNDECIDED

    @property
    def counted(self) -> CitizenResult | None:
        """The result that the review counts; None while there is none, or while two differ."""
        if self.differs:
            return {Counted.OWN.value: self.own, Counted.NATIONAL.value: self.national}.get(self.chosen)
        return self.own or self.national

    @property
    def is_late(self) -> bool:
        return self.registrant.registered_on > self.round.registration_until

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        return (_registered(self), _file(self), _total(self), _floor(self))

    @property
    def lacking(self) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.conditions if condition.state != "pass")

    @property
    def is_eligible(self) -> bool:
        """Whether everything that can be there before the review is there."""
        return not self.lacking

    @property
    def lacking_words(self) -> str:
        """Why not, each cause once: without any result nothing more is said of points."""
        told = [one for one in self.lacking if one.state != "wait" or one.code == "file" or self.counted]
        return "; ".join(condition.words for condition in told)


def registrants_of(citizen_round: CitizenRound) -> QuerySet[Registrant]:
    """Everybody of the round with scores, results and verdicts, by given name: a constant number of queries."""
    return (
        Registrant.objects.filter(round=citizen_round)
        .select_related("national", "verdict", "member")
        .prefetch_related(posting_read(people_day(citizen_round), "member__postings"), "scores")
        .order_by("member__name_order", "member_id")
    )


def lines_of(citizen_round: CitizenRound) -> tuple[Line, ...]:
    pack = citizen_round.pack
    return tuple(Line(registrant, pack, citizen_round) for registrant in registrants_of(citizen_round))


def own_line(citizen_round: CitizenRound, member: Member) -> Line | None:
    """The line of one person; None for who hasn't registered."""
    registrant = registrants_of(citizen_round).filter(member=member).first()
    return Line(registrant, citizen_round.pack, citizen_round) if registrant else None


def group_title(pack: Pack, code: str) -> str:
    """The group's name; a code that the pack doesn't know is shown as nothing chosen."""
    rules = pack.citizens
    try:
        return rules.group(code).title if rules and code else ""
    except KeyError:
        return ""


def _registered(line: Line) -> Condition:
    day = written_date(line.registrant.registered_on)
    limit = written_date(line.round.registration_until)
    if line.is_late:
        words = f"đăng ký ngày {day}, sau hạn {limit}"
        return Condition("registered", "Đăng ký trước thời điểm đánh giá", "fail", words)
    return Condition("registered", "Đăng ký trước thời điểm đánh giá", "pass", f"đăng ký ngày {day}")


def _file(line: Line) -> Condition:
    title = "Có bản tự đánh giá"
    if line.own:
        how = "phiếu giấy, đơn vị đã nhập" if line.registrant.from_paper else "phiếu tự chấm đã nộp"
        return Condition("file", title, "pass", how)
    if line.national_result:
        how = "bản in trang quốc gia" if line.national_result.file_id else "kết quả trang quốc gia"
        return Condition("file", title, "pass", how)
    return Condition("file", title, "wait", "chưa có bản tự đánh giá")


def _total(line: Line) -> Condition:
    rules = line.pack.citizens
    asked = written_number(rules.pass_points) if rules else ""
    title = f"Tổng điểm từ {asked}"
    if not line.is_settled:
        return Condition("total", title, "warn", "điểm ở đây và ở trang quốc gia khác nhau, chưa thống nhất")
    result = line.counted
    if result is None:
        return Condition("total", title, "wait", "chưa có điểm")
    words = f"tổng {written_number(result.total)} điểm"
    if "below_pass" in result.reasons:
        return Condition("total", title, "fail", f"{words}, {reason_text(line.pack, 'below_pass')}")
    return Condition("total", title, "pass", words)


def _floor(line: Line) -> Condition:
    rules = line.pack.citizens
    asked = written_number(rules.floor_points) if rules else ""
    title = f"Không chỉ báo nào dưới {asked} điểm"
    result = line.counted
    if result is None:
        return Condition("floor", title, "wait", "chưa có điểm từng chỉ báo")
    if "lowest_unknown" in result.reasons:
        return Condition("floor", title, "warn", reason_text(line.pack, "lowest_unknown"))
    if "below_floor" in result.reasons:
        named = f": chỉ báo {', '.join(result.below_floor)}" if result.below_floor else ""
        return Condition("floor", title, "fail", f"{reason_text(line.pack, 'below_floor')}{named}")
    if "incomplete" in result.reasons:
        return Condition(
            "floor", title, "wait", f"{reason_text(line.pack, 'incomplete')}: {', '.join(result.missing)}"
        )
    return Condition("floor", title, "pass", "không có chỉ báo nào dưới mức này")
