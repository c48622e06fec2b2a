"""Everything that the papers of one unit and year are composed from, and how each paper and volume stands."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dvht.assessment import letters as assessment_letters
from dvht.assessment.models import Assessment, Revision
from dvht.assessment.queries import assessment_of, latest_revision, result_label, sheet_of
from dvht.documents.letters import Letter, canonical
from dvht.documents.models import Draft, IssuedPaper
from dvht.documents.queries import drafts_of, papers_in_force
from dvht.dossiers import letters
from dvht.dossiers.models import Dossier, Volume, VolumeKind
from dvht.dossiers.queries.goals import goal_label, next_year_goal_label
from dvht.dossiers.queries.wanted import TITLES, WantedPaper, wanted_papers
from dvht.dossiers.states import VolumeState
from dvht.evidence import letters as evidence_letters
from dvht.evidence.models import Collection
from dvht.evidence.queries import BindingItem, binding_items
from dvht.plans import letters as plan_letters
from dvht.plans.models import OTHER_SCHEME, Plan
from dvht.regulation.results import Result

PaperState = Literal["ready", "stale", "missing"]


@dataclass(frozen=True)
class Change:
    """A figure that is no longer what it was when the paper was issued."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class PaperLine:
    """One paper as the dossier page shows it."""

    wanted: WantedPaper
    issued: IssuedPaper | None
    draft: Draft | None
    state: PaperState
    changes: tuple[Change, ...]


def dossier_of(plan: Plan) -> Dossier:
    """The dossier of the plan's year; one that isn't saved yet while nobody has asked for anything."""
    found = Dossier.objects.filter(plan=plan).first() or Dossier(plan=plan)
    found.plan = plan
    return found


class Year:
    """Everything that the papers of one unit and year are composed from, read once per page."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.plan: Plan = dossier.plan

    @cached_property
    def assessment(self) -> Assessment:
        return assessment_of(self.plan)

    @cached_property
    def revision(self) -> Revision | None:
        """The finalised assessment, while it stands."""
        return latest_revision(self.assessment)

    @cached_property
    def result(self) -> Result:
        return sheet_of(self.assessment).result

    @cached_property
    def ask(self) -> letters.Ask:
        return letters.Ask(
            plan=self.plan,
            result=self.result,
            requested=goal_label(self.plan, self.dossier.requested) if self.dossier.requested else "…",
            result_label=result_label(self.plan.pack, self.result),
            next_goal=next_year_goal_label(self.plan, self.dossier.next_year_goal),
        )

    @cached_property
    def wanted(self) -> tuple[WantedPaper, ...]:
        return wanted_papers(self.plan)

    @cached_property
    def papers(self) -> dict[str, IssuedPaper]:
        return papers_in_force(self.plan.unit, self.plan.year)

    @cached_property
    def drafts(self) -> dict[str, Draft]:
        return drafts_of(self.plan.unit, self.plan.year)

    @property
    def collection(self) -> Collection:
        assert self.plan.collection is not None  # noqa: S101 - opened with the plan, and never taken away
        return self.plan.collection

    @cached_property
    def evidence(self) -> tuple[BindingItem, ...]:
        return binding_items(self.collection)

    @property
    def evidence_count(self) -> int:
        """Pieces of evidence: one that proves several rows counts once."""
        return sum(item.code == item.first_code for item in self.evidence)

    def letter(self, kind: str) -> Letter:
        """The paper of this kind as the data proposes it now. KeyError for a kind that nobody composes."""
        title = next((wanted.title for wanted in self.wanted if wanted.kind == kind), TITLES[kind])
        return replace(COMPOSERS[kind](self, title), title=title)

    @cached_property
    def lines(self) -> tuple[PaperLine, ...]:
        return tuple(self._line(wanted) for wanted in self.wanted)

    def _line(self, wanted: WantedPaper) -> PaperLine:
        if wanted.kind == "evidence":
            return PaperLine(wanted, None, None, self._evidence_state(), ())
        issued = self.papers.get(wanted.kind)
        changes = changes_since(issued, self.letter(wanted.kind)) if issued else ()
        state: PaperState = "missing" if issued is None else "stale" if changes else "ready"
        return PaperLine(wanted, issued, self.drafts.get(wanted.kind), state, changes)

    def _evidence_state(self) -> PaperState:
        volume = volume_line(self, VolumeKind.EVIDENCE)
        return "missing" if volume.bound is None else "stale" if volume.stale else "ready"


COMPOSERS: dict[str, Callable[[Year, str], Letter]] = {
    "plan": lambda year, _: plan_letters.plan_letter(year.plan),
    "self_check_decision": lambda year, _: plan_letters.self_check_decision_letter(year.plan),
    "team_decision": lambda year, _: plan_letters.team_decision_letter(year.plan),
    "steering_decision": lambda year, _: plan_letters.steering_decision_letter(year.plan),
    "score_sheet": lambda year, title: assessment_letters.score_sheet(year.assessment, title=title),
    "results_summary": lambda year, title: assessment_letters.results_summary(year.assessment, title=title),
    "minutes": lambda year, title: assessment_letters.minutes(year.assessment, title=title),
    "self_assessment_report": lambda year, title: assessment_letters.self_assessment_report(
        year.assessment, title=title
    ),
    "submission_letter": lambda year, title: letters.submission_letter(year.ask, title=title),
    "official_letter": lambda year, title: letters.official_letter(year.ask, title=title),
    "registration": lambda year, title: letters.registration(year.ask, title=title),
    "evidence_index": lambda year, title: evidence_letters.evidence_index_letter(
        year.collection, title=title
    ),
}


def is_composed(plan: Plan, kind: str) -> bool:
    """Whether the plan's pack has anything to write in a paper of this kind."""
    return kind in COMPOSERS and kind != OTHER_SCHEME[plan.pack.scheme]


