"""The plan's own words, a group of questions a form."""

from typing import Any, ClassVar

from django import forms

from dvht.plans.models import Plan
from dvht.plans.queries import is_body, proposed_purpose


class PurposeForm(forms.ModelForm[Plan]):
    class Meta:
        model = Plan
        fields = ("title", "purpose", "bases")
        widgets: ClassVar = {"purpose": forms.Textarea({"rows": 12}), "bases": forms.Textarea({"rows": 7})}
        labels: ClassVar = {"bases": "Căn cứ, mỗi dòng một căn cứ"}
        help_texts: ClassVar = {
            "title": "Tên in trên kế hoạch; danh mục hồ sơ của địa phương quyết định tên này.",
            "purpose": "Dòng bắt đầu bằng “1.” thành đề mục, bằng “-” thành gạch đầu dòng.",
            "bases": "Ghi đủ số, ngày, cơ quan ban hành và tên văn bản.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = self.instance
        self.fields["purpose"].required = self.fields["bases"].required = True
        self.is_proposed = not plan.purpose and not self.is_bound
        if self.is_proposed:
            self.initial["purpose"] = proposed_purpose(plan.unit, plan.year, of_body=is_body(plan.unit))


class OtherForm(forms.ModelForm[Plan]):
    class Meta:
        model = Plan
        fields = ("meeting_place", "officer", "budget", "recipients", "note", "number_text", "dated_on")
        widgets: ClassVar = {"recipients": forms.Textarea({"rows": 4}), "note": forms.Textarea({"rows": 3})}
        labels: ClassVar = {
            "recipients": "Nơi nhận, mỗi dòng một nơi",
            "number_text": "Số, ký hiệu",
            "dated_on": "Ngày ban hành",
        }
        help_texts: ClassVar = {
            "meeting_place": "Ví dụ: Phòng họp tầng 2",
            "officer": "Họ tên, chức vụ, số điện thoại người trả lời câu hỏi về kế hoạch",
            "budget": "Ví dụ: Ngân sách nhà nước, theo quy chế chi tiêu nội bộ",
            "recipients": "Không cần ghi dòng “Lưu”.",
            "note": "Chỉ để nhớ, không in ra.",
            "number_text": "Chỉ ghi khi kế hoạch đã ban hành trên giấy, ví dụ: 05/KH-THHS",
            "dated_on": "Ngày/tháng/năm, ví dụ: 15/01/2026",
        }
