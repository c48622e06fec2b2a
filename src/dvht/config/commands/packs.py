"""`dvht packs`: list the regulations, or check a file of one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from dvht.config.commands import Command
from dvht.config.own_packs import own_packs
from dvht.regulation.checking import check_file, check_shipped
from dvht.regulation.errors import PackError
from dvht.regulation.library import available_packs
from dvht.regulation.pack import Pack

_SCHEMES = {"points": "chấm điểm", "levels": "mức độ", "citizen": "công dân học tập"}
_STATUSES = {"verified": "đã đối chiếu văn bản", "unverified": "chưa kiểm chứng hết"}


def _arrange(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=["list", "check"], help="list (mặc định): liệt kê; check: kiểm tra"
    )
    parser.add_argument("file", nargs="?", metavar="TỆP", help="tệp cần kiểm tra; bỏ trống: mọi bộ kèm theo")


def _run(arguments: argparse.Namespace) -> int:
    if arguments.action != "check" and arguments.file is not None:
        print("Chỉ “dvht packs check” nhận tên tệp.", file=sys.stderr)
        return 2
    faults = own_packs()
    if arguments.action != "check":
        return _told(faults) or _list_all()
    if arguments.file is not None:
        return _told(faults) or _check_one(Path(arguments.file))
    return _told((*check_shipped(), *faults)) or _all_right()


def _told(faults: Iterable[str]) -> int:
    """Say the faults; gives the exit code, 0 when there are none."""
    code = 0
    for fault in faults:
        print(fault, file=sys.stderr)
        code = 2
    return code


def _list_all() -> int:
    for pack in available_packs():
        print(_described(pack))
    return 0


def _check_one(file: Path) -> int:
    try:
        pack = check_file(file)
    except PackError as error:
        return _told((str(error),))
    print(f"{file}: đúng. {pack.id}, phiên bản {pack.version}, {len(pack.rows)} dòng")
    return 0


def _all_right() -> int:
    own = sum(pack.own for pack in available_packs())
    brought = f", trong đó {own} bộ riêng của nơi cài đặt," if own else ""
    print(f"{len(available_packs())} bộ quy định{brought} và các ví dụ kèm theo đều đúng.")
    return 0


def _described(pack: Pack) -> str:
    years = f"{pack.years.first}-{pack.years.last}" if pack.years.last else f"từ {pack.years.first}"
    lines = [
        f"{pack.id} (phiên bản {pack.version})",
        f"  {pack.title}",
        f"  Năm đánh giá: {years} · Cách đánh giá: {_SCHEMES[pack.scheme]} · {_STATUSES[pack.status]}",
        *(f"  Căn cứ: {reference}" for reference in pack.references),
        f"  Mã kiểm tra: {pack.digest}",
    ]
    if pack.own:
        lines.insert(1, "  Bộ riêng của nơi cài đặt")
    if pack.extends:
        lines.insert(
            lines.index(f"  {pack.title}") + 1,
            f"  Vận dụng trên bộ {pack.extends} (phiên bản {pack.extends_version})",
        )
    return "\n".join(lines) + "\n"


PACKS = Command(_arrange, _run)
