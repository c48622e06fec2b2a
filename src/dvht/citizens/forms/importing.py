"""A workbook of results, and what its columns are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from dvht.members.imports.kept import KeptTable


class ResultsForm(forms.Form):
    """One file; what is in it is judged by reading it."""

    file = forms.FileField(
        label="Tệp kết quả",
        allow_empty_file=True,
        help_text="Nhận .xlsx, .xls, .ods, .csv, nhiều nhất 10 MB.",
        error_messages={
            "required": "Hãy chọn tệp kết quả rồi gửi lại.",
            "invalid": "Trình duyệt chưa gửi tệp. Hãy chọn lại tệp.",
        },
    )


class ColumnsForm(forms.Form):
    """One choice for each column that is kept."""

    def __init__(
        self, table: KeptTable, choices: Sequence[tuple[str, str]], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.table = table
        for column in table.columns:
            self.fields[f"column_{column.index}"] = forms.ChoiceField(
                label=f"Cột {column.letter}: {column.title or 'không có tiêu đề'}",
                required=False,
                choices=[("", "Bỏ qua cột này"), *choices],
                initial=column.key or "",
                error_messages={"invalid_choice": "Hãy chọn một nội dung trong danh sách."},
            )

    def keys(self) -> dict[int, str]:
        return {column.index: self.cleaned_data[f"column_{column.index}"] for column in self.table.columns}
