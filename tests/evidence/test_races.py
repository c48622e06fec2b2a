"""People at once: codes stay unique, bytes are stored once, nobody's file is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests import make
from tests.evidence import specimens
from tests.evidence.specimens import sent
from tests.races import at_once

from dvht.evidence import actions
from dvht.evidence.forms import examine
from dvht.evidence.models import Evidence, StoredFile, Use

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_people_adding_to_one_row_at_once_get_codes_of_their_own() -> None:
    unit = make.a_unit()
    people = [make.a_clerk(unit), make.a_committee_member(unit)]
    collection = make.a_collection(unit, by=people[0])

    def adding(number: int) -> Callable[[], object]:
        uploads = [examine(sent(f"{number}-{turn}.txt", f"{number}-{turn}".encode())) for turn in range(5)]
        return lambda: actions.add_files(collection, ["2a"], uploads, by=people[number])

    assert at_once(adding(0), adding(1)) == ["done", "done"]

    assert sorted(use.position for use in Use.objects.all()) == list(range(1, 11))


def test_two_people_sending_the_same_bytes_at_once_share_them(files: Path) -> None:
    unit = make.a_unit()
    clerk, member = make.a_clerk(unit), make.a_committee_member(unit)
    collection = make.a_collection(unit, by=clerk)
    one, other = (examine(sent(name, specimens.pdf(2))) for name in ("một.pdf", "hai.pdf"))

    outcomes = at_once(
        lambda: actions.add_files(collection, ["2a"], [one], by=clerk),
        lambda: actions.add_files(collection, ["3c"], [other], by=member),
    )

    assert outcomes == ["done", "done"]
    assert (StoredFile.objects.count(), Evidence.objects.count(), Use.objects.count()) == (1, 1, 2)
    (path,) = (path for path in files.rglob("*") if path.is_file())
    assert path.read_bytes() == specimens.pdf(2)
    assert StoredFile.objects.get().content.name.endswith(path.name)


def test_two_people_describing_one_thing_at_once_are_told_apart() -> None:
    unit = make.a_unit()
    clerk, member = make.a_clerk(unit), make.a_committee_member(unit)
    collection = make.a_collection(unit, by=clerk)
    one = actions.add_paper_record(collection, ["2a"], actions.Description("Kế hoạch"), "Tủ 2", by=clerk)

    outcomes = at_once(
        lambda: actions.change_evidence(
            one, actions.Description("Một"), location="Tủ 1", version=1, by=clerk
        ),
        lambda: actions.change_evidence(
            one, actions.Description("Hai"), location="Tủ 1", version=1, by=member
        ),
    )

    assert outcomes == ["conflict", "done"]
    assert Evidence.objects.get().version == 2


def test_what_is_removed_and_brought_back_at_once_stands_once() -> None:
    unit = make.a_unit()
    clerk = make.a_clerk(unit)
    collection = make.a_collection(unit, by=clerk)
    one = actions.add_paper_record(collection, ["2a"], actions.Description("Kế hoạch"), "Tủ 2", by=clerk)
    use = Use.objects.get()
    actions.remove_use(use, by=clerk)

    outcomes = at_once(
        lambda: actions.restore_use(Use.objects.get(pk=use.pk), by=clerk),
        lambda: actions.file_under(one, "2a", by=clerk),
    )

    assert outcomes in (["already", "done"], ["done", "done"])
    assert list(Use.objects.filter(removed_at=None).values_list("row", "position")) == [("2a", 1)]
