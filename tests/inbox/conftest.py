"""A province of two tiers with who receives and decides, and its administrator's browser."""

import pytest
from django.test import Client
from tests import make
from tests.inbox.build import BACKEND
from tests.units.build import Province, a_province

from dvht.audit.actions import SYSTEM
from dvht.units.actions import apply_two_tier


@pytest.fixture
def province(db: None) -> Province:
    found = a_province()
    apply_two_tier(found.root, seen=4, by=SYSTEM)
    return found


@pytest.fixture
def above(province: Province) -> Client:
    client = Client()
    client.force_login(make.an_administrator(province.root), backend=BACKEND)
    return client
