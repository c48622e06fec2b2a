"""Starting a year: which plan is carried out, and which pack governs."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from dvht.plans.models import Plan
from dvht.regulation.pack import Pack

NONE, WRITTEN = "", "written"


class StartForm(forms.Form):
    higher = forms.ChoiceField(label="Đơn vị thực hiện kế hoạch nào của cấp trên?", widget=forms.RadioSelect)
    higher_reference = forms.CharField(
        label="Tên kế hoạch cấp trên",
        required=False,
        max_length=500,
        help_text=(
            "Chỉ ghi khi chọn “Kế hoạch khác”. Ví dụ: Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND xã Đồng Sen"
        ),
    )
    pack = forms.ChoiceField(label="Tự đánh giá theo quy định nào?", widget=forms.RadioSelect)

    def __init__(self, packs: Sequence[Pack], plans: Sequence[Plan], data: Any = None) -> None:
        super().__init__(data)
        self.packs = {pack.id: pack for pack in packs}
        self.plans = {str(plan.pk): plan for plan in plans}
        self._offer("higher", [*((key, _named(plan)) for key, plan in self.plans.items()), *_OTHERWISE])
        self._offer("pack", [(pack.id, pack.short_title) for pack in packs])
        first = next(iter(self.plans), None)
        self.initial = {"higher": first or "none", "pack": self._first_pack(packs, first)}
        if len(packs) == 1:
            self.fields["pack"].required = False

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _first_pack(self, packs: Sequence[Pack], higher: str | None) -> str | None:
        if higher:
            return self.plans[higher].pack_id
        return packs[0].id if len(packs) == 1 else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        written = str(values.get("higher_reference", "")).strip()
        if values.get("higher") == WRITTEN and not written:
            self.add_error("higher_reference", "Hãy ghi số, ngày và tên kế hoạch cấp trên.")
        higher = self.plans.get(str(values.get("higher")))
        if higher and values.get("pack") and values["pack"] != higher.pack_id:
            self.add_error("pack", f"Kế hoạch cấp trên dùng {higher.pack.short_title}: hãy chọn quy định đó.")
        return values

    def asked(self) -> tuple[Pack, Plan | None, str]:
        """The pack, the higher plan kept here, and the reference to one that isn't."""
        values = self.cleaned_data
        higher = self.plans.get(values["higher"])
        pack = self.packs.get(values["pack"]) or next(iter(self.packs.values()))
        return pack, higher, values["higher_reference"] if values["higher"] == WRITTEN else ""


_OTHERWISE = [(WRITTEN, "Kế hoạch khác, ghi tên ở dưới"), ("none", "Chưa có, hoặc không nêu")]


def _named(plan: Plan) -> str:
    return f"{plan.title} của {plan.unit.name} ({plan.pack.short_title})"
