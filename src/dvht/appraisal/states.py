"""The life of a panel, of a dossier's appraisal, and of an invitation."""

from enum import StrEnum


class PanelState(StrEnum):
    DRAFT = "draft"
    AT_WORK = "at_work"
    DISSOLVED = "dissolved"


PANEL_MOVES: dict[PanelState, frozenset[PanelState]] = {
    PanelState.DRAFT: frozenset({PanelState.AT_WORK}),
    PanelState.AT_WORK: frozenset({PanelState.DISSOLVED}),
    PanelState.DISSOLVED: frozenset(),
}


class AppraisalState(StrEnum):
    EXAMINING = "examining"
    """Examiners write down what they find, each on their own."""
    CONSOLIDATING = "consolidating"
    """Their findings are laid side by side; where they differ the chair settles."""
    VOTING = "voting"
    """The panel meets or writes, and votes on the result."""
    PASSED = "passed"
    FAILED = "failed"


APPRAISAL_MOVES: dict[AppraisalState, frozenset[AppraisalState]] = {
    AppraisalState.EXAMINING: frozenset({AppraisalState.CONSOLIDATING}),
    AppraisalState.CONSOLIDATING: frozenset({AppraisalState.EXAMINING, AppraisalState.VOTING}),
    AppraisalState.VOTING: frozenset(
        {AppraisalState.CONSOLIDATING, AppraisalState.PASSED, AppraisalState.FAILED}
    ),
    # opened again by the chair, with a reason, as long as nothing was decided on it
    AppraisalState.PASSED: frozenset({AppraisalState.CONSOLIDATING}),
    AppraisalState.FAILED: frozenset({AppraisalState.CONSOLIDATING}),
}
