"""A workbook that comes, and what a person says of its columns and values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms

NOT_SAID: Final = "?"
LEFT_OUT: Final = ""
Choices = Sequence[tuple[str, str]]


class WorkbookForm(forms.Form):
    """One file; what is in it is judged by reading it."""

    file = forms.FileField(
        label="Tệp danh sách",
        allow_empty_file=True,
        error_messages={
            "required": "Hãy chọn tệp danh sách rồi gửi lại.",
            "invalid": "Trình duyệt chưa gửi tệp. Hãy chọn lại tệp.",
        },
    )


class SheetForm(forms.Form):
    """Which sheet holds the list."""

    def __init__(self, sheets: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"] = forms.TypedChoiceField(
            label="Danh sách nằm ở trang nào?",
            coerce=int,
            choices=list(enumerate(sheets)),
            widget=forms.RadioSelect,
            error_messages={
                "required": "Hãy chọn một trang.",
                "invalid_choice": "Hãy chọn một trang trong tệp.",
            },
        )


@dataclass(frozen=True)
class AskedColumn:
    """A column of the file: `key` None when nobody has said what it is, `programme` the key of one made from it."""

    index: int
    label: str
    key: str | None
    hint: str = ""
    programme: str = ""
    programme_title: str = ""

    @property
    def name(self) -> str:
        return f"column_{self.index}"


@dataclass(frozen=True)
class AskedValue:
    """A value that stands in no list; `key` is that under which its meaning is remembered."""

    key: str
    label: str
    choices: Choices
    hint: str = ""


class MappingForm(forms.Form):
    """What each column is, what unknown values mean, and what new people are when the file doesn't say."""

    def __init__(
        self,
        columns: Sequence[AskedColumn],
        values: Sequence[AskedValue],
        known: Choices,
        *args: Any,
        many: frozenset[str] = frozenset(),
        names: frozenset[str] = frozenset(),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.values = columns, values
        self.titles = dict(known)
        self.many, self.names = many, names
        for column in columns:
            self.fields[column.name] = _column_field(column, known)
        for place, value in enumerate(values):
            self.fields[f"value_{place}"] = forms.ChoiceField(
                label=value.label,
                help_text=value.hint,
                required=False,
                choices=[("", "Không đổi: sửa trong tệp"), *value.choices],
                error_messages={"invalid_choice": _NOT_IN_LIST},
            )

    def add_kinds(self, kinds: Choices, initial: str) -> None:
        self.fields["kind"] = forms.ChoiceField(
            label="Người mới là đối tượng nào, khi tệp không ghi?",
            help_text="Dùng cho những dòng để trống đối tượng. Điều này được nhớ cho lần sau.",
            required=False,
            initial=initial,
            choices=[("", "Không chọn: sẽ ghi vào tệp từng người"), *kinds],
            error_messages={"invalid_choice": _NOT_IN_LIST},
        )

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[column.name] for column in self.columns if column.key is None]

    @property
    def recognised(self) -> list[forms.BoundField]:
        return [self[column.name] for column in self.columns if column.key is not None]

    @property
    def asked_values(self) -> list[forms.BoundField]:
        return [self[f"value_{place}"] for place in range(len(self.values))]

    def clean(self) -> dict[str, Any]:
        """No two columns may be one thing, and one must be the name."""
        cleaned = super().clean() or {}
        first: dict[str, str] = {}
        for column in self.columns:
            key = cleaned.get(column.name)
            if not key or key in self.many:
                continue
            if key == column.programme:
                key = f"Chương trình mới: {column.programme_title}"
            if key in first:
                self.add_error(
                    column.name,
                    f"“{self.titles.get(key, key)}” đã chọn cho {first[key]}. Mỗi thứ chỉ lấy từ một cột.",
                )
            first.setdefault(key, column.label)
        if not self.errors and not self.names & first.keys():
            self.add_error(None, "Hãy cho biết cột nào là họ và tên.")
        return cleaned

    def keys(self) -> dict[int, str]:
        """What each column is, by its place in the file; "" for one that isn't taken."""
        return {column.index: self.cleaned_data[column.name] for column in self.columns}

    def meanings(self) -> Mapping[str, str]:
        """What was said of values, by the key under which it is remembered."""
        said = {value.key: self.cleaned_data[f"value_{place}"] for place, value in enumerate(self.values)}
        return {key: value for key, value in said.items() if value}


_NOT_IN_LIST: Final = "Hãy chọn một mục trong danh sách."


class _Said(forms.ChoiceField):
    """A choice that must be made, where the empty one is a choice too."""

    def validate(self, value: Any) -> None:
        if value == NOT_SAID:
            raise forms.ValidationError("Hãy cho biết cột này là gì, hoặc chọn bỏ qua.", code="required")
        if not self.valid_value(value):
            raise forms.ValidationError(_NOT_IN_LIST, code="invalid_choice")


def _column_field(column: AskedColumn, known: Choices) -> forms.ChoiceField:
    choices = [(LEFT_OUT, "Bỏ qua, không lấy"), *known]
    if column.programme:
        choices.insert(1, (column.programme, f"Chương trình mới: {column.programme_title}"))
    if column.key is None:
        choices.insert(0, (NOT_SAID, "Chọn…"))
    return _Said(
        label=column.label,
        help_text=column.hint,
        choices=choices,
        initial=NOT_SAID if column.key is None else column.key,
    )
