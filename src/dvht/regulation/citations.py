"""How papers name a place in a law."""

import re
from typing import Final

_PART: Final = re.compile(r"(?:Điều|khoản|điểm) [0-9a-zđ.]+")


def in_papers(reference: str) -> str:
    """“Điều 10 khoản 2 điểm d”, as the packs and pages have it, in the order of papers: “điểm d khoản 2 Điều 10”.

    Anything else than one place, such as the title of a plan, stays as it is.
    """
    parts = _PART.findall(reference)
    return " ".join(reversed(parts)) if " ".join(parts) == reference else reference
