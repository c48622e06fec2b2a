"""Names of provinces and communes as of the structure of two tiers (2025), from the package vietnam-provinces."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dvht.ui.vietnamese import dictionary_key, without_marks


@dataclass(frozen=True, slots=True)
class Place:
    """A province or a commune; `code` is that of the official list, `area` how a unit's area is written."""

    code: int
    name: str
    area: str
    province: int


@cache
def provinces() -> tuple[Place, ...]:
    """The provinces and cities under central authority, in alphabetical order."""
    from vietnam_provinces import Province  # noqa: PLC0415 - thousands of names, read when somebody asks

    found = (
        Place(
            int(one.code.value),
            one.name,
            _area_of_province(one.name, one.division_type.value),
            int(one.code.value),
        )
        for one in Province.iter_all()
    )
    return tuple(sorted(found, key=lambda place: dictionary_key(place.name)))


@cache
def communes(province: int) -> tuple[Place, ...]:
    """The communes, wards and special zones of a province, in alphabetical order; none of an unknown code."""
    from vietnam_provinces import Ward  # noqa: PLC0415 - as above

    above = next((place for place in provinces() if place.code == province), None)
    if above is None:
        return ()
    found = (
        Place(int(one.code.value), one.name, f"{one.name[0].lower()}{one.name[1:]}, {above.area}", province)
        for one in Ward.iter_all()
        if int(one.province_code.value) == province
    )
    return tuple(sorted(found, key=lambda place: dictionary_key(place.name)))


def province_of(area: str) -> Place | None:
    """The province that the words of an area end with; None when they name none."""
    said = without_marks(area)
    return next((place for place in provinces() if said.endswith(_bare(place.name))), None)


def commune_of(code: int) -> Place | None:
    return next((one for place in provinces() for one in communes(place.code) if one.code == code), None)


def suggested_areas(area: str) -> tuple[str, ...]:
    """Areas to choose from beside what stands there: the communes of its province, or all provinces."""
    province = province_of(area)
    places: Iterable[Place] = communes(province.code) if province else provinces()
    return tuple(place.area for place in places)


def _area_of_province(name: str, division: str) -> str:
    """“tỉnh Cao Bằng”, “thành phố Hà Nội”: as it is written after a commune's name."""
    return f"{name[0].lower()}{name[1:]}" if name.startswith("Thành phố") else f"{division} {name}"


def _bare(name: str) -> str:
    return without_marks(name.removeprefix("Thành phố "))
