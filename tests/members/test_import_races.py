"""Two people, or one with two clicks, confirm at the very same moment."""

import pytest
from tests import make
from tests.members.importing import HEAD, YEAR, Office, digest_of
from tests.races import DONE, at_once
from tests.workbook import specimens

from dvht.members.imports.confirming import confirm_upload
from dvht.members.models import Member, Upload


@pytest.mark.usefixtures("committed_db")
def test_a_file_confirmed_twice_at_once_is_written_once() -> None:
    unit = make.a_unit()
    clerk = make.a_clerk(unit)
    page = Office(unit, clerk).send(specimens.excel([HEAD, ("A1", "Trịnh Thị An", "VC", "Tổ 1", None)]))
    upload, seen = Upload.objects.get(), digest_of(page)

    ends = at_once(*[lambda: confirm_upload(upload, seen, by=clerk)] * 2)

    assert ends == [DONE, "gone"]
    assert Member.objects.count() == 1


@pytest.mark.usefixtures("committed_db")
def test_of_two_files_with_the_same_people_at_once_the_second_is_shown_again() -> None:
    unit = make.a_unit()
    make.a_plan(unit, YEAR)
    clerk, head = make.a_clerk(unit), make.a_head(unit)
    content = specimens.excel([HEAD, ("", "Trịnh Thị An", "VC", "Tổ 1", None)])
    first, second = Office(unit, clerk), Office(unit, head)
    one = (digest_of(first.send(content)), first.upload)
    other = (digest_of(second.send(content)), second.upload)

    ends = at_once(
        lambda: confirm_upload(one[1], one[0], by=clerk), lambda: confirm_upload(other[1], other[0], by=head)
    )

    assert ends == ["changed", DONE]
    assert Member.objects.count() == 1