def changes_since(issued: IssuedPaper, letter: Letter) -> tuple[Change, ...]:
    """What differs between the figures that the issued paper rests on and those of today."""
    old, new = issued.source, dict(letter.source)
    if canonical(old) == canonical(new):
        return ()
    labels = [*old, *(label for label in new if label not in old)]
    return tuple(
        Change(label, str(old.get(label, "chưa có")), str(new.get(label, "không còn")))
        for label in labels
        if canonical({"": old.get(label)}) != canonical({"": new.get(label)})
    )


def goals_within_reach(year: Year) -> tuple[tuple[str, str], ...]:
    """The levels or ranks that the unit may ask for: never above its own result (TT 24, Điều 10.1c, 21.2)."""
    pack, result = year.plan.pack, year.result
    if pack.scheme == "levels":
        return tuple((str(level), f"Mức độ {level}") for level in pack.levels if result.passes(level))
    points = result.points or 0
    return tuple((rank.code, f"Loại {rank.label}") for rank in pack.ranks if 0 < rank.minimum <= points)


def volume_digest(year: Year, kind: VolumeKind) -> str:
    """A digest of what the volume would be bound from now; another digest means that the volume is out of date."""
    if kind == VolumeKind.DOSSIER:
        parts = [
            [wanted.kind, wanted.title, year.papers[wanted.kind].pk if wanted.kind in year.papers else None]
            for wanted in year.wanted
            if wanted.submitted
        ]
    else:
        index = year.papers.get("evidence_index")
        parts = [["", index.pk if index else None]]
        parts += [[item.code, item.title, item.sha256 or item.url or item.location] for item in year.evidence]
    return hashlib.sha256(canonical({"parts": parts}).encode()).hexdigest()


@dataclass(frozen=True)
class VolumeLine:
    kind: VolumeKind
    newest: Volume | None
    bound: Volume | None
    stale: bool

    @property
    def running(self) -> bool:
        return self.newest is not None and self.newest.state in {VolumeState.WAITING, VolumeState.BINDING}


def volume_line(year: Year, kind: VolumeKind) -> VolumeLine:
    volumes = list(year.dossier.volumes.filter(kind=kind)[:5]) if year.dossier.pk else []
    bound = next((volume for volume in volumes if volume.state == VolumeState.BOUND), None)
    stale = bound is not None and (
        bound.source_digest != volume_digest(year, kind)
        or (
            kind == VolumeKind.DOSSIER
            and any(line.state == "stale" for line in year.lines if line.wanted.submitted)
        )
    )
    return VolumeLine(kind, volumes[0] if volumes else None, bound, stale)
