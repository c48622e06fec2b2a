"""The lines of a plan: a person, a task and its progress, a paper of the dossier list."""

from typing import Any, ClassVar, cast

from django import forms

from dvht.plans.models import OTHER_SCHEME, PAPER_TITLES, CommitteeKind, CommitteeMember, PlanPaper, Task

DATE_HINT = "Ngày/tháng/năm, ví dụ: 15/11/2026"


class MemberForm(forms.ModelForm[CommitteeMember]):
    class Meta:
        model = CommitteeMember
        fields = ("body", "name", "position", "role", "duties")
        widgets: ClassVar = {"body": forms.RadioSelect, "duties": forms.Textarea({"rows": 3})}
        labels: ClassVar = {
            "position": "Chức vụ ở đơn vị",
            "role": "Vai trò trong Ban, Tổ",
            "duties": "Phân công",
        }
        help_texts: ClassVar = {
            "role": "Tổ trưởng, Thư ký, Thành viên; Trưởng ban, Phó Trưởng ban, Ủy viên",
            "duties": "Việc hoặc tiêu chí người này phụ trách",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["body"]).choices = CommitteeKind.choices


class TaskForm(forms.ModelForm[Task]):
    class Meta:
        model = Task
        fields = ("content", "lead", "coordinating", "starts_on", "due_on", "timing")
        widgets: ClassVar = {"content": forms.Textarea({"rows": 3})}
        labels: ClassVar = {"timing": "Hoặc ghi thời gian bằng lời"}
        help_texts: ClassVar = {
            "lead": "Người hoặc bộ phận chịu trách nhiệm",
            "starts_on": DATE_HINT,
            "due_on": "Ngày cuối được tính là đúng hạn",
            "timing": "Ví dụ: Hằng tháng; trong tháng 11. Lời này được in thay cho hai ngày trên.",
        }


class ProgressForm(forms.ModelForm[Task]):
    class Meta:
        model = Task
        fields = ("state", "result", "done_on", "late_reason")
        widgets: ClassVar = {"state": forms.RadioSelect, "result": forms.Textarea({"rows": 3})}
        labels: ClassVar = {"result": "Kết quả, số liệu, người tham gia", "late_reason": "Lý do muộn"}
        help_texts: ClassVar = {
            "done_on": "Để trống nếu xong hôm nay. " + DATE_HINT,
            "late_reason": "Phải ghi khi ngày xong sau hạn.",
        }

    def _post_clean(self) -> None:
        """The action checks the fields together, with the plan locked; here each is checked alone."""


class PaperForm(forms.ModelForm[PlanPaper]):
    """A new line chooses among the kinds that aren't listed yet; an existing one keeps its kind."""

    class Meta:
        model = PlanPaper
        fields = ("kind", "title", "submitted", "note")
        labels: ClassVar = {"submitted": "Phải nộp (bỏ chọn nếu chỉ lưu tại đơn vị)"}
        help_texts: ClassVar = {
            "title": "Tên in trong mục lục hồ sơ. Để trống khi thêm thì lấy tên thường dùng."
        }

    def __init__(
        self, *args: Any, listed: frozenset[str] = frozenset(), scheme: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["kind"]
            return
        left_out = {*listed, OTHER_SCHEME.get(scheme)}
        offered = [(code, title) for code, title in PAPER_TITLES.items() if code not in left_out]
        cast(forms.ChoiceField, self.fields["kind"]).choices = offered
        self.fields["title"].required = False

    def words(self) -> dict[str, Any]:
        """The line as written, with its kind and never without a title."""
        values = {"kind": self.instance.kind, **self.cleaned_data}
        return {**values, "title": values["title"] or PAPER_TITLES[values["kind"]]}

    def _post_clean(self) -> None:
        """The action checks the line against the list and the higher plan, with the plan locked."""
