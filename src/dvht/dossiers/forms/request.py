"""What the browser sends about the dossier."""

from collections.abc import Mapping
from typing import Any

from django import forms

from dvht.dossiers.models import Dossier
from dvht.dossiers.queries import Year, goals_within_reach, next_year_goals


class RequestForm(forms.Form):
    """Which level or rank is asked for."""

    requested = forms.ChoiceField(label="Đề nghị công nhận", required=False)
    next_year_goal = forms.ChoiceField(label="Đăng ký cho năm sau", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, year: Year, data: Mapping[str, Any] | None = None) -> None:
        dossier: Dossier = year.dossier
        super().__init__(
            data,
            initial={
                "requested": dossier.requested,
                "next_year_goal": dossier.next_year_goal,
                "version": dossier.version,
            },
        )
        within = list(goals_within_reach(year))
        if dossier.requested and dossier.requested not in dict(within):
            within.append((dossier.requested, "Mức đã chọn (cao hơn kết quả)"))
        self._choices("requested", [("", "Chưa chọn"), *within])
        self._choices("next_year_goal", [("", "Chưa đăng ký"), *next_year_goals(year.plan)])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices
