"""A study plan as one form: the aim, and its lines in their order."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.forms import BaseFormSet, formset_factory

from dvht.members.models import StudyItem, StudyPlan
from dvht.members.models.words import MOST_ITEMS, ItemWords
from dvht.members.queries.study import ProposedItem

DATE_HINT: Final = "Ngày/tháng/năm, ví dụ: 30/11/2026"
ITEMS: Final = "items"


class AimForm(forms.Form):
    aim = forms.CharField(
        label="Mục tiêu học tập trong năm",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Một, hai câu: năm nay muốn làm được việc gì tốt hơn.",
    )


class ItemForm(forms.Form):
    item = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    programme = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    content = forms.CharField(
        label="Nội dung học",
        max_length=300,
        error_messages={"required": "Hãy ghi nội dung học, hoặc xóa việc này."},
    )
    how = forms.CharField(
        label="Hình thức, thời lượng",
        max_length=200,
        required=False,
        help_text="Ví dụ: tự đọc; lớp tập huấn 40 tiết; 2 buổi mỗi tuần",
    )
    due_on = forms.DateField(label="Xong trước hết ngày", required=False, help_text=DATE_HINT)
    result = forms.CharField(
        label="Sản phẩm, kết quả mong muốn",
        max_length=300,
        required=False,
        help_text="Ví dụ: 6 bài giảng; chứng nhận",
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_due_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        if day is not None and not self.year - 1 <= day.year <= self.year + 1:
            raise forms.ValidationError(
                f"Ngày này không thuộc kế hoạch năm {self.year}. Hãy kiểm tra lại năm."
            )
        return day


ItemFormSet = formset_factory(
    ItemForm, extra=0, max_num=MOST_ITEMS, validate_max=True, absolute_max=MOST_ITEMS + 1
)


def items_formset(
    year: int, lines: Sequence[StudyItem | ProposedItem], *, blank: int
) -> BaseFormSet[ItemForm]:
    """The lines as a form, with blank ones after them."""
    initial: list[dict[str, Any]] = [_initial(line) for line in lines]
    return ItemFormSet(
        initial=[*initial, *({} for _ in range(blank))], prefix=ITEMS, form_kwargs={"year": year}
    )


def sent_items(year: int, data: Any) -> BaseFormSet[ItemForm]:
    return ItemFormSet(data, prefix=ITEMS, form_kwargs={"year": year})


def item_words(formset: BaseFormSet[ItemForm], programmes: set[int]) -> list[ItemWords]:
    """The lines as people wrote them; blank ones are left out, and so are programmes that don't apply."""
    said = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("content")]
    return [
        ItemWords(
            content=one["content"],
            how=one["how"],
            due_on=one["due_on"],
            result=one["result"],
            programme_id=one["programme"] if one["programme"] in programmes else None,
            item_id=one["item"],
        )
        for one in said
    ]


def arranged(items: list[ItemWords], wish: str) -> list[ItemWords]:
    """The lines after a wish of the form: “up-2”, “down-2”, “remove-2” (from 0); anything else leaves them."""
    verb, _, place = wish.partition("-")
    if not (place.isascii() and place.isdecimal() and len(place) < 4) or int(place) >= len(items):
        return items
    at = int(place)
    if verb == "remove":
        return [*items[:at], *items[at + 1 :]]
    other = {"up": at - 1, "down": at + 1}.get(verb, at)
    if not 0 <= other < len(items):
        return items
    moved = list(items)
    moved[at], moved[other] = moved[other], moved[at]
    return moved


class DoneForm(forms.Form):
    done_on = forms.DateField(
        label="Học xong ngày", required=False, help_text="Để trống nếu chưa xong. " + DATE_HINT
    )
    words = forms.CharField(
        label="Đã học được, đã làm được gì",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


def aim_of(plan: StudyPlan | None) -> AimForm:
    return AimForm(initial={"aim": plan.aim if plan else ""})


def _initial(line: StudyItem | ProposedItem) -> dict[str, Any]:
    return {
        "item": line.pk if isinstance(line, StudyItem) else None,
        "programme": line.programme_id,
        "content": line.content,
        "how": line.how,
        "due_on": line.due_on,
        "result": line.result,
    }


class AdditionForm(forms.Form):
    """What a unit adds to the words of its members' commitments."""

    addition = forms.CharField(
        label="Dòng riêng của đơn vị",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Mỗi dòng một ý, bắt đầu bằng dấu “-”. In và ký cùng lời ở trên.",
    )
