from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.members.actions.certificates import change_certificate, hand_in_certificate, withdraw_certificate
from dvht.members.forms.certificates import CertificateForm, initial_of, stopped_upload
from dvht.members.models import Certificate
from dvht.members.queries.study import certificates_of, purpose_of, purposes_for
from dvht.members.states import CertificateState
from dvht.members.views.own.door import OwnPlace, into_form, own_place, reads_own, writes_own
from dvht.members.views.stored import file_answer
from dvht.ui.requests import SignedInRequest, version_sent

NOT_STORED = (
    "Máy chủ không ghi được tệp. Hãy thử lại sau ít phút; phần đã điền vẫn còn ở dưới, chọn lại ảnh rồi gửi."
)


@require_http_methods(["GET", "HEAD", "POST"])
@reads_own
def own_certificates(request: SignedInRequest, place: OwnPlace) -> HttpResponse:
    """What was handed in, and the form for one more."""
    form, status = _form(request, place), 200
    if request.method == "POST" and place.closed:
        messages.warning(request, place.closed)
        return place.to("own_year")
    if request.method == "POST":
        status = _handed_in(request, place, form)
        if status == 302:
            return place.to("own_certificates")
    found = [(one, purpose_of(one)) for one in certificates_of(place.member, place.year)]
    context = {"place": place, "certificates": found, "form": form}
    return render(request, "members/own_certificates.html", context, status=status)


def _handed_in(request: SignedInRequest, place: OwnPlace, form: CertificateForm) -> int:
    if not form.is_valid():
        return 422
    try:
        made = hand_in_certificate(
            place.member, place.year, form.words(), form.cleaned_data["photo"], by=request.user
        )
    except ValidationError as error:
        return into_form(form, error)
    except OSError:
        form.add_error(None, NOT_STORED)
        return 422
    messages.success(request, f"Đã gửi “{made.title}”. Văn thư hoặc lãnh đạo sẽ xác nhận.")
    return 302


@require_http_methods(["GET", "HEAD", "POST"])
@writes_own
def own_certificate(request: SignedInRequest, place: OwnPlace, certificate_id: int) -> HttpResponse:
    """Mend what was said, or send a better picture, until it is confirmed."""
    certificate = _own(place, certificate_id)
    if certificate.state == CertificateState.CONFIRMED.value:
        messages.info(
            request, f"“{certificate.title}” đã xác nhận nên không sửa được. Cần sửa thì báo văn thư."
        )
        return place.to("own_certificates")
    form, status = _form(request, place, certificate), 200
    if request.method == "POST":
        status = _changed(request, form, certificate)
        if status == 302:
            return place.to("own_certificates")
    context = {
        "place": place,
        "certificate": certificate,
        "form": form,
        "version": max(version_sent(request), 0) if status == 422 else certificate.version,
    }
    return render(request, "members/own_certificate.html", context, status=status)


def _changed(request: SignedInRequest, form: CertificateForm, certificate: Certificate) -> int:
    if not form.is_valid():
        return 422
    try:
        changed = change_certificate(
            certificate,
            form.words(),
            form.cleaned_data["photo"],
            version=version_sent(request),
            by=request.user,
        )
    except ValidationError as error:
        return into_form(form, error)
    except OSError:
        form.add_error(None, NOT_STORED)
        return 422
    messages.success(request, f"Đã gửi lại “{changed.title}”.")
    return 302


@require_POST
@writes_own
def own_certificate_withdraw(request: SignedInRequest, place: OwnPlace, certificate_id: int) -> HttpResponse:
    certificate = _own(place, certificate_id)
    try:
        withdraw_certificate(certificate, version=version_sent(request), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã rút “{certificate.title}” và xóa ảnh.")
    return place.to("own_certificates")


@require_safe
@xframe_options_sameorigin
def own_certificate_file(
    request: SignedInRequest, member_id: int, year: int, certificate_id: int
) -> HttpResponse | FileResponse:
    return file_answer(_own(own_place(request, member_id, year), certificate_id))


def _own(place: OwnPlace, certificate_id: int) -> Certificate:
    return get_object_or_404(certificates_of(place.member, place.year), pk=certificate_id)


def _form(
    request: SignedInRequest, place: OwnPlace, certificate: Certificate | None = None
) -> CertificateForm:
    purposes = purposes_for(place.member, place.year, place.day)
    wanted = certificate is None or certificate.file_id is None
    if request.method == "POST":
        stopped = stopped_upload(request.META)
        return CertificateForm(purposes, request.POST, request.FILES, file_wanted=wanted, stopped=stopped)
    initial = initial_of(certificate) if certificate else {}
    return CertificateForm(purposes, initial=initial, file_wanted=wanted)
