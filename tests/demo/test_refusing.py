"""The demonstration keeps away from a database that people use."""

import pytest
from tests import make

from dvht.accounts.models import User
from dvht.demo.actions import DemoError, load_demo_once
from dvht.units.models import Unit


def test_a_database_with_a_person_of_its_own_is_left_alone(db: None) -> None:
    make.a_user()
    with pytest.raises(DemoError, match="đã có đơn vị hoặc người dùng thật"):
        load_demo_once()
    assert User.objects.count() == 1
    assert Unit.objects.count() == 0


def test_a_database_with_a_unit_of_its_own_is_left_alone(db: None) -> None:
    make.a_unit()
    with pytest.raises(DemoError):
        load_demo_once()
