"""What the secretary writes of a meeting, how seats vote, what the chair concludes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from dvht.appraisal.models import Appraisal, Meeting, Panel, WorkingMode
from dvht.appraisal.models.words import MeetingWords, VoteWords
from dvht.appraisal.queries.votes import Ballot
from dvht.ui.vietnamese import written_date

ANSWERS = [("yes", "Đồng ý"), ("no", "Không đồng ý")]
SAID = {"yes": True, "no": False}


class MeetingForm(forms.Form):
    """A meeting: when, where, who was there, which dossiers."""

    use_required_attribute = False

    mode = forms.ChoiceField(label="Cách làm việc", choices=WorkingMode.choices, widget=forms.RadioSelect)
    held_on = forms.DateField(label="Ngày", help_text="Lấy ý kiến bằng văn bản: ngày tổng hợp.")
    starts_at = forms.TimeField(label="Bắt đầu lúc", required=False, help_text="Ví dụ 08:30")
    ends_at = forms.TimeField(label="Kết thúc lúc", required=False)
    place = forms.CharField(label="Địa điểm", required=False, max_length=300)
    present = forms.TypedMultipleChoiceField(
        label="Có mặt, hoặc đã gửi ý kiến", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    appraisals = forms.TypedMultipleChoiceField(
        label="Hồ sơ đưa ra biểu quyết", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    notes = forms.CharField(
        label="Diễn biến", required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, panel: Panel, appraisals: Iterable[Appraisal], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [(seat.pk, f"{seat.full_name}, {seat.get_role_display()}") for seat in panel.seats.all()]
        self.fields["present"].choices = seats  # type: ignore[attr-defined]  # a choice field
        listed = [(one.pk, one.submission.unit.name) for one in appraisals]
        self.fields["appraisals"].choices = listed  # type: ignore[attr-defined]  # a choice field

    def words(self) -> MeetingWords:
        said = self.cleaned_data
        return MeetingWords(
            mode=said["mode"],
            held_on=said["held_on"],
            place=said["place"],
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
            notes=said["notes"].replace("\r\n", "\n"),
            present=tuple(said["present"]),
            appraisals=tuple(said["appraisals"]),
        )


def meeting_initial(panel: Panel, meeting: Meeting | None, to_vote: Sequence[Appraisal]) -> dict[str, Any]:
    """What the form begins with: the meeting as it stands, or a new one of today with everything open, and nobody there
    until the secretary says so."""
    if meeting is None:
        return {
            "mode": panel.mode,
            "held_on": written_date(timezone.localdate()),
            "appraisals": [one.pk for one in to_vote],
        }
    return {
        "mode": meeting.mode,
        "held_on": written_date(meeting.held_on),
        "starts_at": meeting.starts_at.strftime("%H:%M") if meeting.starts_at else "",
        "ends_at": meeting.ends_at.strftime("%H:%M") if meeting.ends_at else "",
        "place": meeting.place,
        "notes": meeting.notes,
        "present": [seat.pk for seat in meeting.present.all()],
        "appraisals": list(meeting.appraisals.values_list("pk", flat=True)),
    }


class VotesForm(forms.Form):
    """How those present voted on one dossier; who has a conflict isn't asked. Several may stand on one page."""

    use_required_attribute = False

    def __init__(
        self, appraisal: Appraisal, ballots: Iterable[Ballot], data: Any = None, *, prefix: str | None = None
    ) -> None:
        super().__init__(data, prefix=prefix, auto_id=f"id_{appraisal.pk}-%s")
        self.appraisal = appraisal
        self.ballots = tuple(ballots)
        for ballot in self.ballots:
            pk = ballot.seat.pk
            self.fields[f"{pk}-vote"] = forms.ChoiceField(
                label=ballot.seat.full_name,
                required=False,
                choices=[("", "Chưa biểu quyết"), *ANSWERS],
                initial={True: "yes", False: "no"}.get(ballot.vote.agrees) if ballot.vote else "",
            )
            self.fields[f"{pk}-opinion"] = forms.CharField(
                label=f"Ý kiến của {ballot.seat.full_name}",
                required=False,
                max_length=2000,
                initial=ballot.vote.opinion if ballot.vote else "",
            )

    @property
    def lines(self) -> list[tuple[Ballot, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"{one.seat.pk}-vote"], self[f"{one.seat.pk}-opinion"]) for one in self.ballots]

    def votes(self) -> list[VoteWords]:
        said = self.cleaned_data
        return [
            VoteWords(one.seat.pk, SAID.get(said[f"{one.seat.pk}-vote"]), said[f"{one.seat.pk}-opinion"])
            for one in self.ballots
        ]


class OwnVoteForm(forms.Form):
    """One's own vote, in writing."""

    use_required_attribute = False

    vote = forms.ChoiceField(label="Ý kiến của tôi", choices=ANSWERS, widget=forms.RadioSelect)
    opinion = forms.CharField(
        label="Ý kiến, lý do",
        required=False,
        max_length=2000,
        help_text="Bắt buộc khi không đồng ý; ghi vào biên bản.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["vote"] == "yes")


class ConcludeForm(forms.Form):
    """Pass at what the examined result allows, or fail with reasons."""

    use_required_attribute = False

    outcome = forms.ChoiceField(label="Kết luận", required=True, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="Lý do, kết luận bằng lời",
        required=False,
        max_length=5000,
        help_text="Bắt buộc khi không đủ điều kiện; vào báo cáo thẩm định và văn bản trả lời đơn vị.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, outcomes: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        passing = [(code, f"Đủ điều kiện, đề nghị công nhận {words}") for code, words in outcomes]
        self.fields["outcome"].choices = [*passing, ("fail", "Không đủ điều kiện")]  # type: ignore[attr-defined]  # a choice field

    @property
    def outcome_chosen(self) -> str:
        """The level or rank; empty for failing."""
        chosen: str = self.cleaned_data["outcome"]
        return "" if chosen == "fail" else chosen
