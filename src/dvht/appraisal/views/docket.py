"""What every page of one appraisal begins with: the visible appraisal, who reads it, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial, wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from dvht.accounts.permissions import can_work_for_body
from dvht.appraisal.models import Appraisal, Finding, Seat, SeatRole
from dvht.appraisal.permissions import can_keep_minutes, can_reopen, can_settle, seat_of
from dvht.appraisal.queries.examination import Mine, mine_of, proposed_for_return, return_url, strip_of
from dvht.appraisal.queries.laid import Laid, laid_of
from dvht.appraisal.queries.progress import given_rows
from dvht.appraisal.queries.results import Examined, examined, goal_words
from dvht.appraisal.states import AppraisalState
from dvht.dossiers.permissions import can_handle_submission
from dvht.dossiers.states import SubmissionState
from dvht.ui import answers
from dvht.ui.requests import SignedInRequest

P = ParamSpec("P")
CONFLICTS = {"conflict", "state", "away", "decided", "late", "seat", "votes", "outcome", "gaps"}


@dataclass(frozen=True)
class Docket:
    """One appraisal as its reader has it before them."""

    request: SignedInRequest
    appraisal: Appraisal

    @cached_property
    def laid(self) -> Laid:
        return laid_of(self.appraisal)

    @cached_property
    def examined(self) -> Examined:
        return examined(self.appraisal, self.laid)

    @cached_property
    def seat(self) -> Seat | None:
        return seat_of(self.request.user, self.appraisal)

    @cached_property
    def given(self) -> frozenset[str] | None:
        """The groups that the reader's seat examines; empty for all, None for none."""
        return given_rows(self.seat, self.appraisal.submission_id) if self.seat else None

    @cached_property
    def may_keep(self) -> bool:
        return can_keep_minutes(self.request.user, self.appraisal.panel)

    @cached_property
    def may_settle(self) -> bool:
        return can_settle(self.request.user, self.appraisal)

    @cached_property
    def may_reopen(self) -> bool:
        return can_reopen(self.request.user, self.appraisal)

    @cached_property
    def may_give_back(self) -> bool:
        """Works for the office with the dossier itself, while it is here and examined."""
        here = self.appraisal.submission.state == SubmissionState.RECEIVED
        return (
            here and self.is_examining and can_handle_submission(self.request.user, self.appraisal.submission)
        )

    @cached_property
    def proposed(self) -> tuple[Finding, ...]:
        """Rows that examiners propose to give back, for who may do it."""
        return proposed_for_return(self.laid) if self.may_give_back else ()

    @cached_property
    def sees_all(self) -> bool:
        """Reads what every examiner found: who leads, the secretary, the office, the body that decides."""
        if self.seat is None or can_work_for_body(self.request.user, self.appraisal.panel.body):
            return True
        return self.seat.leads or self.seat.role == SeatRole.SECRETARY

    @cached_property
    def mine(self) -> tuple[Mine, ...]:
        return mine_of(self.laid, self.seat.pk if self.seat else None, self.given)

    def row(self, code: str) -> Mine:
        """A row that the reader may open; 404 for others."""
        found = next((row for row in self.mine if row.code == code), None)
        if found is None or not self.opens(found.theirs.row.group):
            raise Http404
        return found

    def opens(self, group: str) -> bool:
        """Who was given one group of rows doesn't read the others."""
        return self.sees_all or not self.given or group in self.given

    @property
    def is_examining(self) -> bool:
        return self.appraisal.state == AppraisalState.EXAMINING

    def context(self, **more: Any) -> dict[str, Any]:
        submission = self.appraisal.submission
        assigned = [row for row in self.mine if row.given and row.theirs.applies]
        return {
            "docket": self,
            "appraisal": self.appraisal,
            "submission": submission,
            "laid": self.laid,
            "noun": self.laid.pack.row_noun,
            "requested": goal_words(self.laid.pack, submission.requested),
            "assigned": len(assigned),
            "done": sum(not row.is_open for row in assigned),
            "body_id": self.appraisal.panel.body_id,
            "proposed": self.proposed,
            "return_url": return_url(self.laid, self.proposed) if self.proposed else "",
            "office_reader": can_work_for_body(self.request.user, self.appraisal.panel.body),
            **more,
        }

    def strip(self, current: str = "") -> tuple[Any, ...]:
        groups = [group.code for group, _ in self.laid.groups]
        branches = strip_of(self.laid, self.mine, current)
        return tuple(one for one, group in zip(branches, groups, strict=True) if self.opens(group))

    def to(self, name: str, *more: object) -> HttpResponse:
        return redirect(name, self.appraisal.pk, *more)


Answer = HttpResponse | FileResponse
Page = Callable[Concatenate[Docket, P], Answer]
Door = Callable[Concatenate[SignedInRequest, int, P], Answer]


def read_appraisal(page: Page[P]) -> Door[P]:
    """The page is for whoever the appraisal is visible to; 404 for everybody else."""

    @wraps(page)
    def door(request: SignedInRequest, appraisal_id: int, *args: P.args, **kwargs: P.kwargs) -> Answer:
        visible = Appraisal.objects.visible_to(request.user)
        found = get_object_or_404(visible.select_related(*READ), pk=appraisal_id)
        return page(Docket(request, found), *args, **kwargs)

    return cast(Door[P], door)


READ = ("submission__unit", "submission__dossier", "panel__body", "concluded_by")


into_form = partial(answers.into_form, conflicts=CONFLICTS)
