"""What the commune holds for its units in 2026: a training session, and a survey that some of them have answered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.utils import timezone

from dvht.accounts.models import User
from dvht.demo.rosters import past
from dvht.plans import actions as plans
from dvht.plans.actions import SessionWords
from dvht.plans.models import Plan, Question, Session, SessionKind
from dvht.units.models import Unit

TRAINING: Final = SessionWords(
    "training",
    "Tập huấn tiêu chí, minh chứng và phần mềm cho các đơn vị",
    dt.date(2026, 9, 18),
    audience="Tổ đánh giá của các đơn vị",
    lead="Phòng Văn hóa - Xã hội",
    place="Hội trường UBND xã Đồng Sen",
)
SURVEY: Final = SessionWords(
    "survey",
    "Khảo sát việc chuẩn bị tự đánh giá năm 2026",
    dt.date(2026, 11, 2),
    ends_on=dt.date(2026, 12, 18),
    audience="Các đơn vị trên địa bàn xã",
    lead="Phòng Văn hóa - Xã hội",
)
QUESTIONS: Final = (
    ("Đơn vị đã phổ biến tiêu chí đến mọi thành viên chưa?", Question.Form.YES_NO),
    ("Bao nhiêu người chưa có tài khoản học tập số?", Question.Form.NUMBER),
    ("Đơn vị cần xã hỗ trợ việc gì?", Question.Form.TEXT),
)
ANSWERS: Final[Mapping[str, tuple[str, str, str]]] = {
    "sen_hong": ("Có", "3", "Hướng dẫn lập kho minh chứng"),
    "hoa_cai": ("Có", "0", ""),
    "hoa_lau": ("Có", "5", "Thêm một buổi tập huấn cho Tổ đánh giá"),
    "tram_y_te": ("Có", "2", "Giải đáp cách tính chỉ tiêu 1.2a"),
    "che_xanh": ("Không", "11", "Cử người giúp tạo tài khoản học tập số"),
}
"""By unit, in the order of the questions; the others haven't answered yet."""
AT_LEAST: Final = dt.timedelta(days=14)
"""How long the survey stays open after the demonstration is loaded, whenever that is."""


def hold_sessions(plan: Plan, *, by: User) -> None:
    """The sessions of a draft with the questions of the survey."""
    plans.add_session(plan, TRAINING, by=by)
    last = max(SURVEY.ends_on or SURVEY.starts_on, timezone.localdate() + AT_LEAST)
    survey = plans.add_session(plan, replace(SURVEY, starts_on=past(SURVEY.starts_on), ends_on=last), by=by)
    for text, form in QUESTIONS:
        plans.add_question(survey, text, form.value, by=by)


def answer_survey(plan: Plan, units: Mapping[str, Unit], people: Mapping[str, User]) -> None:
    """Some heads have answered for their units, one without the last question."""
    survey = Session.objects.get(plan=plan, kind=SessionKind.SURVEY)
    questions = list(survey.questions.values_list("pk", flat=True))
    for key, values in ANSWERS.items():
        plans.answer_survey(survey, units[key], dict(zip(questions, values, strict=True)), by=people[key])
