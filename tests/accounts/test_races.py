from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import connection
from tests import make

from dvht.accounts.actions import deactivate_user, set_up_installation
from dvht.accounts.models import User
from dvht.units.models import Unit

pytestmark = pytest.mark.usefixtures("committed_db")


def test_of_two_people_setting_up_at_once_one_is_refused() -> None:
    together = Barrier(2)

    def person(name: str) -> str:
        unit = Unit(name=f"Trường {name}", kind="primary_school", place="Sen", symbol="TH")
        user = User(full_name=name, username=name.lower(), password=make_password(make.PASSWORD))
        together.wait()
        try:
            set_up_installation(unit, user)
        except ValidationError as error:
            return str(error.code)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(person, ["An", "Ba"]))

    assert outcomes == ["conflict", "done"]
    assert (Unit.objects.count(), User.objects.count()) == (1, 1)


def test_two_administrators_can_not_close_each_other_at_once() -> None:
    unit = make.a_unit()
    first, second = make.an_administrator(unit, "Một"), make.an_administrator(unit, "Hai")
    together = Barrier(2)

    def close(pair: tuple[User, User]) -> bool:
        by, other = pair
        together.wait()
        try:
            deactivate_user(other, unit=unit, by=by)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(close, [(first, second), (second, first)]))

    assert outcomes == [False, True]
    assert User.objects.filter(is_active=True).count() == 1
