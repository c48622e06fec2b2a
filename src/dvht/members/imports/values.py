"""What a cell of a roster says, as the value that its column keeps."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dvht.members.exports.columns import POSITIONS, RosterColumn
from dvht.members.imports.headers import value_key
from dvht.workbook.cells import as_code, as_date, as_lines, as_text, shown
from dvht.workbook.characters import folded, folded_words
from dvht.workbook.errors import CellError
from dvht.workbook.sheets import Cell

Value = str | tuple[str, ...] | date | None
"""None takes away what is recorded."""

MASK: Final = "•"
_CLEARED: Final = frozenset({"-", "–", "—", "xóa", "xoá", "xóa bỏ", "xoá bỏ"})
_EXCEL_ERROR: Final = re.compile(
    r"#(REF|N/A|NAME|VALUE|DIV/0|NUM|NULL|SPILL|CALC|GETTING_DATA)[!?]?", re.IGNORECASE
)
_TICKS: Final = frozenset("✓✔☑🗸✅√")
_CROSSES: Final = frozenset("✗✘☐☒❌")
_ENDINGS: Final = re.compile(r"[;\n]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NUMBERING: Final = re.compile(r"^\s*([IVXLC]+|\d{1,2}|[A-H])\s*[.)\-:/]\s*", re.IGNORECASE)
_APOSTROPHES: Final = str.maketrans("’‘ʼ`´", "'''''")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_KEPT_FOR_GOOD: Final = frozenset({"code", "full_name", "family_name", "given_name", "kind"})
CITIZEN_DIGITS: Final = 12
_MOST_LOST_ZEROS: Final = 2
"""No province's number begins with three zeros."""


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a cell; `place` is that of the column in the kept table, None for the whole row."""

    place: int | None
    message: str
    short: str


class ValueReader:
    """Reads cells under the columns of a roster; `known` are values whose meaning people settled."""

    def __init__(self, columns: Sequence[RosterColumn], known: Mapping[str, str]) -> None:
        self.columns = {column.key: column for column in columns}
        self.known = known
        self._choices = {column.key: _spellings(column) for column in columns if column.choices}
        self._read: dict[tuple[str, type, Cell], Value] = {}

    def read(self, key: str, cell: Cell) -> Value:
        """The value of a filled cell; None when it asks to take away what is recorded. Raises CellError."""
        memo = (key, type(cell), cell)
        if memo not in self._read:
            self._read[memo] = self._value(key, cell)
        return self._read[memo]

    def _value(self, key: str, cell: Cell) -> Value:
        text = as_text(cell)
        if _EXCEL_ERROR.fullmatch(text):
            raise CellError(f"“{text}” là lỗi của công thức trong Excel. Hãy ghi giá trị thay cho công thức.")
        if text.casefold() in _CLEARED:
            if key in _KEPT_FOR_GOOD:
                raise CellError(f"“{text}” xóa giá trị, mà mục này phải có. Hãy ghi giá trị hoặc để trống.")
            return () if key == POSITIONS else None
        if key in self._choices:
            return self.choice(key, cell)
        if self.columns[key].kind == "date":
            return as_date(cell)
        return _text_value(key, cell)

    def choice(self, key: str, cell: Cell) -> str:
        text = as_text(cell)
        found = self.known.get(value_key(key, folded(text) or text)) or self._choices[key].get(_mark(text))
        if found is None or all(found != choice.value for choice in self.columns[key].choices):
            titles = [f"“{choice.title}”" for choice in self.columns[key].choices]
            rest = "" if key in _KEPT_FOR_GOOD else " hoặc để trống"
            raise CellError(
                f"“{shown(cell)}” không có trong danh sách. Hãy ghi một trong: {', '.join(titles)}{rest}."
            )
        return found

    def is_strange(self, key: str, cell: Cell) -> bool:
        """Whether the cell of a column with choices holds a word whose meaning somebody may settle."""
        text = as_text(cell)
        if not text or text.casefold() in _CLEARED or _EXCEL_ERROR.fullmatch(text):
            return False
        try:
            self.choice(key, cell)
        except CellError:
            return True
        return False


def full_name(text: str) -> str:
    """The name as papers write it; one all in capitals gets small letters. Raises CellError for what is no name."""
    if not any(sign.isalpha() for sign in text):
        raise CellError(f"“{shown(text)}” không phải là họ và tên.")
    if text.isupper() and len(text.split()) > 1:
        return _LETTERS.sub(lambda word: word[0].capitalize(), text)
    return text


def name_key(name: str, *, keep_case: bool = False) -> str:
    """One for “Hòa” and “Hoà”, composed or not, whatever apostrophe: the letters of each word, then its tone."""
    plain = (name if keep_case else name.casefold()).translate(_APOSTROPHES)
    return " ".join(_tone_last(word) for word in plain.split())


def group_department(heading: str) -> str:
    """Tổ Toán, of the heading “II. Tổ Toán”."""
    return _NUMBERING.sub("", heading).strip(" :")


class DepartmentNames:
    """Finds the department that a name means, though dashes, spaces and capitals differ; else keeps the name."""

    def __init__(self, standing: Sequence[str]) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        self.new: list[str] = []
        for name in standing:
            self._names.setdefault(_department_words(name), name)

    def find(self, name: str) -> str:
        words = _department_words(name)
        if words not in self._names:
            self._names[words] = name
            self.new.append(name)
        return self._names[words]


def _department_words(name: str) -> tuple[str, ...]:
    return folded_words(name) or (name,)


def _text_value(key: str, cell: Cell) -> Value:
    if key == "identity":
        return _identity(cell)
    if key == "code":
        return as_code(cell)
    if key == POSITIONS:
        parts = (" ".join(part.split()) for part in _ENDINGS.split(as_lines(cell)))
        return tuple(part for part in parts if part)
    return as_text(cell)


def _identity(cell: Cell) -> str:
    """A number of a citizen's card from which Excel took the zeros gets them back; CMND numbers have nine digits."""
    code = as_code(cell)
    if isinstance(cell, int) and CITIZEN_DIGITS - _MOST_LOST_ZEROS <= len(code) < CITIZEN_DIGITS:
        return code.zfill(CITIZEN_DIGITS)
    return code


def _spellings(column: RosterColumn) -> dict[str, str]:
    spelled: dict[str, str] = {}
    for titles_of in (lambda choice: (choice.title,), lambda choice: choice.others):
        for choice in column.choices:
            for title in titles_of(choice):
                spelled.setdefault(folded(title), choice.value)
    return spelled


def _mark(text: str) -> str:
    """The folded text; a tick or a cross as the letter or the words that stand for it."""
    if text and set(text) <= _TICKS:
        return "x"
    return folded(_CROSSED) if text and set(text) <= _CROSSES else folded(text)


_CROSSED: Final = "Chưa"


def _tone_last(word: str) -> str:
    signs = unicodedata.normalize("NFD", word)
    tones = "".join(sign for sign in signs if sign in _TONES)
    return "".join(sign for sign in signs if sign not in _TONES) + tones
