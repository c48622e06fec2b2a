"""The days of a round, and who is registered."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from dvht.citizens.models.words import Choice, Days
from dvht.members.models import Member
from dvht.members.queries.roster import posting_on
from dvht.regulation.pack import Pack

DAY_ERRORS = {
    "required": "Hãy ghi ngày.",
    "invalid": "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 30/11/2026.",
}
LAST_ID = 2**63


def numbers_in(text: str) -> list[int]:
    """The ids of a list such as "12,15"; whatever can't be one is left out."""
    parts = (part.strip() for part in text.split(","))
    found = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 20]
    return [number for number in dict.fromkeys(found) if 0 < number < LAST_ID]


class RoundForm(forms.Form):
    """The unit's own days, and the pack where there are several."""

    pack = forms.ChoiceField(
        label="Bộ chỉ báo",
        error_messages={"invalid_choice": "Bộ này không có trong danh sách. Hãy chọn lại."},
    )
    registration_until = forms.DateField(
        label="Đăng ký đến hết ngày",
        error_messages=DAY_ERRORS,
        help_text="Ai đăng ký sau ngày này vẫn ghi được nhưng không đủ điều kiện công nhận.",
    )
    scoring_from = forms.DateField(label="Tự chấm từ ngày", error_messages=DAY_ERRORS)
    scoring_until = forms.DateField(label="Tự chấm đến hết ngày", error_messages=DAY_ERRORS)
    review_on = forms.DateField(label="Ngày xét duyệt dự kiến", error_messages=DAY_ERRORS)
    collection_until = forms.DateField(
        label="Gửi kết quả cho Chi hội Khuyến học đến hết ngày", error_messages=DAY_ERRORS
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, packs: Sequence[Pack], initial: Mapping[str, Any], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.packs = {f"{pack.id} {pack.version}": pack for pack in packs}
        field = self.fields["pack"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            (key, f"{pack.title}{' (bộ của đơn vị cài đặt)' if pack.own else ''}")
            for key, pack in self.packs.items()
        ]
        if len(self.packs) == 1:
            field.widget = forms.HiddenInput()

    def chosen_pack(self) -> Pack:
        return self.packs[self.cleaned_data["pack"]]

    def days(self) -> Days:
        names = ("registration_until", "scoring_from", "scoring_until", "review_on", "collection_until")
        return Days(**{name: self.cleaned_data[name] for name in names})


def pack_key(pack: Pack) -> str:
    return f"{pack.id} {pack.version}"


class PeopleForm(forms.Form):
    """The people who were chosen, listed before the deed: the day, and a group for each."""

    people = forms.CharField(widget=forms.HiddenInput)
    on = forms.DateField(
        label="Ngày đăng ký",
        error_messages=DAY_ERRORS,
        help_text="Ngày người ấy đăng ký, có thể trước hôm nay nếu đã đăng ký trên giấy.",
    )

    def __init__(
        self,
        pack: Pack,
        members: Sequence[Member],
        data: Mapping[str, Any] | None = None,
        *,
        bound: bool = True,
    ) -> None:
        today: dt.date = timezone.localdate()
        ids = ",".join(str(member.pk) for member in members)
        super().__init__(data if bound else None, initial={"people": ids, "on": today})
        self.members = members
        self.pack = pack
        groups = (
            [(group.code, group.title) for group in pack.citizens.citizen_groups] if pack.citizens else []
        )
        for member in members:
            posting = posting_on(member)
            proposed = pack.citizens.group_for(posting.kind) if pack.citizens and posting else None
            self.fields[f"group-{member.pk}"] = forms.ChoiceField(
                label=f"Nhóm của {member.full_name}",
                required=False,
                choices=[("", "Chọn sau"), *groups],
                initial=proposed.code if proposed else "",
                error_messages={"invalid_choice": "Nhóm này không có trong danh sách."},
            )

    def choices(self) -> list[Choice]:
        return [Choice(member.pk, self.cleaned_data.get(f"group-{member.pk}", "")) for member in self.members]

    @property
    def lines(self) -> list[tuple[Member, forms.BoundField]]:
        return [(member, self[f"group-{member.pk}"]) for member in self.members]


class GroupForm(forms.Form):
    """Which group of citizens somebody belongs to."""

    group = forms.ChoiceField(
        label="Nhóm công dân",
        error_messages={
            "required": "Hãy chọn một nhóm.",
            "invalid_choice": "Nhóm này không có trong danh sách.",
        },
    )

    def __init__(self, pack: Pack, group: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"group": group})
        groups = [(one.code, one.title) for one in pack.citizens.citizen_groups] if pack.citizens else []
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "Chưa chọn"), *groups]
