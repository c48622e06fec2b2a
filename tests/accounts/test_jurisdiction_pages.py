from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.cast import Cast, a_cast
from tests.units.build import a_province, fresh

from dvht.units.actions import change_jurisdiction, powers_of
from dvht.units.models import Jurisdiction, Unit

BACKEND = "django.contrib.auth.backends.ModelBackend"
UNSETTLED = "Chưa tìm thấy văn bản nào nêu ai nhận hồ sơ và ai công nhận thay cấp huyện"


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()


@pytest.fixture
def office(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.administrator, backend=BACKEND)
    return client


def row_of(cast: Cast) -> Jurisdiction:
    return Jurisdiction.objects.get(area=cast.commune)


def a_form(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "tier": "province",
        "receiving": cast.office.pk,
        "deciding": cast.commune.pk,
        "deciding_title": "Chủ tịch UBND xã",
        "since": "01/07/2025",
        **more,
    }


def test_the_list_shows_areas_of_ones_own_and_that_no_text_settles_them(office: Client, cast: Cast) -> None:
    page = office.get(reverse("jurisdiction_list")).content.decode()

    assert UNSETTLED in page
    assert "Phòng Văn hóa - Xã hội" in page
    assert "Chưa xác nhận" in page
    assert "Xã Đồng Lúa" not in page


def test_powers_are_set_for_another_tier(office: Client, cast: Cast) -> None:
    answer = office.post(reverse("jurisdiction_add", args=[cast.commune.pk]), a_form(cast))

    assert answer.status_code == 302
    row = Jurisdiction.objects.get(area=cast.commune, tier="province")
    assert (row.receiving_name, row.since, row.confirmed_by) == (
        "Phòng Văn hóa - Xã hội",
        date(2025, 7, 1),
        "",
    )


def test_only_agencies_are_offered_as_bodies_beside_those_that_receive_already(
    office: Client, cast: Cast
) -> None:
    station = make.a_unit("Trạm Y tế xã Đồng Sen", kind="other_public_body", symbol="TYT", under=cast.commune)
    address = reverse("jurisdiction_add", args=[cast.commune.pk])

    offered = office.get(address).content.decode()
    refused = office.post(address, a_form(cast, deciding=station.pk))
    row = row_of(cast)
    Jurisdiction.objects.filter(pk=row.pk).update(receiving=station)
    stored = office.get(reverse("jurisdiction_change", args=[row.pk])).content.decode()

    assert cast.office.name in offered
    assert "Trạm Y tế" not in offered
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["deciding"])
    assert "Trạm Y tế xã Đồng Sen" in stored
    assert "Trạm Y tế xã Đồng Sen" in office.get(address).content.decode()


def test_an_overlap_is_told_and_what_was_typed_stays(office: Client, cast: Cast) -> None:
    form = a_form(cast, tier="district", basis="Công văn 3")

    answer = office.post(reverse("jurisdiction_add", args=[cast.commune.pk]), form)

    assert answer.status_code == 422
    assert "Trùng thời gian với dòng từ 01/07/2025" in answer.content.decode()
    assert "Công văn 3" in answer.content.decode()


def test_a_body_of_another_commune_can_not_be_chosen(office: Client, cast: Cast) -> None:
    answer = office.post(
        reverse("jurisdiction_add", args=[cast.commune.pk]), a_form(cast, receiving=cast.other_office.pk)
    )

    assert answer.status_code == 422
    assert not Jurisdiction.objects.filter(area=cast.commune, tier="province").exists()


def test_a_mistake_is_corrected(office: Client, cast: Cast) -> None:
    row = row_of(cast)

    office.post(reverse("jurisdiction_change", args=[row.pk]), a_form(cast, basis="Quyết định 7", version=1))

    row.refresh_from_db()
    assert (row.basis, row.deciding_title, row.tier, row.version) == (
        "Quyết định 7",
        "Chủ tịch UBND xã",
        "district",
        2,
    )


