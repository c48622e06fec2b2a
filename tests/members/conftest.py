"""A clerk's office, for whoever sends workbooks."""

import pytest
from tests import make
from tests.members.importing import AN, BAO, HA, HEAD, YEAR, Office
from tests.workbook import specimens


@pytest.fixture
def office(db: None) -> Office:
    """A unit with a plan for the year, and nobody on its roster."""
    unit = make.a_unit()
    make.a_plan(unit, YEAR)
    return Office(unit, make.a_clerk(unit))


@pytest.fixture
def full(office: Office) -> Office:
    """An office whose roster holds three people."""
    office.write(specimens.excel([HEAD, AN, BAO, HA]))
    assert office.names() == ["Trịnh Thị An", "Ngô Văn Bảo", "Lê Thu Hà"]
    return office
