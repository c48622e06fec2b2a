"""A unit's plan to improve after its result."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.recognition.models import Improvement
from dvht.units.models import Unit


@dataclass(frozen=True)
class ImprovementWords:
    """What a line says."""

    content: str
    row: str = ""
    lead: str = ""
    due_on: date | None = None
    done_on: date | None = None
    result: str = ""


def add_improvements(
    unit: Unit, year: int, lines: Iterable[ImprovementWords], *, by: User
) -> list[Improvement]:
    """Write down these lines; those that stand there already in the same words aren't written twice."""
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        known = set(Improvement.objects.filter(unit=unit, year=year).values_list("row", "content"))
        made = []
        for words in lines:
            if not words.content.strip():
                raise ValidationError({"content": "Ghi việc cần làm."})
            if (words.row, words.content) not in known:
                known.add((words.row, words.content))
                made.append(Improvement.objects.create(unit=unit, year=year, **asdict(words)))
        if made:
            _trace("thêm việc cải tiến", made[0], by, after={"lines": [str(one) for one in made]})
    return made


def change_improvement(line: Improvement, words: ImprovementWords, *, version: int, by: User) -> Improvement:
    """Write a line anew. Raises ValidationError ("conflict") when somebody changed it meanwhile."""
    if not words.content.strip():
        raise ValidationError({"content": "Ghi việc cần làm."})
    with transaction.atomic():
        before = Improvement.objects.filter(pk=line.pk).values("content", "lead", "due_on", "done_on").first()
        changed = Improvement.objects.filter(pk=line.pk, version=version).update(
            **asdict(words), version=version + 1
        )
        if not changed:
            raise ValidationError(
                "Dòng này vừa được người khác sửa hoặc xóa. Hãy tải lại trang rồi sửa.", code="conflict"
            )
        after = {
            "content": words.content,
            "lead": words.lead,
            "due_on": words.due_on,
            "done_on": words.done_on,
        }
        _trace("sửa việc cải tiến", line, by, before=before, after=after)
    return Improvement.objects.get(pk=line.pk)


def remove_improvement(line: Improvement, *, version: int, by: User) -> None:
    """Take a line out. Raises ValidationError ("conflict") when somebody changed it meanwhile."""
    with transaction.atomic():
        gone, _ = Improvement.objects.filter(pk=line.pk, version=version).delete()
        if not gone:
            raise ValidationError("Dòng này vừa được người khác sửa hoặc xóa.", code="conflict")
        _trace("xóa việc cải tiến", line, by, before={"content": line.content})


def _trace(
    verb: str,
    line: Improvement,
    by: User,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        verb,
        by=by,
        thing="recognition.Improvement",
        thing_id=line.pk,
        label=str(line),
        unit_id=line.unit_id,
        before=before,
        after=after,
    )
