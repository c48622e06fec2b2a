from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests import make

from dvht.accounts.models import User
from dvht.evidence.models import Collection
from dvht.units.models import Unit

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    """Where the tested installation keeps its bytes."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def unit(db: None) -> Unit:
    return make.a_unit()


@pytest.fixture
def clerk(unit: Unit) -> User:
    return make.a_clerk(unit)


@pytest.fixture
def collection(unit: Unit, clerk: User) -> Collection:
    return make.a_collection(unit, by=clerk)


@pytest.fixture
def signed_in(client: Client, clerk: User) -> Client:
    client.force_login(clerk, BACKEND)
    return client


@pytest.fixture
def place(unit: Unit, collection: Collection) -> str:
    """The address of the year's evidence."""
    return f"/don-vi/{unit.pk}/{collection.year}/minh-chung/"
