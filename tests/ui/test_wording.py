"""What a form says of a wrong answer."""

from django import forms


class Answers(forms.Form):
    name = forms.CharField(max_length=5)
    count = forms.IntegerField(min_value=1, max_value=100)
    day = forms.DateField()
    rank = forms.ChoiceField(choices=[("tot", "Tốt")])
    page = forms.URLField(assume_scheme="https", required=False)


def said(**answers: str) -> dict[str, str]:
    return {name: " ".join(map(str, errors)) for name, errors in Answers(answers).errors.items()}


def test_an_empty_field_asks_to_be_filled() -> None:
    assert said() == {
        "name": "Hãy điền ô này.",
        "count": "Hãy điền ô này.",
        "day": "Hãy điền ô này.",
        "rank": "Hãy chọn một mục.",
    }


def test_a_wrong_answer_is_told_how_to_write_it() -> None:
    assert said(name="Sen Hồng", count="110", day="31/02/2022", rank="giỏi", page="trang web") == {
        "name": "Hãy ghi nhiều nhất 5 ký tự (đang có 8).",
        "count": "Hãy ghi số từ 100 trở xuống.",
        "day": "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 15/11/2026.",
        "rank": "Hãy chọn một mục trong danh sách.",
        "page": "Địa chỉ trang web chưa đúng, ví dụ https://truong.edu.vn/ke-hoach.",
    }


def test_a_number_in_words_is_told_how_to_write_it() -> None:
    assert said(name="Sen", count="mười", day="15/11/2026", rank="tot") == {
        "count": "Hãy ghi một số nguyên, ví dụ 42."
    }
