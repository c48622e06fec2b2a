"""What people write about an activity of the year."""

from typing import Any, ClassVar, cast

from django import forms

from dvht.plans.models import MOST_PEOPLE, Activity, Plan
from dvht.plans.queries import shown_rows
from dvht.regulation.personal import activity_kinds


class ActivityForm(forms.ModelForm[Activity]):
    kind = forms.ChoiceField(
        label="Loại hoạt động",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn loại hoạt động.",
            "invalid_choice": "Hãy chọn một loại trong danh sách.",
        },
    )

    class Meta:
        model = Activity
        fields = ("kind", "title", "held_on", "ended_on", "place", "partners", "attended", "result")
        widgets: ClassVar = {"result": forms.Textarea({"rows": 4})}
        labels: ClassVar = {
            "held_on": "Ngày tổ chức",
            "ended_on": "Đến ngày",
            "attended": "Tổng số người dự",
            "result": "Kết quả",
        }
        error_messages: ClassVar = {"title": {"required": "Hãy ghi tên hoạt động."}}
        help_texts: ClassVar = {
            "held_on": "Ngày/tháng/năm, ví dụ: 05/10/2026",
            "ended_on": "Chỉ ghi khi hoạt động kéo dài nhiều ngày",
            "partners": "Tên các đơn vị khác cùng dự, cách nhau bằng dấu chấm phẩy",
            "attended": "Kể cả người ngoài đơn vị. Người của đơn vị thì chọn tên ở trang của hoạt động.",
            "result": "Nội dung, kết quả; với khen thưởng thì ghi hình thức khen",
        }

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds_offered(plan)
        attended = cast(forms.IntegerField, self.fields["attended"])
        attended.widget.attrs["max"] = MOST_PEOPLE

    def _post_clean(self) -> None:
        """The action checks the fields together, with the plan locked; here each is checked alone."""


def kinds_offered(plan: Plan) -> list[tuple[str, str]]:
    """Each kind with the rows of the plan's pack that it shows."""
    return [
        (kind.code, _with_rows(kind.title, shown_rows(plan.pack, kind.code))) for kind in activity_kinds()
    ]


def _with_rows(title: str, rows: tuple[str, ...]) -> str:
    return f"{title} (cho thấy {', '.join(rows)})" if rows else title
