"""Loading the demonstration: once, whole or not at all, into an installation that nobody uses yet."""

from typing import Final

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from dvht.accounts.models import User
from dvht.audit.actions import SYSTEM, record
from dvht.audit.queries import INSTALLATION, events_of
from dvht.demo import printed, rosters, years
from dvht.demo.activities import hoa_sen_activities
from dvht.demo.authority import settle_jurisdictions
from dvht.demo.cast import open_accounts, settle_units
from dvht.demo.citizens import hoa_sen_round
from dvht.demo.last_season import finished_season
from dvht.demo.local_plans import make_local_plan
from dvht.demo.surveys import answer_survey
from dvht.demo.this_season import begun_season
from dvht.plans.models import Plan
from dvht.units.models import Unit

LOADED = "nạp dữ liệu mẫu"
MODELS: Final = {"preschool": "hoa_cai", "primary": "hoa_sen", "lower_secondary": "hoa_lau"}
"""The commune's model unit of each education level."""


class DemoError(Exception):
    """The demonstration can't be loaded; the message says why, in Vietnamese."""


def load_demo_once() -> bool:
    """Load the sample units, people, plans and years; False when they are there already.

    Raises DemoError when the database holds units or users of its own.
    """
    try:
        with transaction.atomic():
            if _is_loaded():
                return False
            _refuse_real_data()
            _load()
    except IntegrityError:
        if _is_loaded():  # another process was quicker
            return False
        raise
    return True


def _is_loaded() -> bool:
    return events_of([INSTALLATION]).filter(verb=LOADED).exists()


def _refuse_real_data() -> None:
    if get_user_model().objects.exists() or Unit.objects.exists():
        raise DemoError(
            "Cơ sở dữ liệu này đã có đơn vị hoặc người dùng thật nên không nạp dữ liệu mẫu vào. "
            "Hãy đặt DVHT_DATA là một thư mục khác, hoặc chạy không có --demo."
        )


def _load() -> None:
    units = settle_units()
    settle_jurisdictions(units)
    users = open_accounts(units)
    office = User(full_name=SYSTEM.full_name)  # bodies that only issue a plan have no people here
    thanh_xuan = make_local_plan(printed.THANH_XUAN, units["thanh_xuan"], by=office)
    ha_quang = make_local_plan(printed.HA_QUANG, units["ha_quang"], by=office)
    for year in (2024, 2025, 2026):
        make_local_plan(printed.ha_noi(year), units["ha_noi"], by=office)
    doi_gio = make_local_plan(printed.NGUYEN_BINH_KHIEM, units["doi_gio"], by=users["doi_gio"])
    phu_sa = make_local_plan(printed.THACH_BAN_A, units["phu_sa"], by=users["phu_sa"])
    years.full_points_year(doi_gio, by=users["doi_gio"])
    years.half_points_year(phu_sa, by=users["phu_sa"])
    years.choi_biec(units["choi_biec"], thanh_xuan, by=users["choi_biec"])
    years.tu_lieu(units["tu_lieu"], ha_quang, by=users["tu_lieu"])
    years.hoa_sen_2025(units["hoa_sen"], by=users["hoa_sen"])
    finished_season(units, users)
    dong_sen = years.dong_sen(
        units["dong_sen"],
        {sector: units[key] for sector, key in MODELS.items()},
        officer=users["chuyenvien.dongsen"],
        by=users["dong_sen"],
    )
    answer_survey(dong_sen, units, users)
    _load_hoa_sen(units["hoa_sen"], dong_sen, users)
    rosters.day_nghe_roster(units["day_nghe"], head=users["day_nghe"])
    years.day_nghe_2026(units["day_nghe"], by=users["day_nghe"])
    begun_season(units, users, dong_sen)
    record(LOADED, by=SYSTEM, thing="demo", thing_id="", label="Dữ liệu mẫu", after={"Đơn vị": len(units)})


def _load_hoa_sen(school: Unit, higher: Plan, users: dict[str, User]) -> None:
    """The school of this year: people first, since its shares are counted from them."""
    head, clerk = users["hoa_sen"], users["vanthu.hoasen"]
    people = rosters.hoa_sen_roster(school, head=head, clerk=clerk)
    plan = years.hoa_sen_2026(school, higher, by=head)
    hoa_sen_activities(plan, people, by=clerk)
    hoa_sen_round(school, head=head, clerk=clerk)
