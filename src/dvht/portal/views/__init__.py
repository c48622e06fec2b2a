"""The pages that need no sign-in."""

from dvht.portal.views.data import open_data, open_data_csv, open_data_json
from dvht.portal.views.papers import paper_lookup, paper_verification
from dvht.portal.views.results import published_results, published_unit
from dvht.portal.views.root import favicon, robots

__all__ = [
    "favicon", "open_data", "open_data_csv", "open_data_json", "paper_lookup", "paper_verification",
    "published_results", "published_unit", "robots",
]  # fmt: skip
