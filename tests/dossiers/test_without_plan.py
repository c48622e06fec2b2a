"""The tab “Hồ sơ” of a year for which the unit has no plan."""

from django.test import Client
from tests import make
from tests.cast import a_cast

from dvht.accounts.models import User


def answer_to(user: User, address: str) -> tuple[int, str]:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_the_tab_says_that_there_is_no_plan_and_leads_who_may_to_make_one(db: None) -> None:
    cast = a_cast()
    address = f"/don-vi/{cast.unit.pk}/2027/ho-so/"

    status, page = answer_to(cast.head, address)
    other_status, other = answer_to(cast.committee, address)

    assert (status, other_status) == (200, 200)
    assert "Đơn vị chưa có kế hoạch năm 2027" in page
    assert f"/don-vi/{cast.unit.pk}/2027/ke-hoach/lap/" in page
    assert "Đơn vị chưa có kế hoạch năm 2027" in other
    assert "/ke-hoach/lap/" not in other
    assert answer_to(cast.stranger, address)[0] == 404


def test_a_unit_that_no_law_assesses_that_year_is_told_so(db: None) -> None:
    unit = make.a_unit("Sở Giáo dục và Đào tạo", kind="state_agency")

    status, page = answer_to(make.a_head(unit), f"/don-vi/{unit.pk}/1999/ho-so/")

    assert status == 200
    assert "Chưa có văn bản nào quy định" in page
    assert "/ke-hoach/lap/" not in page


def test_the_other_pages_of_a_dossier_without_a_plan_stay_unknown(db: None) -> None:
    cast = a_cast()

    assert answer_to(cast.head, f"/don-vi/{cast.unit.pk}/2027/ho-so/tai-ve.zip")[0] == 404
