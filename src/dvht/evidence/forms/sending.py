"""The form that sends files: several at once, each judged by itself."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from dvht.evidence.forms.content import examine
from dvht.evidence.forms.names import clean_name
from dvht.evidence.forms.uploading import STOPPED
from dvht.evidence.models import CheckedFile, RefusedFile

_CUT: Final = "tệp quá lớn (trên 50 MB) nên máy chủ đã ngừng nhận. Các tệp sau nó chưa được gửi: hãy gửi lại."


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Draws the dropzone; what was sent is read by `received_files`, file by file."""

    uploads = forms.FileField(label="Tệp minh chứng", widget=SeveralFilesInput)


def received_files(request: HttpRequest) -> tuple[CheckedFile | RefusedFile, ...]:
    """Every file of the post, examined; a file at which the post was cut is named as refused."""
    sent: list[UploadedFile[Any]] = request.FILES.getlist("uploads")
    examined = [examine(upload) for upload in sent]
    if stopped := request.META.get(STOPPED):
        examined.append(RefusedFile(clean_name(str(stopped)), _CUT))
    return tuple(examined)
