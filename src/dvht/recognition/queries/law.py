"""Articles for which packs have no key: by circular, and cited only where the pack is of that circular."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dvht.regulation.pack import Pack
from dvht.units.models import Tier


@dataclass(frozen=True)
class Articles:
    """Where a circular speaks of recognition anew, of the reply to who isn't recognised, and of the conditions."""

    again: str
    replies: Mapping[str, str]
    conditions: Mapping[str, str]
    """By tier; each has a khoản for each level. The rows themselves stand in the articles before."""


ARTICLES: Final[Mapping[str, Articles]] = {
    "Thông tư 24/2023/TT-BGDĐT": Articles(
        again="Điều 2 khoản 10",
        replies={
            Tier.DISTRICT.value: "Điều 10 khoản 2 điểm d",
            Tier.PROVINCE.value: "Điều 16 khoản 2 điểm d",
        },
        conditions={Tier.DISTRICT.value: "Điều 8", Tier.PROVINCE.value: "Điều 14"},
    )
}


def again_reference(pack: Pack) -> str:
    """By what a unit is recognised anew only after its title has lapsed; empty under a circular without such words."""
    said = ARTICLES.get(pack.citation)
    return f"{said.again} {pack.citation}" if said else ""


def reply_article(pack: Pack, tier: str) -> str:
    """Where the circular asks for a reply with reasons; empty where it asks for none, as TT 22 does."""
    said = ARTICLES.get(pack.citation)
    return said.replies.get(tier, "") if said else ""


def conditions_article(pack: Pack, tier: str, level: str) -> str:
    """What a unit must fulfil for a level."""
    said = ARTICLES.get(pack.citation)
    article = said.conditions.get(tier, "") if said else ""
    return f"{article} khoản {level}" if article and level.isdecimal() else article
