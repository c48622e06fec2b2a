"""Who is told when another body comes to receive or decide: by the pages that do it."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.inbox.build import BACKEND, end, fresh_row, in_days, powers, subject, text, told
from tests.units.build import Province, a_province, fresh

from dvht.inbox.models import Message
from dvht.units.models import Jurisdiction


def test_another_body_in_an_area_is_told_to_its_units_and_to_both_bodies(
    above: Client, province: Province
) -> None:
    row = Jurisdiction.objects.get(area=province.commune)

    above.post(reverse("jurisdiction_change", args=[row.pk]), powers(row, receiving=province.department.pk))

    assert subject(province.school).endswith("Sở Giáo dục và Đào tạo Minh Hà nhận hồ sơ của đơn vị")
    assert "(trước đó: Phòng Văn hóa - Xã hội xã Đồng Sen)" in text(province.school)
    assert "Căn cứ: Công văn 7/SGDĐT." in text(province.school)
    assert "Chưa có văn bản xác nhận" in text(province.school)
    assert "thôi nhận hồ sơ của 1 đơn vị" in text(province.office)
    assert "nhận hồ sơ của 1 đơn vị: Trường Tiểu học Đồng Sen" in text(province.department)
    assert "Thẩm quyền ở UBND xã Đồng Sen, cấp huyện, từ 01/07/2025" in text(province.commune)
    assert province.other_school.name not in told()


def test_the_end_of_a_row_is_told_as_of_the_day_after(above: Client, province: Province) -> None:
    row = Jurisdiction.objects.get(area=province.commune)
    last = timezone.localdate() + timedelta(days=30)

    above.post(
        reverse("jurisdiction_end", args=[row.pk]),
        {"end-until": f"{last:%d/%m/%Y}", "end-version": row.version},
    )

    after = f"{last + timedelta(days=1):%d/%m/%Y}"
    assert subject(province.school) == f"Từ {after}: Sở Giáo dục và Đào tạo Minh Hà nhận hồ sơ của đơn vị"
    assert f"nhận hồ sơ đến hết {last:%d/%m/%Y}" in text(province.office)


def test_what_was_to_come_anyway_is_not_told_again_with_a_later_change(
    above: Client, province: Province
) -> None:
    end(above, Jurisdiction.objects.get(area=province.commune), in_days(29))
    assert subject(province.school).startswith(f"Từ {in_days(30):%d/%m/%Y}: Sở Giáo dục")
    Message.objects.exclude(unit=province.school).delete()

    end(above, Jurisdiction.objects.get(area=province.other_commune), in_days(69))

    assert Message.objects.filter(unit=province.school).count() == 1
    assert f"Từ {in_days(70):%d/%m/%Y}: nhận hồ sơ của 1 đơn vị: {province.other_school.name}." in text(
        province.department
    )
    assert province.school.name not in text(province.department)
    assert told() == {
        province.school.name, province.other_school.name, province.department.name, province.root.name,
        province.other_office.name, province.other_commune.name,
    }  # fmt: skip


def test_a_change_of_what_is_to_come_is_told_with_its_own_day_and_what_was_written_down(
    above: Client, province: Province
) -> None:
    end(above, Jurisdiction.objects.get(area=province.commune), in_days(29))
    end(above, Jurisdiction.objects.get(area=province.other_commune), in_days(69))
    Message.objects.all().delete()
    said = {"tier": "district", "receiving": province.other_office.pk, "deciding": province.commune.pk,
            "since": f"{in_days(30):%d/%m/%Y}", "until": f"{in_days(39):%d/%m/%Y}"}  # fmt: skip

    above.post(reverse("jurisdiction_add", args=[province.commune.pk]), said)

    assert (
        f"Từ {in_days(30):%d/%m/%Y}: {province.other_office.name} nhận hồ sơ của {province.school.name} "
        f"(trước đó đã ghi: {province.department.name})." in text(province.school)
    )
    assert f"{in_days(40):%d/%m/%Y}" not in text(province.school)
    assert province.other_school.name not in told()


def test_a_row_that_is_to_end_at_the_end_of_time_ends_never(above: Client, province: Province) -> None:
    end(above, Jurisdiction.objects.get(area=province.commune), date.max)
    end(above, Jurisdiction.objects.get(area=province.other_commune), in_days(69))

    assert province.school.name not in told()


def test_an_end_without_anybody_after_it_says_that_nobody_is_named(above: Client, province: Province) -> None:
    row = Jurisdiction.objects.get(area=province.commune)
    Jurisdiction.objects.exclude(pk=row.pk).delete()

    end(above, row, in_days(29))

    since = f"Từ {in_days(30):%d/%m/%Y}"
    assert subject(province.school) == f"{since}: chưa ghi nơi nhận hồ sơ của đơn vị"
    assert f"{since}: chưa ghi nơi nhận hồ sơ của {province.school.name} (trước đó: " in text(province.school)


def test_a_receiver_of_its_own_is_told_to_the_unit_and_both_bodies(above: Client, province: Province) -> None:
    unit = province.school
    names = ("name", "kind", "ownership", "area", "place", "symbol", "paper_parent", "paper_name", "head_title",
             "receiving_note", "tier", "version")  # fmt: skip
    facts = {name: getattr(fresh(unit), name) for name in names}

    above.post(
        reverse("unit_change", args=[unit.pk]),
        {**facts, "receiving": province.department.pk, "receiving_name": ""},
    )

    assert "(trước đó: Phòng Văn hóa - Xã hội xã Đồng Sen)" in text(unit)
    assert told() == {unit.name, province.office.name, province.department.name, province.commune.name}


def test_the_default_of_two_tiers_is_told_to_every_unit_that_gets_a_receiver(db: None) -> None:
    province = a_province()
    client = Client()
    client.force_login(make.an_administrator(province.root), backend=BACKEND)

    client.post(reverse("two_tier", args=[province.root.pk]), {"seen": 4})

    assert "(trước đó: chưa ghi)" in text(province.school)
    assert "nhận hồ sơ của 1 đơn vị: Trường Tiểu học Đồng Lúa" in text(province.other_office)


def test_a_document_that_confirms_is_told_to_all_who_read_that_there_was_none(
    above: Client, province: Province
) -> None:
    row = Jurisdiction.objects.get(area=province.commune)
    said = {"confirm-document": "Công văn 12/SGDĐT", "confirm-version": row.version}

    answers = [
        above.post(reverse("jurisdiction_confirm", args=[row.pk]), {**said, "confirm-version": version})
        for version in (row.version, row.version)
    ]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert fresh_row(row).confirmed_by == "Công văn 12/SGDĐT"
    assert told() == {province.school.name, province.office.name, province.commune.name}
    assert subject(province.school) == "Đã xác nhận thẩm quyền ở UBND xã Đồng Sen, cấp huyện"
    assert "Văn bản xác nhận: Công văn 12/SGDĐT." in text(province.office)


def test_a_new_unit_is_told_to_those_who_receive_its_dossier_and_decide_on_it(
    above: Client, province: Province
) -> None:
    end(above, Jurisdiction.objects.get(area=province.commune), in_days(29))
    Message.objects.all().delete()
    facts = {"name": "Trường Mầm non Sen", "kind": "preschool", "ownership": "public", "place": "Đồng Sen",
             "symbol": "MNS", "head_title": "Hiệu trưởng"}  # fmt: skip

    answer = above.post(reverse("unit_add", args=[province.commune.pk]), facts)

    assert answer.status_code == 302
    since, later = f"Từ {in_days(0):%d/%m/%Y}", f"Từ {in_days(30):%d/%m/%Y}"
    assert subject(province.office) == f"{since}: nhận hồ sơ của 1 đơn vị"
    assert f"{since}: nhận hồ sơ của 1 đơn vị: Trường Mầm non Sen." in text(province.office)
    assert f"{later}: thôi nhận hồ sơ của 1 đơn vị: Trường Mầm non Sen." in text(province.office)
    assert f"{later}: nhận hồ sơ của 1 đơn vị: Trường Mầm non Sen." in text(province.department)
    assert f"{since}: quyết định hồ sơ của 1 đơn vị: Trường Mầm non Sen." in text(province.commune)
    assert told() == {
        province.office.name,
        province.department.name,
        province.commune.name,
        province.root.name,
    }
