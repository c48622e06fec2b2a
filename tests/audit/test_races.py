from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dvht.audit.actions import SYSTEM, record
from dvht.audit.models import Event
from dvht.audit.queries import ChainCheck, verify_chain

DEEDS = 10


@pytest.mark.usefixtures("committed_db")
def test_two_people_recording_at_once_on_one_unit_get_consecutive_positions() -> None:
    together = Barrier(2)

    def person(name: str) -> None:
        together.wait()
        for turn in range(DEEDS):
            record("sửa", by=SYSTEM, thing="units.Unit", thing_id=turn, label=name, unit_id=7)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(person, ["Một", "Hai"]))

    positions = Event.objects.filter(scope="unit:7").order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, 2 * DEEDS + 1))
    assert verify_chain("unit:7") == ChainCheck("unit:7", 2 * DEEDS)
