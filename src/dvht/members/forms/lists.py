"""Forms of the lists beside the roster: departments, programmes, learner classes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from dvht.members.forms.people import split_titles
from dvht.members.models import Department, LearnerClass, Member, MemberKind, Programme
from dvht.ui.forms import RowsField

MOST_LEARNERS = 100_000


class DepartmentForm(forms.Form):
    name = forms.CharField(label="Tên tổ, phòng", max_length=200)


class DepartmentChangeForm(DepartmentForm):
    """With who heads it, among the people of the unit."""

    head = forms.ModelChoiceField(
        label="Tổ trưởng, trưởng phòng",
        queryset=Member.objects.none(),
        required=False,
        empty_label="Chưa có",
        help_text="Người này xem được danh sách của tổ khi có tài khoản.",
    )

    def __init__(self, *args: Any, people: QuerySet[Member], **more: Any) -> None:
        super().__init__(*args, **more)
        head = self.fields["head"]
        if isinstance(head, forms.ModelChoiceField):
            head.queryset = people


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label="Nhập vào", queryset=Department.objects.none(), empty_label="Chọn tổ, phòng…"
    )

    def __init__(self, *args: Any, others: QuerySet[Department], **more: Any) -> None:
        super().__init__(*args, **more)
        into = self.fields["into"]
        if isinstance(into, forms.ModelChoiceField):
            into.queryset = others


class ProgrammeForm(forms.Form):
    """A programme and whom it is for; nothing chosen means everybody."""

    title = forms.CharField(label="Tên chương trình", max_length=300)
    basis = forms.CharField(
        label="Căn cứ, nơi quy định", required=False, max_length=400, help_text="Ví dụ: TT 17/2019/TT-BGDĐT."
    )
    hours = forms.IntegerField(label="Số tiết", required=False, min_value=1, max_value=10_000)
    due_on = forms.DateField(label="Hoàn thành trước hết ngày", required=False)
    kinds = forms.MultipleChoiceField(
        label="Chỉ dành cho đối tượng",
        choices=MemberKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    departments = RowsField(
        label="Chỉ dành cho tổ, phòng",
        queryset=Department.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Có tổ, phòng không còn ở đơn vị. Hãy chọn lại.",
            "invalid_pk_value": "Có tổ, phòng không thuộc đơn vị. Hãy chọn lại.",
        },
    )
    titles = forms.CharField(
        label="Chỉ dành cho vị trí việc làm",
        required=False,
        max_length=1200,
        help_text="Nhiều vị trí thì cách nhau bằng dấu chấm phẩy.",
        widget=forms.TextInput(attrs={"list": "ds-vi-tri", "autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, among: QuerySet[Department], programme: Programme | None = None, **more: Any
    ) -> None:
        if programme is not None:
            more.setdefault("initial", _initial(programme))
        super().__init__(*args, **more)
        field = self.fields["departments"]
        if isinstance(field, RowsField):
            field.queryset = among

    def clean_titles(self) -> tuple[str, ...]:
        return split_titles(self.cleaned_data["titles"])


def _initial(programme: Programme) -> dict[str, Any]:
    audiences = list(programme.audiences.all())
    return {
        "title": programme.title,
        "basis": programme.basis,
        "hours": programme.hours,
        "due_on": programme.due_on,
        "kinds": [one.kind for one in audiences if one.kind],
        "departments": [one.department_id for one in audiences if one.department_id],
        "titles": "; ".join(one.title for one in audiences if one.title),
    }


class ClassForm(forms.Form):
    """A line of the table of classes."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**30)
    name = forms.CharField(label="Lớp", max_length=100, required=False)
    learners = forms.IntegerField(label="Số người học", required=False, min_value=0, max_value=MOST_LEARNERS)
    citizens = forms.IntegerField(
        label="Số đạt “Công dân học tập”", required=False, min_value=0, max_value=MOST_LEARNERS
    )
    basis = forms.CharField(label="Căn cứ", max_length=400, required=False)
    DELETE = forms.BooleanField(label="Bỏ", required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("DELETE") or self.is_blank:
            return said
        if not said.get("name"):
            self.add_error("name", "Hãy ghi tên lớp.")
        if said.get("learners") is None and "learners" not in self.errors:
            self.add_error("learners", "Hãy ghi số người học.")
        return said

    @property
    def is_blank(self) -> bool:
        """A new line that nobody filled in."""
        said = self.cleaned_data
        typed = (said.get("name"), said.get("learners"), said.get("citizens"), said.get("basis"))
        return not said.get("pk") and all(part in (None, "") for part in typed) and not self.errors

    @staticmethod
    def initial_of(row: LearnerClass) -> dict[str, Any]:
        return {
            "pk": row.pk,
            "version": row.version,
            "name": row.name,
            "learners": row.learners,
            "citizens": row.citizens,
            "basis": row.basis,
        }
