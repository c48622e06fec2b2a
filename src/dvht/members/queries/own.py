"""What a member sees of their own year: the tasks with their states, and each fact with its source."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import QuerySet

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import Person
from dvht.documents.queries import drafts_of
from dvht.evidence.models import Collection
from dvht.members.letters.wording import COMMITMENT_DRAFT, commitment_words
from dvht.members.models import (
    Certificate,
    Commitment,
    Completion,
    Fact,
    Member,
    Posting,
    Programme,
    StudyPlan,
)
from dvht.members.queries.facts import value_label
from dvht.members.queries.periods import overlap
from dvht.members.queries.study import programmes_for, study_plan_of
from dvht.members.queries.yearly import needs_of_members, pack_of_year
from dvht.members.states import CertificateState, StudyPlanState
from dvht.regulation.pack import Pack
from dvht.regulation.personal import NONE, PersonalFact, personal_fact
from dvht.units.models import Unit

MINUTES: Final = {"commitment": 2, "study_plan": 10, "certificates": 3, "citizen": 10}
"""About how long each task takes on a phone."""


def own_members(user: Person) -> QuerySet[Member]:
    """The lines of rosters that are the person themself, at whichever unit."""
    if not isinstance(user, User) or not user.is_active:
        return Member.objects.none()
    return Member.objects.filter(user=user).select_related("unit").order_by("unit__name", "pk")


def years_of_member(member: Member, today: dt.date) -> tuple[int, ...]:
    """The years that have a page: those of the unit's plans and this year, while the member belonged; newest first."""
    known = set(Collection.objects.filter(unit=member.unit_id).values_list("year", flat=True)) | {today.year}
    known |= set(Fact.objects.filter(member=member).values_list("year", flat=True))
    known |= set(StudyPlan.objects.filter(member=member).values_list("year", flat=True))
    periods = [(posting.started_on, posting.ended_on) for posting in member.postings.all()]
    return tuple(
        year
        for year in sorted(known, reverse=True)
        if any(overlap(period, (dt.date(year, 1, 1), dt.date(year, 12, 31))) for period in periods)
    )


def landing_year(member: Member, today: dt.date) -> int:
    """The newest year that the unit has a plan for, else this year."""
    years = years_of_member(member, today)
    planned = Collection.objects.filter(unit=member.unit_id, year__in=years).order_by("-year")
    return planned.values_list("year", flat=True).first() or (years[0] if years else today.year)


def why_closed(member: Member, year: int, today: dt.date) -> str:
    """Why the member can't write in this year any more, or yet; empty when they can."""
    if not today.year - 1 <= year <= today.year + 1:
        return f"Năm {year} chỉ còn để xem."
    collection = Collection.objects.filter(unit=member.unit_id, year=year).first()
    if collection is not None and collection.closed_at is not None:
        return f"Đơn vị đã chốt tự đánh giá năm {year} nên trang này chỉ còn để xem."
    day = min(max(today, dt.date(year, 1, 1)), dt.date(year, 12, 31))
    if not any(_holds(posting, day) for posting in member.postings.all()):
        return "Bạn không còn trong danh sách của đơn vị nên trang này chỉ còn để xem."
    return ""


@dataclass(frozen=True)
class Words:
    """The commitment as the unit has it now; `version` is that of what the unit added, 0 when nothing."""

    text: str
    addition: str
    version: int


def commitment_text(unit: Unit, year: int) -> Words:
    draft = drafts_of(unit, year).get(COMMITMENT_DRAFT)
    addition = str(draft.fields.get("addition", "")) if draft else ""
    return Words(commitment_words(addition), addition, draft.version if draft else 0)


@dataclass(frozen=True)
class Standing:
    """One fact of the year as it stands for the member; `row` is the row of the pack that counts it first."""

    fact: PersonalFact
    row: str
    state: str
    value: str
    detail: str = ""
    record: Fact | None = None


@dataclass(frozen=True)
class OwnTask:
    """A task of the year: `state` of the status vocabulary with its word, and whether the member must still act."""

    code: str
    title: str
    state: str
    word: str
    is_due: bool


