"""A unit whose year is ready to be handed in, made once for a module."""

from copy import deepcopy

import pytest
from tests.dossiers.build import Place, a_place


@pytest.fixture(scope="module")
def first_place(module_db: None) -> Place:
    return a_place()


@pytest.fixture
def place(first_place: Place, db: None) -> Place:
    return deepcopy(first_place)
