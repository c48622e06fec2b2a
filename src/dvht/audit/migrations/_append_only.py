"""A migration operation that makes a table append-only in the database itself, for every program that opens it."""

from typing import Any

from django.db.migrations.operations.base import Operation

MESSAGE = "append-only table"


class MakeAppendOnly(Operation):
    """Refuse UPDATE and DELETE on a model's table, by triggers, on SQLite and PostgreSQL.

    Again after each migration that changes such a table: SQLite makes it anew then, without its triggers.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model: str) -> None:
        self.model = model

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self._statements(schema_editor.connection.vendor, self._table(app_label, to_state)):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = self._table(app_label, from_state)
        on_table = f' ON "{table}"' if schema_editor.connection.vendor == "postgresql" else ""
        for deed in ("update", "delete"):
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{deed}"{on_table}')

    def describe(self) -> str:
        return f"Make {self.model} append-only"

    def _table(self, app_label: str, state: Any) -> str:
        table: str = state.apps.get_model(app_label, self.model)._meta.db_table
        return table

    def _statements(self, vendor: str, table: str) -> list[str]:
        if vendor == "sqlite":
            return [
                f'CREATE TRIGGER IF NOT EXISTS "{table}_no_{deed}" BEFORE {deed.upper()} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                for deed in ("update", "delete")
            ]
        function = (
            "CREATE OR REPLACE FUNCTION dvht_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        return [
            function,
            *(
                f'CREATE OR REPLACE TRIGGER "{table}_no_{deed}" BEFORE {deed.upper()} ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION dvht_refuse_change()"
                for deed in ("update", "delete")
            ),
        ]
