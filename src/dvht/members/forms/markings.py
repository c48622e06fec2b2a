"""Choosing what to mark for many members, and checking it once more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from dvht.members.queries.markings import Choice, Group, choice_of

LONGEST_BASIS = 300


class MarkingForm(forms.Form):
    """What is marked, on which day and on what basis."""

    mark = forms.ChoiceField(label="Ghi")  # its choices are the year's
    stated_on = forms.DateField(label="Ngày", required=False)
    basis = forms.CharField(label="Căn cứ", required=False, max_length=LONGEST_BASIS)

    def __init__(self, *args: Any, groups: Sequence[Group], prefer: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.groups = groups
        self.fields["mark"] = forms.ChoiceField(
            label="Ghi",
            choices=[
                ("", "Chọn điều cần ghi…"),
                *(
                    (one.label, [(choice.key, _said(one, choice)) for choice in one.choices])
                    for one in groups
                ),
            ],
        )
        self.fields["basis"].widget.attrs["placeholder"] = "QĐ 33/QĐ-THHS"
        if prefer and not self.is_bound:
            self.initial["mark"] = _preferred(groups, prefer)

    @property
    def chosen(self) -> tuple[Group, Choice] | None:
        """The group and the choice, once the form is valid."""
        return choice_of(self.groups, self.cleaned_data["mark"])

    def clean_stated_on(self) -> Any:
        day = self.cleaned_data["stated_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Ngày này chưa đến. Hãy ghi hôm nay hoặc sớm hơn.")
        return day


def _said(group: Group, choice: Choice) -> str:
    """With the name of its group, which a closed list doesn't show."""
    return f"{group.label}: {choice.label}"


def _preferred(groups: Sequence[Group], row: str) -> str:
    """The first choice for the row of which people lack something."""
    wanted = row.removeprefix("row:")
    return next((one.choices[0].key for one in groups if one.row == wanted), "")
