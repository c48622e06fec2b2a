"""What the environment may set. Every variable begins with DVHT_; each has a safe default."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any, NoReturn

import dj_database_url
import platformdirs

from dvht.config.own_packs import own_packs


def data_directory() -> Path:
    """The directory that holds the database, uploaded files and the secret key ($DVHT_DATA)."""
    named = os.environ.get("DVHT_DATA")
    path = Path(named).expanduser() if named else Path(platformdirs.user_data_dir("dvht", appauthor=False))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _stop(f"Không mở được thư mục dữ liệu “{path}” ({error.strerror}). Hãy xem lại DVHT_DATA.")
    return path.resolve()


def secret_key(directory: Path) -> str:
    """The key of this installation: $DVHT_SECRET_KEY, else made once and kept in the data directory."""
    return os.environ.get("DVHT_SECRET_KEY") or _kept_key(directory, "secret.key")


def personal_data_key(directory: Path) -> str:
    """The key that seals identity codes: $DVHT_PERSONAL_DATA_KEY, else made once and kept in the data directory.

    It is not the key of sessions: that one may be changed any day, with this one sealed codes would be lost.
    """
    return os.environ.get("DVHT_PERSONAL_DATA_KEY") or _kept_key(directory, "personal-data.key")


def _kept_key(directory: Path, name: str) -> str:
    path = directory / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        _stop(f"Không ghi được vào thư mục dữ liệu “{directory}” ({error.strerror}). Hãy xem lại DVHT_DATA.")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key


def database(directory: Path) -> dict[str, Any]:
    """How to reach the database: $DVHT_DATABASE_URL, else an SQLite file in the data directory."""
    try:
        found = dj_database_url.parse(
            os.environ.get("DVHT_DATABASE_URL") or f"sqlite:///{(directory / 'dvht.sqlite3').as_posix()}",
            conn_max_age=60,
            conn_health_checks=True,
        )
    except ValueError:
        _stop(
            "Không đọc được DVHT_DATABASE_URL. Hãy ghi theo mẫu postgresql://người_dùng:mật_khẩu@máy:5432/tên, "
            "hoặc bỏ biến này để dùng SQLite."
        )
    return dict(found)


def offer_own_packs() -> None:
    """Offer the packs of $DVHT_PACKS; the program ends with a message (exit code 2) when one of them is wrong."""
    faults = own_packs()
    if faults:
        _stop("\n".join(faults))


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list from the environment."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def switch(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes or on."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number from the environment; the program ends with a message (exit code 2) on anything else."""
    text = os.environ.get(name, str(default))
    if not (text.isascii() and text.isdigit()):
        _stop(f"Biến {name} phải là một số, đang là “{text}”. Hãy sửa rồi chạy lại.")
    return int(text)


def _stop(message: str) -> NoReturn:
    sys.stderr.write(f"{message}\n")
    raise SystemExit(2)
