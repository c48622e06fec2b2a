"""The `dvht` command. Each subcommand stands in the table; none is imported before it is called for."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

from dvht.config.commands import Command

# name → where its Command is, and what it does: `evaluate` must start fast and never import Django
COMMANDS: Final = {
    "serve": ("dvht.config.commands.serve:SERVE", "chạy ĐVHT trên máy này"),
    "demo": ("dvht.config.commands.demo:DEMO", "nạp dữ liệu mẫu"),
    "remind": ("dvht.config.commands.remind:REMIND", "nhắc hạn và gửi thư trong ngày"),
    "packs": ("dvht.config.commands.packs:PACKS", "liệt kê hoặc kiểm tra các bộ quy định"),
    "evaluate": ("dvht.config.commands.evaluate:EVALUATE", "đánh giá một đơn vị theo tệp số liệu"),
    "version": ("dvht.config.commands.version:VERSION", "phiên bản phần mềm"),
}


class _Formatter(argparse.HelpFormatter):
    """Begins the usage in Vietnamese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Says in Vietnamese how the command is called."""

    def __init__(self, name: str) -> None:
        super().__init__(
            prog=f"dvht {name}",
            description=COMMANDS[name][1],
            formatter_class=_Formatter,
            allow_abbrev=False,
            add_help=False,
        )
        self._positionals.title, self._optionals.title = "Tham số", "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem cách dùng rồi thoát")

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 (argparse words it in English)
        print(f"Lệnh chưa đúng cách gọi. {self.format_usage().strip()}", file=sys.stderr)
        raise SystemExit(2)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `dvht` and give its exit code: 0 done, 2 bad input."""
    _speak_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help"):
        print(_overview(), file=sys.stdout if words else sys.stderr)
        return 0 if words else 2
    if words[0] == "--version":
        words[0] = "version"
    if words[0] not in COMMANDS:
        print(f"Không có lệnh này. {_overview()}", file=sys.stderr)
        return 2
    return _run(words[0], words[1:])


def _run(name: str, words: list[str]) -> int:
    command = _command(name)
    parser = _Parser(name)
    command.arrange(parser)
    try:
        return command.run(parser.parse_args(words))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            sys.stdout.close()
        return 0


def _command(name: str) -> Command:
    module, attribute = COMMANDS[name][0].split(":")
    command: Command = getattr(import_module(module), attribute)
    return command


def _overview() -> str:
    lines = [f"  dvht {name:<10} {told}" for name, (_, told) in COMMANDS.items()]
    return "Cách dùng: dvht LỆNH …\n" + "\n".join(lines)


def _speak_utf8() -> None:
    """Vietnamese must come out whole on a console that is set to another code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    raise SystemExit(main())
