"""What the unit did in the year: its activities with what each shows, and how many show a row."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from dvht.evidence.models import Collection, Evidence
from dvht.evidence.queries.listing import active_uses
from dvht.members.models import Member
from dvht.plans.models import Activity, ActivityEvidence, Participation, Plan
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.regulation.pack import Pack
from dvht.regulation.personal import ActivityKind, activity_kinds
from dvht.regulation.rows import Row


@dataclass(frozen=True)
class ActivityLine:
    """An activity with the rows that it shows, how many members are named, and what proves it."""

    activity: Activity
    kind: ActivityKind
    rows: tuple[str, ...]
    named: int
    proofs: tuple[Evidence, ...]

    @property
    def proof_words(self) -> str:
        return f"{len(self.proofs)} minh chứng"

    @property
    def total(self) -> int | None:
        """Everybody who came, people from outside too; None when nobody said."""
        return max(self.activity.attended or 0, self.named) or self.activity.attended


def shown_rows(pack: Pack, kind: str) -> tuple[str, ...]:
    """Codes of the rows that an activity of this kind shows, in the order of the pack."""
    return tuple(row.code for row in pack.rows if kind in row.shown_by)


def rows_proved(plan: Plan, kind: str) -> tuple[str, ...]:
    """Of the rows that the kind shows, those that bind the unit at some level: its evidence is filed there."""
    return tuple(code for code in shown_rows(plan.pack, kind) if _binds(plan, plan.pack.row(code)))


def rows_to_show(plan: Plan) -> tuple[Row, ...]:
    """The rows that bind the unit and that activities may show, in the order of the pack."""
    return tuple(row for row in plan.pack.rows if row.shown_by and _binds(plan, row))


def _binds(plan: Plan, row: Row) -> bool:
    facts = UnitFacts(plan.unit.kind, Ownership(plan.unit.ownership))
    return any(row.applies(facts, level).applies for level in plan.pack.levels or (None,))


def activities_of(plan: Plan) -> tuple[ActivityLine, ...]:
    """The activities of the year by kind, then by day. Three queries whatever their number."""
    order = {kind.code: place for place, kind in enumerate(activity_kinds())}
    lines = [line_of(activity, plan.pack) for activity in with_proofs(plan.activities.all())]
    return tuple(sorted(lines, key=lambda line: order[line.kind.code]))


def line_of(activity: Activity, pack: Pack) -> ActivityLine:
    """The line of an activity that `with_proofs` fetched."""
    return ActivityLine(
        activity,
        activity.law,
        shown_rows(pack, activity.kind),
        int(getattr(activity, "named", 0)),
        tuple(proof.evidence for proof in activity.proofs.all()),
    )


def with_proofs(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """The activities with the number of members named and their evidence; it knows where it stands."""
    proofs = ActivityEvidence.objects.select_related("evidence__file").prefetch_related(
        active_uses("evidence__uses")
    )
    return activities.annotate(named=Count("participations")).prefetch_related(Prefetch("proofs", proofs))


def activity_counts(plan: Plan) -> Mapping[str, int]:
    """How many activities show each row of the pack that activities may show; one query."""
    kinds = Counter(plan.activities.values_list("kind", flat=True))
    return {row.code: sum(kinds[kind] for kind in row.shown_by) for row in plan.pack.rows if row.shown_by}


def linkable_evidence(activity: Activity, collection: Collection) -> QuerySet[Evidence]:
    """Evidence that stands somewhere in the year and doesn't prove the activity yet."""
    return (
        Evidence.objects.filter(collection=collection, uses__removed_at=None)
        .exclude(pk__in=ActivityEvidence.objects.filter(activity=activity).values("evidence"))
        .distinct()
        .order_by("title", "pk")
    )


def participants_of(activity: Activity) -> QuerySet[Member]:
    """Members named as participants, by given name; only for those who may read the roster."""
    named = Participation.objects.filter(activity=activity).values("member")
    return Member.objects.filter(pk__in=named).order_by("name_order", "pk")


def participants_by_activity(plan: Plan) -> Mapping[int, tuple[Member, ...]]:
    """The same of every activity of the year, in one query."""
    found: dict[int, list[Member]] = defaultdict(list)
    named = Participation.objects.filter(activity__plan=plan).select_related("member")
    for one in named.order_by("member__name_order", "member_id"):
        found[one.activity_id].append(one.member)
    return {activity: tuple(members) for activity, members in found.items()}
