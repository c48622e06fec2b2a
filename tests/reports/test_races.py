"""Two officers who remind at the very same moment remind once."""

from django.utils import timezone
from tests import make
from tests.races import at_once
from tests.reports.build import YEAR, an_office, many_units

from dvht.inbox.models import Message
from dvht.reports.actions import remind_units


def test_two_officers_who_press_at_once_leave_one_message_for_each_unit(committed_db: None) -> None:
    commune, office = an_office()
    units = many_units(commune, 3)
    people = [make.an_officer(office), make.an_officer(office, "Hà Thị Hai")]
    told: list[int] = []

    def remind(place: int) -> None:
        today = timezone.localdate()
        told.append(remind_units(office, YEAR, units, text="Nhắc", on=today, by=people[place]))

    assert at_once(lambda: remind(0), lambda: remind(1)) == ["done", "done"]
    assert sorted(told) == [0, 3]
    assert Message.objects.count() == 3
