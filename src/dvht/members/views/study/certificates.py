"""Certificates that members handed in: seen beside their picture, confirmed or refused."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.evidence.permissions import can_prove
from dvht.evidence.queries import collection_of
from dvht.members.actions.certificates import decide_certificates, file_as_evidence, reopen_certificate
from dvht.members.forms.certificates import RemarkForm
from dvht.members.models import Certificate
from dvht.members.permissions import can_decide_certificate, can_keep_roster
from dvht.members.queries.study import purpose_of, rows_fed_by, unit_certificates
from dvht.members.states import CertificateState
from dvht.members.views.stored import file_answer
from dvht.members.views.unit_door import UnitPlace, ids_asked, unit_place, versions_seen
from dvht.ui.requests import SignedInRequest

PENDING = CertificateState.PENDING.value
STATES = {state.value for state in CertificateState}


@require_safe
def certificates(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Those that wait, or those of another state."""
    place = unit_place(request, unit_id, year, can_keep_roster)
    everything = list(unit_certificates(place.unit, year, place.day))
    wanted = request.GET.get("trang-thai", PENDING)
    wanted = wanted if wanted in STATES else PENDING
    shown = [(one, purpose_of(one)) for one in everything if one.state == wanted]
    counts = {state.value: sum(one.state == state.value for one in everything) for state in CertificateState}
    context = {
        "place": place,
        "certificates": shown,
        "counts": counts,
        "wanted": wanted,
        "user_id": request.user.pk,
    }
    return render(request, "members/certificates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: SignedInRequest, unit_id: int, year: int, certificate_id: int) -> HttpResponse:
    """One certificate, its picture beside, and the two decisions."""
    place = unit_place(request, unit_id, year, can_keep_roster)
    found = _certificate(place, certificate_id)
    may_decide = can_decide_certificate(request.user, found)
    form, status = RemarkForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        status = _decided(request, place, found, form)
        if status == 302:
            return place.to("certificates")
        found = _certificate(place, certificate_id)
    rows = _evidence_rows(request, place, found)
    context = {
        "place": place,
        "certificate": found,
        "purpose": purpose_of(found),
        "form": form,
        "may_decide": may_decide,
        "rows": rows,
    }
    return render(request, "members/certificate.html", context, status=status)


def _decided(request: SignedInRequest, place: UnitPlace, found: Certificate, form: RemarkForm) -> int:
    confirm = request.POST.get("do") == "confirm"
    if not form.is_valid():
        return 422
    seen = {
        pk: version for pk, version in versions_seen(request.POST.getlist("seen")).items() if pk == found.pk
    }
    try:
        settled = decide_certificates(
            seen, confirm=confirm, remark=form.cleaned_data["remark"], by=request.user
        )
    except ValidationError as error:
        for name, errors in error.message_dict.items():
            form.add_error(name if name in form.fields else None, errors)
        return 422
    if not settled.done:
        form.add_error(
            None, "Chứng nhận vừa đổi sau khi bạn mở trang. Dưới đây là bản mới: hãy xem rồi quyết định."
        )
        return 409
    word = "xác nhận" if confirm else "ghi không nhận"
    messages.success(request, f"Đã {word} “{found.title}” của {found.member.full_name}.")
    if confirm and request.POST.get("file"):
        _file(request, place, found)
    return 302


def _file(request: SignedInRequest, place: UnitPlace, found: Certificate) -> None:
    """Put the picture under the rows that it proves; the confirmation stands whatever comes of it."""
    rows = _evidence_rows(request, place, found)
    collection = collection_of(place.unit, place.year)
    if not rows or collection is None:
        return
    try:
        outcome = file_as_evidence(found, collection, rows, by=request.user)
    except (ValidationError, OSError) as error:
        words = (
            " ".join(error.messages) if isinstance(error, ValidationError) else "Máy chủ không đọc được tệp."
        )
        messages.warning(request, f"Chưa đưa được vào minh chứng: {words}")
    else:
        messages.success(request, outcome)


@require_POST
def certificate_reopen(
    request: SignedInRequest, unit_id: int, year: int, certificate_id: int
) -> HttpResponse:
    """Take the decision back; what the confirmation wrote becomes what it was."""
    place = unit_place(request, unit_id, year, can_keep_roster)
    found = _certificate(place, certificate_id)
    if not can_decide_certificate(request.user, found):
        raise PermissionDenied
    version = versions_seen(request.POST.getlist("seen")).get(found.pk, 0)
    try:
        reopen_certificate(found, version=version, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"“{found.title}” của {found.member.full_name} trở lại chờ xác nhận.")
    return place.to("certificate", found.pk)


@require_safe
@xframe_options_sameorigin
def certificate_file(
    request: SignedInRequest, unit_id: int, year: int, certificate_id: int
) -> HttpResponse | FileResponse:
    return file_answer(_certificate(unit_place(request, unit_id, year, can_keep_roster), certificate_id))


@require_http_methods(["GET", "HEAD", "POST"])
def certificates_check(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The chosen certificates by name before they are confirmed together; one's own is never among them."""
    place = unit_place(request, unit_id, year, can_keep_roster)
    others = unit_certificates(place.unit, year, place.day).exclude(member__user=request.user)
    if request.method == "POST":
        seen = versions_seen(request.POST.getlist("seen"))
        allowed = set(others.filter(pk__in=list(seen)).values_list("pk", flat=True))
        mine = {pk: version for pk, version in seen.items() if pk in allowed}
        settled = decide_certificates(mine, confirm=True, by=request.user)
        if settled.done:
            messages.success(request, f"Đã xác nhận {len(settled.done)} chứng nhận.")
        if settled.stale:
            names = ", ".join(f"{one.member.full_name} ({one.title})" for one in settled.stale)
            messages.warning(request, f"Chưa xác nhận vì đã đổi sau khi bạn xem: {names}. Hãy mở xem lại.")
        if not (settled.done or settled.stale):
            messages.warning(request, "Chưa chọn chứng nhận nào bạn được xác nhận.")
        return place.to("certificates")
    chosen = others.filter(state=PENDING, pk__in=ids_asked(request.GET.getlist("chon")))
    found = [(one, purpose_of(one)) for one in chosen]
    if not found:
        messages.warning(request, "Chưa chọn chứng nhận nào đang chờ bạn xác nhận.")
        return place.to("certificates")
    return render(request, "members/certificates_check.html", {"place": place, "certificates": found})


def _certificate(place: UnitPlace, certificate_id: int) -> Certificate:
    found = unit_certificates(place.unit, place.year, place.day)
    return get_object_or_404(found, pk=certificate_id)


def _evidence_rows(request: SignedInRequest, place: UnitPlace, found: Certificate) -> tuple[str, ...]:
    """The rows that the certificate would prove, for whoever may file evidence while the year is open."""
    collection = collection_of(place.unit, place.year)
    if collection is None or collection.closed_at is not None or found.file_id is None:
        return ()
    return rows_fed_by(found) if can_prove(request.user, place.unit) else ()
