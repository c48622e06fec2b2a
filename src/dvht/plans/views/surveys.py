"""Surveys: the questions that a body writes, what its units answer, the table of answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dvht.plans import actions
from dvht.plans.exports import survey_workbook
from dvht.plans.forms import AnswersForm, QuestionForm
from dvht.plans.models import Answer, Plan, Question, Session, SessionKind
from dvht.plans.permissions import can_write_plan
from dvht.plans.queries import is_open, plan_of, survey_table, surveys_for
from dvht.plans.views.doors import context_of, into_form, visible_plan, visible_unit, writes_plan
from dvht.plans.views.lines import either
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest

ON_A_PAGE = 100


def _survey(plan: Plan, line_id: int) -> Session:
    return get_object_or_404(
        Session.objects.select_related("plan__unit"), plan=plan, pk=line_id, kind=SessionKind.SURVEY
    )


def _answered(survey: Session) -> bool:
    return Answer.objects.filter(question__session=survey).exists()


@either
@writes_plan
def plan_questions(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    """The questions, and the form that adds one; closed once a unit has answered."""
    survey = _survey(plan, line_id)
    form = QuestionForm(request.POST if request.method == "POST" else None, initial={"form": "text"})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.add_question(survey, **form.cleaned_data, by=request.user)
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(request, f"Đã thêm câu hỏi “{made}”.")
                return redirect("plan_questions", plan.unit_id, plan.year, survey.pk)
    context = context_of(
        request,
        plan,
        survey=survey,
        questions=survey.questions.all(),
        form=form,
        answered=_answered(survey),
        is_open=is_open(survey, timezone.localdate()),
    )
    return render(request, "plans/plan_questions.html", context, status=status)


@require_POST
@writes_plan
def plan_question_remove(
    request: SignedInRequest, plan: Plan, line_id: int, question_id: int
) -> HttpResponse:
    question = get_object_or_404(Question, session=_survey(plan, line_id), pk=question_id)
    try:
        actions.remove_question(question, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã bỏ câu hỏi “{question}”.")
    return redirect("plan_questions", plan.unit_id, plan.year, line_id)


@require_POST
@writes_plan
def plan_survey_remind(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    try:
        told = actions.remind_survey(_survey(plan, line_id), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã nhắc {told} đơn vị chưa trả lời. Mỗi đơn vị nhận một thư mỗi ngày.")
    return redirect("plan_answers", plan.unit_id, plan.year, line_id)


@require_safe
def plan_answers(request: SignedInRequest, unit_id: int, year: int, line_id: int) -> HttpResponse:
    """What each unit answered; the silent ones by themselves when asked for."""
    plan = visible_plan(request, unit_id, year)
    survey = _survey(plan, line_id)
    table = survey_table(survey)
    only_silent = request.GET.get("chua") == "1"
    page = Paginator(table.silent if only_silent else table.rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = context_of(
        request,
        plan,
        survey=survey,
        table=table,
        page=page,
        only_silent=only_silent,
        answered=len(table.rows) - len(table.silent),
        is_open=is_open(survey, timezone.localdate()),
    )
    return render(request, "plans/plan_answers.html", context)


@require_safe
def plan_answers_export(request: SignedInRequest, unit_id: int, year: int, line_id: int) -> HttpResponse:
    survey = _survey(visible_plan(request, unit_id, year), line_id)
    return titled_download(survey_workbook(survey), f"Khảo sát {survey.title}", "xlsx")


@require_safe
def survey_list(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Surveys of the bodies above that the unit is asked to answer."""
    unit = visible_unit(request, unit_id)
    today = timezone.localdate()
    found = surveys_for(unit, year, plan_of(unit, year))
    answered = set(
        Answer.objects.filter(unit=unit, question__session__in=found).values_list(
            "question__session_id", flat=True
        )
    )
    lines = [(one, is_open(one, today), one.pk in answered) for one in found]
    context = {"unit": unit, "year": year, "lines": lines, "today": today}
    return render(request, "plans/survey_list.html", context)


@either
def survey_answer(request: SignedInRequest, unit_id: int, year: int, session_id: int) -> HttpResponse:
    """The unit's own answers, to be corrected until the survey ends."""
    unit = visible_unit(request, unit_id)
    survey = next((one for one in surveys_for(unit, year, plan_of(unit, year)) if one.pk == session_id), None)
    if survey is None:
        raise Http404("Không có khảo sát này")
    may_answer = can_write_plan(request.user, unit)
    if request.method == "POST" and not may_answer:
        raise PermissionDenied
    questions = list(survey.questions.all())
    given = Answer.objects.filter(unit=unit, question__in=questions).select_related("answered_by")
    known = {answer.question_id: answer.value for answer in given}
    form = AnswersForm(questions, known, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                count = actions.answer_survey(survey, unit, form.values(), by=request.user)
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(request, f"Đã lưu {count}/{len(questions)} câu trả lời của “{survey}”.")
                return redirect("survey_list", unit_id, year)
    context = {
        "unit": unit,
        "year": year,
        "survey": survey,
        "form": form,
        "said": [(question, known.get(question.pk, "")) for question in questions],
        "may_answer": may_answer and is_open(survey, timezone.localdate()),
        "is_open": is_open(survey, timezone.localdate()),
    }
    return render(request, "plans/survey_answer.html", context, status=status)