@dataclass(frozen=True)
class OwnYear:
    """A member's year. `due_on`: the last day on which it counts, by the rules that the year follows."""

    member: Member
    year: int
    pack: Pack | None
    posting: Posting | None
    commitment: Commitment | None
    plan: StudyPlan | None
    certificates: tuple[Certificate, ...]
    standing: tuple[Standing, ...]
    tasks: tuple[OwnTask, ...]
    due_on: dt.date
    is_late: bool
    closed: str

    @property
    def due_tasks(self) -> int:
        return sum(task.is_due for task in self.tasks)

    @property
    def next_task(self) -> OwnTask | None:
        """What to do first; nothing when all is done or the year is closed."""
        return None if self.closed else next((task for task in self.tasks if task.is_due), None)

    @property
    def minutes(self) -> int:
        return sum(MINUTES[task.code] for task in self.tasks if task.is_due)


def own_year(member: Member, year: int, today: dt.date) -> OwnYear:
    """Everything on the page of a member's year, in a constant number of queries."""
    day = min(max(today, dt.date(year, 1, 1)), dt.date(year, 12, 31))
    pack = pack_of_year(member.unit, year)
    facts = {fact.code: fact for fact in member.facts.filter(year=year).select_related("recorded_by")}
    commitment = member.commitments.filter(year=year).first()
    plan = study_plan_of(member, year)
    certificates = tuple(member.certificates.filter(year=year).select_related("programme", "file"))
    postings = member.postings.select_related("department").prefetch_related("positions")
    return OwnYear(
        member=member,
        year=year,
        pack=pack,
        posting=next((posting for posting in postings if _holds(posting, day)), None),
        commitment=commitment,
        plan=plan,
        certificates=certificates,
        standing=_with_pending(_standings(member, year, day, pack, facts), certificates),
        tasks=(
            _commitment_task(commitment, facts),
            _plan_task(plan, facts),
            _certificates_task(certificates),
            _citizen_task(facts),
        ),
        due_on=(due_on := _due_on(pack, year)),
        is_late=today > due_on,
        closed=why_closed(member, year, today),
    )


def approvers_of(member: Member) -> tuple[str, ...]:
    """Who may decide this member's study plan, in words; empty when nobody can and the unit must settle it."""
    roles = Role.objects.filter(unit=member.unit_id, user__is_active=True).exclude(user=member.user_id)
    names = {kind: roles.filter(kind=kind).exists() for kind in (RoleKind.HEAD, RoleKind.DEPUTY)}
    is_head = (
        member.user_id is not None
        and Role.objects.filter(unit=member.unit_id, kind=RoleKind.HEAD, user=member.user_id).exists()
    )
    found = ["cấp phó của đơn vị"] if names[RoleKind.DEPUTY] else []
    if is_head:
        above = [
            member.unit.path[:end]
            for end in range(member.unit.steplen, len(member.unit.path), member.unit.steplen)
        ]
        higher = Role.objects.filter(
            unit__path__in=above, kind__in=(RoleKind.HEAD, RoleKind.DEPUTY), user__is_active=True
        ).exclude(user=member.user_id)
        found += ["lãnh đạo cơ quan cấp trên"] if higher.exists() else []
    elif names[RoleKind.HEAD]:
        found.insert(0, member.unit.head_title)
    return tuple(found)


def _holds(posting: Posting, day: dt.date) -> bool:
    return (posting.started_on or dt.date.min) <= day <= (posting.ended_on or dt.date.max)


def _commitment_task(commitment: Commitment | None, facts: dict[str, Fact]) -> OwnTask:
    fact = facts.get("commitment")
    title = "Cam kết học tập suốt đời"
    if commitment is not None:
        return OwnTask("commitment", title, "pass", "Đã ký", is_due=False)
    if fact is not None and fact.value == "met":
        return OwnTask("commitment", title, "pass", "Đã ký", is_due=False)
    return OwnTask("commitment", title, "todo", "Chưa ký", is_due=True)


_PLAN_WORDS: Final = {
    StudyPlanState.DRAFT.value: ("doing", "Đang làm", True),
    StudyPlanState.SUBMITTED.value: ("wait", "Chờ duyệt", False),
    StudyPlanState.RETURNED.value: ("back", "Đã trả lại", True),
    StudyPlanState.APPROVED.value: ("pass", "Đã duyệt", False),
}


def plan_words(state: str) -> tuple[str, str, bool]:
    """State of the status vocabulary, its word, and whether the member must act."""
    return _PLAN_WORDS[state]


def _plan_task(plan: StudyPlan | None, facts: dict[str, Fact]) -> OwnTask:
    title = "Kế hoạch tự học"
    fact = facts.get("study_plan")
    if plan is not None:
        state, word, is_due = _PLAN_WORDS[plan.state]
        return OwnTask("study_plan", title, state, word, is_due)
    if fact is not None and fact.value == "met":
        return OwnTask("study_plan", title, "pass", "Đã duyệt", is_due=False)
    return OwnTask("study_plan", title, "todo", "Chưa viết", is_due=True)


