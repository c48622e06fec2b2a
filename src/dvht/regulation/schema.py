"""The JSON Schema of packs, for editors: committed beside the packs, kept current by a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from dvht.regulation.library import PACKS
from dvht.regulation.overlay import Overlay
from dvht.regulation.pack import Pack
from dvht.regulation.personal import Vocabulary, activity_kinds, personal_facts

SCHEMA_FILE: Final[Path] = PACKS / "pack.schema.json"
FACTS_SCHEMA_FILE: Final[Path] = PACKS / "facts.schema.json"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """The schema of a pack file: a whole pack, or an overlay on one; it names the facts that may feed a row."""
    adapter: TypeAdapter[Pack | Overlay] = TypeAdapter(Pack | Overlay)
    schema = adapter.json_schema(mode="validation")
    parts = schema["$defs"]
    parts["Need"]["properties"]["fact"]["enum"] = [fact.code for fact in personal_facts()]
    parts["Row"]["properties"]["shown_by"]["items"]["enum"] = [kind.code for kind in activity_kinds()]
    return _text("Bộ quy định của ĐVHT", schema)


def facts_schema_text() -> str:
    """The schema of the file of facts."""
    return _text("Những điều ghi về từng người", Vocabulary.model_json_schema(mode="validation"))


def _text(title: str, schema: dict[str, Any]) -> str:
    whole = {"$schema": _DIALECT, **schema, "title": title}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