def test_a_conflict_is_told_and_the_next_saving_rests_on_what_stands(office: Client, cast: Cast) -> None:
    row = row_of(cast)
    change_jurisdiction(row, powers_of(row).whole(), version=1, by=cast.administrator)
    Jurisdiction.objects.filter(pk=row.pk).update(version=5)

    answer = office.post(
        reverse("jurisdiction_change", args=[row.pk]), a_form(cast, basis="Của tôi", version=1)
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Người khác vừa sửa" in page
    assert "Của tôi" in page
    assert 'name="version" value="5"' in page


def test_a_document_confirms_and_a_day_ends(office: Client, cast: Cast) -> None:
    row = row_of(cast)

    office.post(
        reverse("jurisdiction_confirm", args=[row.pk]),
        {"confirm-document": "Công văn 12", "confirm-version": 1},
    )
    office.post(reverse("jurisdiction_end", args=[row.pk]), {"end-until": "31/12/2026", "end-version": 2})

    row.refresh_from_db()
    assert (row.confirmed_by, row.until) == ("Công văn 12", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("jurisdiction_confirm", {"confirm-document": "", "confirm-version": 1}, "Văn bản xác nhận"),
        (
            "jurisdiction_end",
            {"end-until": "01/01/2020", "end-version": 1},
            "Ngày cuối phải từ 01/07/2025 trở đi",
        ),
        ("jurisdiction_end", {"end-until": "31/12/2026", "end-version": 9}, "Người khác vừa sửa"),
    ],
)
def test_what_can_not_be_is_told_on_the_page(
    office: Client, cast: Cast, name: str, fields: dict[str, Any], words: str
) -> None:
    answer = office.post(reverse(name, args=[row_of(cast).pk]), fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert row_of(cast).version == 1


def test_another_communes_row_is_not_there(office: Client, cast: Cast) -> None:
    other = Jurisdiction.objects.exclude(area=cast.commune).get()

    for name in ("jurisdiction_change", "jurisdiction_end", "jurisdiction_confirm"):
        assert office.post(reverse(name, args=[other.pk])).status_code == 404


def test_the_default_of_two_tiers_is_shown_whole_and_applied_on_purpose(db: None) -> None:
    province = a_province()
    client = Client()
    client.force_login(make.an_administrator(province.root), backend=BACKEND)
    address = reverse("two_tier", args=[province.root.pk])

    page = client.get(address).content.decode()
    assert UNSETTLED in page
    assert "mặc định của phần mềm, không phải quy định" in page
    assert not Jurisdiction.objects.exists()

    for seen in (3, "9" * 5000, "²"):
        assert client.post(address, {"seen": seen}).status_code == 422
    assert not Jurisdiction.objects.exists()
    assert client.post(address, {"seen": 4}).status_code == 302
    assert Jurisdiction.objects.filter(confirmed_by="").count() == 4
    assert "Mọi địa bàn đã có thẩm quyền" in client.get(address).content.decode()


def test_the_default_of_two_tiers_is_a_provinces_and_elsewhere_the_page_leads_there(db: None) -> None:
    province = a_province()
    of_province, of_commune = Client(), Client()
    of_province.force_login(make.an_administrator(province.root), backend=BACKEND)
    of_commune.force_login(make.an_administrator(province.commune), backend=BACKEND)

    for unit in (province.commune, province.department, province.school):
        address = reverse("two_tier", args=[unit.pk])
        page = of_province.get(address).content.decode()
        sent = of_province.post(address, {"seen": 3})

        assert "Mặc định hai cấp đặt ở tỉnh" in page
        assert reverse("two_tier", args=[province.root.pk]) in page
        assert f"{unit.name} nhận" not in page
        assert sent.status_code == 422
    of_their_own = of_commune.get(reverse("two_tier", args=[province.commune.pk])).content.decode()
    assert "Người quản trị của tỉnh đặt." in of_their_own
    assert not Jurisdiction.objects.exists()


def test_the_page_of_a_unit_says_what_holds_for_it(db: None) -> None:
    province = a_province()
    make.a_jurisdiction(province.commune, province.office, province.commune)
    client = Client()
    client.force_login(make.an_administrator(province.root), backend=BACKEND)

    page = client.get(reverse("unit_change", args=[province.school.pk])).content.decode()

    assert "Đang áp dụng: <strong>Phòng Văn hóa - Xã hội xã Đồng Sen</strong> nhận hồ sơ" in page
    assert "<strong>UBND xã Đồng Sen</strong> quyết định" in page


@pytest.mark.parametrize("name", ["jurisdiction_list", "unit_list"])
def test_lists_ask_the_same_questions_of_few_and_of_many(db: None, name: str) -> None:
    province = a_province()
    client = Client()
    client.force_login(make.an_administrator(province.root), backend=BACKEND)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name)).status_code == 200
        return len(asked)

    make.a_jurisdiction(province.commune, province.office, province.commune)
    questions()
    few = questions()
    for number in range(20):
        commune = make.a_unit(
            f"Xã {number}",
            kind="commune_peoples_committee",
            symbol="U",
            under=fresh(province.root),
            receiving_name="",
        )
        make.a_unit(f"Trường {number}", under=commune, receiving_name="")
        make.a_jurisdiction(fresh(commune), province.department, fresh(commune))

    assert questions() == few <= 15


