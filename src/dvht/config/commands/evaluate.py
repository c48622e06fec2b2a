"""`dvht evaluate FACTS [--json]`: the public contract, without a web server or a database.

Exit 0 whatever the result; on bad input nothing on stdout, one Vietnamese line on stderr that names
the path in the file, and exit 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from dvht.config.commands import Command
from dvht.config.commands.result_text import result_text
from dvht.config.own_packs import own_packs
from dvht.regulation.engine import evaluate
from dvht.regulation.errors import DocumentError, RegulationError
from dvht.regulation.facts import parse_facts
from dvht.regulation.library import load_pack
from dvht.regulation.reading import LARGEST_BYTES, read_document


def _arrange(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("facts", metavar="TỆP", help="tệp số liệu, YAML hoặc JSON, mã UTF-8")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def _run(arguments: argparse.Namespace) -> int:
    faults = own_packs()
    if faults:
        print(faults[0], file=sys.stderr)
        return 2
    try:
        facts = parse_facts(read_document(_read(arguments.facts)).value)
        pack = load_pack(facts.pack_id)
        result = evaluate(pack, facts)
    except RegulationError as error:
        print(f"{arguments.facts}: {error}", file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
    else:
        print(result_text(pack, facts, result))
    return 0


def _read(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise DocumentError("", "không có tệp này") from error
    except IsADirectoryError as error:
        raise DocumentError("", "đây là thư mục, không phải tệp") from error
    except (OSError, ValueError) as error:
        raise DocumentError("", "không đọc được tệp") from error


EVALUATE = Command(_arrange, _run)
