"""What the browser sends about the register."""

from django import forms


class OutsideNumbersForm(forms.Form):
    """The last number that the office gave to a paper made elsewhere."""

    upto = forms.IntegerField(
        label="Đã dùng đến số",
        min_value=1,
        max_value=99999,
        help_text="Số lớn nhất trong sổ văn bản đi của năm nay.",
        error_messages={"required": "Hãy ghi số cuối đã dùng.", "invalid": "Hãy ghi một số, ví dụ 57."},
    )
    note = forms.CharField(
        label="Các số này dùng cho", max_length=300, help_text="Ví dụ: văn bản chuyên môn, theo sổ văn bản đi"
    )
