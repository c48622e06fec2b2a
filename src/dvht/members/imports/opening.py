"""An upload with everything that reading it needs, and what must be asked before it can be previewed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from dvht.accounts.models import User
from dvht.members.actions.uploads import open_upload, settle_upload
from dvht.members.exports.columns import (
    NAME_KEYS,
    NEW_PROGRAMME,
    RosterColumn,
    derived_titles,
    programme_column,
    roster_columns,
)
from dvht.members.imports.comparing import Ground, preview_of_table
from dvht.members.imports.headers import (
    CHOSEN,
    headers_left_out,
    remembered_headers,
    remembered_values,
    value_key,
)
from dvht.members.imports.kept import KeptTable, sealed, unsealed
from dvht.members.imports.preview import Preview
from dvht.members.imports.reading import key_of_header, read_tables
from dvht.members.imports.values import ValueReader
from dvht.members.models import Upload
from dvht.members.queries.records import member_records
from dvht.members.queries.roster import departments_of
from dvht.members.queries.uploads import PURPOSE, VALUES
from dvht.units.models import Unit
from dvht.workbook.cells import as_text
from dvht.workbook.characters import folded

MOST_VALUES: Final = 20
HABIT_ROWS: Final = 3
KIND_OF_NEW: Final = value_key("kind", "")


@dataclass(frozen=True)
class UnknownValue:
    """A value that stands in no list of its column, and in how many rows."""

    column: RosterColumn
    text: str
    rows: int

    @property
    def key(self) -> str:
        return value_key(self.column.key, folded(self.text) or self.text)


@dataclass(frozen=True)
class Opened:
    """An upload, its tables, and what is known around it."""

    upload: Upload
    tables: tuple[KeptTable, ...]
    columns: tuple[RosterColumn, ...]
    told: Mapping[str, str]
    """What people of the unit settled about values."""
    reader_id: int | None = None
    """The account of whoever reads it, and would write it."""

    @property
    def unit(self) -> Unit:
        return self.upload.unit

    @property
    def table(self) -> KeptTable:
        return self.tables[0]

    @property
    def kind(self) -> str:
        """What a new person is when the file doesn't say."""
        return self.told.get(KIND_OF_NEW, "")

    @property
    def programmes(self) -> dict[str, str]:
        """Titles of the programmes that confirming would make, by the key of their column."""
        told: dict[str, str] = self.upload.mapping.get("programmes", {})
        return {key: title for key, title in told.items() if self.table.has(key)}

    @cached_property
    def preview(self) -> Preview:
        ground = Ground(
            unit=self.unit,
            columns=self.columns,
            records=member_records(self.unit, self.upload.year),
            departments=[department.name for department in departments_of(self.unit)],
            known=self.told,
            kind=self.kind,
            reader_id=self.reader_id,
        )
        return preview_of_table(self.table, ground)

    @cached_property
    def unknown_values(self) -> tuple[UnknownValue, ...]:
        """Values of columns with a list that nobody has explained yet, the most frequent first."""
        reader = ValueReader(self.columns, self.told)
        found: dict[str, UnknownValue] = {}
        for column in (column for column in self.columns if column.choices):
            cells = (row.cells[place] for place in self.table.places(column.key) for row in self.table.rows)
            for cell in cells:
                if reader.is_strange(column.key, cell):
                    value = UnknownValue(column, as_text(cell), 1)
                    held = found.setdefault(value.key, replace(value, rows=0))
                    found[value.key] = replace(held, rows=held.rows + 1)
        return tuple(sorted(found.values(), key=lambda one: -one.rows))[:MOST_VALUES]

    @property
    def lacks_name(self) -> bool:
        return not self.table.has(*NAME_KEYS)

    @cached_property
    def lacks_kind(self) -> bool:
        """Whether somebody new has no kind, in the file or by what was settled."""
        return not self.kind and any(line.lacks_kind for line in self.preview.lines)

    @property
    def must_ask(self) -> bool:
        """Whether something can't be guessed, so that a person must say it first; about values they are asked once."""
        if len(self.tables) > 1 or self.table.unknown or self.lacks_name:
            return True
        if self.lacks_kind and not self.table.has("kind") and not self._asked("kind"):
            return True
        return any(_is_a_habit(value) and not self._asked(value.key) for value in self.unknown_values)

    def _asked(self, question: str) -> bool:
        return question in self.upload.mapping.get("asked", ())

    @property
    def questions(self) -> list[str]:
        """What the page of questions asks now, to be kept as asked when it is answered."""
        return [*(["kind"] if self.lacks_kind else []), *(value.key for value in self.unknown_values)]


def _is_a_habit(value: UnknownValue) -> bool:
    """Whether a strange word is how this office writes, to be asked once, and not a slip of one or two cells."""
    return value.column.key == "kind" or value.rows >= HABIT_ROWS


def take_file(unit: Unit, year: int, content: bytes, name: str, *, by: User) -> Upload:
    """Read a file that came and keep its table. Raises WorkbookError, in words, for one that can't be taken."""
    left_out = headers_left_out(derived_titles(unit, year))
    tables = read_tables(content, name, roster_columns(unit, year), left_out, remembered_headers(unit))
    kept_name = "".join(sign for sign in name if sign.isprintable()) or "danh sách"
    return open_upload(unit, year, PURPOSE, kept_name, sealed(tables), by=by)


def opened(upload: Upload, *, by: User) -> Opened | None:
    """The upload with its tables; None when they are gone."""
    tables = unsealed(upload.sealed_table)
    if not tables:
        return None
    columns = [*roster_columns(upload.unit, upload.year), *_new_programmes(upload.mapping)]
    return Opened(upload, tables, tuple(columns), remembered_values(upload.unit), by.pk)


def choose_sheet(opened: Opened, sheet: int, *, by: User) -> Upload:
    """Keep the table of one sheet alone."""
    return settle_upload(opened.upload, sealed([opened.tables[sheet]]), opened.upload.mapping, {}, by=by)


def settle(opened: Opened, keys: Mapping[int, str], values: Mapping[str, str], *, by: User) -> Upload:
    """Keep and remember what somebody said: what each column is ("" for none), what values mean."""
    table = opened.table
    programmes = {
        f"{NEW_PROGRAMME}{column.index}": programme_title(column.title)
        for column in table.columns
        if keys.get(column.index) == f"{NEW_PROGRAMME}{column.index}"
    }
    headers = {
        key_of_header(column): keys[column.index]
        for column in table.columns
        if keys.get(column.index, column.key) != column.key
        and not keys[column.index].startswith(NEW_PROGRAMME)
    }
    settled = table.with_keys(dict(keys), CHOSEN)
    return settle_upload(
        opened.upload,
        sealed([settled]),
        {
            "asked": [*opened.upload.mapping.get("asked", ()), *opened.questions],
            "programmes": {**opened.upload.mapping.get("programmes", {}), **programmes},
        },
        {PURPOSE: headers, VALUES: values},
        by=by,
    )


def programme_title(header: str) -> str:
    """The programme that a header names, without the word that our own columns put before it."""
    return _PROGRAMME.sub("", header).strip() or header


_PROGRAMME: Final = re.compile(r"^\s*chương trình\s*[:\-–]\s*", re.IGNORECASE)


def _new_programmes(mapping: Mapping[str, Any]) -> Sequence[RosterColumn]:
    return [programme_column(title, key) for key, title in mapping.get("programmes", {}).items()]
