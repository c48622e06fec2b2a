"""Deeds on what a body holds for its units: training, surveys with their questions, inspections."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.inbox.actions import tell_units
from dvht.inbox.models import Topic
from dvht.plans.actions.locking import locked_line, locked_plan, one_newline, trace, values_of
from dvht.plans.models import Answer, Plan, Question, Session, SessionKind
from dvht.plans.queries import is_open, survey_table
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit

YES_NO: Final = ("Có", "Không")
MOST_DIGITS: Final = 12


@dataclass(frozen=True)
class SessionWords:
    """`kind` is a SessionKind; without `ends_on` it lasts one day."""

    kind: str
    title: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    audience: str = ""
    lead: str = ""
    place: str = ""
    note: str = ""


def add_session(plan: Plan, words: SessionWords, *, by: User) -> Session:
    with transaction.atomic():
        fresh = locked_plan(plan)
        session = Session(plan=fresh)
        after = _fill(session, asdict(words))
        session.save(force_insert=True)
        trace("thêm đợt tập huấn, khảo sát, kiểm tra", fresh, by=by, thing=session, after=after)
    return session


def change_session(session: Session, words: SessionWords, *, version: int, by: User) -> Session:
    """Change what it is; a survey that has questions stays a survey ({"kind"})."""
    with transaction.atomic():
        plan = locked_plan(session.plan)
        fresh = locked_line(session, version=version)
        if fresh.kind == SessionKind.SURVEY != words.kind and fresh.questions.exists():
            raise ValidationError({"kind": "Khảo sát này đã có câu hỏi nên không đổi sang loại khác được."})
        return _write(fresh, plan, asdict(words), by=by, verb="sửa đợt tập huấn, khảo sát, kiểm tra")


def remove_session(session: Session, *, by: User) -> None:
    """Strike it from a draft; ValidationError "answered" for a survey that units have answered."""
    with transaction.atomic():
        plan = locked_plan(session.plan)
        fresh = locked_line(session)
        _check_unanswered(fresh)
        trace("bỏ đợt tập huấn, khảo sát, kiểm tra", plan, by=by, thing=fresh, before={"title": fresh.title})
        fresh.delete()


def record_session_result(session: Session, result: str, *, version: int, by: User) -> Session:
    """What came of it, in a draft or a plan in force."""
    with transaction.atomic():
        plan = locked_plan(session.plan, must_be_draft=False)
        fresh = locked_line(session, version=version)
        return _write(fresh, plan, {"result": result}, by=by, verb="ghi kết quả đợt")


def add_question(session: Session, text: str, form: str, *, by: User) -> Question:
    """Ask one more; only until the first unit has answered ("answered")."""
    with transaction.atomic():
        plan = locked_plan(session.plan, must_be_draft=False)
        fresh = locked_line(session)
        _check_survey(fresh)
        _check_unanswered(fresh)
        last = fresh.questions.aggregate(last=Max("position"))["last"] or 0
        question = Question(session=fresh, text=text.strip(), form=form, position=last + 1)
        question.full_clean()
        question.save()
        trace("thêm câu hỏi khảo sát", plan, by=by, thing=question, after={"text": question.text})
    return question


def remove_question(question: Question, *, by: User) -> None:
    with transaction.atomic():
        plan = locked_plan(question.session.plan, must_be_draft=False)
        _check_unanswered(locked_line(question.session))
        trace("bỏ câu hỏi khảo sát", plan, by=by, thing=question, before={"text": question.text})
        question.delete()


def answer_survey(session: Session, unit: Unit, values: Mapping[int, str], *, by: User) -> int:
    """Keep what a unit answers, by question; an empty answer is taken back. How many it has now answered.

    Raises ValidationError "closed" outside the days of the survey, or keyed by the question's number.
    """
    with transaction.atomic():
        fresh = Session.objects.select_for_update().select_related("plan").get(pk=session.pk)
        if not fresh.plan.issued_version or not is_open(fresh, timezone.localdate()):
            raise ValidationError("Khảo sát này không trong thời gian trả lời.", code="closed")
        questions = {question.pk: question for question in fresh.questions.all()}
        wanted = _checked(questions, values)
        known = dict(
            Answer.objects.filter(unit=unit, question__in=questions).values_list("question_id", "value")
        )
        for pk, value in wanted.items():
            if value:
                Answer.objects.update_or_create(
                    question_id=pk, unit=unit, defaults={"value": value, "answered_by": by}
                )
        Answer.objects.filter(
            unit=unit, question__in=[pk for pk, value in wanted.items() if not value]
        ).delete()
        before = {questions[pk].text: known.get(pk, "") for pk in wanted if known.get(pk, "") != wanted[pk]}
        after = {questions[pk].text: wanted[pk] for pk in wanted if known.get(pk, "") != wanted[pk]}
        if after:
            record(
                "trả lời khảo sát", by=by, thing="plans.Session", thing_id=fresh.pk, label=fresh.title,
                unit_id=unit.pk, before=before, after=after,
            )  # fmt: skip
    return sum(1 for value in {**known, **wanted}.values() if value)


def remind_survey(session: Session, *, by: User) -> int:
    """Tell the units that haven't answered, once a day at most; how many there are. "empty" without questions."""
    with transaction.atomic():
        plan = locked_plan(session.plan, must_be_draft=False)
        fresh = locked_line(session)
        today = timezone.localdate()
        if not plan.issued_version or not is_open(fresh, today) or not fresh.questions.exists():
            raise ValidationError(
                "Chưa nhắc được: khảo sát chưa có câu hỏi, kế hoạch chưa ban hành, hoặc không trong thời gian trả lời.",
                code="closed",
            )
        silent = [row.unit for row in survey_table(fresh).silent]
        until = f" đến hết ngày {written_date(fresh.ends_on)}" if fresh.ends_on else ""
        tell_units(
            silent,
            Topic.PLAN,
            f"Trả lời khảo sát: {fresh.title}",
            text=f"{plan.unit.name} hỏi {fresh.questions.count()} câu; trả lời được{until}.",
            url=f"/don-vi/{{unit}}/{plan.year}/ke-hoach/khao-sat/{fresh.pk}/",
            key=f"survey:{fresh.pk}:{today.isoformat()}",
        )
        trace("nhắc trả lời khảo sát", plan, by=by, thing=fresh, after={"units": len(silent)})
    return len(silent)