def test_the_names_of_communes_lead_to_a_unit_that_begins_with_them(db: None) -> None:
    root = make.a_unit(
        "UBND tỉnh Cao Bằng", kind="state_agency", symbol="UBND", area="tỉnh Cao Bằng", receiving_name=""
    )
    client = Client()
    client.force_login(make.an_administrator(root), backend=BACKEND)

    page = client.get(reverse("place_list", args=[root.pk]), {"q": "ha quang"}).content.decode()
    assert "Xã Hà Quảng" in page
    code = page.split("?ma=")[1].split('"')[0]
    form = client.get(reverse("unit_add", args=[root.pk]), {"ma": code}).content.decode()

    assert 'value="UBND xã Hà Quảng"' in form
    assert 'value="xã Hà Quảng, tỉnh Cao Bằng"' in form


def test_a_commune_in_the_tree_is_not_offered_again(db: None) -> None:
    root = make.a_unit("UBND tỉnh Cao Bằng", kind="state_agency", symbol="UBND", area="tỉnh Cao Bằng")
    make.a_unit(
        "UBND xã Hà Quảng",
        kind="commune_peoples_committee",
        symbol="U",
        under=root,
        area="xã Hà Quảng, tỉnh Cao Bằng",
    )
    client = Client()
    client.force_login(make.an_administrator(Unit.objects.get(pk=root.pk)), backend=BACKEND)

    page = client.get(reverse("place_list", args=[root.pk]), {"q": "hà quảng"}).content.decode()

    line = page.split("Xã Hà Quảng</th>")[1].split("</tr>")[0]
    assert "Đã có" in line
    assert "?ma=" not in line


@pytest.mark.parametrize("code", ["", "x", "999999999999", "1"])
def test_a_code_that_names_no_commune_changes_nothing(office: Client, cast: Cast, code: str) -> None:
    page = office.get(reverse("unit_add", args=[cast.commune.pk]), {"ma": code})

    assert page.status_code == 200
    assert page.context["form"].instance.name == ""


def test_areas_are_offered_from_the_province_of_the_unit(db: None) -> None:
    root = make.a_unit("UBND tỉnh Cao Bằng", kind="state_agency", symbol="UBND", area="tỉnh Cao Bằng")
    client = Client()
    client.force_login(make.an_administrator(root), backend=BACKEND)

    page = client.get(reverse("unit_add", args=[root.pk])).content.decode()

    assert '<option value="xã Hà Quảng, tỉnh Cao Bằng">' in page
    assert page.count("tỉnh Cao Bằng") < 80


def test_powers_are_given_to_nobody_whom_one_does_not_administer(cast: Cast) -> None:
    of_the_school = Client()
    school = make.an_administrator(cast.unit)
    of_the_school.force_login(school, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("jurisdiction_add", args=[cast.unit.pk])

    answer = of_the_school.post(address, a_form(cast, receiving=cast.unit.pk, deciding=cast.commune.pk))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["deciding"])
    assert not Jurisdiction.objects.filter(area=cast.unit).exists()
