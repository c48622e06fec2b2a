"""A letter: what a room proposes for an official paper, what people changed in it, and the paper made of both."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from django.conf import settings

from dvht.paper.blocks import (
    Annex,
    Article,
    Authority,
    Block,
    Bullets,
    Heading,
    Issuer,
    Number,
    OfficialPaper,
    Paragraph,
    Signature,
    Verification,
)
from dvht.units.models import Unit
from dvht.units.queries import is_peoples_committee, name_on_papers

LOOK_UP_PATH: Final = "/cong-khai/tra-cuu/{code}/"
"""Where the portal, a room above, tells whether a paper is real: it is printed on papers, so it never changes."""


@dataclass(frozen=True)
class TextPart:
    """A passage that people may rewrite before issue. `text` is what the data proposes."""

    key: str
    label: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class FixedPart:
    """Blocks computed from the records: a table of results is never retouched by hand."""

    label: str
    blocks: tuple[Block, ...]


Part = TextPart | FixedPart


@dataclass(frozen=True)
class Letter:
    """The content of one official paper, proposed from the data.

    `abbreviation` is the type's own (QĐ, KH, BC, TTr, BB); None leaves the paper without a number, as a table or a
    registration form is. `type_name` None makes an official letter (công văn). `decided_by` stands over the bases of
    a decision. `signatory` (title, name) is proposed instead of the head, `second_signature` (title, name) stands on
    the left. A council, board or team that issues in its own name has `issuer` (the body above it, its name), and in
    `series_body` its abbreviation, by which its numbers run apart (NĐ 30/2020, Phụ lục I, II.3a). `source` holds the
    figures that the letter rests on, by a label for people: when they differ from those of the issued paper, the
    paper is out of date.
    """

    kind: str
    title: str
    type_name: str | None
    subject: str
    parts: tuple[Part, ...]
    abbreviation: str | None
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    issuer: tuple[str, str] | None = None
    series_body: str = ""
    decided_by: str = ""
    signatory: tuple[str, str] | None = None
    second_signature: tuple[str, str] | None = None
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
    source: Mapping[str, Any] = field(default_factory=dict)

    @property
    def source_digest(self) -> str:
        return hashlib.sha256(canonical(self.source).encode()).hexdigest()

    @property
    def text_parts(self) -> tuple[TextPart, ...]:
        return tuple(part for part in self.parts if isinstance(part, TextPart))


@dataclass(frozen=True)
class Registration:
    """What the register gives a paper when it is issued."""

    number: int | None = None
    issued_on: dt.date | None = None
    verification: Verification | None = None
    year: int | None = None


def verification_of(code: str) -> Verification:
    """How the paper with this code is checked; with an address, and so a QR code, where the installation has one."""
    return Verification(
        code, f"{settings.PUBLIC_URL}{LOOK_UP_PATH.format(code=code)}" if settings.PUBLIC_URL else ""
    )


def canonical(values: Mapping[str, Any]) -> str:
    """JSON in one spelling, so that equal figures give equal digests."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def symbol_of(letter: Letter, unit: Unit, values: Mapping[str, str]) -> str:
    """The symbol under the issuer: type and unit (QĐ-THHS); for an official letter unit and office (THHS-VP)."""
    if letter.abbreviation is None:
        return ""
    if letter.type_name is None:
        return f"{unit.symbol}-{values['office']}"
    return f"{letter.abbreviation}-{letter.series_body or unit.symbol}"


def field_values(letter: Letter, unit: Unit, changed: Mapping[str, Any], head_name: str) -> dict[str, str]:
    """Every editable field of the letter as it now stands: what people wrote, else what the data proposes."""
    authority, on_behalf_of, title = _signing(unit)
    name = head_name
    if letter.signatory:
        authority, on_behalf_of, (title, name) = "", "", letter.signatory
    proposed = {
        "subject": letter.subject,
        "addressees": "\n".join(letter.addressees),
        "bases": "\n".join(letter.bases),
        "recipients": "\n".join(_recipients(letter)),
        "archive": letter.archive,
        "place": unit.place,
        **({"office": letter.abbreviation or ""} if letter.type_name is None else {}),
        "authority": authority,
        "on_behalf_of": on_behalf_of,
        "signatory_title": title,
        "signatory_name": name,
        **{f"part-{part.key}": part.text for part in letter.text_parts},
    }
    return {name: str(changed.get(name, value)) for name, value in proposed.items()}


