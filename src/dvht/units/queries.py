"""What the law and the tree say about units."""

from typing import Final

from django.db.models import Q, QuerySet

from dvht.regulation.library import load_pack
from dvht.units.models import Unit

COMMUNE_OFFICE: Final = "Phòng Văn hóa - Xã hội cấp xã"
PROVINCE_OFFICE: Final = "Sở Giáo dục và Đào tạo"
RECEIVERS: Final = ("commune_peoples_committee", "state_agency", "other_public_body")
"""Kinds of unit that may receive the dossiers of others."""

RECEIVER_UNSETTLED: Final = (
    "Từ 01/7/2025 không còn cấp huyện. Chưa tìm thấy văn bản nào nêu cơ quan nhận hồ sơ thay Phòng Giáo dục "
    "và Đào tạo. Phần mềm chỉ gợi ý theo loại đơn vị; Sở Giáo dục và Đào tạo phải xác nhận, "
    "rồi ghi căn cứ vào đây."
)


def suggested_receivers(kind: str) -> tuple[str, ...]:
    """Bodies that may receive a dossier of this kind of unit: a suggestion that the Sở must confirm.

    Kinds of cấp huyện (TT 24/2023) point to the commune's office, those of cấp tỉnh to the Sở; some are both.
    """
    offices = (("tt24-2023-huyen", COMMUNE_OFFICE), ("tt24-2023-tinh", PROVINCE_OFFICE))
    return tuple(office for pack_id, office in offices if kind in (load_pack(pack_id).kinds or ()))


def possible_receivers(unit: Unit, visible: QuerySet[Unit], *, itself: bool = False) -> QuerySet[Unit]:
    """Units that may receive the dossier of a unit: those above it, and offices among the visible.

    With `itself`, the unit too: the dossier is that of a unit that will stand under it.
    """
    above = path_parts(unit.path) if itself else path_parts(unit.path)[:-1]
    offices = Q(pk__in=visible.filter(kind__in=RECEIVERS).values("pk"))
    found: QuerySet[Unit] = Unit.objects.filter(Q(path__in=above) | offices).order_by("path")
    return found if itself else found.exclude(pk=unit.pk)


def path_parts(path: str) -> list[str]:
    """The paths from the root of the tree down to this one."""
    step = Unit.steplen
    return [path[:end] for end in range(step, len(path) + 1, step)]
