"""The JSON Schema of packs, for editors: committed beside the packs, kept current by a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from dvht.regulation.library import PACKS
from dvht.regulation.overlay import Overlay
from dvht.regulation.pack import Pack

SCHEMA_FILE: Final[Path] = PACKS / "pack.schema.json"


def schema_text() -> str:
    """The schema of a pack file: a whole pack, or an overlay on one."""
    adapter: TypeAdapter[Pack | Overlay] = TypeAdapter(Pack | Overlay)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Bộ quy định của ĐVHT",
        **adapter.json_schema(mode="validation"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
