"""Articles for which packs have no key: by circular, and cited only where the pack is of that circular."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from dvht.regulation.pack import Pack
from dvht.units.models import Tier


@dataclass(frozen=True)
class Articles:
    """Where a circular speaks of recognition anew, of the reply to who isn't recognised, and of the conditions.

    Replies and conditions by tier; conditions have a khoản for each level, the rows stand in the articles before.
    """

    again: str = ""
    yearly: str = ""
    replies: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)


ARTICLES: Final[Mapping[str, Articles]] = {
    "Thông tư 22/2020/TT-BGDĐT": Articles(yearly="Điều 7 khoản 3"),
    "Thông tư 24/2023/TT-BGDĐT": Articles(
        again="Điều 2 khoản 10",
        replies={
            Tier.DISTRICT.value: "Điều 10 khoản 2 điểm d",
            Tier.PROVINCE.value: "Điều 16 khoản 2 điểm d",
        },
        conditions={Tier.DISTRICT.value: "Điều 8", Tier.PROVINCE.value: "Điều 14"},
    ),
}


def again_reference(pack: Pack) -> str:
    """By what a unit is recognised anew only after its title has lapsed; empty under a circular without such words."""
    article = _of(pack).again
    return f"{article} {pack.citation}" if article else ""


def upgrade_reference(pack: Pack) -> str:
    """From when a higher level may be asked for; empty where the pack knows of no such day."""
    article = _upgrade(pack)
    return f"{article} {pack.citation}" if article else ""


def reply_article(pack: Pack, tier: str) -> str:
    """Where the circular asks for a reply with reasons; empty where it asks for none, as TT 22 does."""
    return _of(pack).replies.get(tier, "")


def conditions_article(pack: Pack, tier: str, level: str) -> str:
    """What a unit must fulfil for a level."""
    article = _of(pack).conditions.get(tier, "")
    return f"{article} khoản {level}" if article and level.isdecimal() else article


def _upgrade(pack: Pack) -> str:
    return pack.validity.upgrade_reference or "" if pack.validity else ""


def _of(pack: Pack) -> Articles:
    return ARTICLES.get(pack.citation, Articles())


@dataclass(frozen=True)
class TitleLaw:
    """By what the titles of a list hold, may be raised, or stand for one year; empty where none of them does."""

    validity: str
    upgrade: str
    yearly: str


def title_law(packs: Iterable[Pack]) -> TitleLaw:
    """The law of the titles that were granted under these packs."""
    known = sorted(set(packs), key=lambda pack: pack.id)
    lasting = [pack for pack in known if pack.validity]
    return TitleLaw(
        validity=_cited((pack, pack.validity.reference) for pack in lasting if pack.validity),
        upgrade=_cited((pack, _upgrade(pack)) for pack in lasting),
        yearly=_cited((pack, _of(pack).yearly) for pack in known if pack.validity is None),
    )


def _cited(articles: Iterable[tuple[Pack, str]]) -> str:
    """ "Điều 5 khoản 4, Điều 11 khoản 4 Thông tư 24/2023/TT-BGDĐT": the articles of one circular before its name."""
    found: dict[str, list[str]] = {}
    for pack, article in articles:
        if article and article not in found.setdefault(pack.citation, []):
            found[pack.citation].append(article)
    return "; ".join(f"{', '.join(named)} {text}" for text, named in found.items())
