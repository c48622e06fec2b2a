import pytest
from django.db import DatabaseError, transaction

from dvht.audit.actions import SYSTEM, record
from dvht.audit.models import Event

pytestmark = pytest.mark.django_db


def one_event(label: str = "Kế hoạch", unit_id: int | None = 7) -> Event:
    return record(
        "sửa", by=SYSTEM, thing="plans.Plan", thing_id=1, label=label, unit_id=unit_id, after={"a": 1}
    )


def test_each_event_carries_the_digest_of_the_one_before() -> None:
    first, second = one_event("Một"), one_event("Hai")

    assert second.previous == first.digest
    assert [first.position, second.position] == [1, 2]
    assert Event.objects.get(pk=second.pk).true_digest() == second.digest


def test_units_have_chains_of_their_own() -> None:
    events = [one_event(unit_id=unit_id) for unit_id in (7, 8, None)]

    assert [(event.scope, event.position) for event in events] == [
        ("unit:7", 1),
        ("unit:8", 1),
        ("installation", 1),
    ]


def test_the_database_refuses_to_change_an_event() -> None:
    event = one_event()

    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(label="khác")
    assert Event.objects.get(pk=event.pk).label == "Kế hoạch"


def test_the_database_refuses_to_delete_an_event() -> None:
    event = one_event()

    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=event.pk).delete()
    assert Event.objects.filter(pk=event.pk).exists()


def test_an_event_falls_with_the_deed_that_failed() -> None:
    def failing_deed() -> None:
        with transaction.atomic():
            one_event()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing_deed()

    assert not Event.objects.exists()
