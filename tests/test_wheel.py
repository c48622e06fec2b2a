"""The wheel, installed alone in an empty environment, holds everything that an installation needs."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UV = Path(sys.executable).with_name("uv")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with nothing in it but the wheel and what the lock file names for it."""
    place = tmp_path_factory.mktemp("wheel")
    run(UV, "build", "--wheel", "--quiet", "--out-dir", place, ROOT)
    locked = place / "locked.txt"
    run(
        UV, "export", "--quiet", "--locked", "--no-default-groups", "--no-emit-project", "--output-file", locked,
        cwd=ROOT,
    )  # fmt: skip
    run(UV, "venv", "--quiet", "--python", sys.executable, place / "env")
    python = place / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(UV, "pip", "install", "--quiet", "--python", python, "--requirements", locked)
    run(UV, "pip", "install", "--quiet", "--python", python, "--no-deps", next(place.glob("*.whl")))
    return python.parent


@pytest.fixture
def served(environment: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh installation, served by the wheel's own command."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [environment / "dvht", "serve", "--port", str(port)],
        env={**clean_environment(), "DVHT_DATA": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def test_a_fresh_installation_offers_the_set_up_page_with_its_own_style(served: str) -> None:
    with urllib.request.urlopen(served) as answer:
        page = answer.read().decode()

    assert answer.url == f"{served}/cai-dat/"
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(sheets) == 2
    for sheet in sheets:
        with urllib.request.urlopen(served + sheet) as answer:
            assert answer.headers["Content-Type"].startswith("text/css")


def test_it_evaluates_facts_without_a_database(environment: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(
        "pack: tt24-2023-huyen\nyear: 2025\nunit: {kind: primary_school, ownership: public}\n"
        'indicators: {"2.1": {count: 38, total: 40, evidence: 1}}\n',
        encoding="utf-8",
    )

    done = subprocess.run(
        [environment / "dvht", "evaluate", facts, "--json"],
        capture_output=True,
        check=True,
        env=clean_environment(),
        cwd=tmp_path,
    )

    assert b'"share": "38/40"' in done.stdout


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("DVHT_", "DJANGO_"))}


def run(*words: str | Path, cwd: Path | None = None) -> None:
    subprocess.run([str(word) for word in words], check=True, cwd=cwd)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert server.poll() is None, "the server ended by itself"
        try:
            urllib.request.urlopen(address).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError("the server did not answer within a minute")
