"""Where a unit stands in a year, as an authority counts it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Standing(StrEnum):
    """From nothing to the result. It is computed from the rooms below, never stored."""

    NONE = "none"
    PLANNED = "planned"
    ASSESSING = "assessing"
    FINAL = "final"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RECEIVED = "received"
    EXAMINING = "examining"
    PASSED = "passed"
    FAILED = "failed"
    RECOGNISED = "recognised"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    HOLDING = "holding"
    """Handed in nothing this year, and an earlier title is still valid (TT 24, Điều 5.4): it may wait."""


@dataclass(frozen=True)
class Shown:
    """How a standing is said: in an address, in words, and the state of the look."""

    slug: str
    label: str
    state: str


SHOWN: Final[Mapping[Standing, Shown]] = MappingProxyType(
    {
        Standing.NONE: Shown("chua-bat-dau", "Chưa bắt đầu", "todo"),
        Standing.PLANNED: Shown("lap-ke-hoach", "Mới có kế hoạch", "todo"),
        Standing.ASSESSING: Shown("tu-danh-gia", "Đang tự đánh giá", "doing"),
        Standing.FINAL: Shown("da-chot", "Đã chốt, chưa nộp", "wait"),
        Standing.SUBMITTED: Shown("cho-kiem-tra", "Chờ kiểm tra", "wait"),
        Standing.RETURNED: Shown("da-tra-lai", "Đã trả lại", "back"),
        Standing.RECEIVED: Shown("cho-tham-dinh", "Chờ thẩm định", "wait"),
        Standing.EXAMINING: Shown("dang-tham-dinh", "Đang thẩm định", "doing"),
        Standing.PASSED: Shown("du-dieu-kien", "Đủ điều kiện", "pass"),
        Standing.FAILED: Shown("khong-du", "Không đủ điều kiện", "fail"),
        Standing.RECOGNISED: Shown("da-cong-nhan", "Đã công nhận", "gold"),
        Standing.REFUSED: Shown("khong-cong-nhan", "Không công nhận", "fail"),
        Standing.WITHDRAWN: Shown("da-thu-hoi", "Đã thu hồi danh hiệu", "fail"),
        Standing.CLOSED: Shown("da-ket-thuc", "Đã kết thúc", "na"),
        Standing.HOLDING: Shown("con-danh-hieu", "Còn danh hiệu, không đề nghị", "gold"),
    }
)

NOT_HANDED_IN: Final = frozenset({Standing.NONE, Standing.PLANNED, Standing.ASSESSING, Standing.FINAL})
"""Nothing lies at the authority: the unit may be reminded, and is late after its day."""
HANDED_IN: Final = frozenset(Standing) - NOT_HANDED_IN - {Standing.HOLDING}
FINISHED: Final = frozenset({Standing.RECOGNISED, Standing.REFUSED, Standing.WITHDRAWN, Standing.CLOSED})
"""Nothing more is to be done about the dossier this year."""

LONGEST_REMINDER: Final = 4000
"""Letters that a reminder may have."""
