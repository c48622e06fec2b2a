"""What only a body writes in its plan: how it examines, model units, officers, sessions and questions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms

from dvht.accounts.models import User
from dvht.plans.models import AppraisalForm, Plan, Question, Session, SessionKind
from dvht.regulation.kinds import SECTORS, sector_of
from dvht.units.models import Unit

NOBODY = ("", "Chưa chọn")


class AppraisalFormForm(forms.ModelForm[Plan]):
    class Meta:
        model = Plan
        fields = ("appraisal_form",)
        widgets: ClassVar = {"appraisal_form": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["appraisal_form"]).choices = [
            (AppraisalForm.COUNCIL, "Hội đồng đánh giá (Thông tư 24/2023, Điều 10, Điều 16, khoản 2 điểm b)"),
            (AppraisalForm.TEAM, "Đoàn kiểm tra, theo quyết định của Ủy ban nhân dân"),
        ]
        self.fields["appraisal_form"].required = True


class BySector(forms.Form):
    """One choice for each sector; `things` are what may be chosen, by the value that is sent."""

    def _offer(self, sector: str, choices: Sequence[tuple[str, str]], things: Mapping[str, Any]) -> None:
        self.fields[sector] = forms.ChoiceField(
            label=SECTORS[sector], required=False, choices=[NOBODY, *choices]
        )
        self.things = {**getattr(self, "things", {}), **things}

    def chosen(self) -> dict[str, Any]:
        return {sector: self.things.get(value) for sector, value in self.cleaned_data.items()}


class ModelUnitsForm(BySector):
    """The units of each sector; a sector without units isn't asked for."""

    def __init__(self, units: Iterable[Unit], chosen: Mapping[str, int], data: Any = None) -> None:
        super().__init__(data)
        by_sector: dict[str, list[Unit]] = {}
        for unit in units:
            by_sector.setdefault(sector_of(unit.kind), []).append(unit)
        for sector in (sector for sector in SECTORS if sector in by_sector):
            here = {str(unit.pk): unit for unit in by_sector[sector]}
            self._offer(sector, [(key, unit.name) for key, unit in here.items()], here)
            self.initial[sector] = str(chosen.get(sector, ""))


class RoutingsForm(BySector):
    def __init__(self, people: Iterable[User], chosen: Mapping[str, int], data: Any = None) -> None:
        super().__init__(data)
        here = {str(user.pk): user for user in people}
        for sector in SECTORS:
            self._offer(sector, [(key, user.full_name) for key, user in here.items()], here)
            self.initial[sector] = str(chosen.get(sector, ""))


class SessionForm(forms.ModelForm[Session]):
    class Meta:
        model = Session
        fields = ("kind", "title", "audience", "lead", "starts_on", "ends_on", "place", "note")
        widgets: ClassVar = {"kind": forms.RadioSelect}
        help_texts: ClassVar = {
            "audience": "Ví dụ: Hiệu trưởng các trường mầm non, tiểu học, THCS",
            "starts_on": "Ngày/tháng/năm, ví dụ: 15/11/2026",
            "ends_on": "Để trống nếu chỉ một ngày; với khảo sát thì là ngày cuối nhận trả lời",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = SessionKind.choices

    def _post_clean(self) -> None:
        """The action checks the fields together, with the plan locked; here each is checked alone."""


class SessionResultForm(forms.ModelForm[Session]):
    class Meta:
        model = Session
        fields = ("result",)
        widgets: ClassVar = {"result": forms.Textarea({"rows": 5})}
        help_texts: ClassVar = {"result": "Số người dự, việc đã làm, điều rút ra"}

    def _post_clean(self) -> None:
        """The action writes it, with the plan locked."""


class QuestionForm(forms.ModelForm[Question]):
    class Meta:
        model = Question
        fields = ("text", "form")
        widgets: ClassVar = {"form": forms.RadioSelect}
        labels: ClassVar = {"text": "Câu hỏi"}


class AnswersForm(forms.Form):
    """One field for each question, named after it."""

    def __init__(self, questions: Sequence[Question], known: Mapping[int, str], data: Any = None) -> None:
        super().__init__(data)
        for question in questions:
            self.fields[str(question.pk)] = _field_of(question)
            self.initial[str(question.pk)] = known.get(question.pk, "")

    def values(self) -> dict[int, str]:
        return {int(name): str(value or "") for name, value in self.cleaned_data.items()}


def _field_of(question: Question) -> forms.Field:
    if question.form == Question.Form.YES_NO:
        choices = [("", "Chưa trả lời"), ("Có", "Có"), ("Không", "Không")]
        return forms.ChoiceField(
            label=question.text, required=False, choices=choices, widget=forms.RadioSelect
        )
    if question.form == Question.Form.NUMBER:
        return forms.CharField(label=question.text, required=False, help_text="Số nguyên", max_length=12)
    return forms.CharField(
        label=question.text, required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
