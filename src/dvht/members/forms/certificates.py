"""A certificate with its picture, and what the unit says of it."""

from typing import Any, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from dvht.evidence.forms import examine
from dvht.evidence.forms.uploading import STOPPED
from dvht.evidence.models import CheckedFile, RefusedFile
from dvht.members.forms.pictures import without_traces
from dvht.members.models import Certificate
from dvht.members.models.words import CertificateWords
from dvht.members.queries.study import Purpose

ACCEPTED: Final = "image/jpeg,image/png,image/webp,application/pdf"
TOO_LARGE: Final = "Tệp quá lớn (trên 50 MB) nên máy chủ đã ngừng nhận. Hãy chụp lại nhỏ hơn."
DATE_HINT: Final = "Ngày/tháng/năm, ví dụ: 15/11/2026"


class CertificateForm(forms.Form):
    """`purposes` are what it may be for; `file_wanted` is false where a picture is there already."""

    photo = forms.FileField(
        label="Ảnh hoặc tệp PDF",
        widget=forms.FileInput({"accept": ACCEPTED}),
        error_messages={"required": "Hãy chụp hoặc chọn ảnh của chứng nhận."},
        help_text="Ảnh rõ số, ngày, nơi cấp. Vị trí và thông tin máy ghi kèm trong ảnh được bỏ đi khi lưu.",
    )
    purpose = forms.ChoiceField(
        label="Dùng cho",
        error_messages={
            "required": "Hãy chọn chứng nhận này dùng cho việc gì.",
            "invalid_choice": "Việc này không áp dụng cho bạn nữa. Hãy chọn lại.",
        },
    )
    title = forms.CharField(
        label="Tên chứng nhận, chứng chỉ",
        max_length=200,
        help_text="Như ghi trên giấy, ví dụ: Chứng chỉ tiếng Anh B1",
        error_messages={"required": "Hãy ghi tên như trên giấy."},
    )
    number = forms.CharField(label="Số, số hiệu", max_length=100, required=False)
    issuer = forms.CharField(label="Nơi cấp", max_length=200, required=False)
    issued_on = forms.DateField(label="Ngày cấp", required=False, help_text=DATE_HINT)

    def __init__(
        self,
        purposes: tuple[Purpose, ...],
        *args: Any,
        file_wanted: bool = True,
        stopped: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = {purpose.key: purpose for purpose in purposes}
        photo, purpose = self.fields["photo"], cast(forms.ChoiceField, self.fields["purpose"])
        photo.required = file_wanted or bool(stopped)
        if stopped:
            photo.error_messages["required"] = TOO_LARGE
        purpose.choices = [("", "Chọn một việc"), *((one.key, one.label) for one in purposes)]

    def clean_photo(self) -> CheckedFile | None:
        """The picture drawn anew, or the PDF; refused in words by its content."""
        upload: UploadedFile[Any] | None = self.cleaned_data["photo"]
        if upload is None:
            return None
        checked = examine(upload)
        if isinstance(checked, CheckedFile):
            checked = without_traces(checked)
        if isinstance(checked, RefusedFile):
            reason = checked.reason
            raise forms.ValidationError(reason[:1].upper() + reason[1:])
        return checked

    def words(self) -> CertificateWords:
        said = self.cleaned_data
        purpose = self.purposes[said["purpose"]]
        return CertificateWords(
            title=said["title"],
            fact=purpose.fact,
            value=purpose.value,
            programme_id=purpose.programme_id,
            number=said["number"],
            issuer=said["issuer"],
            issued_on=said["issued_on"],
        )


def initial_of(certificate: Certificate) -> dict[str, Any]:
    """What the form shows of a certificate that was handed in."""
    purpose = (
        f"programme:{certificate.programme_id}"
        if certificate.programme_id
        else f"{certificate.fact}:{certificate.value}"
    )
    names = ("title", "number", "issuer", "issued_on")
    return {"purpose": purpose, **{name: getattr(certificate, name) for name in names}}


def stopped_upload(meta: dict[str, Any]) -> str:
    """The name of the file at which the post was cut, empty when it wasn't."""
    return str(meta.get(STOPPED) or "")


class RemarkForm(forms.Form):
    """Why something is returned or not taken."""

    remark = forms.CharField(
        label="Điều cần sửa, lý do",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
