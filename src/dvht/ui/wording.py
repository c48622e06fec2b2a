"""What a form says of a wrong answer: what is wrong and how to mend it, in place of Django's own Vietnamese.

Django's words for a field are “trường này”, which in a school reads as “this school”.
"""

from django.core import validators
from django.forms import fields, models

REQUIRED = "Hãy điền ô này."
A_DATE = "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 15/11/2026."
A_CHOICE = "Hãy chọn một mục trong danh sách."
AN_ADDRESS = "Địa chỉ thư điện tử chưa đúng, ví dụ ten@truong.edu.vn."
A_PAGE = "Địa chỉ trang web chưa đúng, ví dụ https://truong.edu.vn/ke-hoach."

FIELD_WORDS: dict[type[fields.Field], dict[str, str]] = {
    fields.Field: {"required": REQUIRED},
    fields.IntegerField: {"invalid": "Hãy ghi một số nguyên, ví dụ 42."},
    fields.FloatField: {"invalid": "Hãy ghi một số, ví dụ 9,5."},
    fields.DecimalField: {"invalid": "Hãy ghi một số, ví dụ 9,5."},
    fields.DateField: {"invalid": A_DATE},
    fields.TimeField: {"invalid": "Giờ chưa đúng. Hãy ghi giờ:phút, ví dụ 14:30."},
    fields.EmailField: {"invalid": AN_ADDRESS},
    fields.URLField: {"invalid": A_PAGE},
    fields.FileField: {
        "required": "Hãy chọn một tệp.",
        "missing": "Hãy chọn một tệp.",
        "empty": "Tệp rỗng, không có nội dung.",
    },
    fields.ChoiceField: {"required": "Hãy chọn một mục.", "invalid_choice": A_CHOICE},
    fields.TypedChoiceField: {"required": "Hãy chọn một mục.", "invalid_choice": A_CHOICE},
    models.ModelChoiceField: {"required": "Hãy chọn một mục.", "invalid_choice": A_CHOICE},
}

VALIDATOR_WORDS: dict[type, str] = {
    validators.EmailValidator: AN_ADDRESS,
    validators.URLValidator: A_PAGE,
    validators.ProhibitNullCharactersValidator: "Có ký tự lạ không đọc được. Hãy xóa phần vừa dán rồi gõ lại.",
    validators.MinValueValidator: "Hãy ghi số từ %(limit_value)s trở lên.",
    validators.MaxValueValidator: "Hãy ghi số từ %(limit_value)s trở xuống.",
    validators.MinLengthValidator: "Hãy ghi ít nhất %(limit_value)d ký tự (đang có %(show_value)d).",
    validators.MaxLengthValidator: "Hãy ghi nhiều nhất %(limit_value)d ký tự (đang có %(show_value)d).",
}


def use_plain_words() -> None:
    """Put our words where Django's fields and validators take theirs from; called once, before any form is made."""
    for field, words in FIELD_WORDS.items():
        field.default_error_messages = {**vars(field).get("default_error_messages", {}), **words}
    for validator, message in VALIDATOR_WORDS.items():
        validator.message = message  # type: ignore[attr-defined]  # every validator above has one
