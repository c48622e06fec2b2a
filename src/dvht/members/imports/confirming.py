"""The deed at the end of an import: what was shown is written, all of it or nothing."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.members.actions import Mark, PersonWords, record_facts, save_members
from dvht.members.actions.programmes import ProgrammeWords, add_programme
from dvht.members.actions.roster import hold_roster
from dvht.members.actions.uploads import close_upload, hold_upload
from dvht.members.imports.opening import Opened, opened
from dvht.members.imports.preview import Preview
from dvht.members.models import Member, Source, Upload
from dvht.members.queries.facts import programme_code


@dataclass(frozen=True)
class Written:
    """How many people were added, how many were changed, and how many results were recorded."""

    new: int
    changed: int
    marks: int


def confirm_upload(upload: Upload, seen: str, *, by: User) -> Written:
    """Write what the preview with the digest `seen` shows, in one transaction.

    Raises ValidationError, having written nothing: "changed" when the roster or the file's columns have changed
    since it was shown, "wrong" while a cell is wrong, "gone" when it was written or thrown away before.
    """
    with transaction.atomic():
        hold_roster(upload.unit)
        held = hold_upload(upload)
        reading = opened(held, by=by)
        if reading is None or reading.must_ask:
            raise ValidationError("Tệp này chưa xem trước được. Hãy tải tệp lên lại.", code="gone")
        preview = reading.preview
        if preview.wrongs:
            raise ValidationError("Tệp còn ô phải sửa nên chưa ghi gì.", code="wrong")
        if preview.digest != seen:
            raise ValidationError(
                "Danh sách đã thay đổi sau khi bạn xem. Chưa ghi gì: hãy xem lại rồi ghi.", code="changed"
            )
        written = _write(reading, preview, by=by)
        words = f"{written.new} người mới, {written.changed} người đổi"
        close_upload(held, words, by=by)
    return written


def _write(reading: Opened, preview: Preview, *, by: User) -> Written:
    unit, year = reading.unit, reading.upload.year
    codes = {
        key: programme_code(add_programme(unit, year, ProgrammeWords(title=title), by=by))
        for key, title in reading.programmes.items()
    }
    people: dict[int, PersonWords] = {
        place: line.words for place, line in enumerate(preview.writes) if line.words and line.writes_person
    }
    saved = save_members(unit, list(people.values()), by=by) if people else ()
    members: dict[int, Member] = dict(zip(people, saved, strict=True))
    marks = [
        Mark(member.pk, codes.get(code, code), value)
        for place, line in enumerate(preview.writes)
        if (member := members.get(place) or (line.record and line.record.member))
        for code, value in line.marks.items()
    ]
    basis = reading.upload.file_name
    count = record_facts(unit, year, marks, by=by, source=Source.WORKBOOK, basis=basis) if marks else 0
    return Written(preview.counts["new"], preview.counts["changed"], count)
