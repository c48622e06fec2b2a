"""`dvht serve` on an installation that can't start: why, in Vietnamese, and exit code 2."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Serve = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("DVHT_", "DJANGO_"))}
        return subprocess.run(
            [
                sys.executable,
                "-c",
                "from dvht.config.cli import main; raise SystemExit(main())",
                "serve",
                *words,
            ],
            env={**own, "DVHT_DATA": str(tmp_path / "data"), **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("port", ["0", "65536", "-1", "nghìn", "٨٠٠٠"])
def test_a_port_that_no_machine_has_is_refused(serve: Serve, port: str) -> None:
    assert "Hãy ghi một số từ 1 đến 65535." in refused(serve(f"--port={port}"))


def test_a_port_that_is_taken_is_named(serve: Serve) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"Không mở được cổng {port}" in refused(serve("--port", port))


def test_a_host_that_is_not_there_is_named(serve: Serve, free_port: str) -> None:
    said = refused(serve("--port", free_port, DVHT_HOST="khong-co.invalid"))
    assert "Không có máy nào tên “khong-co.invalid”. Hãy xem lại DVHT_HOST." in said


def test_a_data_directory_that_can_not_be_made_is_named(serve: Serve, free_port: str, tmp_path: Path) -> None:
    (tmp_path / "tep").touch()
    said = refused(serve("--port", free_port, DVHT_DATA=str(tmp_path / "tep")))
    assert f"Không mở được thư mục dữ liệu “{tmp_path / 'tep'}”" in said


def test_a_data_directory_that_can_not_be_written_is_named(
    serve: Serve, free_port: str, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "static").touch()
    assert f"Không ghi được “{data / 'static'}" in refused(serve("--port", free_port))


@pytest.mark.parametrize("url", ["vớ vẩn", "khac://may/ten", "postgresql://may:cổng/ten"])
def test_a_database_address_that_can_not_be_read_is_refused(serve: Serve, free_port: str, url: str) -> None:
    said = refused(serve("--port", free_port, DVHT_DATABASE_URL=url))
    assert "Không đọc được DVHT_DATABASE_URL." in said


def test_a_database_that_does_not_answer_is_refused(serve: Serve, free_port: str) -> None:
    said = refused(serve("--port", free_port, DVHT_DATABASE_URL=f"postgresql://127.0.0.1:{free_port}/dvht"))
    assert "Không mở được cơ sở dữ liệu" in said


def test_a_file_that_is_no_database_is_refused(serve: Serve, free_port: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "dvht.sqlite3").write_bytes(b"khong phai co so du lieu" * 200)
    assert "Không mở được cơ sở dữ liệu" in refused(serve("--port", free_port))


def test_a_number_of_threads_that_is_no_number_is_refused(serve: Serve, free_port: str) -> None:
    assert "DVHT_THREADS phải là một số" in refused(serve("--port", free_port, DVHT_THREADS="nhiều"))


def test_a_directory_of_own_regulations_that_is_not_there_is_named(serve: Serve, free_port: str) -> None:
    said = refused(serve("--port", free_port, DVHT_PACKS="/khong/co"))
    assert "/khong/co: không có thư mục này. Hãy xem lại DVHT_PACKS." in said


def test_an_own_regulation_that_is_faulty_is_named_with_its_line(
    serve: Serve, free_port: str, tmp_path: Path
) -> None:
    file = tmp_path / "xa-b" / "pack.yaml"
    file.parent.mkdir()
    file.write_text("id: xa-b\nextends: cdht-2023\ncolour: red\n", encoding="utf-8")
    said = refused(serve("--port", free_port, DVHT_PACKS=str(tmp_path)))
    assert f"{file}:" in said
    assert said.count("\n") == 1
