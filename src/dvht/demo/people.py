"""Invented people of the demonstration's rosters: no name here is anybody's in particular."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from dvht.members.models import MemberKind

TEACHER: Final = "Giáo viên"


@dataclass(frozen=True)
class Invented:
    """A line of a roster; `lacks` are codes of facts that the year has not brought this person."""

    full_name: str
    department: str
    positions: tuple[str, ...]
    kind: str = MemberKind.PUBLIC_EMPLOYEE
    started_on: dt.date | None = None
    ended_on: dt.date | None = None
    identity: str | None = None
    lacks: frozenset[str] = frozenset()


def _of(department: str, *people: str) -> tuple[Invented, ...]:
    """Teachers of a department: "name" or "name: what is lacking, …"."""
    found = []
    for written in people:
        name, _, lacks = written.partition(": ")
        codes = frozenset(lacks.split(", ")) if lacks else frozenset()
        found.append(Invented(name, department, (TEACHER,), lacks=codes))
    return tuple(found)


BOARD, LOWER, UPPER, OFFICE = "Ban Giám hiệu", "Tổ 1-2-3", "Tổ 4-5", "Tổ Văn phòng"

HOA_SEN: Final = (
    Invented("Trần Thu Sen", BOARD, ("Hiệu trưởng",)),
    Invented("Phùng Quốc Đạt", BOARD, ("Phó Hiệu trưởng",), lacks=frozenset({"language"})),
    Invented("Hoàng Thị Duyên", BOARD, ("Phó Hiệu trưởng",)),
    Invented("Nguyễn Khánh Vy", LOWER, (TEACHER, "Tổ trưởng chuyên môn")),
    *_of(
        LOWER,
        "Trịnh Thị An: language",
        "Bế Thị Mai",
        "Cao Ngọc Ánh",
        "Đàm Thị Bưởi: language",
        "Đinh Thùy Chi",
        "Giang Tú Anh",
        "Hứa Thị Én: language",
        "Khổng Minh Hiền",
        "Lò Thị Hoa",
        "Lục Thị Hồng: language, programmes",
        "Nông Thị Lụa",
        "Ông Thị Lành: language",
        "Phan Ngọc Linh: title",
        "Tạ Thị Mận: language",
    ),
    Invented("Lê Thu Hà", UPPER, (TEACHER, "Tổ trưởng chuyên môn")),
    Invented("Ngô Văn Bảo", UPPER, (TEACHER, "Tổng phụ trách Đội"), lacks=frozenset({"language"})),
    *_of(
        UPPER,
        "Thân Văn Nam",
        "Tô Thị Nga",
        "Tống Thị Nhài: language",
        "Trương Bích Ngọc",
        "Từ Thị Oanh",
        "Uông Minh Phúc: title",
        "Văn Thị Quế",
        "Vi Văn Quyết: language",
        "Vương Thị Sim",
        "Phạm Văn Tú: language",
    ),
    Invented("Mai Thị Hồng Nhung", UPPER, (TEACHER,), started_on=dt.date(2026, 9, 1), identity="MH-GD-20417"),
    Invented("Ngô Bích Thảo", OFFICE, ("Văn thư",)),
    Invented("Đỗ Quang Huy", OFFICE, ("Nhân viên thiết bị", "Chủ tịch Công đoàn")),
    Invented("Bùi Minh Thư", OFFICE, ("Kế toán",)),
    Invented("Chu Thị Xoan", OFFICE, ("Nhân viên thư viện",)),
    Invented("Âu Thị Yến", OFFICE, ("Nhân viên y tế",), lacks=frozenset({"programmes"})),
    Invented(
        "Lương Văn Khoát", OFFICE, ("Bảo vệ",), MemberKind.WORKER, lacks=frozenset({"language", "title"})
    ),
    Invented("Mạc Thị Vân", OFFICE, ("Nhân viên nấu ăn",), MemberKind.WORKER, lacks=frozenset({"language"})),
    Invented("Ma Thị Xuyến", OFFICE, ("Nhân viên nấu ăn",), MemberKind.WORKER, lacks=frozenset({"language"})),
    Invented("Hà Kim Liên", OFFICE, ("Nhân viên nấu ăn",), MemberKind.WORKER),
    Invented("Sầm Thị Thu", LOWER, (TEACHER,)),
    Invented("Điêu Văn Tiến", UPPER, (TEACHER,)),
    Invented("Đoàn Thị Vinh", UPPER, (TEACHER,), ended_on=dt.date(2026, 5, 31)),
)
"""Forty who count in 2026, two who are set apart, one who left in May."""

APART: Final = {
    "Sầm Thị Thu": ("long_leave", "Nghỉ từ 12/01/2026 đến hết năm, QĐ 04/QĐ-THHS"),
    "Điêu Văn Tiến": (
        "secondment",
        "Biệt phái đến Phòng Văn hóa - Xã hội xã, công văn số 18 ngày 05/02/2026",
    ),
}

TRAINING, CRAFTS = "Phòng Đào tạo", "Khoa Nghề"

DAY_NGHE: Final = (
    Invented("Châu Minh Tuệ", "Ban Giám đốc", ("Giám đốc",)),
    Invented("Kim Thị Sang", "Ban Giám đốc", ("Phó Giám đốc",)),
    Invented("Thạch Văn Rạng", TRAINING, ("Trưởng phòng",)),
    *_of(TRAINING, "Sơn Thị Diệu", "Danh Văn Hiếu: language", "Lâm Thị Kiều", "Huỳnh Nhã Uyên"),
    Invented("Tăng Văn Lực", CRAFTS, (TEACHER, "Trưởng khoa")),
    *_of(
        CRAFTS,
        "Bàn Văn Chắt: language",
        "Chẻo Thị Mẩy: language",
        "Đèo Văn Ơn",
        "Hoàng Văn Páo: language, citizen",
        "La Thị Quyên",
        "Lý Văn Sáng: language",
        "Nùng Thị Tâm",
        "Phàn Văn Thành: language, title",
        "Quàng Thị Ưng",
        "Tòng Văn Vững: language",
    ),
    Invented("Mai Thị Hồng Nhung", CRAFTS, (TEACHER,), ended_on=dt.date(2026, 8, 31), identity="MH-GD-20417"),
)
"""Eighteen who count, and one who went to another unit of the same roster year."""

CLASSES: Final = (
    ("Điện công nghiệp K5A", 32, 31),
    ("Điện công nghiệp K5B", 30, 29),
    ("May thời trang K5", 28, 27),
    ("Chế biến món ăn K6", 35, 34),
    ("Công nghệ ô tô K6", 33, None),
)
