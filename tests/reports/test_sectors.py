"""One sentence says on every list which sectors it is about, and leads to the other view."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts.queries import ChosenSectors

pytestmark = pytest.mark.django_db
LISTS = ("authority_board", "authority_units", "decisions", "titles")


@pytest.fixture
def cast() -> Cast:
    return a_cast()


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_which_sectors_it_is_about_and_opens_to_all(
    client: Client, cast: Cast, name: str
) -> None:
    client.force_login(make.an_officer(cast.office, "Đặng Văn Mầm", sectors=("preschool",)))
    address = reverse(name, args=[cast.office.pk, 2025])

    own = client.get(address).content.decode()
    everything = client.get(address, {"pham-vi": "tat-ca"}).content.decode()

    assert 'Các khối được giao: Mầm non. <a href="?' in own
    assert 'pham-vi=tat-ca">Xem tất cả các khối</a>' in own
    assert 'Đang xem tất cả các khối. <a href="?">Chỉ xem Mầm non</a>' in everything
    assert "Các khối được giao" not in everything


@pytest.mark.parametrize("name", LISTS)
def test_who_looks_after_all_sectors_reads_no_such_sentence(client: Client, cast: Cast, name: str) -> None:
    client.force_login(cast.officer)

    page = client.get(reverse(name, args=[cast.office.pk, 2025])).content.decode()

    assert "các khối" not in page.lower()
    assert "pham-vi" not in page


def test_kinds_and_scope_follow_from_what_is_asked_for() -> None:
    own, everything = ChosenSectors(frozenset({"preschool"})), ChosenSectors(frozenset({"preschool"}), True)

    assert (own.scope, everything.scope) == ("", "tat-ca")
    assert ("preschool" in own.kinds, "primary_school" in own.kinds, everything.kinds) == (True, False, ())
    assert (ChosenSectors(frozenset(), True).scope, ChosenSectors(frozenset()).kinds) == ("", ())
