"""The doors of the portal: open to everybody."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.doors import EVERYBODY, Door
from tests.portal.build import a_paper, a_publication, a_published_result

from dvht.plans.models import Plan

CODE = "QQQQ-WWWW-EEEE"

READING: Mapping[str, Door] = {
    "published_results": EVERYBODY,
    "published_unit": EVERYBODY,
    "paper_lookup": EVERYBODY,
    "paper_verification": EVERYBODY,
    "open_data": EVERYBODY,
    "open_data_csv": EVERYBODY,
    "open_data_json": EVERYBODY,
    "favicon": EVERYBODY,
    "robots": EVERYBODY,
}

SENDING: Mapping[str, Door] = {}


def furnish(cast: Cast, plan: Plan) -> None:
    publication = a_publication(cast.commune, paper=a_paper(cast.commune, CODE))
    a_published_result(cast.unit, by=cast.commune, publication=publication)


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    return {"code": CODE}