def _checked(questions: Mapping[int, Question], values: Mapping[int, str]) -> dict[int, str]:
    wanted: dict[int, str] = {}
    wrong: dict[str, str] = {}
    for pk, question in questions.items():
        value = str(one_newline(values.get(pk, ""))).strip()
        problem = _wrong(question, value)
        if problem:
            wrong[str(pk)] = problem
        wanted[pk] = (
            str(int(value)) if value and question.form == Question.Form.NUMBER and not problem else value
        )
    if wrong:
        raise ValidationError(wrong)
    return wanted


def _wrong(question: Question, value: str) -> str:
    if not value:
        return ""
    if len(value) > 1000:
        return "Trả lời dài quá 1.000 chữ: hãy viết ngắn lại."
    if question.form == Question.Form.NUMBER and not (
        value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS
    ):
        return "Hãy ghi một số nguyên, ví dụ 12."
    if question.form == Question.Form.YES_NO and value not in YES_NO:
        return "Hãy chọn Có hoặc Không."
    return ""


def _check_survey(session: Session) -> None:
    if session.kind != SessionKind.SURVEY:
        raise ValidationError("Chỉ khảo sát mới có câu hỏi.", code="state")


def _check_unanswered(session: Session) -> None:
    if Answer.objects.filter(question__session=session).exists():
        raise ValidationError(
            "Đã có đơn vị trả lời nên không thêm, bớt câu hỏi hay bỏ khảo sát được.", code="answered"
        )


def _write(session: Session, plan: Plan, values: Mapping[str, Any], *, by: User, verb: str) -> Session:
    before = values_of(session, values)
    after = _fill(session, values)
    if after != before:
        session.version += 1
        session.save()
        trace(verb, plan, by=by, thing=session, before=before, after=after)
    return session


def _fill(session: Session, values: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in values.items():
        setattr(session, name, one_newline(value))
    session.full_clean()
    return values_of(session, values)
