"""Requests about personal data, and what people mend of their own."""

from typing import Any

from django import forms
from django.utils import timezone

from dvht.members.models import DataRequest, RequestKind
from dvht.members.queries.requests import CLOCKS


class OwnRequestForm(forms.Form):
    kind = forms.ChoiceField(label="Yêu cầu", choices=RequestKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Nội dung",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Nói rõ dữ liệu nào, sửa thành gì, hoặc vì sao muốn xóa.",
        error_messages={"required": "Hãy ghi nội dung yêu cầu."},
    )


class PaperRequestForm(OwnRequestForm):
    """A request that came on paper or by word; `code` finds the member on the roster, if there is one."""

    asked_by = forms.CharField(
        label="Người yêu cầu", max_length=120, error_messages={"required": "Hãy ghi họ tên người yêu cầu."}
    )
    code = forms.CharField(
        label="Mã thành viên",
        max_length=20,
        required=False,
        help_text="Cột “Mã” trong danh sách. Để trống nếu không có.",
    )
    received_on = forms.DateField(label="Ngày nhận", help_text="Ngày/tháng/năm, ví dụ: 15/11/2026")

    field_order = ("asked_by", "code", "kind", "words", "received_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"received_on": timezone.localdate()}, **kwargs})


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Đã trả lời thế nào",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Hãy ghi đã trả lời người yêu cầu thế nào."},
    )


class ExtendForm(forms.Form):
    days = forms.IntegerField(
        label="Gia hạn thêm",
        min_value=1,
        max_value=CLOCKS.extension_days,
        initial=CLOCKS.extension_days,
        error_messages={
            "max_value": f"Chỉ gia hạn được từ 1 đến {CLOCKS.extension_days} ngày.",
            "min_value": f"Chỉ gia hạn được từ 1 đến {CLOCKS.extension_days} ngày.",
        },
    )
    reason = forms.CharField(
        label="Lý do gia hạn", max_length=500, error_messages={"required": "Hãy ghi lý do gia hạn."}
    )


class CloseForm(forms.Form):
    outcome = forms.CharField(
        label="Đã làm gì, hoặc vì sao không thực hiện",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Hãy ghi đã làm gì, hoặc vì sao không thực hiện."},
    )


class DetailsForm(forms.Form):
    """One's own name and identity; a blank identity leaves what is kept, `forget` takes it away."""

    full_name = forms.CharField(
        label="Họ và tên", max_length=120, error_messages={"required": "Hãy ghi họ và tên."}
    )
    identity = forms.CharField(
        label="Số định danh hoặc mã cán bộ mới",
        max_length=60,
        required=False,
        help_text="Để trống nếu giữ như đang ghi. Chỉ dùng để đối chiếu; lưu mã hóa, hiện ba số cuối.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    forget = forms.BooleanField(label="Bỏ số đang lưu", required=False)

    def identity_words(self) -> str | None:
        """None leaves it, empty takes it away."""
        if self.cleaned_data["forget"]:
            return ""
        return self.cleaned_data["identity"] or None


def kinds_explained(request: DataRequest) -> str:
    """What the kind of a request asks of the unit, for whoever answers it."""
    return {
        RequestKind.ACCESS.value: "Cho xem, giao bản sao dữ liệu đang giữ về người này.",
        RequestKind.CORRECTION.value: "Đối chiếu rồi sửa dữ liệu sai ở danh sách hoặc ở phần đã ghi trong năm.",
        RequestKind.WITHDRAWAL.value: (
            "Xét dữ liệu nào thu theo sự đồng ý thì ngừng dùng; dữ liệu luật buộc có thì giải thích."
        ),
        RequestKind.ERASURE.value: "Xóa được phần không còn cần; phần kết quả dựa vào thì giữ và nói rõ.",
    }[request.kind]
