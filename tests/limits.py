"""A limit of a database that only many rows reach, drawn closer so that few rows reach it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def shallow_conditions(deepest: int = 25) -> Iterator[None]:
    """SQLite takes conditions nested 1,000 deep: here only so deep. PostgreSQL has no such limit."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, deepest)
    try:
        yield
    finally:
        connection.connection.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, before)
