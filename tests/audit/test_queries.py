from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from dvht.audit.actions import SYSTEM, record
from dvht.audit.models import Chain, Event
from dvht.audit.queries import ChainCheck, Change, changes_of, events_of, thing_label, verify_chain

pytestmark = pytest.mark.django_db
SCOPE = "unit:7"


def deeds(number: int, unit_id: int = 7) -> list[Event]:
    return [
        record(
            "sửa",
            by=SYSTEM,
            thing="units.Unit",
            thing_id=1,
            label=f"Lần {turn}",
            unit_id=unit_id,
            before={"name": "Cũ", "z": [1, None]},
            after={"name": f"Mới {turn}", "a": Decimal("1.50"), "d": date(2026, 11, 15)},
        )
        for turn in range(1, number + 1)
    ]


def tamper(statement: str, *values: object) -> None:
    """Do what the triggers forbid, as somebody with the database's own tools could."""
    with connection.cursor() as cursor:
        on_table = ' ON "audit_event"' if connection.vendor == "postgresql" else ""
        for deed in ("update", "delete"):
            cursor.execute(f'DROP TRIGGER IF EXISTS "audit_event_no_{deed}"{on_table}')
        cursor.execute(statement, values)


def test_an_untouched_chain_is_whole() -> None:
    deeds(5)

    assert verify_chain(SCOPE) == ChainCheck(SCOPE, 5)
    assert verify_chain(SCOPE).is_whole


def test_a_chain_without_events_is_whole() -> None:
    assert verify_chain("unit:404") == ChainCheck("unit:404", 0)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("label", "khác"),
        ("actor_name", "Người khác"),
        ("actor_id", 9),
        ("verb", "xem"),
        ("after", '{"name": "Khác"}'),
        ("before", None),
        ("at", "2020-01-01 00:00:00"),
        ("thing_id", "2"),
    ],
)
def test_a_changed_event_is_found(column: str, value: object) -> None:
    deeds(4)

    tamper(f'UPDATE audit_event SET "{column}" = %s WHERE position = 3', value)  # noqa: S608 - columns named above

    assert verify_chain(SCOPE) == ChainCheck(SCOPE, 4, 3, "Sự kiện số 3 đã bị sửa sau khi ghi.")


def test_an_event_changed_together_with_its_own_digest_is_found() -> None:
    changed = deeds(4)[2]
    changed.label = "khác"

    tamper("UPDATE audit_event SET label = 'khác', digest = %s WHERE position = 3", changed.true_digest())

    assert verify_chain(SCOPE) == ChainCheck(SCOPE, 4, 4, "Sự kiện số 4 không nối với sự kiện trước nó.")


def test_the_last_event_changed_together_with_its_own_digest_is_found() -> None:
    changed = deeds(2)[1]
    changed.label = "khác"

    tamper("UPDATE audit_event SET label = 'khác', digest = %s WHERE position = 2", changed.true_digest())

    assert verify_chain(SCOPE) == ChainCheck(SCOPE, 2, 2, "Sự kiện cuối không khớp với dấu của chuỗi.")


@pytest.mark.parametrize("position", [1, 2, 3])
def test_a_removed_event_is_found(position: int) -> None:
    deeds(3)

    tamper("DELETE FROM audit_event WHERE position = %s", position)

    assert verify_chain(SCOPE) == ChainCheck(SCOPE, 3, position, f"Thiếu sự kiện số {position}.")


def test_an_event_put_in_past_the_chain_is_found() -> None:
    deeds(2)

    Chain.objects.filter(scope=SCOPE).update(length=1, head=Event.objects.get(position=1).digest)

    assert verify_chain(SCOPE) == ChainCheck(SCOPE, 1, 2, "Sự kiện số 2 được chèn thêm ngoài chuỗi.")


def test_tampering_with_one_unit_leaves_the_other_chains_whole() -> None:
    deeds(2)
    deeds(2, unit_id=8)

    tamper("UPDATE audit_event SET label = 'khác' WHERE scope = 'unit:7'")

    assert [verify_chain("unit:7").is_whole, verify_chain("unit:8").is_whole] == [False, True]


def test_the_trail_shows_the_newest_first_and_only_the_chains_asked_for() -> None:
    first, second = deeds(2)
    deeds(1, unit_id=8)

    assert list(events_of([SCOPE])) == [second, first]


def test_a_change_is_told_with_the_labels_of_the_pages() -> None:
    event = record(
        "sửa",
        by=SYSTEM,
        thing="units.Unit",
        thing_id=1,
        label="Trường",
        before={"ownership": "public", "symbol": "TH", "flag": True},
        after={"ownership": "private", "symbol": "", "flag": None, "list": ["a", 2]},
    )

    assert changes_of(event) == (
        Change("Sở hữu", "Công lập", "Ngoài công lập"),
        Change("Chữ viết tắt", "TH", ""),
        Change("Flag", "Có", ""),
        Change("List", "", "a; 2"),
    )


def test_things_are_named_in_vietnamese_and_unknown_ones_as_they_are() -> None:
    assert [thing_label("units.Unit"), thing_label("gone.Thing")] == ["đơn vị", "gone.Thing"]
