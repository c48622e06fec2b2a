"""How a unit and its head are named in running text: a body in full, a head with the body, nothing said twice."""

from typing import Final

from dvht.units.models import Unit

COMMITTEE: Final = "Ủy ban nhân dân"
SHORT_COMMITTEE: Final = "UBND"


def name_in_full(name: str) -> str:
    """ "Ủy ban nhân dân xã Đồng Sen" for “UBND xã Đồng Sen”; any other name as it is."""
    first, _, rest = name.partition(" ")
    return f"{COMMITTEE} {rest}".strip() if first == SHORT_COMMITTEE else name


def name_on_papers(unit: Unit) -> str:
    """The name at the head of its papers."""
    return unit.paper_name or name_in_full(unit.name)


def is_peoples_committee(unit: Unit) -> bool:
    """A people's committee of any level.

    The circulars name one kind only, that of a commune, since it is itself a unit that is recognised; those of
    districts and provinces are told by their names.
    """
    return unit.kind == "commune_peoples_committee" or name_on_papers(unit).startswith(f"{COMMITTEE} ")


def head_in_full(title: str, name: str) -> str:
    """ "Chủ tịch Ủy ban nhân dân xã Đồng Sen", "Trưởng phòng Giáo dục và Đào tạo huyện Suối Ngà".

    A title that names its body already stays alone; a word that ends the title and begins the name is said once.
    """
    whole = name_in_full(name)
    said = " ".join(COMMITTEE if word == SHORT_COMMITTEE else word for word in title.split())
    said = said.removesuffix(COMMITTEE).rstrip()
    if not whole or COMMITTEE in said or whole.casefold() in said.casefold():
        return said or whole
    first, _, rest = whole.partition(" ")
    if said.casefold().endswith(f" {first.casefold()}"):
        return f"{said} {rest}".rstrip()
    return f"{said} {whole}".lstrip()


def head_of(unit: Unit) -> str:
    """The head of a unit, with the unit."""
    return head_in_full(unit.head_title, name_on_papers(unit))


def decider_of(unit: Unit) -> str:
    """Who stands over a decision of the unit: a people's committee itself, elsewhere the head."""
    return name_on_papers(unit) if is_peoples_committee(unit) else head_of(unit)
