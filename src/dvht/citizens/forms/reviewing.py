"""The draft of the minutes: the meeting, and votes and conclusion for each person of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from dvht.citizens.forms.rounds import DAY_ERRORS
from dvht.citizens.models import Review, Verdict
from dvht.citizens.models.registrants import Counted
from dvht.citizens.models.words import MeetingWords, VerdictWords
from dvht.citizens.queries import Conclusion, Line, conclusion_of
from dvht.citizens.queries.rounds import proposed_meeting

MOST_VOTERS: Final = 9999
VOTES: Final = ("agree", "disagree", "abstain")
CONCLUSIONS: Final = (
    ("", "Theo điều kiện và phiếu"),
    ("yes", "Đề nghị công nhận"),
    ("no", "Không công nhận"),
)
CHOSEN: Final[dict[str, bool | None]] = {"": None, "yes": True, "no": False}
TIME_ERRORS: Final = {"invalid": "Giờ chưa đúng. Hãy ghi giờ:phút, ví dụ 14:00."}
FIELDS: Final = (
    "held_on", "began_at", "ended_at", "place", "chair", "secretary", "attendees", "absent", "voters", "remarks",
)  # fmt: skip


@dataclass(frozen=True)
class VerdictRow:
    """One person of the table with their fields."""

    line: Line
    agree: forms.BoundField
    disagree: forms.BoundField
    abstain: forms.BoundField
    counted: forms.BoundField | None
    recognised: forms.BoundField
    reason: forms.BoundField
    concluded: Conclusion


class ReviewForm(forms.Form):
    """All of it may be half written; what is missing is told when the review is to be closed."""

    held_on = forms.DateField(label="Ngày họp", required=False, error_messages=DAY_ERRORS)
    began_at = forms.TimeField(label="Bắt đầu lúc", required=False, error_messages=TIME_ERRORS)
    ended_at = forms.TimeField(label="Kết thúc lúc", required=False, error_messages=TIME_ERRORS)
    place = forms.CharField(label="Nơi họp", required=False, max_length=300)
    chair = forms.CharField(label="Chủ trì", required=False, max_length=200)
    secretary = forms.CharField(label="Thư ký", required=False, max_length=200)
    voters = forms.IntegerField(
        label="Số người biểu quyết",
        required=False,
        min_value=1,
        max_value=MOST_VOTERS,
        error_messages={
            "invalid": "Hãy ghi một số nguyên.",
            "min_value": "Ít nhất một người biểu quyết.",
            "max_value": "Số này quá lớn.",
        },
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    attendees = forms.CharField(
        label="Người dự họp",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Mỗi người một dòng: họ tên, chức vụ.",
    )
    absent = forms.CharField(
        label="Vắng mặt",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Mỗi người một dòng, ghi lý do vắng.",
    )
    remarks = forms.CharField(
        label="Ý kiến khác", required=False, max_length=5000, widget=forms.Textarea({"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, review: Review, lines: Sequence[Line], data: Mapping[str, Any] | None = None) -> None:
        initial: dict[str, Any] = {name: getattr(review, name) for name in FIELDS}
        if review.version == 1 and data is None:
            initial |= {name: value for name, value in vars(proposed_meeting(review.round)).items() if value}
        super().__init__(data, initial={**initial, "version": review.version})
        self.review = review
        self.shown_lines = lines
        for line in lines:
            self._add(line)

    def _add(self, line: Line) -> None:
        key, verdict, name = line.registrant.pk, line.verdict, line.member.full_name
        words = {"agree": "Đồng ý", "disagree": "Không đồng ý", "abstain": "Không ý kiến"}
        for vote in VOTES:
            self.fields[f"{key}-{vote}"] = forms.IntegerField(
                label=f"{words[vote]}: {name}",
                required=False,
                min_value=0,
                max_value=MOST_VOTERS,
                widget=forms.TextInput({"inputmode": "numeric"}),
                error_messages={
                    "invalid": "Hãy ghi số phiếu.",
                    "min_value": "Số phiếu không được âm.",
                    "max_value": "Số này quá lớn.",
                },
            )
            self.initial[f"{key}-{vote}"] = getattr(verdict, vote, None)
        if line.differs:
            self.fields[f"{key}-counted"] = forms.ChoiceField(
                label=f"Lấy điểm nào cho {name}", required=False, choices=Counted.choices
            )
            self.initial[f"{key}-counted"] = line.chosen
        self.fields[f"{key}-recognised"] = forms.ChoiceField(
            label=f"Kết luận về {name}", required=False, choices=CONCLUSIONS
        )
        self.initial[f"{key}-recognised"] = _conclusion_key(verdict)
        self.fields[f"{key}-reason"] = forms.CharField(label=f"Lý do: {name}", required=False, max_length=500)
        self.initial[f"{key}-reason"] = verdict.reason if verdict else ""

    def meeting(self) -> MeetingWords:
        return MeetingWords(**{name: self.cleaned_data[name] for name in FIELDS})

    def verdicts(self) -> list[VerdictWords]:
        return [self._verdict(line) for line in self.shown_lines]

    def _verdict(self, line: Line) -> VerdictWords:
        key, said = line.registrant.pk, self.cleaned_data
        return VerdictWords(
            key,
            agree=said[f"{key}-agree"],
            disagree=said[f"{key}-disagree"],
            abstain=said[f"{key}-abstain"],
            counted=said.get(f"{key}-counted", line.chosen),
            recognised=CHOSEN[said[f"{key}-recognised"]],
            reason=said[f"{key}-reason"],
        )

    @property
    def rows(self) -> list[VerdictRow]:
        return [
            VerdictRow(
                line=line,
                agree=self[f"{line.registrant.pk}-agree"],
                disagree=self[f"{line.registrant.pk}-disagree"],
                abstain=self[f"{line.registrant.pk}-abstain"],
                counted=self[f"{line.registrant.pk}-counted"] if line.differs else None,
                recognised=self[f"{line.registrant.pk}-recognised"],
                reason=self[f"{line.registrant.pk}-reason"],
                concluded=conclusion_of(line, self.review.voters),
            )
            for line in self.shown_lines
        ]


def _conclusion_key(verdict: Verdict | None) -> str:
    if verdict is None or verdict.recognised is None:
        return ""
    return "yes" if verdict.recognised else "no"
