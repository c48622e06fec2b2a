"""What an examiner and the chair type for one row."""

from collections.abc import Mapping
from typing import Any

from django import forms

from dvht.appraisal.models import Judgement
from dvht.appraisal.models.words import Words
from dvht.assessment.forms import ChoiceField, PointsField, value_fields
from dvht.assessment.queries.sheet import measured_by
from dvht.regulation.pack import Pack
from dvht.regulation.rows import Row

FITS = [("yes", "Phù hợp"), ("no", "Không phù hợp")]


class JudgementForm(forms.Form):
    """The value of one row by its measure, the fit of its evidence, and why it differs."""

    use_required_attribute = False

    def __init__(self, row: Row, pack: Pack, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        for name in judged_by(row, pack):
            self.fields[name] = _field(name, row)
        self.fields["evidence_fits"] = ChoiceField(label="Minh chứng", choices=FITS)
        self.fields["reason"] = forms.CharField(
            label="Lý do, đơn vị đọc được",
            required=False,
            max_length=2000,
            help_text="Bắt buộc khi khác đơn vị hoặc minh chứng không phù hợp.",
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def words(self) -> dict[str, Any]:
        """The value as the deed takes it."""
        said = dict(self.cleaned_data)
        if "met" in said:
            said["met"] = {"yes": True, "no": False}.get(said["met"])
        said["evidence_fits"] = said.get("evidence_fits") != "no"
        said["reason"] = str(said.get("reason", "")).replace("\r\n", "\n")
        return said

    def value(self) -> Words:
        said = self.words()
        return Words(**{name: said[name] for name in said if name in Words.__dataclass_fields__})


class FindingForm(JudgementForm):
    """What an examiner finds; it may be proposed to give the row back."""

    def __init__(self, row: Row, pack: Pack, *args: Any, **kwargs: Any) -> None:
        super().__init__(row, pack, *args, **kwargs)
        self.fields["propose_return"] = forms.BooleanField(
            label="Đề nghị trả lại để đơn vị bổ sung",
            required=False,
            help_text="Chuyên viên là người trả lại; ý kiến này chỉ là đề nghị.",
        )


class SettleForm(JudgementForm):
    """The chair's value, always with a reason."""

    def __init__(self, row: Row, pack: Pack, *args: Any, **kwargs: Any) -> None:
        super().__init__(row, pack, *args, **kwargs)
        self.fields["reason"].label = "Lý do thống nhất"
        self.fields["reason"].help_text = "In trong phiếu thẩm định; đơn vị đọc được."


class ReasonForm(forms.Form):
    """Why a step is done again."""

    reason = forms.CharField(label="Lý do", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def judged_by(row: Row, pack: Pack) -> tuple[str, ...]:
    return (*measured_by(row), "points") if pack.scheme == "points" else measured_by(row)


def initial_of(found: Judgement | Words, **more: Any) -> dict[str, Any]:
    """What the form shows of a value."""
    return {
        "met": {True: "yes", False: "no", None: ""}[found.met],
        "evidence_fits": "yes" if found.evidence_fits else "no",
        **{
            name: getattr(found, name)
            for name in ("count", "count_level_2", "total", "grade", "points", "reason")
        },
        **more,
    }


def _field(name: str, row: Row) -> forms.Field:
    fields: Mapping[str, forms.Field] = {
        **value_fields(row),
        "met": ChoiceField(label="Xác nhận", choices=[("yes", "Đạt yêu cầu"), ("no", "Chưa đạt yêu cầu")]),
        "points": PointsField(
            label="Điểm thẩm định",
            required=False,
            help_text="Để trống để lấy điểm gợi ý theo kết quả trên.",
        ),
    }
    return fields[name]
