"""Everything that the system holds of one person, found by following what points at their line of the roster.

No list of models is kept here: a room that is built later and names a member is read like the others.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import CASCADE, Field, ForeignKey, Model, QuerySet
from django.utils import timezone

from dvht.accounts.models import Role, User
from dvht.audit.queries import TrailLine, deeds_of, events_about, trail_line
from dvht.members.models import Member, NameWord
from dvht.ui.vietnamese import written_date

_LEFT_OUT: Final = frozenset({"id", "version", "name_order", "sealed_identity", "identity_hash", "position"})
"""Internal, or given in clear elsewhere."""
_DERIVED: Final = frozenset({NameWord})
MOST_DEEDS: Final = 2000


@dataclass(frozen=True)
class Section:
    """Records of one kind; each row pairs a label with what is kept, in words."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Holdings:
    """All of it: the person, their account, their records, and what the trail says of them."""

    member: Member
    sections: tuple[Section, ...]
    trail: tuple[tuple[tuple[str, str], ...], ...]
    deeds: tuple[tuple[str, str], ...]


def holdings_of(member: Member, *, is_masked: bool = False) -> Holdings:
    """What an export of one's own data gives; `is_masked` hides the identity code from whoever else makes it.

    The queries grow with the kinds of record, not with their number."""
    found: dict[type[Model], dict[Any, Model]] = defaultdict(dict)
    _collect(Member, [member], found)
    records = [
        Section(_capital(str(model._meta.verbose_name)), tuple(_row(one) for one in rows.values()))  # noqa: SLF001 - Django's public name
        for model, rows in found.items()
    ]
    things = {model._meta.label: list(rows) for model, rows in found.items()}  # noqa: SLF001 - Django's public name
    things[Member._meta.label] = [member.pk]  # noqa: SLF001 - Django's public name
    return Holdings(
        member,
        (_person(member, is_masked=is_masked), *_account(member.user), *records),
        tuple(_event(line) for line in map(trail_line, events_about(things))),
        _deeds(member.user),
    )


def _collect(model: type[Model], parents: list[Any], found: dict[type[Model], dict[Any, Model]]) -> None:
    """Whatever points at these rows; from there on only what would be gone with them."""
    for field in _pointing_at(model):
        child = field.model
        if child in _DERIVED or (model is not Member and not _goes_along(field)):
            continue
        linked = [one.name for one in child._meta.fields if isinstance(one, ForeignKey)]  # noqa: SLF001 - Django's public name
        rows: list[Model] = list(
            QuerySet(child)
            .filter(**{f"{field.name}__in": [one.pk for one in parents]})
            .select_related(*linked)
            .order_by("pk")
        )
        new = [row for row in rows if row.pk not in found[child]]
        if not rows:
            continue
        found[child].update({row.pk: row for row in new})
        if _goes_along(field) and new:
            _collect(child, new, found)


def _pointing_at(model: type[Model]) -> Iterator[ForeignKey[Any, Any]]:
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's public name
        field = getattr(relation, "field", None)
        if relation.auto_created and not relation.concrete and isinstance(field, ForeignKey):
            yield field


def _goes_along(field: ForeignKey[Any, Any]) -> bool:
    return field.remote_field.on_delete is CASCADE


def _row(record: Model) -> tuple[tuple[str, str], ...]:
    shown = [field for field in record._meta.fields if _is_shown(field)]  # noqa: SLF001 - Django's public name
    pairs = ((_capital(str(field.verbose_name)), _words(record, field)) for field in shown)
    return tuple((label, words) for label, words in pairs if words)


def _is_shown(field: Field[Any, Any]) -> bool:
    internal = field.name in _LEFT_OUT or field.name.endswith("_key")
    own = isinstance(field, ForeignKey) and field.related_model is Member
    return not internal and not own


def _words(record: Model, field: Field[Any, Any]) -> str:
    if getattr(field, "flatchoices", None):
        return str(getattr(record, f"get_{field.name}_display")())
    value = getattr(record, field.name)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return written_date(value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return "" if value is None else str(value)


def _person(member: Member, *, is_masked: bool) -> Section:
    told = (
        ("Đơn vị", member.unit.name),
        ("Mã", member.code),
        ("Họ và tên", member.full_name),
        ("Số định danh hoặc mã cán bộ", member.masked_identity if is_masked else member.identity),
    )
    return Section("Bản thân", (tuple((label, words) for label, words in told if words),))


def _account(user: User | None) -> tuple[Section, ...]:
    if user is None:
        return ()
    told = (
        ("Tên đăng nhập", user.username),
        ("Họ và tên", user.full_name),
        ("Thư điện tử", user.email),
        ("Ngày tạo", _moment(user.date_joined)),
        ("Đăng nhập gần nhất", _moment(user.last_login) if user.last_login else ""),
    )
    roles = Role.objects.filter(user=user).select_related("unit").order_by("unit__path", "kind")
    return (
        Section("Tài khoản", (tuple((label, words) for label, words in told if words),)),
        Section("Vai trò", tuple((("Vai trò", str(role)),) for role in roles)),
    )


def _moment(at: datetime) -> str:
    here = timezone.localtime(at)
    return f"{here:%H:%M} {written_date(here.date())}"


def _event(line: TrailLine) -> tuple[tuple[str, str], ...]:
    changes = (
        (change.label, f"{change.before or '(trống)'} → {change.after or '(trống)'}")
        for change in line.changes
    )
    return (
        ("Lúc", _moment(line.at)),
        ("Người làm", line.actor),
        ("Việc", line.verb),
        ("Đối tượng", line.label),
        *changes,
    )


def _deeds(user: User | None) -> tuple[tuple[str, str], ...]:
    """When the person did what; on whom is other people's data."""
    if user is None:
        return ()
    told = deeds_of(user.pk).values_list("at", "verb")[:MOST_DEEDS]
    return tuple((_moment(at), verb) for at, verb in told)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
