"""Why a file is refused, and how to mend it: sentences for the person who sent it."""

from typing import Final

from dvht.workbook.errors import WorkbookError
from dvht.workbook.sheets import MOST_BYTES, MOST_COLUMNS, MOST_ROWS

DAMAGED: Final = (
    "Không đọc được tệp này: tệp bị hỏng hoặc tải lên chưa hết. "
    "Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên tệp mới."
)
ENCRYPTED: Final = (
    "Tệp được đặt mật khẩu nên không đọc được. Hãy mở bằng Excel, bỏ mật khẩu "
    "(Tệp, Thông tin, Bảo vệ sổ làm việc), lưu lại rồi tải lên."
)
MACROS: Final = (
    "Tệp có macro (chương trình nhúng) nên không được nhận. "
    "Hãy mở bằng Excel, lưu lại dạng .xlsx (Sổ làm việc Excel, không có macro) rồi tải lên."
)
TOO_BIG: Final = (
    "Nội dung tệp quá lớn so với một danh sách. Hãy chép riêng bảng cần nhập sang một tệp mới "
    "(chỉ các hàng có dữ liệu), lưu dạng .xlsx rồi tải lên."
)
TOO_MANY_BYTES: Final = (
    f"Tệp lớn hơn {MOST_BYTES // 1_000_000} MB. Hãy xóa hình ảnh và các trang không cần, "
    "hoặc chép riêng bảng cần nhập sang một tệp mới rồi tải lên."
)
EMPTY: Final = "Tệp không có nội dung. Hãy kiểm tra lại đã chọn đúng tệp chưa."
NO_TABLE: Final = "Tệp không có hàng nào được ghi. Hãy kiểm tra lại đã chọn đúng tệp chưa."
NO_SUCH_DAY: Final = (
    "Tệp có ô định dạng kiểu ngày hoặc giờ nhưng chứa một số quá lớn (Excel hiện #####). "
    "Hãy sửa ô đó, hoặc định dạng cột đó là Văn bản, rồi tải lên lại."
)
OLD_FORMAT: Final = "Tệp được lưu bằng bản Excel quá cũ. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên."


def not_a_workbook(kind: str) -> str:
    return (
        f"Tệp này là {kind}, không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls), "
        "OpenDocument (.ods) hoặc CSV."
    )


def save_again(kind: str) -> str:
    return f"Tệp này là {kind}. Hãy mở bằng Excel, lưu lại dạng .xlsx (Sổ làm việc Excel) rồi tải lên."


def too_many_rows() -> WorkbookError:
    most = f"{MOST_ROWS:,}".replace(",", ".")
    return WorkbookError(
        f"Bảng tính có hơn {most} hàng. Hãy xóa các hàng trống đã kẻ khung hoặc tô màu ở cuối bảng "
        "(chọn các hàng đó, bấm chuột phải, chọn Xóa), hoặc tách thành nhiều tệp, rồi tải lên lại."
    )


def too_many_columns() -> WorkbookError:
    return WorkbookError(
        f"Bảng tính có hơn {MOST_COLUMNS} cột. Hãy xóa các cột thừa ở bên phải bảng rồi tải lên lại."
    )
