from dataclasses import replace
from datetime import date

import pytest
from tests.paper.specimens import DECISION, LETTER_OF_SUBMISSION, MINUTES, PLAN

from dvht.paper.blocks import Number, Signature
from dvht.paper.wording import (
    annex_label,
    annex_reference,
    bases,
    day_words,
    number_line,
    paper_title,
    point_letter,
    recipients,
    roman,
    signature_lines,
    signers,
)


def test_a_number_below_ten_has_a_zero_before_it():
    assert number_line(Number(5, "QĐ-THHS")) == "Số: 05/QĐ-THHS"
    assert number_line(Number(10, "QĐ-THHS")) == "Số: 10/QĐ-THHS"
    assert number_line(Number(1234, "QĐ-THHS")) == "Số: 1234/QĐ-THHS"


def test_a_number_not_yet_given_leaves_room_to_write_it():
    assert number_line(Number(None, "KH-THHS")) == f"Số: {chr(0xA0) * 8}/KH-THHS"


def test_a_paper_without_a_number_has_no_number_line():
    assert number_line(None) == ""


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_only_days_below_ten_and_months_one_and_two_get_a_zero(day, words):
    assert day_words(day) == words


def test_a_day_not_yet_given_leaves_room_and_keeps_a_known_year():
    room = chr(0xA0) * 8
    assert day_words(None) == f"ngày{room}tháng{room}năm {room}"
    assert day_words(None, 2026) == f"ngày{room}tháng{room}năm 2026"


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop():
    paper = replace(LETTER_OF_SUBMISSION, bases=("Căn cứ Luật A;", "Căn cứ Nghị định B.", "Căn cứ C"))
    assert bases(paper) == ("Căn cứ Luật A;", "Căn cứ Nghị định B;", "Căn cứ C.")


def test_recipients_start_with_a_dash_and_close_with_the_archive():
    assert recipients(LETTER_OF_SUBMISSION) == ("- Như trên;", "- Hội Khuyến học xã;", "- Lưu: VT, TĐG.")


def test_recipients_alike_still_end_once():
    paper = replace(LETTER_OF_SUBMISSION, recipients=("A", "A"), archive="")
    assert recipients(paper) == ("- A;", "- A.")


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        (Signature("Hiệu trưởng", ""), ("HIỆU TRƯỞNG",)),
        (
            Signature("Chủ tịch", "", authority="TM.", on_behalf_of="Ủy ban nhân dân"),
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ),
        (
            Signature("Phó Hiệu trưởng", "", authority="KT.", on_behalf_of="Hiệu trưởng"),
            ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"),
        ),
        (
            Signature("Trưởng phòng", "", authority="TL.", on_behalf_of="Chủ tịch"),
            ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG"),
        ),
        (
            Signature("Chánh Văn phòng", "", authority="TUQ.", on_behalf_of="Giám đốc"),
            ("TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
        ),
        (Signature("Hiệu trưởng", "", authority="Q."), ("Q. HIỆU TRƯỞNG",)),
    ],
)
def test_authority_stands_before_the_one_it_is_signed_for(signature, lines):
    assert signature_lines(signature) == lines


def test_two_who_sign_side_by_side_have_equally_many_lines():
    (secretary, chair), *rest = signers(MINUTES)
    assert rest == []
    assert secretary.right == ("THƯ KÝ", "")
    assert chair.right == ("TM. TỔ ĐÁNH GIÁ", "TỔ TRƯỞNG")
    assert secretary.name == ("", "Phạm Thị Ngọc Ánh")
    assert chair.name == ("HIỆU TRƯỞNG", "Trần Thu Sen")


def test_co_signers_stand_two_to_a_row_under_the_first():
    first = replace(DECISION.signature, co_signers=(Signature("Ủy viên", "A"), Signature("Ủy viên", "B")))
    rows = signers(replace(DECISION, signature=first))
    assert [[signer.name if signer else None for signer in row] for row in rows] == [
        [None, ("Lê Văn Đồng",)],
        [("A",), ("B",)],
    ]


def test_one_annex_has_no_number_and_several_have_roman_ones():
    assert annex_label(DECISION.annexes, 0) == "Phụ lục"
    assert [annex_label(PLAN.annexes, index) for index in range(2)] == ["Phụ lục I", "Phụ lục II"]


def test_an_annex_names_the_paper_it_belongs_to():
    assert (
        annex_reference(DECISION)
        == "(Kèm theo Quyết định số 09/QĐ-THHS ngày 15 tháng 9 năm 2026 của Trường Tiểu học Hoa Sen)"
    )


def test_roman_numerals_and_the_letters_of_points():
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]
    assert "".join(point_letter(n) for n in range(8)) == "abcdđegh"
    assert point_letter(23) == "aa"


def test_a_paper_is_titled_by_kind_number_and_subject():
    assert paper_title(DECISION).startswith("Quyết định 09/QĐ-THHS: Về việc thành lập Tổ đánh giá")
