"""The doors of a body's plan, and of what the units below see of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests import make
from tests.cast import Cast
from tests.doors import HEAD, IN, KEEPERS, READERS, REFUSED, SIGN_IN, UNKNOWN, YEAR, Door

from dvht.documents.models import IssuedPaper, StoredPaper
from dvht.plans import actions
from dvht.plans.models import Extension, Plan, Question, Session

BODY_READERS = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, IN, UNKNOWN, officer=IN, office_head=IN)
"""Whoever sees the office: its people, and the administrator of the commune above."""
BODY_KEEPERS = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, REFUSED, UNKNOWN, officer=IN, office_head=IN)
"""Who writes the office's plan."""

OF_THE_BODY: Mapping[str, Door] = {
    "plan_sessions": BODY_READERS,
    "plan_answers": BODY_READERS,
    "plan_answers_export": BODY_READERS,
    "plan_extensions": BODY_READERS,
    "plan_followers": BODY_READERS,
    "plan_followers_export": BODY_READERS,
    "plan_appraisal": BODY_KEEPERS,
    "plan_models": BODY_KEEPERS,
    "plan_routings": BODY_KEEPERS,
    "plan_session_add": BODY_KEEPERS,
    "plan_session": BODY_KEEPERS,
    "plan_session_result": BODY_KEEPERS,
    "plan_questions": BODY_KEEPERS,
    "plan_extension_add": BODY_KEEPERS,
    "plan_extension_revoke": BODY_KEEPERS,
}
READING: Mapping[str, Door] = {
    **OF_THE_BODY,
    "plan_versions": READERS,
    "plan_version": READERS,
    "plan_higher": READERS,
    "plan_higher_changes": READERS,
    "plan_higher_paper": READERS,
    "survey_list": READERS,
    "survey_answer": READERS,
}
SENDING: Mapping[str, Door] = {
    **{name: door for name, door in OF_THE_BODY.items() if door is BODY_KEEPERS},
    "plan_session_remove": BODY_KEEPERS,
    "plan_question_remove": BODY_KEEPERS,
    "plan_survey_remind": BODY_KEEPERS,
    "plan_higher_follow": HEAD,  # the unit's plan is in force; in a draft the clerk may too
    "survey_answer": KEEPERS,
}


def furnish(cast: Cast, plan: Plan) -> None:
    """The office's plan in force with a survey, an extension and its paper; the unit hands in to the office."""
    cast.unit.receiving_name = ""
    cast.unit.save()
    body = make.a_full_plan(cast.office, YEAR, by=cast.office_head)
    words = actions.SessionWords("survey", "Khảo sát", date(YEAR, 3, 1), date(YEAR, 4, 1))
    survey = actions.add_session(body, words, by=cast.officer)
    actions.add_question(survey, "Khó khăn gì?", "text", by=cast.officer)
    body = actions.put_in_force(body, by=cast.office_head)
    day = body.milestones.get(code="unit_dossier")
    actions.grant_extension(day, cast.unit, date(YEAR + 1, 2, 1), "Bão", by=cast.officer)
    paper = IssuedPaper.objects.create(
        unit=cast.office, kind="plan", year=YEAR, title="Kế hoạch", subject="kế hoạch", place="Đồng Sen",
        issued_on=date(YEAR, 1, 15), signatory_name="Vũ Thị Phòng", signatory_title="Trưởng phòng",
        verification_code="PLANS", source_digest="", pages=1,
    )  # fmt: skip
    StoredPaper.objects.create(paper=paper, format="pdf", content=b"%PDF-1.4", sha256="0" * 64)


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    survey = Session.objects.get(plan__unit=cast.office)
    if name in OF_THE_BODY or name in {"plan_session_remove", "plan_question_remove", "plan_survey_remind"}:
        return {
            "unit_id": cast.office.pk,
            "line_id": survey.pk,
            "question_id": Question.objects.get(session=survey).pk,
            "extension_id": Extension.objects.get(milestone__plan__unit=cast.office).pk,
        }
    return {"number": 1, "session_id": survey.pk}
