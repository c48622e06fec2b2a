"""What `dvht serve` runs beside the web server, and the round of reminders by hand."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dvht.config import serving
from dvht.config.cli import main
from dvht.config.serving import Keeper, Reminders


class Scribe(Keeper):
    words = ("-c", "import os; open(os.environ['ROUNDS_FILE'], 'a').write('x')")
    pause = 0.05


def test_a_keeper_runs_its_program_again_and_again_until_it_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "rounds"
    monkeypatch.setenv("ROUNDS_FILE", str(file))
    keeper = Scribe()
    keeper.start()

    for _ in range(200):
        if file.exists() and len(file.read_text()) >= 2:
            break
        threading.Event().wait(0.05)
    keeper.end()
    keeper.join(10)

    assert len(file.read_text()) >= 2
    assert not keeper.is_alive()


@pytest.mark.parametrize(
    ("hour", "may"), [(0, False), (6, False), (7, True), (20, True), (21, False), (23, False)]
)
def test_nobody_is_reminded_at_night(monkeypatch: pytest.MonkeyPatch, hour: int, may: bool) -> None:
    monkeypatch.setattr(serving, "_hour_here", lambda: hour)

    assert Reminders().may_run() is may


def test_the_round_by_hand_on_an_installation_that_was_never_prepared_says_so(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DVHT_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "dvht.config.cli", "remind"],
        env={**own, "DVHT_DATA": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "Không dùng được cơ sở dữ liệu" in done.stderr


@pytest.mark.django_db
def test_the_round_by_hand_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remind"]) == 0
    assert capsys.readouterr().out == "Đã nhắc: 0 thư mới, 0 thư điện tử chờ gửi.\n"
