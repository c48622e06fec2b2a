"""A member's own pages, phone first: their year, and what the system holds of them."""

from dvht.members.views.own.certificates import (
    own_certificate,
    own_certificate_file,
    own_certificate_withdraw,
    own_certificates,
)
from dvht.members.views.own.commitment import own_commitment, own_commitment_withdraw
from dvht.members.views.own.data import own_data, own_data_export, own_request_add, personal_data
from dvht.members.views.own.papers import own_paper
from dvht.members.views.own.study_plan import (
    own_study_item,
    own_study_plan,
    own_study_plan_submit,
    own_study_plan_take_back,
)
from dvht.members.views.own.year import own_home, own_year

__all__ = [
    "own_certificate",
    "own_certificate_file",
    "own_certificate_withdraw",
    "own_certificates",
    "own_commitment",
    "own_commitment_withdraw",
    "own_data",
    "own_data_export",
    "own_home",
    "own_paper",
    "own_request_add",
    "own_study_item",
    "own_study_plan",
    "own_study_plan_submit",
    "own_study_plan_take_back",
    "own_year",
    "personal_data",
]
