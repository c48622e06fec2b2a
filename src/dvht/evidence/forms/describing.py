"""What people say of a piece of evidence."""

import unicodedata
from collections.abc import Container
from typing import Any, Final

from django import forms
from django.core.validators import URLValidator
from django.db.models import QuerySet

from dvht.evidence.models import Collection, Evidence, EvidenceKind
from dvht.ui.forms import RowsField

_WEB: Final = URLValidator(
    schemes=["http", "https"], message="Liên kết phải bắt đầu bằng http:// hoặc https://."
)


class EvidenceForm(forms.Form):
    """The description of a paper: its name, and the number, day and issuer that stand on it."""

    title = forms.CharField(label="Tên minh chứng", max_length=300)
    number = forms.CharField(
        label="Số, ký hiệu",
        max_length=100,
        required=False,
        help_text="Như ghi trên văn bản, ví dụ 41/QĐ-THHS",
    )
    issued_on = forms.DateField(label="Ngày văn bản", required=False, help_text="Ví dụ 15/11/2026")
    issuer = forms.CharField(label="Nơi ban hành", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Letters typed in decomposed form are stored composed, so that equal words are equal."""
        said = super().clean() or {}
        return {
            name: unicodedata.normalize("NFC", value) if isinstance(value, str) else value
            for name, value in said.items()
        }


class LinkForm(EvidenceForm):
    url = forms.URLField(
        label="Liên kết",
        max_length=1000,
        assume_scheme="https",
        validators=[_WEB],
        help_text="Địa chỉ trang web hoặc thư mục chung mà người thẩm định mở được",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    field_order = ("url", "title")


class PaperForm(EvidenceForm):
    location = forms.CharField(
        label="Nơi lưu bản giấy",
        max_length=300,
        help_text="Ví dụ: Văn phòng, tủ hồ sơ số 2, cặp “Xã hội học tập 2026”",
    )
    field_order = ("title", "location")


_FORMS: Final[dict[str, type[EvidenceForm]]] = {EvidenceKind.LINK: LinkForm, EvidenceKind.PAPER: PaperForm}


def form_for(evidence: Evidence, data: Any = None) -> EvidenceForm:
    """The form that fits the kind of the evidence, showing what is stored."""
    fields = ("title", "number", "issued_on", "issuer", "url", "location")
    initial = {name: getattr(evidence, name) for name in fields}
    return _FORMS.get(evidence.kind, EvidenceForm)(data, initial=initial)


class RowForm(forms.Form):
    """One row of the collection's pack; `without` are rows that can't be chosen any more."""

    def __init__(
        self, collection: Collection, *args: Any, without: Container[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = [
            (
                f"{group.code}. {group.title}",
                [(row.code, f"{row.code}. {row.title}") for row in group.rows if row.code not in without],
            )
            for group in collection.pack.groups
        ]
        noun = collection.pack.row_noun
        self.fields["row"] = forms.ChoiceField(
            label=f"Minh chứng cho {noun}",
            choices=[("", f"Chọn {noun}"), *((title, choices) for title, choices in rows if choices)],
            error_messages={"required": f"Hãy chọn {noun} mà minh chứng này chứng minh."},
        )


class ReuseForm(forms.Form):
    """Which of the offered evidence to use again."""

    def __init__(self, *args: Any, offered: QuerySet[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"] = RowsField(
            offered,
            label="Minh chứng",
            error_messages={
                "required": "Hãy chọn ít nhất một minh chứng để dùng lại.",
                "invalid_choice": "Có minh chứng vừa được dùng hoặc gỡ ở nơi khác. Hãy chọn lại.",
                "invalid_pk_value": "Có minh chứng không thuộc đơn vị. Hãy chọn lại.",
            },
        )
