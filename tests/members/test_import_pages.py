"""A roster's workbook on its way in, through the pages that a clerk uses: what is shown, what is written."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from tests import make
from tests.members.importing import (
    AN,
    BAO,
    HA,
    HEAD,
    YEAR,
    Office,
    digest_of,
    heading_of,
    rows_of,
    text_of,
    wrongs_of,
)
from tests.workbook import specimens

from dvht.audit.models import Event
from dvht.audit.queries import scope_of_unit
from dvht.members.models import Fact, Member, MemberKind, Upload
from dvht.members.models.identity import unseal

pytestmark = pytest.mark.django_db


def test_nothing_is_written_before_somebody_confirms(office: Office) -> None:
    page = office.send_rows(AN, BAO, HA)

    assert heading_of(page) == "Sẵn sàng ghi 3 người mới. Chưa có gì được ghi."
    assert office.names() == []


def test_what_was_shown_is_written(full: Office) -> None:
    people = full.people()

    assert people["Lê Thu Hà"].kind == MemberKind.WORKER
    assert people["Lê Thu Hà"].started_on == date(2020, 9, 1)
    assert people["Ngô Văn Bảo"].department == "Tổ 4-5"
    assert people["Trịnh Thị An"].code == "TV01"


def test_importing_the_same_file_twice_changes_nothing(full: Office) -> None:
    before = list(Member.objects.values_list("pk", "version"))

    page = full.send_rows(AN, BAO, HA)

    assert heading_of(page) == "Tệp giống hệt danh sách: không có gì để ghi."
    assert list(Member.objects.values_list("pk", "version")) == before


def test_a_change_is_shown_with_what_stands_now(full: Office) -> None:
    page = full.send_rows(AN, ("TV02", "Ngô Văn Bảo", "Viên chức", "Tổ 1-2-3", date(2012, 8, 15)))

    assert heading_of(page) == "Sẵn sàng ghi 1 người đổi. Chưa có gì được ghi."
    assert "đang ghi: Tổ 4-5" in text_of(page)

    full.confirm(page)

    assert full.people()["Ngô Văn Bảo"].department == "Tổ 1-2-3"


def test_an_empty_cell_leaves_what_stands_and_a_dash_takes_it_away(full: Office) -> None:
    full.write(
        specimens.excel(
            [HEAD, ("TV01", "Trịnh Thị An", None, "–", None), ("TV02", "Ngô Văn Bảo", None, None, "xóa")]
        )
    )

    people = full.people()
    assert (people["Trịnh Thị An"].department, people["Trịnh Thị An"].started_on) == ("", date(2015, 8, 20))
    assert (people["Ngô Văn Bảo"].department, people["Ngô Văn Bảo"].started_on) == ("Tổ 4-5", None)


def test_every_wrong_cell_is_named_with_what_is_allowed(full: Office) -> None:
    page = full.send_rows(
        ("TV01", "Trịnh Thị An", "Giám khảo", "Tổ 1-2-3", "31/02/2026"),
        BAO,
        ("", "Ngô Văn Bảo", "", "", ""),
        ("", "", "Viên chức", "", ""),
    )
    assert heading_of(page) == "Cần biết vài từ trong tệp nghĩa là gì"
    page = full.answer(
        column_0="code", column_1="full_name", column_2="kind", column_3="department", column_4="started_on"
    )

    assert heading_of(page) == "Có 4 ô phải sửa. Chưa có gì được ghi."
    wrongs = wrongs_of(page)
    assert wrongs[0].startswith("Ô C2: “Giám khảo” không có trong danh sách. Hãy ghi một trong: “Cán bộ”")
    assert wrongs[1].startswith("Ô E2: “31/02/2026” không có trong lịch")
    assert wrongs[2].startswith("Ô B4: trùng người với dòng 3 (Ngô Văn Bảo)")
    assert wrongs[3] == "Ô B5: dòng này chưa có họ và tên."
    assert 'id="o-E2" class="is-fail"' in page.content.decode()


def test_an_import_with_a_wrong_cell_writes_nothing_at_all(full: Office) -> None:
    page = full.send_rows(
        ("", "Mai Thị Hồng Nhung", "Viên chức", "", ""), ("TV01", "Trịnh Thị An", "", "", "hôm qua")
    )
    assert digest_of(page) == ""

    answer = full.client.post(
        full.address("roster_confirm", full.upload.pk), {"digest": "0" * 64}, follow=True
    )

    assert "Tệp còn ô phải sửa nên chưa ghi gì." in text_of(answer)
    assert "Mai Thị Hồng Nhung" not in full.names()


def test_a_preview_is_shown_again_when_the_roster_changed_since(full: Office) -> None:
    page = full.send_rows(("TV01", "Trịnh Thị An", "", "Tổ 4-5", ""))
    Member.objects.filter(code="TV01").get().postings.update(
        department=make.a_department(full.unit, "Tổ mới")
    )

    answer = full.confirm(page)

    assert "Danh sách đã thay đổi sau khi bạn xem" in text_of(answer)
    assert "đang ghi: Tổ mới" in text_of(answer)
    assert full.people()["Trịnh Thị An"].department == "Tổ mới"


def test_a_file_is_written_once_however_often_it_is_confirmed(office: Office) -> None:
    page = office.send_rows(AN)
    office.confirm(page)

    answer = office.confirm(page)

    assert office.names() == ["Trịnh Thị An"]
    assert "không còn gì để ghi" in text_of(answer)


def test_people_who_are_not_in_the_file_are_listed_and_stay(full: Office) -> None:
    page = full.send_rows(AN, ("", "Mai Thị Hồng Nhung", "Viên chức", "", ""))

    assert "2 người trong danh sách không có trong tệp: giữ nguyên" in text_of(page)

    full.confirm(page)

    assert set(full.names()) == {"Trịnh Thị An", "Ngô Văn Bảo", "Lê Thu Hà", "Mai Thị Hồng Nhung"}


# --- whom a row means ----------------------------------------------------------------------------------------


def test_a_name_that_two_people_bear_asks_for_a_code(full: Office) -> None:
    make.a_member(full.unit, "Lê Thu Hà")

    page = full.send_rows(("", "Lê Thu Hà", "", "Tổ 4-5", ""))

    assert "có 2 người cùng tên: Lê Thu Hà (mã TV03), Lê Thu Hà" in wrongs_of(page)[0]


def test_a_known_name_with_another_code_is_refused(full: Office) -> None:
    page = full.send_rows(("GV99", "Lê Thu Hà", "", "", ""))

    assert "đã có Lê Thu Hà (mã TV03), không phải mã GV99" in wrongs_of(page)[0]


def test_a_code_of_somebody_else_is_refused(full: Office) -> None:
    page = full.send_rows(("TV01", "Lê Thu Hà", "", "", ""))

    assert "mã TV01 là của Trịnh Thị An, còn Lê Thu Hà mang mã TV03" in wrongs_of(page)[0]


def test_a_new_name_under_a_known_code_is_a_new_writing_of_it(full: Office) -> None:
    page = full.send_rows(("TV03", "Lê Thị Thu Hà", "", "", ""))

    assert "đang ghi: Lê Thu Hà" in text_of(page)


@pytest.mark.parametrize("name", ["LÊ THU HÀ", "Lê Thu Hà", "lê thu hà".title(), "Lê  Thu\u00a0Hà "])
def test_a_name_is_known_however_it_is_written(full: Office, name: str) -> None:
    page = full.send_rows(("", name, "", "", ""))

    assert heading_of(page) == "Tệp giống hệt danh sách: không có gì để ghi."


def test_a_tone_may_stand_on_either_vowel(full: Office) -> None:
    make.a_member(full.unit, "Nguyễn Thị Hòa")

    page = full.send_rows(("", "Nguyễn Thị Hoà", "", "", ""))

    assert heading_of(page) == "Tệp giống hệt danh sách: không có gì để ghi."


def test_a_new_name_all_in_capitals_is_written_as_papers_write_it(office: Office) -> None:
    page = office.send_rows(("", "MAI THỊ HỒNG NHUNG", "VC", "", ""))
    assert "sẽ ghi: Mai Thị Hồng Nhung" in text_of(page)

    office.confirm(page)

    assert office.names() == ["Mai Thị Hồng Nhung"]


def test_a_code_that_lost_its_zeros_is_known(office: Office) -> None:
    office.send_rows(("0007", "Trịnh Thị An", "VC", "", ""))
    office.confirm(office.look())

    page = office.send(specimens.excel([HEAD, (7, "Trịnh Thị An", "", "Tổ 4-5", "")]))

    assert heading_of(page) == "Sẵn sàng ghi 1 người đổi. Chưa có gì được ghi."


def test_two_new_people_of_one_name_need_codes_of_their_own(office: Office) -> None:
    page = office.send_rows(("", "Lê Thu Hà", "VC", "", ""), ("", "Lê Thu Hà", "VC", "", ""))
    assert "Ô B3: trùng người với dòng 2 (Lê Thu Hà). Nếu là hai người khác nhau" in wrongs_of(page)[0]

    office.write(
        specimens.excel([HEAD, ("A1", "Lê Thu Hà", "VC", "", ""), ("A2", "Lê Thu Hà", "VC", "", "")])
    )

    assert office.names() == ["Lê Thu Hà", "Lê Thu Hà"]


def test_the_same_code_twice_names_both_rows(office: Office) -> None:
    page = office.send_rows(("A1", "Lê Thu Hà", "VC", "", ""), ("a1", "Ngô Văn Bảo", "VC", "", ""))

    assert wrongs_of(page) == ["Ô A3: trùng mã với dòng 2 (Lê Thu Hà)."]


def test_somebody_who_left_comes_back_with_a_new_day(full: Office) -> None:
    Member.objects.get(code="TV02").postings.update(ended_on=date(2024, 5, 31))

    page = full.send_rows(("TV02", "Ngô Văn Bảo", "", "Tổ mới", ""))
    assert "người này không ở đơn vị trong năm đang xem" in wrongs_of(page)[0]

    full.write(specimens.excel([HEAD, ("TV02", "Ngô Văn Bảo", "", "", date(2026, 3, 1))]))

    postings = list(Member.objects.get(code="TV02").postings.values_list("started_on", "ended_on"))
    assert postings == [(date(2012, 8, 15), date(2024, 5, 31)), (date(2026, 3, 1), None)]


# --- personal data -------------------------------------------------------------------------------------------


PRIVATE_HEAD = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Tôn giáo",
    "Điện thoại",
    "Số CCCD",
    "Đối tượng",
)
PRIVATE_ROW = (1, "Trịnh Thị An", date(1985, 3, 25), "Nữ", "Mường", "Không", "0912345678", 1085012345, "VC")


def test_what_the_roster_does_not_keep_is_dropped_while_reading(office: Office) -> None:
    page = office.send(specimens.excel([PRIVATE_HEAD, PRIVATE_ROW]))

    kept = unseal(office.upload.sealed_table)
    assert "An" in kept
    assert not any(word in kept for word in ("Mường", "1985-03-25", "0912345678", "Nữ"))
    assert "Cột E “Dân tộc”: phần mềm không giữ dữ liệu này" in text_of(page)


def test_what_waits_is_sealed_and_thrown_away_when_written(office: Office) -> None:
    page = office.send(specimens.excel([PRIVATE_HEAD, PRIVATE_ROW]))
    assert "Trịnh" not in office.upload.sealed_table

    office.confirm(page)

    assert (office.upload.sealed_table, office.upload.mapping) == ("", {})


def test_a_number_is_masked_on_the_page_and_sealed_in_the_roster(office: Office) -> None:
    page = office.send(specimens.excel([PRIVATE_HEAD, PRIVATE_ROW]))
    assert "•••••••345" in text_of(page)
    assert "1085012345" not in page.content.decode()

    office.confirm(page)

    member = Member.objects.get()
    assert member.identity == "001085012345"
    assert "1085012345" not in member.sealed_identity


def test_somebody_is_known_by_their_number_whatever_the_name(office: Office) -> None:
    office.write(specimens.excel([PRIVATE_HEAD, PRIVATE_ROW]))

    page = office.send(specimens.excel([("Họ và tên", "CCCD"), ("Trịnh Thị Thúy An", "001085012345")]))

    assert "đang ghi: Trịnh Thị An" in text_of(page)


def test_a_masked_number_leaves_the_number_as_it_is(office: Office) -> None:
    office.write(specimens.excel([PRIVATE_HEAD, PRIVATE_ROW]))

    same = office.send(specimens.excel([("Họ và tên", "CCCD"), ("Trịnh Thị An", "•••••••••345")]))
    other = office.send(specimens.excel([("Họ và tên", "CCCD"), ("Trịnh Thị An", "•••••••••999")]))

    assert heading_of(same) == "Tệp giống hệt danh sách: không có gì để ghi."
    assert "là số đã che, khác với số đang ghi" in wrongs_of(other)[0]


# --- the file itself -----------------------------------------------------------------------------------------


def test_the_marked_file_says_what_is_wrong_at_its_cells_and_can_be_mended(full: Office) -> None:
    full.send_rows(AN, ("TV02", "Ngô Văn Bảo", "", "", "31/02/2026"))
    answer = full.get("roster_marked_file", full.upload.pk)
    book: Any = specimens.openpyxl.load_workbook(BytesIO(answer.content))
    cell = book.worksheets[0]["E3"]
    assert cell.value == "31/02/2026"
    assert "không có trong lịch" in cell.comment.text
    assert book.worksheets[0]["E2"].comment is None

    cell.value = "28/02/2016"
    page = full.send(specimens.saved(book))

    assert heading_of(page) == "Sẵn sàng ghi 1 người đổi. Chưa có gì được ghi."


def test_a_file_can_be_thrown_away(office: Office) -> None:
    office.send_rows(AN)

    answer = office.client.post(office.address("roster_upload_discard", office.upload.pk), follow=True)

    assert "Đã bỏ tệp “danh-sach.xlsx”" in text_of(answer)
    assert office.upload.sealed_table == ""


def test_a_file_waits_a_day_and_is_then_gone(office: Office) -> None:
    office.send_rows(AN)
    old = office.upload
    Upload.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=1, minutes=1))

    gone = office.client.get(office.address("roster_preview", old.pk), follow=True)
    office.send_rows(BAO)

    assert "để quá một ngày" in text_of(gone)
    assert Upload.objects.get(pk=old.pk).sealed_table == ""


def test_a_file_of_another_unit_is_not_found(office: Office) -> None:
    other = make.a_unit("Trường Mầm non Hoa Mai", symbol="MNHM")
    Office(other, make.a_clerk(other)).send_rows(AN)
    foreign = Upload.objects.get(unit=other)

    for name in ("roster_preview", "roster_mapping", "roster_marked_file"):
        assert office.get(name, foreign.pk).status_code == 404
    for name in ("roster_confirm", "roster_upload_discard", "roster_mapping"):
        assert office.client.post(office.address(name, foreign.pk)).status_code == 404
    assert Upload.objects.get(pk=foreign.pk).sealed_table


def test_a_file_of_another_year_is_not_found(office: Office) -> None:
    office.send_rows(AN)

    assert (
        Office(office.unit, office.user, YEAR - 1).get("roster_preview", office.upload.pk).status_code == 404
    )


def test_everything_is_shown_on_request_fifty_rows_a_page(full: Office) -> None:
    rows = [(f"A{number}", f"Người Số {number}", "VC", "", "") for number in range(1, 61)]
    full.send_rows(AN, *rows, ("A61", "Người Cuối", "VC", "", "hôm nay"))

    first = text_of(full.look())
    last = text_of(full.get("roster_preview", full.upload.pk, page="2"))
    whole = text_of(full.get("roster_preview", full.upload.pk, hien="ca-tep"))

    assert "Chỉ hiện dòng có lỗi hoặc thay đổi: 61/62 dòng" in first
    assert "Người Số 50" in first
    assert "Người Số 51" not in first
    assert "Người Cuối" in last
    assert "Trịnh Thị An" in whole
    assert 'href="?page=2#o-E63"' in full.look().content.decode()


def test_a_row_of_the_import_stands_in_the_trail(office: Office) -> None:
    office.write(specimens.excel([HEAD, AN, BAO]))

    verbs = list(
        Event.objects.filter(scope=scope_of_unit(office.unit.pk))
        .order_by("position")
        .values_list("verb", "label")
    )
    assert verbs[-3:] == [
        ("tải bảng tính lên", "danh-sach.xlsx · năm 2026"),
        ("ghi danh sách thành viên", "2 thành viên: 2 người mới, 0 người sửa"),
        ("ghi từ bảng tính", "danh-sach.xlsx · năm 2026 · 2 người mới, 0 người đổi"),
    ]


def test_rows_that_left_the_office_can_be_counted(full: Office) -> None:
    content = full.get("roster_export").content

    assert [row[1] for row in rows_of(content)[1:]] == ["Trịnh Thị An", "Ngô Văn Bảo", "Lê Thu Hà"]


def test_a_file_leaves_the_approval_of_the_senders_own_study_plan_to_others() -> None:
    unit = make.a_unit()
    clerk = make.a_clerk(unit)
    make.a_plan(unit, 2023, "tt22-2020", by=clerk)
    own, other = make.a_member(unit, clerk.full_name, user=clerk), make.a_member(unit)
    office = Office(unit, clerk, 2023)
    rows = [("Họ và tên", "Kế hoạch tự học"), (own.full_name, "Đã duyệt"), (other.full_name, "Đã duyệt")]

    page = office.send(specimens.excel(rows))
    office.confirm(page)

    assert "Không ai tự duyệt kế hoạch tự học của mình" in page.content.decode()
    assert [fact.member for fact in Fact.objects.all()] == [other]
