"""Which sectors a list is about: those that its reader looks after, or all when they ask for all."""

from dataclasses import dataclass

from dvht.regulation.kinds import SECTORS, kinds_of
from dvht.ui.requests import EVERYTHING


@dataclass(frozen=True)
class ChosenSectors:
    """The sectors that somebody looks after (none: they are never limited), and whether they ask for everything."""

    own: frozenset[str]
    everything: bool = False

    @property
    def shown(self) -> frozenset[str]:
        """The sectors that the list is about; empty: all."""
        return frozenset() if self.everything else self.own

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of unit of these sectors; empty: all."""
        return kinds_of(self.shown) if self.shown else ()

    @property
    def scope(self) -> str:
        """What links must go on asking for, where somebody who looks after some sectors sees everything."""
        return EVERYTHING if self.own and self.everything else ""

    @property
    def words(self) -> str:
        """One's own sectors in words."""
        return ", ".join(label for code, label in SECTORS.items() if code in self.own)
