"""Headers that offices use for things that a roster doesn't keep, and what a unit said of its own headers."""

from typing import Final

from dvht.members.models import KnownHeader
from dvht.members.queries.uploads import PURPOSE, VALUES
from dvht.regulation.personal import personal_facts
from dvht.units.models import Unit
from dvht.workbook.characters import header_key

PRIVATE: Final = "phần mềm không giữ dữ liệu này"
NEEDLESS: Final = "không cần cho danh sách"
DERIVED: Final = "tính từ các chương trình, không nhập"
CHOSEN: Final = "đã chọn bỏ qua"
EMPTY: Final = "cột trống"

_PRIVATE: Final = """
    Ngày sinh; Ngày tháng năm sinh; Ngày, tháng, năm sinh; Sinh ngày; Năm sinh; Tuổi; Nam; Nữ;
    Giới tính; Phái; Ngày sinh Nam; Ngày sinh Nữ; Năm sinh Nam; Năm sinh Nữ; Giới tính Nam;
    Giới tính Nữ; Dân tộc; Tôn giáo; Quê quán; Nguyên quán; Nơi sinh; Quốc tịch; Địa chỉ; Nơi ở;
    Chỗ ở hiện nay; Nơi ở hiện nay; Địa chỉ thường trú; Hộ khẩu thường trú; Thường trú; Tạm trú;
    Điện thoại; Số điện thoại; SĐT; ĐT; Điện thoại di động; Di động; Email; Thư điện tử; Địa chỉ email;
    Zalo; Ảnh; Ảnh thẻ; Ảnh CCCD; Ảnh căn cước; Ảnh CMND; Ảnh CCCD mặt trước; Ảnh CCCD mặt sau;
    Ngày cấp; Nơi cấp; Ngày cấp CCCD; Nơi cấp CCCD; Ngày cấp CMND; Nơi cấp CMND; Số tài khoản;
    Ngân hàng; Mã số thuế; MST; Số BHXH; Mã số BHXH; Số sổ BHXH; BHXH; BHYT; Số thẻ BHYT; Đảng viên;
    Ngày vào Đảng; Ngày chính thức; Đoàn viên; Lương; Hệ số lương; Hệ số; Bậc lương; Bậc; Mã ngạch;
    Ngạch; Hạng; Phụ cấp; Thâm niên; Tình trạng hôn nhân; Sức khỏe; Nhóm máu; Thành phần gia đình;
"""
_NEEDLESS: Final = """
    STT; TT; Số TT; Số thứ tự; Thứ tự; No; Ghi chú; Chú thích; Ký tên; Chữ ký; Ký nhận; Ký; Xác nhận;
    Ngày vào ngành; Trình độ; Trình độ chuyên môn; Trình độ đào tạo; Chuyên ngành;
    Chuyên ngành đào tạo; Chuyên môn; Môn dạy; Môn; Dạy môn; Dạy lớp; Lớp dạy; Chủ nhiệm;
    Chủ nhiệm lớp; Lớp chủ nhiệm; Số tiết; Trình độ lý luận chính trị; Lý luận chính trị;
    Trình độ LLCT;
"""


def headers_left_out(derived_titles: tuple[str, ...] = ()) -> dict[str, str]:
    """Why a header isn't taken, by its key."""
    facts = [title for fact in personal_facts() if fact.derived for title in (fact.short, fact.title)]
    told = {
        PRIVATE: _PRIVATE.split(";"),
        NEEDLESS: _NEEDLESS.split(";"),
        DERIVED: (*facts, *derived_titles),
    }
    return {header_key(title): why for why, titles in told.items() for title in titles if title.strip()}


def remembered_headers(unit: Unit) -> dict[str, str]:
    """What people of the unit said of headers that nobody else knows; "" for one to leave out."""
    known = KnownHeader.objects.filter(unit=unit, purpose=PURPOSE)
    return dict(known.values_list("header", "column"))


def remembered_values(unit: Unit) -> dict[str, str]:
    """What people of the unit said of values: by "column=value", the value in its folded form."""
    known = KnownHeader.objects.filter(unit=unit, purpose=VALUES)
    return dict(known.values_list("header", "column"))


def value_key(column: str, folded: str) -> str:
    return f"{column}={folded}"[:200]
