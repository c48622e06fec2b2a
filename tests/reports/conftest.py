"""A commune and its office, over which the boards and reports of an authority stand."""

import pytest
from tests.reports.build import an_office

from dvht.units.models import Unit


@pytest.fixture
def place(db: None) -> tuple[Unit, Unit]:
    return an_office()


@pytest.fixture
def commune(place: tuple[Unit, Unit]) -> Unit:
    return place[0]


@pytest.fixture
def office(place: tuple[Unit, Unit]) -> Unit:
    return place[1]
