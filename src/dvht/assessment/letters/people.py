"""Who assesses, who signs, who receives."""

from dataclasses import dataclass

from dvht.plans.models import CommitteeKind, CommitteeMember, Plan


@dataclass(frozen=True)
class Team:
    """The team that assesses: who leads, who writes the minutes, everybody in order."""

    members: tuple[CommitteeMember, ...]

    @property
    def name(self) -> str:
        """Tổ đánh giá, or Ban chỉ đạo where no team was set up."""
        return str(CommitteeKind(self.members[0].body).label) if self.members else ""

    @property
    def chair(self) -> CommitteeMember | None:
        return self._with("tổ trưởng") or self._with("trưởng") or (self.members[0] if self.members else None)

    @property
    def secretary(self) -> CommitteeMember | None:
        return self._with("thư ký")

    def _with(self, role: str) -> CommitteeMember | None:
        return next((member for member in self.members if role in member.role.casefold()), None)


def team_of(plan: Plan) -> Team:
    """The team, or the steering committee where the plan sets up no team."""
    people = list(plan.committee.all())
    team = [person for person in people if person.body == CommitteeKind.TEAM]
    return Team(tuple(team or people))


def recipients_of(plan: Plan) -> tuple[str, ...]:
    return (plan.unit.receiver,) if plan.unit.receiver else ()
