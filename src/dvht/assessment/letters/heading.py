"""Type and subject of a paper from its title in the plan's list (PL-4)."""

TYPES = (
    "Bản tự đánh giá, xếp loại",
    "Bản tự đánh giá",
    "Biểu tự chấm điểm",
    "Biểu điểm",
    "Bản tổng hợp",
    "Biên bản",
    "Báo cáo",
    "Biểu",
    "Bảng",
    "Bản",
    "Phiếu",
)


def heading(title: str, year: int) -> tuple[str, str]:
    """Type and subject of a paper from its title in the plan's list.

    "Biên bản tự kiểm tra" of 2021 gives "BIÊN BẢN" and "Tự kiểm tra “Đơn vị học tập” năm 2021".
    """
    kind = next((name for name in TYPES if title.startswith(name)), title)
    rest = title.removeprefix(kind).strip(" ,")
    if "đơn vị học tập" not in rest.casefold():
        rest = f"{rest} “Đơn vị học tập”".strip()
    if str(year) not in rest:
        rest = f"{rest} năm {year}"
    return kind.upper(), rest[:1].upper() + rest[1:]


def in_a_sentence(subject: str) -> str:
    """A subject as it stands inside a sentence: without its capital."""
    return subject[:1].lower() + subject[1:]
