"""Papers and evidence bound into one PDF: cover, contents, bookmarks, and page numbers of the volume."""

from dvht.paper.binding.assembly import bind
from dvht.paper.binding.volume import BoundVolume, Component, Divider, Entry, Listed, Volume

__all__ = ["BoundVolume", "Component", "Divider", "Entry", "Listed", "Volume", "bind"]
