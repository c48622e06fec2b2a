"""Points: buttons on a phone, numbers for the clerk who copies a paper form, totals of the national site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile

from dvht.citizens.models.words import ResultWords, ScoreWords
from dvht.citizens.queries import Line
from dvht.evidence.forms import examine
from dvht.evidence.models import CheckedFile, RefusedFile
from dvht.members.forms.pictures import without_traces
from dvht.regulation.rows import Row

MOST_BUTTONS: Final = 20
LONGEST_WORDS: Final = 500
POINTS_ERRORS: Final = {"invalid": "Điểm phải là số, ví dụ 8 hoặc 7,5."}


class NumberInput(forms.TextInput):
    """A field of points that brings up the keys with a comma on a phone."""

    input_type = "text"

    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"})


def plain_points(points: Decimal) -> Decimal:
    """8 for 8.00, 7.5 for 7.50: as people write them."""
    whole = points.to_integral_value()
    return whole if points == whole else points.normalize()


def points_field(label: str, most: Decimal | None, *, required: bool = False) -> forms.DecimalField:
    errors = {
        **POINTS_ERRORS,
        "required": "Hãy ghi điểm.",
        "max_digits": "Số này quá dài.",
        "max_decimal_places": "Điểm có tối đa hai chữ số thập phân.",
        "max_whole_digits": "Số này quá lớn.",
        "min_value": "Điểm không được âm.",
        "max_value": f"Nhiều nhất {most:f} điểm." if most is not None else "Số này quá lớn.",
    }
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=0,
        max_value=most,
        max_digits=7,
        decimal_places=2,
        localize=True,
        widget=NumberInput(),
        error_messages=errors,
    )


@dataclass(frozen=True)
class ScoreRow:
    """One indicator as the page shows it; `buttons` is empty where points are typed as a number."""

    row: Row
    points: forms.BoundField
    words: forms.BoundField
    buttons: tuple[tuple[str, bool], ...]
    given: Decimal | None
    is_below_floor: bool


class ScoreForm(forms.Form):
    """Points and words of some rows. `pressed` draws whole points as buttons, as a phone wants them."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, line: Line, rows: Sequence[Row], data: Mapping[str, Any] | None = None, *, pressed: bool = False
    ) -> None:
        super().__init__(data, initial={"version": line.registrant.version})
        self.line = line
        self.rows = rows
        self.pressed = pressed
        for row in rows:
            self.fields[f"p{row.code}"] = points_field(f"{row.code}. {row.title}", row.max_points)
            self.fields[f"w{row.code}"] = forms.CharField(
                label=f"Diễn giải, minh chứng cho chỉ báo {row.code}",
                required=False,
                max_length=LONGEST_WORDS,
                widget=forms.Textarea({"rows": 2}),
                error_messages={"max_length": f"Nhiều nhất {LONGEST_WORDS} chữ cái."},
            )
            points = line.points.get(row.code)
            self.initial[f"p{row.code}"] = None if points is None else plain_points(points)
            self.initial[f"w{row.code}"] = line.words.get(row.code, "")

    def said(self) -> dict[str, ScoreWords]:
        return {
            row.code: ScoreWords(self.cleaned_data[f"p{row.code}"], self.cleaned_data[f"w{row.code}"])
            for row in self.rows
        }

    def name_of(self, row_code: str) -> str:
        return f"p{row_code}"

    @property
    def lines(self) -> list[ScoreRow]:
        return [self._line(row) for row in self.rows]

    def _line(self, row: Row) -> ScoreRow:
        points = self[f"p{row.code}"]
        shown = str(points.value() if points.value() is not None else "").strip()
        given = self.line.points.get(row.code)
        rules = self.line.pack.citizens
        below = given is not None and rules is not None and given < rules.floor_points
        return ScoreRow(row, points, self[f"w{row.code}"], self._buttons(row, shown), given, below)

    def _buttons(self, row: Row, shown: str) -> tuple[tuple[str, bool], ...]:
        most = row.max_points or Decimal(0)
        if not self.pressed or most > MOST_BUTTONS or most != most.to_integral_value():
            return ()
        values = [str(value) for value in range(int(most) + 1)]
        plain = _plain(shown)
        if plain and plain not in values:
            return ()
        return tuple((value, value == plain) for value in values)


def _plain(shown: str) -> str:
    """8 for 8,00 and 8.0: what a button says."""
    try:
        number = Decimal(shown.replace(",", "."))
    except ArithmeticError:
        return shown
    whole = number.is_finite() and abs(number) < 1000 and number == number.to_integral_value()
    return str(int(number)) if whole else shown


class PrintForm(forms.Form):
    """What a print of the national site says of one person."""

    upload = forms.FileField(
        label="Ảnh hoặc PDF của bản in",
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        help_text="Ảnh rõ tên và tổng điểm. Để trống nếu giữ bản đã gửi.",
    )

    def __init__(self, line: Line, data: Mapping[str, Any] | None = None, files: Any = None) -> None:
        found = line.national_result
        initial = {
            "total": plain_points(found.total) if found else None,
            "lowest": plain_points(found.lowest) if found and found.lowest is not None else None,
        }
        super().__init__(data, files, initial=initial)
        self.line = line
        total = points_field("Tổng điểm", line.pack.total_points, required=True)
        lowest = points_field("Điểm chỉ báo thấp nhất", line.pack.total_points)
        lowest.help_text = "Để trống nếu bản in không ghi; khi đó chưa xét được điều kiện điểm từng chỉ báo."
        self.fields = {"total": total, "lowest": lowest, **self.fields}

    def clean_upload(self) -> CheckedFile | None:
        upload: UploadedFile[Any] | None = self.cleaned_data["upload"]
        if upload is None:
            return None
        checked = examine(upload)
        if isinstance(checked, CheckedFile):
            checked = without_traces(checked)
        if isinstance(checked, RefusedFile):
            raise forms.ValidationError(checked.reason[:1].upper() + checked.reason[1:])
        if not checked.media_type.startswith("image/") and checked.media_type != "application/pdf":
            raise forms.ValidationError("Chỉ nhận ảnh hoặc tệp PDF của bản in.")
        return checked

    def said(self) -> ResultWords:
        return ResultWords(self.line.registrant.pk, self.cleaned_data["total"], self.cleaned_data["lowest"])