def _certificates_task(certificates: Sequence[Certificate]) -> OwnTask:
    title = "Chứng nhận, chứng chỉ"
    states = {certificate.state for certificate in certificates}
    if CertificateState.REFUSED.value in states:
        return OwnTask("certificates", title, "back", "Không nhận", is_due=True)
    if CertificateState.PENDING.value in states:
        return OwnTask("certificates", title, "wait", "Chờ xác nhận", is_due=False)
    if states:
        return OwnTask("certificates", title, "pass", "Đã xác nhận", is_due=False)
    return OwnTask("certificates", title, "todo", "Chưa gửi", is_due=False)


def _citizen_task(facts: dict[str, Fact]) -> OwnTask:
    fact = facts.get("citizen")
    title = "Tự chấm “Công dân học tập”"
    if fact is None:
        return OwnTask("citizen", title, "todo", "Chưa có kết quả", is_due=False)
    if fact.value == NONE:
        return OwnTask("citizen", title, "fail", "Chưa đạt", is_due=False)
    return OwnTask("citizen", title, "pass", "Đạt", is_due=False)


def _standings(
    member: Member, year: int, day: dt.date, pack: Pack | None, facts: dict[str, Fact]
) -> tuple[Standing, ...]:
    rows: dict[str, str] = {}
    if pack is None:
        rows = dict.fromkeys(("commitment", "study_plan", *facts), "")
    else:
        for row, needs in needs_of_members(pack, member.unit).items():
            for need in needs:
                rows.setdefault(need.fact, row)
        # Where no row counts them, the list of what to do says their state; here stands what was recorded.
        rows |= {code: "" for code in ("commitment", "study_plan") if code in facts and code not in rows}
    return tuple(_standing(member, year, day, code, row, facts.get(code)) for code, row in rows.items())


def _with_pending(standing: Sequence[Standing], certificates: Sequence[Certificate]) -> tuple[Standing, ...]:
    """A result that isn't reached waits where a certificate for it has been sent, as the roster says."""
    sent = {one.fact for one in certificates if one.state == CertificateState.PENDING}
    return tuple(
        replace(one, state="wait", value="Chờ xác nhận")
        if one.fact.code in sent and one.state != "pass"
        else one
        for one in standing
    )


def _standing(member: Member, year: int, day: dt.date, code: str, row: str, record: Fact | None) -> Standing:
    fact = personal_fact(code)
    if fact.derived:
        return _programmes_standing(member, year, day, fact, row)
    if record is None:
        return Standing(fact, row, "todo", value_label(code, None), "Chưa ai ghi")
    label = value_label(code, record.value)
    steps = {step.code: step.short for step in fact.steps}
    short = steps.get(record.value, label)
    detail = label if short != label else ""
    return Standing(fact, row, "fail" if record.value == NONE else "pass", short, detail, record)


def _programmes_standing(member: Member, year: int, day: dt.date, fact: PersonalFact, row: str) -> Standing:
    applying = list(programmes_for(member, year, day))
    done = set(
        Completion.objects.filter(member=member, programme__in=applying, is_done=True).values_list(
            "programme_id", flat=True
        )
    )
    if not applying:
        return _without_programmes(member, year, fact, row)
    missing = [programme.title for programme in applying if programme.pk not in done]
    words = f"{len(done)}/{len(applying)} chương trình"
    if not missing:
        return Standing(fact, row, "pass", words, "Tính từ danh mục chương trình của đơn vị")
    return Standing(fact, row, "doing", words, f"Còn thiếu: {'; '.join(missing)}")


def _without_programmes(member: Member, year: int, fact: PersonalFact, row: str) -> Standing:
    """As the roll-up counts it: met where the unit has a list and nothing on it is for this member."""
    if Programme.objects.filter(unit=member.unit, year=year).exists():
        words = "Không chương trình nào của đơn vị dành cho bạn, nên được tính là đủ"
        return Standing(fact, row, "pass", "Đủ", words)
    return Standing(fact, row, "todo", "Chưa ghi", "Đơn vị chưa lập danh mục chương trình.")


def _due_on(pack: Pack | None, year: int) -> dt.date:
    """The end of the year, or the earliest day on which the unit must have finished its part."""
    days = [step.dates_for(year)[1] for step in (pack.calendar if pack else ()) if step.actor == "unit"]
    return min([dt.date(year, 12, 31), *days])