def _recipients(letter: Letter) -> tuple[str, ...]:
    """Whoever is addressed above is “Như trên” below (NĐ 30/2020, Phụ lục I, II.9b)."""
    if not letter.addressees:
        return letter.recipients
    others = (name for name in letter.recipients if name not in {*letter.addressees, "Như trên"})
    return ("Như trên", *others)


def _signing(unit: Unit) -> tuple[Authority, str, str]:
    """A people's committee signs in the name of the collective (NĐ 30/2020, Phụ lục I, II.7b); others by their head."""
    if is_peoples_committee(unit):
        return "TM.", "Ủy ban nhân dân", unit.head_title
    return "", "", unit.head_title


def compose(
    letter: Letter, unit: Unit, values: Mapping[str, str], registration: Registration
) -> OfficialPaper:
    """The paper as blocks, ready to render; `values` as `field_values` gives them."""
    second = letter.second_signature
    parent, name = letter.issuer or (unit.paper_parent, name_on_papers(unit))
    return OfficialPaper(
        issuer=Issuer(parent=parent.upper(), name=name.upper(), plain_name=name),
        number=Number(registration.number, symbol_of(letter, unit, values)) if letter.abbreviation else None,
        place=values["place"],
        issued_on=registration.issued_on,
        year=registration.year,
        type_name=letter.type_name,
        subject=values["subject"],
        decided_by=letter.decided_by,
        addressees=lines(values["addressees"]),
        bases=lines(values["bases"]),
        body=tuple(block for part in letter.parts for block in _blocks(part, values)),
        signature=Signature(
            authority=cast(Authority, values["authority"]),
            on_behalf_of=values["on_behalf_of"].upper(),
            title=values["signatory_title"].upper(),
            name=values["signatory_name"],
        ),
        second_signature=Signature(title=second[0].upper(), name=second[1]) if second else None,
        recipients=lines(values["recipients"]),
        archive=values["archive"],
        annexes=letter.annexes,
        verification=registration.verification,
        landscape=letter.landscape,
        draft=registration.issued_on is None,
    )


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _blocks(part: Part, values: Mapping[str, str]) -> tuple[Block, ...]:
    if isinstance(part, FixedPart):
        return part.blocks
    return text_blocks(values[f"part-{part.key}"])


ROMAN = re.compile(r"^([IVX]+)\.\s+(\S.*)$")
ARTICLE = re.compile(r"^Điều (\d{1,4})\.\s*(.*)$")
CLAUSE = re.compile(r"^(\d+(?:\.\d+)*)\.\s+(\S.*)$")
ITEM = re.compile(r"^[-+•]\s+(\S.*)$")
LONGEST_HEADING = 150


def text_blocks(text: str) -> tuple[Block, ...]:
    """Plain text as an office types it, read into blocks.

    "I. …" is a heading in capitals, "1. …" without punctuation at its end a heading in bold, "Điều 1. …" an article,
    "- …" an item; everything else is a paragraph.
    """
    blocks: list[Block] = []
    items: list[str] = []
    for line in [*lines(text), ""]:
        if item := ITEM.match(line):
            items.append(item[1])
            continue
        if items:
            blocks.append(Bullets(items=tuple(items)))
            items = []
        if line:
            blocks.append(_line_block(line))
    return tuple(blocks)


def _line_block(line: str) -> Block:
    if article := ARTICLE.match(line):
        return Article(number=int(article[1]), text=article[2])
    if len(line) <= LONGEST_HEADING and line[-1] not in ".;:,":
        if roman := ROMAN.match(line):
            return Heading(title=roman[2], number=roman[1], kind="roman")
        if clause := CLAUSE.match(line):
            return Heading(title=clause[2], number=clause[1], kind="clause")
    return Paragraph(text=line)
