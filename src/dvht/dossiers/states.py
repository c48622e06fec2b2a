"""How far the binding of a volume has come, and the way of a dossier through the authority."""

from enum import StrEnum


class VolumeState(StrEnum):
    WAITING = "waiting"
    BINDING = "binding"
    BOUND = "bound"
    FAILED = "failed"


MOVES: dict[VolumeState, frozenset[VolumeState]] = {
    VolumeState.WAITING: frozenset({VolumeState.BINDING, VolumeState.FAILED}),
    VolumeState.BINDING: frozenset({VolumeState.BOUND, VolumeState.FAILED}),
    VolumeState.BOUND: frozenset(),
    VolumeState.FAILED: frozenset(),
}


class SubmissionState(StrEnum):
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    RECEIVED = "received"
    CLOSED = "closed"


SUBMISSION_MOVES: dict[SubmissionState, frozenset[SubmissionState]] = {
    SubmissionState.SUBMITTED: frozenset(
        {
            SubmissionState.WITHDRAWN,
            SubmissionState.RETURNED,
            SubmissionState.RECEIVED,
            SubmissionState.CLOSED,
        }
    ),
    # handed in again by the unit online, or registered from paper by an officer, whichever way it came before
    SubmissionState.WITHDRAWN: frozenset({SubmissionState.SUBMITTED}),
    SubmissionState.RETURNED: frozenset({SubmissionState.SUBMITTED, SubmissionState.CLOSED}),
    # an examiner may still find that a row must be mended
    SubmissionState.RECEIVED: frozenset({SubmissionState.RETURNED, SubmissionState.CLOSED}),
    SubmissionState.CLOSED: frozenset(),
}
