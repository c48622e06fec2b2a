"""How the database is spoken to."""

from pathlib import Path

import pytest
from django.db import connection

from dvht.config.environment import database


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL compiles statements")
def test_postgresql_is_told_to_answer_at_once_instead_of_compiling_first() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


def test_an_address_left_empty_means_sqlite_in_the_data_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DVHT_DATABASE_URL", "")

    found = database(tmp_path)

    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", str(tmp_path / "dvht.sqlite3"))
