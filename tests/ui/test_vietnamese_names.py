import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvht.ui.vietnamese import dictionary_key, name_key, name_order, without_marks


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Nguyễn Bỉnh Khiêm", "nguyen binh khiem"),
        ("Đỗ Đức Ưởng", "do duc uong"),
        ("Trường TH&THCS số 2", "truong th&thcs so 2"),
    ],
)
def test_a_name_is_found_without_its_marks(written: str, searched: str) -> None:
    assert without_marks(written) == searched


def test_people_are_sorted_by_given_name_then_by_family_name() -> None:
    people = ["Vũ Hạ", "Trần An", "Đỗ Đức", "Lê Ẩn", "Vũ Hà", "Phạm Ấm", "Bùi An", "Lê Dũng", "Nguyễn Văn Ân"]

    assert sorted(people, key=name_key) == [
        "Bùi An",
        "Trần An",
        "Phạm Ấm",
        "Nguyễn Văn Ân",
        "Lê Ẩn",
        "Lê Dũng",
        "Đỗ Đức",
        "Vũ Hà",
        "Vũ Hạ",
    ]


def test_words_are_sorted_by_letters_before_tones() -> None:
    assert sorted(["mạ", "mã", "má", "mả", "mà", "ma", "mă", "mẹ"], key=dictionary_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mă",
        "mẹ",
    ]


@pytest.mark.parametrize("odd", ["", "  ", "\u0301a", "~!", "漢字"])
def test_odd_names_can_be_sorted_too(odd: str) -> None:
    assert sorted([odd, "An"], key=name_key)


NAMES = st.text("aàảãáạăâbcdđeêghiklmnoôơpqrstuưvxy ~AĐ", max_size=20)


@given(st.lists(NAMES, max_size=8))
def test_the_order_kept_as_text_is_the_order_of_the_names(names: list[str]) -> None:
    assert sorted(names, key=name_order) == sorted(names, key=name_key)


def test_the_order_kept_as_text_holds_digits_only() -> None:
    assert name_order("Nguyễn Ấ").isdigit()
