"""A reason to review again, a decision made on paper, what the study association's branch took."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from dvht.citizens.forms.rounds import DAY_ERRORS
from dvht.citizens.models import CitizenRound
from dvht.citizens.models.words import OutsideWords
from dvht.citizens.queries import Line


class ReasonForm(forms.Form):
    """Why a closed review is opened again."""

    reason = forms.CharField(
        label="Lý do xét lại",
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Ghi lý do xét lại."},
    )


class OutsideForm(forms.Form):
    """A decision that was issued on paper elsewhere: number, day, who signed, who is on its list."""

    number = forms.CharField(
        label="Số, ký hiệu",
        max_length=100,
        help_text="Như trên quyết định, ví dụ: 45/QĐ-THHS",
        error_messages={"required": "Ghi số, ký hiệu của quyết định."},
    )
    decided_on = forms.DateField(label="Ngày quyết định", error_messages=DAY_ERRORS)
    signatory = forms.CharField(label="Người ký", max_length=200, required=False)
    note = forms.CharField(
        label="Ghi chú", max_length=500, required=False, help_text="Ví dụ: bản giấy lưu ở tủ hồ sơ 1."
    )
    recognised = forms.MultipleChoiceField(
        label="Người có tên trong quyết định",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Đánh dấu những người có tên trong quyết định.",
            "invalid_choice": "Có người không còn trong danh sách đăng ký. Hãy tải lại trang.",
        },
    )
    accept_lacking = forms.BooleanField(
        label="Quyết định trên giấy có tên cả những người mà hồ sơ ở đây chưa đủ điều kiện", required=False
    )

    def __init__(self, lines: Sequence[Line], data: Mapping[str, Any] | None = None) -> None:
        proposed = [str(line.registrant.pk) for line in lines if line.is_eligible]
        super().__init__(data, initial={"recognised": proposed, "decided_on": timezone.localdate()})
        field = self.fields["recognised"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(line.registrant.pk), line.member.full_name) for line in lines]

    def said(self) -> OutsideWords:
        said = self.cleaned_data
        return OutsideWords(
            number=said["number"],
            decided_on=said["decided_on"],
            signatory=said["signatory"],
            note=said["note"],
            recognised=frozenset(int(pk) for pk in said["recognised"]),
            accept_lacking=said["accept_lacking"],
        )


class CollectionForm(forms.Form):
    """When the study association's branch took the result, and who received it."""

    on = forms.DateField(label="Ngày gửi", error_messages=DAY_ERRORS)
    receiver = forms.CharField(
        label="Người nhận ở Chi hội Khuyến học",
        max_length=200,
        error_messages={"required": "Ghi người nhận ở Chi hội Khuyến học."},
    )
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)

    def __init__(self, citizen_round: CitizenRound, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(
            data,
            initial={
                "on": citizen_round.collected_on or timezone.localdate(),
                "receiver": citizen_round.collected_by,
                "note": citizen_round.collected_note,
            },
        )
