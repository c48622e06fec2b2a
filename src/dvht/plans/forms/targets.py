"""The goal and the table of targets: one field for each share row that applies to the unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms

from dvht.plans.models import goals_of
from dvht.plans.queries import Sheet
from dvht.plans.queries.limits import first_level
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.regulation.rows import Row


@dataclass(frozen=True)
class TargetLine:
    """One row of the table: what the law and the higher plan ask, and the field for the unit's own."""

    row: Row
    law: str
    higher: int | None
    field: forms.BoundField


class TargetsForm(forms.Form):
    goal = forms.ChoiceField(
        label="Mục tiêu của năm",
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn mức mà đơn vị phấn đấu đạt."},
    )

    def __init__(self, sheet: Sheet, data: Any = None) -> None:
        super().__init__(data, initial={"goal": sheet.plan.goal})
        self.sheet = sheet
        self.rows = share_rows(sheet)
        cast(forms.ChoiceField, self.fields["goal"]).choices = goals_of(sheet.pack)
        self.fields["goal"].required = not sheet.is_body
        for row in self.rows:
            percent = forms.IntegerField(
                label=f"Chỉ tiêu {row.code}, đơn vị phấn đấu (%)", required=False, min_value=1, max_value=100
            )
            percent.error_messages["invalid"] = "Hãy ghi số nguyên, ví dụ 95."
            self.fields[name_of(row.code)] = percent
            self.initial[name_of(row.code)] = sheet.targets.get(row.code)

    def targets(self) -> dict[str, int | None]:
        return {row.code: self.cleaned_data[name_of(row.code)] for row in self.rows}

    def lines(self) -> Iterator[TargetLine]:
        for row in self.rows:
            law = f"{row.threshold(first_level(self.sheet.pack))}%"
            if self.sheet.pack.levels:
                law = ", ".join(
                    f"mức độ {level}: {row.threshold(level)}%" for level in self.sheet.pack.levels
                )
            yield TargetLine(row, law, self.sheet.higher_targets.get(row.code), self[name_of(row.code)])


def name_of(row_code: str) -> str:
    return f"target-{row_code}"


def share_rows(sheet: Sheet) -> tuple[Row, ...]:
    """Shares that bind the unit; of a body all, since its plan is for every kind of unit."""
    unit = sheet.plan.unit
    facts = UnitFacts(unit.kind, Ownership(unit.ownership))
    level = first_level(sheet.pack)
    return tuple(
        row
        for row in sheet.pack.rows
        if row.measure == "share" and (sheet.is_body or row.applies(facts, level).applies)
    )
