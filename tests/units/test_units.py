import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests import make

from dvht.regulation.kinds import UNIT_KINDS
from dvht.units.models import Unit
from dvht.units.queries import COMMUNE_OFFICE, PROVINCE_OFFICE, possible_receivers, suggested_receivers


def a_draft(**facts: object) -> Unit:
    said = {"name": "Trường", "kind": "primary_school", "place": "Đồng Sen", "symbol": "THHS", **facts}
    return Unit(**said)


def problems_of(unit: Unit) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        unit.clean()
    return caught.value.message_dict


@pytest.mark.parametrize("symbol", ["THHS", "TH-HS", "TĐHT", "THCS2", "UBND-VP"])
def test_a_symbol_of_capitals_digits_and_hyphens_is_taken(symbol: str) -> None:
    unit = a_draft(symbol=symbol)

    unit.clean()

    assert unit.symbol == symbol


@pytest.mark.parametrize("symbol", ["", "TH HS", "-TH", "TH-", "TH--HS", "TH/HS", "TRƯỜNG", "TH.HS", "=1+1"])
def test_a_symbol_that_can_not_stand_in_a_number_is_refused(symbol: str) -> None:
    assert list(problems_of(a_draft(symbol=symbol))) == ["symbol"]


def test_a_symbol_typed_in_small_letters_becomes_capitals() -> None:
    unit = a_draft(symbol=" thhs ")

    unit.clean()

    assert unit.symbol == "THHS"


def test_an_unknown_kind_is_refused() -> None:
    assert list(problems_of(a_draft(kind="castle"))) == ["kind"]


def test_names_are_trimmed_and_composed() -> None:
    unit = a_draft(name="  Trươ\u0300ng   Tiểu học\u00a0Hoa Sen ", place=" Đồng\tSen")

    unit.clean()

    assert (unit.name, unit.place) == ("Trường Tiểu học Hoa Sen", "Đồng Sen")


def test_a_name_of_spaces_is_refused() -> None:
    assert list(problems_of(a_draft(name="   "))) == ["name"]


@pytest.mark.django_db
def test_a_unit_does_not_receive_its_own_dossier() -> None:
    unit = make.a_unit(receiving_name="")
    unit.receiving = unit

    assert list(problems_of(unit)) == ["receiving"]


@pytest.mark.django_db
def test_the_receiver_is_said_once() -> None:
    office = make.a_unit("Phòng Văn hóa - Xã hội", kind="state_agency", symbol="PVHXH")

    with pytest.raises(IntegrityError), transaction.atomic():
        make.a_unit(receiving=office, receiving_name="Phòng khác")


@pytest.mark.django_db
def test_the_receiver_is_the_unit_chosen_or_the_name_written() -> None:
    office = make.a_unit("Phòng Văn hóa - Xã hội", kind="state_agency", symbol="PVHXH", receiving_name="")

    assert make.a_unit(receiving=office, receiving_name="").receiver == "Phòng Văn hóa - Xã hội"
    assert make.a_unit(receiving_name="Sở").receiver == "Sở"
    assert office.receiver == ""


@pytest.mark.parametrize(
    ("kind", "offices"),
    [
        ("primary_school", (COMMUNE_OFFICE,)),
        ("commune_peoples_committee", (COMMUNE_OFFICE,)),
        ("upper_secondary_school", (PROVINCE_OFFICE,)),
        ("state_agency", (COMMUNE_OFFICE, PROVINCE_OFFICE)),
        ("castle", ()),
    ],
)
def test_a_receiver_is_suggested_by_the_kind(kind: str, offices: tuple[str, ...]) -> None:
    assert suggested_receivers(kind) == offices


@pytest.mark.parametrize("kind", UNIT_KINDS)
def test_every_kind_has_a_suggestion(kind: str) -> None:
    assert suggested_receivers(kind)


@pytest.mark.django_db
def test_those_above_and_visible_offices_may_receive_but_never_the_unit_itself() -> None:
    province = make.a_unit("Sở", kind="state_agency", symbol="SGDDT")
    commune = make.a_unit("Xã", kind="commune_peoples_committee", symbol="UBND", under=province)
    school = make.a_unit("Trường A", under=commune)
    make.a_unit("Trường B", under=commune)
    office = make.a_unit("Phòng", kind="state_agency", symbol="PVHXH", under=commune)
    make.a_unit("Phòng xã khác", kind="state_agency", symbol="PVHXH")

    visible = Unit.objects.filter(path__startswith=commune.path)

    assert list(possible_receivers(school, visible)) == [province, commune, office]
    assert list(possible_receivers(office, visible)) == [province, commune]
    assert list(possible_receivers(commune, visible, itself=True)) == [province, commune, office]
