"""The moves of a member's papers and requests."""

from enum import StrEnum


class StudyPlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"


STUDY_PLAN_MOVES: dict[StudyPlanState, frozenset[StudyPlanState]] = {
    StudyPlanState.DRAFT: frozenset({StudyPlanState.SUBMITTED}),
    StudyPlanState.SUBMITTED: frozenset(
        {StudyPlanState.DRAFT, StudyPlanState.APPROVED, StudyPlanState.RETURNED}
    ),
    StudyPlanState.RETURNED: frozenset({StudyPlanState.SUBMITTED}),
    StudyPlanState.APPROVED: frozenset({StudyPlanState.RETURNED}),
}


class CertificateState(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


CERTIFICATE_MOVES: dict[CertificateState, frozenset[CertificateState]] = {
    CertificateState.PENDING: frozenset({CertificateState.CONFIRMED, CertificateState.REFUSED}),
    CertificateState.REFUSED: frozenset({CertificateState.PENDING}),
    CertificateState.CONFIRMED: frozenset({CertificateState.PENDING}),
}


class RequestState(StrEnum):
    RECEIVED = "received"
    ANSWERED = "answered"
    DONE = "done"
    REFUSED = "refused"


REQUEST_MOVES: dict[RequestState, frozenset[RequestState]] = {
    RequestState.RECEIVED: frozenset({RequestState.ANSWERED, RequestState.DONE, RequestState.REFUSED}),
    RequestState.ANSWERED: frozenset({RequestState.DONE, RequestState.REFUSED}),
    RequestState.DONE: frozenset(),
    RequestState.REFUSED: frozenset(),
}
