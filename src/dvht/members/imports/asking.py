"""The questions about a file that only a person can answer, as a form."""

from collections.abc import Mapping
from typing import Any

from dvht.members.exports.columns import KINDS, NAME_KEYS, NEW_PROGRAMME, POSITIONS
from dvht.members.forms.workbooks import AskedColumn, AskedValue, MappingForm
from dvht.members.imports.kept import KeptColumn, KeptTable
from dvht.members.imports.opening import KIND_OF_NEW, Opened, UnknownValue, programme_title
from dvht.ui.vietnamese import written_number
from dvht.workbook.cells import shown

_SAMPLES = 3


class RosterMappingForm(MappingForm):
    def meanings_with_kind(self) -> dict[str, str]:
        """Also what new people are when the file doesn't say, under its own key."""
        kind = self.cleaned_data.get("kind")
        return {**self.meanings(), **({KIND_OF_NEW: kind} if kind else {})}


def mapping_form(reading: Opened, posted: Mapping[str, Any] | None) -> RosterMappingForm:
    table = reading.table
    known = [
        (column.key, column.title) for column in reading.columns if not column.key.startswith(NEW_PROGRAMME)
    ]
    form = RosterMappingForm(
        [_asked_column(table, place, column) for place, column in enumerate(table.columns)],
        [_asked_value(value) for value in reading.unknown_values],
        known,
        posted,
        many=frozenset({POSITIONS}),
        names=NAME_KEYS,
    )
    if reading.lacks_kind or reading.lacks_name or reading.kind:
        form.add_kinds([(choice.value, choice.title) for choice in KINDS], reading.kind)
    return form


def _asked_column(table: KeptTable, place: int, column: KeptColumn) -> AskedColumn:
    return AskedColumn(
        index=column.index,
        label=f"Cột {column.letter}: {shown(column.title)}",
        key=column.key,
        hint=_samples(table, place) if column.key is None else "",
        programme=f"{NEW_PROGRAMME}{column.index}",
        programme_title=programme_title(column.title),
    )


def _samples(table: KeptTable, place: int) -> str:
    """The first different values under the header, so that people recognise the column."""
    values = dict.fromkeys(shown(row.cells[place]) for row in table.rows if row.cells[place] is not None)
    return f"Ví dụ: {'; '.join(list(values)[:_SAMPLES])}" if values else "Cột trống"


def _asked_value(value: UnknownValue) -> AskedValue:
    return AskedValue(
        key=value.key,
        label=f"{value.column.title}: “{shown(value.text)}” nghĩa là gì?",
        choices=[(choice.value, choice.title) for choice in value.column.choices],
        hint=f"Có ở {written_number(value.rows)} dòng. Điều này được nhớ cho lần sau.",
    )
