"""The regulations that this installation brings: a directory of packs, named by $DVHT_PACKS."""

from __future__ import annotations

import os
from pathlib import Path

from dvht.regulation.checking import check_own
from dvht.regulation.errors import PackError
from dvht.regulation.library import use_packs_of


def own_packs() -> tuple[str, ...]:
    """Offer the packs of $DVHT_PACKS beside the shipped ones; gives what is wrong with them, as lines for people."""
    named = os.environ.get("DVHT_PACKS", "").strip()
    if not named:
        return ()
    try:
        use_packs_of(Path(named).expanduser())
    except PackError as error:
        return (f"{error}. Hãy xem lại DVHT_PACKS.",)
    return check_own()
