"""From a workbook of results to what confirming it would write.

How the national site names its columns is not known: usual titles are recognised, everything else is asked, and what
people say of their columns is remembered for the unit.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.citizens.actions import bring_results
from dvht.citizens.imports.lines import ResultLine, lines_of_table
from dvht.citizens.models import CitizenRound
from dvht.citizens.queries import lines_of
from dvht.members.actions.uploads import close_upload, hold_upload, open_upload, settle_upload
from dvht.members.imports.headers import CHOSEN, headers_left_out
from dvht.members.imports.kept import KeptColumn, KeptRow, KeptTable, LeftOut, sealed, unsealed
from dvht.members.imports.reading import key_of_header
from dvht.members.models import KnownHeader, Upload
from dvht.regulation.pack import Pack
from dvht.units.models import Unit
from dvht.workbook.errors import WorkbookError
from dvht.workbook.headers import spellings
from dvht.workbook.reading import read_workbook
from dvht.workbook.tables import Column, Table, find_table

PURPOSE: Final = "citizen_results"
LONGEST_TITLE: Final = 200
NAME, IDENTITY, CODE, TOTAL, LOWEST = "full_name", "identity", "code", "total", "lowest"
PERSON: Final = (NAME, IDENTITY, CODE)
NO_TABLE: Final = (
    "Không thấy bảng kết quả nào trong tệp: cần một dòng tiêu đề, dưới đó mỗi người một dòng. "
    "Hãy thêm dòng tiêu đề rồi tải lên lại."
)


def points_key(row_code: str) -> str:
    return f"p{row_code}"


def columns_of(pack: Pack) -> tuple[Column, ...]:
    """Titles under which such lists are usually sent; nothing of it comes from the site itself."""
    total = pack.total_points
    return (
        Column(NAME, "Họ và tên", ("Họ tên", "Tên", "Tên công dân", "Họ và tên công dân", "Thành viên", "Người dùng")),
        Column(
            IDENTITY,
            "Số định danh cá nhân",
            ("Số CCCD", "CCCD", "Số căn cước", "Căn cước công dân", "Số căn cước công dân", "Số định danh", "CMND/CCCD",
             "Số CMND/CCCD", "Tên đăng nhập", "Tài khoản"),
        ),
        Column(CODE, "Mã thành viên", ("Mã", "Mã cán bộ", "Mã CB")),
        Column(
            TOTAL,
            "Tổng điểm",
            ("Tổng", "Điểm", "Tổng cộng", "Tổng số điểm", "Điểm tổng", "Kết quả", "Điểm đạt", "Tổng điểm tự đánh giá",
             *((f"Tổng điểm/{total:f}", f"Tổng điểm {total:f}") if total else ())),
        ),
        Column(
            LOWEST, "Điểm thấp nhất",
            ("Thấp nhất", "Chỉ số thấp nhất", "Chỉ báo thấp nhất", "Điểm chỉ số thấp nhất"),
        ),
        *(
            Column(
                points_key(row.code),
                f"Chỉ báo {row.code}",
                (f"Chỉ số {row.code}", f"Tiêu chí {row.code}", f"CS{row.code}", f"CB{row.code}",
                 f"Điểm chỉ số {row.code}", f"{row.code}. {row.title}", row.title),
            )
            for row in pack.rows
        ),
    )  # fmt: skip


def column_choices(pack: Pack) -> tuple[tuple[str, str], ...]:
    """What a column may be said to be, code and title."""
    return tuple((column.key, column.title) for column in columns_of(pack))


@dataclass(frozen=True)
class Preview:
    """Each row beside what stands there."""

    lines: tuple[ResultLine, ...]

    def in_state(self, *states: str) -> tuple[ResultLine, ...]:
        return tuple(line for line in self.lines if line.state in states)

    @property
    def wrongs(self) -> tuple[ResultLine, ...]:
        return self.in_state("wrong")

    @property
    def writes(self) -> tuple[ResultLine, ...]:
        return self.in_state("new", "changed")

    @property
    def sames(self) -> tuple[ResultLine, ...]:
        return self.in_state("same")

    @property
    def strangers(self) -> tuple[ResultLine, ...]:
        """Rows of people who aren't registered: nothing is written for them."""
        return self.in_state("stranger")

    @cached_property
    def digest(self) -> str:
        """The same only for a preview that would write the same over the same."""
        said = [
            [line.number, line.words.registrant_id, line.new, line.old] for line in self.writes if line.words
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()


@dataclass(frozen=True)
class Reading:
    """An upload with its table and what it would change."""

    upload: Upload
    round: CitizenRound
    table: KeptTable

    @property
    def lacking(self) -> tuple[str, ...]:
        """What must be said of the columns before anything can be shown."""
        lacks = []
        if not self.table.has(*PERSON):
            lacks.append("cột nào là họ và tên (hoặc số định danh)")
        rows = [points_key(row.code) for row in self.round.pack.rows]
        if not self.table.has(TOTAL) and not all(self.table.has(key) for key in rows):
            lacks.append("cột nào là tổng điểm")
        return tuple(lacks)

    @property
    def must_ask(self) -> bool:
        return bool(self.lacking)

    @cached_property
    def preview(self) -> Preview:
        return Preview(tuple(lines_of_table(self.table, self.round.pack, lines_of(self.round))))


def take_results(citizen_round: CitizenRound, content: bytes, name: str, *, by: User) -> Upload:
    """Read a file that came and keep its table, sealed. Raises WorkbookError, in words."""
    unit = citizen_round.unit
    left_out = headers_left_out()
    told = {**dict.fromkeys(left_out, ""), **_remembered(unit)}
    table = find_table(read_workbook(content, name), columns_of(citizen_round.pack), told)
    if not table.rows or not table.headers:
        raise WorkbookError(NO_TABLE)
    return open_upload(unit, citizen_round.year, PURPOSE, name, sealed([_kept(table, left_out)]), by=by)


def opened(upload: Upload, citizen_round: CitizenRound) -> Reading | None:
    """The upload with its table; None when it was written, thrown away or grew too old."""
    tables = unsealed(upload.sealed_table)
    return Reading(upload, citizen_round, tables[0]) if tables else None


def settle_columns(reading: Reading, keys: Mapping[int, str], *, by: User) -> None:
    """Keep and remember what somebody said of columns; "" leaves one out."""
    doubles = [key for key in set(keys.values()) - {""} if list(keys.values()).count(key) > 1]
    if doubles:
        titles = dict(column_choices(reading.round.pack))
        raise ValidationError(
            f"Hai cột cùng được chọn là “{titles[doubles[0]]}”. Mỗi nội dung chỉ chọn một cột."
        )
    headers = {
        key_of_header(column): keys[column.index]
        for column in reading.table.columns
        if column.index in keys and keys[column.index] != column.key
    }
    known = {column.index: column.key or "" for column in reading.table.columns}
    settled = reading.table.with_keys({**known, **keys}, CHOSEN)
    settle_upload(reading.upload, sealed([settled]), {}, {PURPOSE: headers}, by=by)


def confirm_results(upload: Upload, citizen_round: CitizenRound, seen: str, *, by: User) -> tuple[str, ...]:
    """Write what the preview with the digest `seen` shows, in one transaction; returns the names that changed.

    Raises ValidationError, having written nothing: "gone", "wrong", "changed".
    """
    with transaction.atomic():
        held = hold_upload(upload)
        reading = opened(held, citizen_round)
        if reading is None or reading.must_ask:
            raise ValidationError("Tệp này chưa xem trước được. Hãy tải tệp lên lại.", code="gone")
        preview = reading.preview
        if preview.wrongs:
            raise ValidationError("Tệp còn ô phải sửa nên chưa ghi gì.", code="wrong")
        if preview.digest != seen:
            raise ValidationError(
                "Kết quả đã thay đổi sau khi bạn xem. Chưa ghi gì: hãy xem lại.", code="changed"
            )
        results = [line.words for line in preview.writes if line.words]
        changed = bring_results(citizen_round, results, origin=held.file_name, by=by) if results else ()
        close_upload(held, f"{len(changed)} người đổi", by=by)
    return changed


def _remembered(unit: Unit) -> dict[str, str]:
    return dict(KnownHeader.objects.filter(unit=unit, purpose=PURPOSE).values_list("header", "column"))


def _kept(table: Table, left_out: Mapping[str, str]) -> KeptTable:
    """Only cells of columns that are known, or that somebody may still explain."""
    keys: dict[int, str | None] = {index: key for key, index in table.columns.items()}
    keys |= {header.index: None for header in table.unknown if not _why(header.title, left_out)}
    titles = {header.index: header.title for header in table.headers}
    columns = tuple(KeptColumn(index, titles[index][:LONGEST_TITLE], keys[index]) for index in sorted(keys))
    rows = (
        KeptRow(
            row.number,
            tuple(
                row.others.get(titles[column.index]) if column.key is None else row.cells[column.key]
                for column in columns
            ),
        )
        for row in table.rows
    )
    return KeptTable(
        sheet=table.sheet_name,
        header_row=table.header_row,
        columns=columns,
        rows=tuple(row for row in rows if any(cell is not None for cell in row.cells)),
        left_out=tuple(
            LeftOut(header.letter, header.title[:LONGEST_TITLE], _why(header.title, left_out) or CHOSEN)
            for header in table.headers
            if header.index not in keys
        ),
        skipped=tuple((row.number, row.text) for row in table.skipped),
    )


def _why(title: str, left_out: Mapping[str, str]) -> str:
    return next((left_out[key] for key in spellings(title) if key in left_out), "")
