"""The pages of a year's "Công dân học tập": the unit's, and each member's own."""

from dvht.citizens.views.importing import (
    citizen_import,
    citizen_import_confirm,
    citizen_import_discard,
    citizen_import_preview,
)
from dvht.citizens.views.outcome import (
    citizen_collection,
    citizen_outside_decision,
    citizen_reopen,
)
from dvht.citizens.views.own import (
    own_citizen,
    own_citizen_form,
    own_citizen_register,
    own_citizen_state,
    own_citizen_submit,
    own_citizen_take_back,
)
from dvht.citizens.views.papers import (
    citizen_paper,
    citizen_paper_draft,
    citizen_paper_issue,
    citizen_paper_page,
    citizen_paper_reset,
)
from dvht.citizens.views.person import (
    citizen,
    citizen_file,
    citizen_form,
    citizen_group,
    citizen_print,
    citizen_print_remove,
    citizen_score,
    citizen_score_return,
    citizen_withdraw,
)
from dvht.citizens.views.reviewing import citizen_review
from dvht.citizens.views.year import citizen_list_file, citizen_register, citizen_round, citizens

__all__ = [
    "citizen",
    "citizen_collection",
    "citizen_file",
    "citizen_form",
    "citizen_group",
    "citizen_import",
    "citizen_import_confirm",
    "citizen_import_discard",
    "citizen_import_preview",
    "citizen_list_file",
    "citizen_outside_decision",
    "citizen_paper",
    "citizen_paper_draft",
    "citizen_paper_issue",
    "citizen_paper_page",
    "citizen_paper_reset",
    "citizen_print",
    "citizen_print_remove",
    "citizen_register",
    "citizen_reopen",
    "citizen_review",
    "citizen_round",
    "citizen_score",
    "citizen_score_return",
    "citizen_withdraw",
    "citizens",
    "own_citizen",
    "own_citizen_form",
    "own_citizen_register",
    "own_citizen_state",
    "own_citizen_submit",
    "own_citizen_take_back",
]
