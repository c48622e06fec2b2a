"""The kinds of unit that the circulars name. What each kind is bound by stands in the packs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Ownership(StrEnum):
    """Công lập, or not (dân lập, tư thục, doanh nghiệp…)."""

    PUBLIC = "public"
    PRIVATE = "private"

    @property
    def label(self) -> str:
        return "công lập" if self is Ownership.PUBLIC else "ngoài công lập"


@dataclass(frozen=True, slots=True)
class UnitKind:
    """One kind of unit: `code` in files, `label` for people, `group` to order a long list."""

    code: str
    label: str
    group: str


_PRESCHOOL = "Giáo dục mầm non"
_GENERAL = "Giáo dục phổ thông"
_VOCATIONAL = "Giáo dục nghề nghiệp, thường xuyên, đại học"
_OTHER_EDUCATION = "Cơ sở giáo dục khác"
_STATE = "Cơ quan, tổ chức, lực lượng vũ trang"
_ECONOMIC = "Tổ chức kinh tế"
_SOCIAL = "Tổ chức xã hội"

_TABLE: Final = (
    ("nursery", "Nhà trẻ", _PRESCHOOL),
    ("kindergarten", "Trường mẫu giáo", _PRESCHOOL),
    ("preschool", "Trường mầm non", _PRESCHOOL),
    ("primary_school", "Trường tiểu học", _GENERAL),
    ("lower_secondary_school", "Trường trung học cơ sở", _GENERAL),
    ("primary_lower_secondary_school", "Trường phổ thông nhiều cấp học, cao nhất là THCS", _GENERAL),
    ("semi_boarding_ethnic_school", "Trường phổ thông dân tộc bán trú", _GENERAL),
    ("boarding_ethnic_school_district", "Trường phổ thông dân tộc nội trú huyện", _GENERAL),
    ("upper_secondary_school", "Trường trung học phổ thông", _GENERAL),
    ("multi_level_upper_secondary_school", "Trường phổ thông nhiều cấp học, cao nhất là THPT", _GENERAL),
    ("boarding_ethnic_school_province", "Trường phổ thông dân tộc nội trú tỉnh", _GENERAL),
    ("specialised_school", "Trường chuyên", _GENERAL),
    ("gifted_school", "Trường năng khiếu", _GENERAL),
    ("vocational_centre", "Trung tâm giáo dục nghề nghiệp", _VOCATIONAL),
    ("vocational_college", "Trường trung cấp, trường cao đẳng", _VOCATIONAL),
    ("continuing_education_centre", "Trung tâm giáo dục thường xuyên", _VOCATIONAL),
    ("university", "Trường đại học", _VOCATIONAL),
    ("university_preparatory_school", "Trường dự bị đại học", _OTHER_EDUCATION),
    ("special_education_school", "Trường dành cho người khuyết tật", _OTHER_EDUCATION),
    ("reform_school", "Trường giáo dưỡng", _OTHER_EDUCATION),
    ("inclusive_education_centre", "Trung tâm hỗ trợ phát triển giáo dục hòa nhập", _OTHER_EDUCATION),
    ("other_education_body_district", "Cơ sở giáo dục khác thuộc UBND cấp huyện", _OTHER_EDUCATION),
    ("other_education_body_province", "Cơ sở giáo dục khác thuộc UBND cấp tỉnh", _OTHER_EDUCATION),
    ("commune_peoples_committee", "Ủy ban nhân dân cấp xã", _STATE),
    ("state_agency", "Cơ quan thuộc Ủy ban nhân dân", _STATE),
    ("party_body", "Cơ quan Đảng", _STATE),
    ("fatherland_front", "Ủy ban Mặt trận Tổ quốc", _STATE),
    ("mass_organisation", "Tổ chức chính trị - xã hội", _STATE),
    ("armed_forces", "Công an, quân sự", _STATE),
    ("other_public_body", "Đơn vị công lập khác", _STATE),
    ("industrial_zone_authority", "Ban quản lý khu công nghiệp, khu chế xuất, khu kinh tế", _STATE),
    ("enterprise", "Doanh nghiệp", _ECONOMIC),
    ("cooperative", "Hợp tác xã", _ECONOMIC),
    ("study_association", "Hội Khuyến học", _SOCIAL),
    ("social_organisation", "Tổ chức xã hội, tổ chức xã hội - nghề nghiệp", _SOCIAL),
)

UNIT_KINDS: Final[Mapping[str, UnitKind]] = MappingProxyType(
    {code: UnitKind(code, label, group) for code, label, group in _TABLE}
)


SECTORS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "preschool": "Mầm non",
        "primary": "Tiểu học",
        "lower_secondary": "THCS",
        "upper_secondary": "THPT",
        "other_education": "Cơ sở giáo dục khác",
        "state": "Cơ quan, đoàn thể",
        "economic": "Tổ chức kinh tế",
        "social": "Tổ chức xã hội",
    }
)
"""What an office divides its units by, code and label: levels of schooling, then everybody else."""

_SCHOOLS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "primary_school": "primary",
        "lower_secondary_school": "lower_secondary",
        "primary_lower_secondary_school": "lower_secondary",
        "semi_boarding_ethnic_school": "lower_secondary",
        "boarding_ethnic_school_district": "lower_secondary",
    }
)
_SECTOR_OF_GROUP: Final[Mapping[str, str]] = MappingProxyType(
    {
        _PRESCHOOL: "preschool",
        _GENERAL: "upper_secondary",
        _VOCATIONAL: "other_education",
        _OTHER_EDUCATION: "other_education",
        _STATE: "state",
        _ECONOMIC: "economic",
        _SOCIAL: "social",
    }
)


def sector_of(kind: str) -> str:
    """The sector of a kind of unit, a key of SECTORS; a school of several levels counts by its highest.

    An unknown kind, as a pack of an installation may once have had it, is "other_education".
    """
    if kind in _SCHOOLS:
        return _SCHOOLS[kind]
    known = UNIT_KINDS.get(kind)
    return _SECTOR_OF_GROUP[known.group] if known else "other_education"


def kinds_of(sectors: Iterable[str]) -> tuple[str, ...]:
    """The kinds of unit that belong to these sectors."""
    wanted = set(sectors)
    return tuple(kind for kind in UNIT_KINDS if sector_of(kind) in wanted)
