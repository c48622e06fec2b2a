"""`dvht serve`: bring the installation up to date and serve it, with the background worker beside."""

from __future__ import annotations

import argparse
import sys

from dvht.config.commands import Command


def _arrange(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demo", action="store_true", help="nạp dữ liệu mẫu một lần và hiện biển bản chạy thử"
    )
    parser.add_argument("--port", metavar="CỔNG", help="cổng, mặc định 8000 hoặc $DVHT_PORT")


def _run(arguments: argparse.Namespace) -> int:
    from dvht.config.serving import ServeError, serve  # noqa: PLC0415 - other commands start without Django

    try:
        serve(demo=arguments.demo, port=arguments.port)
    except ServeError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


SERVE = Command(_arrange, _run)
