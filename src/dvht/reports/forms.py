"""What the browser sends about a reminder."""

from django import forms

from dvht.reports.states import LONGEST_REMINDER


class ReminderForm(forms.Form):
    """The words of a reminder; whom it goes to is chosen beside it."""

    text = forms.CharField(
        label="Nội dung nhắc",
        max_length=LONGEST_REMINDER,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Thư đến hộp thư của thủ trưởng, cấp phó và văn thư đơn vị.",
        error_messages={"required": "Hãy ghi nội dung nhắc."},
    )
