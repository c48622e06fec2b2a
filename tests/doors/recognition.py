"""The doors of recognition: decisions, titles, replies, and the unit's own result."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.cast import Cast
from tests.doors import (
    CHAIR,
    IN,
    KEEPERS,
    OFFICE_HEAD,
    OFFICE_READERS,
    READERS,
    REFUSED,
    SIGN_IN,
    UNKNOWN,
    Door,
)
from tests.recognition import build

from dvht.appraisal.models import Appraisal
from dvht.plans.models import Plan
from dvht.recognition.models import Decision, Improvement, Title
from dvht.units.models import Unit

BOTH = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, REFUSED, UNKNOWN, officer=IN, office_head=IN, chair=IN)
"""Pages of the body that decides, read by the office that submits to it; `unit_id` is the body that decides."""
DECIDERS = replace(CHAIR, officer=REFUSED, office_head=REFUSED)
"""Deeds of the body that decides, on pages that the office reads."""

READING: Mapping[str, Door] = {
    "decisions": BOTH,
    "decision": BOTH,
    "decision_confirm": DECIDERS,
    "decision_correct": DECIDERS,
    "decision_correction": BOTH,
    "decision_file": BOTH,
    "decision_list": BOTH,
    "decision_page": BOTH,
    "decision_start": BOTH,
    "titles": BOTH,
    "titles_export": BOTH,
    "withdrawal_start": DECIDERS,
    "refusals": OFFICE_READERS,
    "refusal": OFFICE_READERS,
    "refusal_file": OFFICE_READERS,
    "refusal_page": OFFICE_READERS,
    "recognition": READERS,
    "recognition_notice": READERS,
    "recognition_paper": READERS,
    "improvement": KEEPERS,
    "improvement_add": KEEPERS,
}

SENDING: Mapping[str, Door] = {
    "decision": BOTH,
    "decision_confirm": DECIDERS,
    "decision_correct": DECIDERS,
    "decision_correction": BOTH,
    "decision_discard": BOTH,
    "decision_list": BOTH,
    "decision_reset": BOTH,
    "decision_start": BOTH,
    "withdrawal_start": DECIDERS,
    "refusal": OFFICE_READERS,
    "refusal_issue": OFFICE_HEAD,
    "refusal_reset": OFFICE_READERS,
    "improvement": KEEPERS,
    "improvement_add": KEEPERS,
    "improvement_remove": KEEPERS,
    "improvement_suggest": KEEPERS,
}

OTHER_YEAR = 2024
"""The year of the unit's own title: that of the cast's plan may have a dossier already."""


def furnish(cast: Cast, plan: Plan) -> None:
    """A title of the first unit, a draft that awaits the chair, and a failed dossier without a reply."""
    build.passed(cast, year=OTHER_YEAR)
    build.issued(cast, year=OTHER_YEAR)
    school = _a_school(cast, "Trường Tiểu học Hoa Cúc", "THHC")
    build.passed(cast, school, year=OTHER_YEAR)
    build.drafted(cast, year=OTHER_YEAR)
    build.failed(cast, _a_school(cast, "Trường Tiểu học Hoa Lan", "THHL"), year=OTHER_YEAR)
    Improvement.objects.create(unit=cast.unit, year=OTHER_YEAR, content="Bổ sung minh chứng")


def _a_school(cast: Cast, name: str, symbol: str) -> Unit:
    return build.make.a_unit(name, under=cast.commune, symbol=symbol)


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    bodies = {
        "decision": cast.commune,
        "titles": cast.commune,
        "withdra": cast.commune,
        "refusal": cast.office,
    }
    body = next((unit for start, unit in bodies.items() if name.startswith(start)), cast.unit)
    issued = Decision.objects.get(state="issued", year=OTHER_YEAR)
    draft = Decision.objects.get(state="draft", year=OTHER_YEAR)
    return {
        "unit_id": body.pk,
        "year": OTHER_YEAR,
        "decision_id": (issued if name == "decision_correct" else draft).pk,
        "appraisal_id": Appraisal.objects.get(state="failed", submission__year=OTHER_YEAR).pk,
        "paper_id": Title.objects.get(unit=cast.unit, year=OTHER_YEAR).decision.paper_id,
        "line_id": Improvement.objects.get(unit=cast.unit).pk,
        "paper_format": "pdf",
        "page": 1,
    }
