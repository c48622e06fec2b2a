"""The dossier as a whole: what it holds, what it asks for, what blocks it, and everything in one archive."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dvht.dossiers import actions, exports
from dvht.dossiers.forms import RequestForm
from dvht.dossiers.models import Channel, Submission, VolumeKind
from dvht.dossiers.permissions import can_submit, can_write_paper
from dvht.dossiers.queries import (
    PaperLine,
    Year,
    checks,
    is_composed,
    mending_words,
    open_return,
    receiving_note,
    volume_line,
)
from dvht.dossiers.queries.sending import Parcel
from dvht.dossiers.views.place import context_of, visible_unit, visible_year
from dvht.dossiers.views.volumes import told_lost
from dvht.plans.queries import packs_offered
from dvht.ui.answers import require
from dvht.ui.downloads import private
from dvht.ui.requests import SignedInRequest


@require_safe
def dossier(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The year's papers in the order of binding, what blocks the dossier, and the bound volumes.

    Of a year without a plan, what an officer registered from paper, and how to go on online; else that there is none.
    """
    try:
        file = visible_year(request, unit_id, year)
    except Http404:
        return _without_plan(request, unit_id, year)
    found = checks(file)
    parcel = Parcel(file, timezone.localdate())
    sent = parcel.submission
    given = open_return(sent)
    return render(
        request,
        "dossiers/dossier.html",
        {
            **context_of(request, file),
            "submitted": [line for line in file.lines if line.wanted.submitted],
            "others": [line for line in file.lines if not line.wanted.submitted],
            "checks": found,
            "blocking": [check for check in found if check.state == "fail"],
            "volumes": [volume_line(file, kind) for kind in VolumeKind],
            "request_form": RequestForm(file),
            "deadline": parcel.deadline,
            "submission": sent,
            "deliveries": sent.deliveries.all() if sent else (),
            "given": given,
            "given_on_paper": given is not None and given.delivery.channel != Channel.ONLINE,
            "mending": mending_words(given, file.plan.pack.row_noun) if given else "",
            "held": file.collection.held,
            "may_submit": can_submit(request.user, file.plan.unit),
            "receiving_note": receiving_note(file.plan.pack),
            "shown": _shown(file, request.GET.get("xem", "")),
        },
    )


def _without_plan(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    unit = visible_unit(request, unit_id)
    packs = packs_offered(unit, year)
    may_start = can_write_paper(request.user, unit) and bool(packs)
    context = {"unit": unit, "unit_id": unit_id, "year": year, "may_start": may_start}
    sent = Submission.objects.select_related("officer").filter(unit=unit, year=year).first()
    if sent is None:
        said = "Trước hết cần có kế hoạch của năm này, do thủ trưởng hoặc văn thư của đơn vị lập."
        if unit.is_dissolved(timezone.localdate()):
            said = "Đơn vị đã thôi hoạt động nên không lập kế hoạch cho năm này."
        elif not packs:
            said = f"Chưa có văn bản nào quy định việc đánh giá loại đơn vị này cho năm {year}."
        return render(request, "dossiers/no_plan.html", {**context, "said": said})
    return _registered(request, sent, context)


def _registered(request: SignedInRequest, sent: Submission, context: dict[str, Any]) -> HttpResponse:
    given = open_return(sent)
    more = {
        "today": timezone.localdate(),
        "submission": sent,
        "deliveries": sent.deliveries.all(),
        "given": given,
        "mending": mending_words(given, sent.pack.row_noun) if given else "",
    }
    return render(request, "dossiers/dossier_registered.html", {**context, **more})


def _shown(file: Year, asked: str) -> PaperLine | None:
    """The paper whose draft stands on the page: the one asked for, else the next to issue; none when all are."""
    composed = [line for line in file.lines if is_composed(file.plan, line.wanted.kind)]
    waiting = (line for line in composed if line.wanted.kind == asked)
    return next(waiting, None) or next((line for line in composed if line.state != "ready"), None)


@require_POST
def dossier_request(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    file = visible_year(request, unit_id, year)
    require(can_write_paper(request.user, file.plan.unit))
    form = RequestForm(file, request.POST)
    if not form.is_valid():
        messages.error(request, "Chưa lưu được mức đề nghị: hãy chọn một mức trong danh sách.")
    else:
        try:
            actions.request_recognition(file.dossier, by=request.user, **form.cleaned_data)
            messages.success(request, "Đã lưu mức đề nghị.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect("dossier", unit_id, year)


@require_safe
def dossier_archive(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse | FileResponse:
    """Everything issued and bound, in one ZIP with a list of digests."""
    file = visible_year(request, unit_id, year)
    name = f"ho-so-{year}.zip"
    try:
        content = exports.archive(file)
    except exports.LostVolumeError as lost:
        return told_lost(request, unit_id, year, lost)
    return private(FileResponse(content, as_attachment=True, filename=name, content_type="application/zip"))
