"""What the browser sends about the register, and about the words of a paper."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dvht.documents.letters import Letter, field_values
from dvht.documents.models import Draft
from dvht.units.models import Unit

AUTHORITIES = [
    ("", "Thủ trưởng ký"),
    ("TM.", "TM. (thay mặt tập thể)"),
    ("KT.", "KT. (cấp phó ký thay)"),
    ("TL.", "TL. (thừa lệnh)"),
    ("TUQ.", "TUQ. (thừa ủy quyền)"),
    ("Q.", "Q. (quyền cấp trưởng)"),
]
BLANK = "……"
NEEDS_COLLECTIVE = {"TM.", "KT.", "TL.", "TUQ."}


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


class PaperForm(forms.Form):
    """The words of one paper: every passage that people may change, as it now stands."""

    subject = forms.CharField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    addressees = forms.CharField(
        label="Kính gửi", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    bases = forms.CharField(
        label="Căn cứ", required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )
    place = forms.CharField(label="Địa danh", max_length=100)
    office = forms.RegexField(
        r"^[A-ZĐ0-9-]{1,20}$",
        label="Chữ viết tắt bộ phận soạn thảo",
        help_text="Đứng sau tên đơn vị trong ký hiệu công văn, ví dụ: VP, CM.",
        error_messages={"invalid": "Chỉ ghi chữ in hoa, số và gạch nối, ví dụ: VP."},
    )
    authority = forms.ChoiceField(label="Quyền hạn người ký", required=False, choices=AUTHORITIES)
    on_behalf_of = forms.CharField(
        label="Ký thay ai",
        required=False,
        max_length=200,
        help_text="Chỉ điền khi ký TM., KT., TL., TUQ. Ví dụ: Hiệu trưởng, Ủy ban nhân dân.",
    )
    signatory_title = forms.CharField(label="Chức vụ người ký", max_length=200)
    signatory_name = forms.CharField(
        label="Họ và tên người ký", max_length=200, help_text="Không ghi học hàm, học vị (NĐ 30/2020)."
    )
    recipients = forms.CharField(
        label="Nơi nhận", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    archive = forms.CharField(label="Lưu", required=False, max_length=100)
    version = forms.IntegerField(widget=forms.HiddenInput)

    HINTS = {  # noqa: RUF012 - read only
        "addressees": "Mỗi nơi một dòng, không ghi “Kính gửi”.",
        "bases": "Mỗi căn cứ một dòng. Dấu chấm phẩy được thêm khi in.",
        "recipients": "Mỗi nơi một dòng, không ghi gạch đầu dòng. Dòng “Lưu” điền riêng ở dưới.",
        "archive": "Ví dụ: VT, TĐG",
    }

    def __init__(
        self, letter: Letter, values: Mapping[str, Any], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(values))
        for name, hint in self.HINTS.items():
            self.fields[name].help_text = hint
        self.letter = letter
        for part in letter.text_parts:
            rows = min(16, max(3, part.text.count("\n") + len(part.text) // 90 + 1))
            self.fields[f"part-{part.key}"] = forms.CharField(
                label=part.label,
                required=False,
                max_length=20000,
                help_text=part.hint,
                widget=forms.Textarea(attrs={"rows": rows}),
            )
        if letter.type_name is not None:
            del self.fields["office"]
        if not letter.addressees and letter.type_name not in {None, "TỜ TRÌNH", "BÁO CÁO", "BẢN ĐĂNG KÝ"}:
            del self.fields["addressees"]

    @classmethod
    def of(
        cls,
        letter: Letter,
        unit: Unit,
        draft: Draft | None,
        head_name: str,
        data: Mapping[str, Any] | None = None,
    ) -> Self:
        """The words as they now stand: what the draft keeps, else what the data proposes."""
        values = field_values(letter, unit, draft.fields if draft else {}, head_name)
        return cls(letter, {**values, "version": draft.version if draft else 0}, data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        authority = cleaned.get("authority", "")
        if authority in NEEDS_COLLECTIVE and not cleaned.get("on_behalf_of"):
            self.add_error(
                "on_behalf_of",
                f"Ký {authority} thì phải ghi ký thay ai, ví dụ: Hiệu trưởng, Ủy ban nhân dân.",
            )
        if authority not in NEEDS_COLLECTIVE:
            cleaned["on_behalf_of"] = ""
        return cleaned

    def changes(self, proposed: Mapping[str, str]) -> dict[str, str]:
        """Only what differs from the proposal is kept, so that untouched passages follow the data."""
        same = {"version"}
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in same and _plain(value) != _plain(proposed.get(name, ""))
        }

    def keep(
        self, proposed: Mapping[str, str], draft: Draft | None, save: Callable[[dict[str, str], int], object]
    ) -> bool:
        """Have `save` (changes, version) keep the words where they differ from the draft; whether that went well.

        When somebody else was quicker the form keeps what was typed and takes the newer mark.
        """
        changes, version = self.changes(proposed), self.cleaned_data["version"]
        if changes == (draft.fields if draft else {}) and version == self.initial["version"]:
            return True
        try:
            save(changes, version)
        except ValidationError as error:
            self.add_error(None, error)
            self.data = {**self.data.dict(), "version": str(self.initial["version"])}  # type: ignore[attr-defined]  # a QueryDict
            return False
        return True

    @property
    def has_blanks(self) -> bool:
        """Dots stand where only people know what happened: hours, votes, absences."""
        return any(BLANK in str(self.initial.get(name, "")) for name in self.fields)

    @property
    def passages(self) -> list[forms.BoundField]:
        return [self[f"part-{part.key}"] for part in self.letter.text_parts]


class IssueForm(forms.Form):
    """The day of issue."""

    issued_on = forms.DateField(
        label="Ngày ban hành",
        help_text="Số lấy tiếp theo trong sổ văn bản của năm ban hành.",
        widget=forms.DateInput(attrs={"form": "loi-van"}),
        error_messages={
            "required": "Hãy ghi ngày ban hành.",
            "invalid": "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 08/12/2026.",
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"issued_on": timezone.localdate()})

    @property
    def complaint(self) -> str:
        """What is wrong with what was sent, for the page that follows."""
        return " ".join(str(one) for errors in self.errors.values() for one in errors)

    @property
    def day(self) -> dt.date:
        day: dt.date = self.cleaned_data["issued_on"]
        return day


def _plain(value: object) -> str:
    return str(value).replace("\r\n", "\n").strip()
