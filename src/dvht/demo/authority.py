"""Who receives and decides in the demonstration: an invented province on two tiers, and an invented district."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from dvht.audit.actions import SYSTEM
from dvht.units.actions import Powers, apply_two_tier, set_jurisdiction
from dvht.units.models import Tier, Unit
from dvht.units.queries import propose_two_tier

DISTRICT_SINCE: Final = dt.date(2020, 9, 21)
"""The day on which TT 22/2020 came into force."""
OF_THE_PAST: Final = (
    "Mẫu để xem lại các năm 2020-2023: huyện hư cấu, Thông tư 22/2020/TT-BGDĐT, Điều 7 khoản 1, khoản 2"
)


def settle_jurisdictions(units: Mapping[str, Unit]) -> None:
    """Minh Hà stands on the default of two tiers, unconfirmed as the law leaves it; Suối Ngà as districts once did."""
    new = [row for row in propose_two_tier(units["minh_ha"]) if row.standing is None]
    apply_two_tier(units["minh_ha"], seen=len(new), by=SYSTEM)
    powers = Powers(
        receiving=units["phong_suoi_nga"],
        deciding=units["suoi_nga"],
        since=DISTRICT_SINCE,
        deciding_title="Chủ tịch Ủy ban nhân dân huyện Suối Ngà",
        basis=OF_THE_PAST,
    )
    set_jurisdiction(units["suoi_nga"], Tier.DISTRICT, powers, by=SYSTEM)
