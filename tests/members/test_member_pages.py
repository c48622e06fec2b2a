"""The pages of one member: who they are, their year, coming and going, mistakes."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from tests import make
from tests.members.browsing import at, browser, told

from dvht.accounts.models import Role, RoleKind, User
from dvht.evidence.actions import Description, add_paper_record
from dvht.evidence.models import Evidence
from dvht.members.models import Completion, Exclusion, Fact, Member, Programme
from dvht.members.queries.standing import postings_of
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
WORDS = {"full_name": "Ngô Văn Bảo", "kind": "public_employee"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 6, 1))


@pytest.fixture
def unit() -> Unit:
    return make.a_unit()


@pytest.fixture
def clerk(unit: Unit) -> User:
    return make.a_clerk(unit)


def send(clerk: User, unit: Unit, path: str, **words: Any) -> Any:
    return browser(clerk).post(at(unit, path), words, follow=True)


def test_somebody_is_added_with_a_new_department_and_two_positions(unit: Unit, clerk: User) -> None:
    answer = send(
        clerk, unit, "them/", **WORDS, department="Tổ 4-5", positions="Giáo viên; Chủ tịch công đoàn",
        started_on="01/09/2020",
    )  # fmt: skip

    assert told(answer) == ["Đã thêm Ngô Văn Bảo (TV001)."]
    page = answer.content.decode()
    assert "Giáo viên, Chủ tịch công đoàn, Tổ 4-5." in page
    assert "Từ 01/09/2020" in page


def test_one_after_another_can_be_added(unit: Unit, clerk: User) -> None:
    answer = send(clerk, unit, "them/", **WORDS, more="1")

    assert answer.redirect_chain[0][0] == at(unit, "them/")


def test_the_form_offers_known_departments_and_positions(unit: Unit, clerk: User) -> None:
    make.a_member(unit, department="Tổ 4-5", positions=("Giáo viên thể dục",))
    make.a_member(make.a_unit("Trường khác"), "Lạ", department="Tổ Lạ", positions=("Nghề lạ",))

    page = browser(clerk).get(at(unit, "them/")).content.decode()

    assert '<option value="Tổ 4-5"></option>' in page
    assert '<option value="Giáo viên thể dục"></option>' in page
    assert "Nghề lạ" not in page
    assert "Tổ Lạ" not in page


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"full_name": "x" * 150}, "Họ và tên dài 150 ký tự; nhiều nhất là 120."),
        ({"full_name": "—"}, "Họ và tên phải có chữ."),
        ({"kind": "king"}, "Hãy chọn một mục trong danh sách."),
        ({"started_on": "31/02/2026"}, "Ngày chưa đúng."),
        (
            {"started_on": "01/03/2026", "ended_on": "01/02/2026"},
            "Ngày cuối ở đơn vị phải từ ngày vào trở đi.",
        ),
        ({"identity": "12"}, "ít nhất 4 ký tự"),
        ({"code": "gv 1"}, "chỉ được có chữ không dấu"),
        ({"full_name": "Ngô\ufffdBảo"}, "không đọc được"),
        ({"full_name": "Ngô\x00Bảo"}, ""),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    unit: Unit, clerk: User, words: dict[str, str], message: str
) -> None:
    answer = send(clerk, unit, "them/", **{**WORDS, "positions": "Giáo viên; Thư ký", **words})

    assert answer.status_code == 422
    page = answer.content.decode("utf-8", "replace")
    assert message in page
    assert "Giáo viên; Thư ký" in page
    assert not Member.objects.exists()


def test_the_identity_is_masked_and_never_sent_back(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit, identity="001199012345")
    client = browser(clerk)

    for path in ("", f"{member.pk}/", f"{member.pk}/sua/"):
        page = client.get(at(unit, path)).content.decode()
        assert "001199012345" not in page
        assert "199012" not in page
    assert "•••••••••345" in client.get(at(unit, f"{member.pk}/")).content.decode()


def test_a_correction_keeps_the_identity_until_it_is_dropped(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit, identity="001199012345")

    send(clerk, unit, f"{member.pk}/sua/", **{**WORDS, "full_name": "Ngô Văn Báo"}, version="1")
    member.refresh_from_db()
    assert (member.full_name, member.identity) == ("Ngô Văn Báo", "001199012345")
    send(clerk, unit, f"{member.pk}/sua/", **WORDS, version="2", drop_identity="on")
    member.refresh_from_db()
    assert member.identity == ""


def test_a_conflict_shows_both_versions_and_a_second_press_decides(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit)
    send(clerk, unit, f"{member.pk}/sua/", **{**WORDS, "full_name": "Ngô Văn Một"}, version="1")

    answer = send(clerk, unit, f"{member.pk}/sua/", **{**WORDS, "full_name": "Ngô Văn Hai"}, version="1")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ngô Văn Một" in page
    assert 'value="Ngô Văn Hai"' in page
    assert 'name="version" value="2"' in page
    send(clerk, unit, f"{member.pk}/sua/", **{**WORDS, "full_name": "Ngô Văn Hai"}, version="2")
    assert Member.objects.get(pk=member.pk).full_name == "Ngô Văn Hai"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 400])
def test_a_version_that_was_tampered_with_writes_nothing(unit: Unit, clerk: User, version: str) -> None:
    member = make.a_member(unit)

    answer = send(clerk, unit, f"{member.pk}/sua/", **{**WORDS, "full_name": "Khác"}, version=version)

    assert answer.status_code == 409
    assert Member.objects.get(pk=member.pk).full_name == "Ngô Văn Bảo"


def test_a_posting_of_the_past_is_corrected(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit, since=date(2020, 1, 1))
    send(
        clerk,
        unit,
        f"{member.pk}/doi/",
        started_on="01/03/2026",
        kind="worker",
        department="Tổ 2",
        version="1",
    )
    last, first = postings_of(member)

    send(
        clerk, unit, f"{member.pk}/qua-trinh/{first.pk}/", **WORDS, started_on="01/02/2020", ended_on="28/02/2026",
        version="2",
    )  # fmt: skip
    overlapping = send(
        clerk, unit, f"{member.pk}/qua-trinh/{first.pk}/", **WORDS, started_on="01/02/2020", ended_on="01/03/2026",
        version="3",
    )  # fmt: skip

    first.refresh_from_db()
    assert first.started_on == date(2020, 2, 1)
    assert "trùng với thời gian đã ghi từ 01/03/2026 đến nay" in overlapping.content.decode()
    assert last.department
    assert last.department.name == "Tổ 2"


def test_leaving_is_written_and_taken_back(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit)

    gone = send(clerk, unit, f"{member.pk}/roi/", ended_on="31/05/2026", version="1")
    assert "Không ở đơn vị vào ngày 01/06/2026." in gone.content.decode()
    back = send(clerk, unit, f"{member.pk}/van-o/", version="2")
    assert told(back) == ["Ngô Văn Bảo vẫn đang ở đơn vị."]
    assert postings_of(member)[0].ended_on is None


def test_a_move_of_nobody_now_there_is_a_return(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit, until=date(2026, 3, 31))

    send(clerk, unit, f"{member.pk}/doi/", started_on="01/05/2026", kind="worker", version="1")

    assert [(one.started_on, one.ended_on) for one in postings_of(member)] == [
        (date(2026, 5, 1), None), (None, date(2026, 3, 31)),
    ]  # fmt: skip


def test_removing_asks_for_the_name(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit)

    wrong = send(clerk, unit, f"{member.pk}/xoa/", name="Ngô Bảo")
    assert "Chưa khớp. Hãy gõ đúng “Ngô Văn Bảo”." in wrong.content.decode()
    right = send(clerk, unit, f"{member.pk}/xoa/", name="ngô văn bảo ")
    assert told(right) == ["Đã xóa Ngô Văn Bảo khỏi danh sách."]
    assert not Member.objects.exists()


def test_what_was_recorded_keeps_a_member(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit)
    make.a_fact(member, "commitment")

    page = browser(clerk).get(at(unit, f"{member.pk}/xoa/")).content.decode()

    assert "Không xóa được vì đã có: dữ kiện của thành viên." in page


def test_the_year_of_a_member_tells_source_day_basis_and_recorder(unit: Unit, clerk: User) -> None:
    plan = make.a_plan(unit, by=make.a_head(unit))
    member = make.a_member(unit)
    assert plan.collection
    add_paper_record(plan.collection, ["2.4"], Description(title="Chứng chỉ B1"), "Tủ 1", by=clerk)
    proof = Evidence.objects.get()
    answer = send(
        clerk, unit, f"{member.pk}/du-kien/language/", value="certificate", stated_on="02/03/2026", basis="QĐ 33",
        evidence=proof.pk, version="0",
    )  # fmt: skip

    page = answer.content.decode()
    for words in (
        "Có chứng nhận, chứng chỉ",
        "ngày 02/03/2026",
        "QĐ 33",
        "Chứng chỉ B1",
        "Ngô Bích Thảo ghi",
    ):
        assert words in page, words
    assert "Ghi dữ kiện của thành viên" in page


def test_a_record_that_needs_a_proof_and_has_none_says_so(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit)
    make.a_plan(unit, by=make.a_head(unit))
    make.a_fact(member, "language", "certificate")

    assert "Thiếu minh chứng" in browser(clerk).get(at(unit, f"{member.pk}/")).content.decode()


def test_only_the_basis_of_a_record_can_be_changed(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit)
    make.a_fact(member, "commitment", basis="Sổ 1")

    send(clerk, unit, f"{member.pk}/du-kien/commitment/", value="met", basis="Sổ 2", version="1")

    assert (Fact.objects.get().basis, Fact.objects.get().version) == ("Sổ 2", 2)


def test_of_two_people_recording_the_second_sees_the_first(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit)
    make.a_fact(member, "commitment", "none")

    answer = send(clerk, unit, f"{member.pk}/du-kien/commitment/", value="met", version="0")

    assert answer.status_code == 409
    assert "Đang ghi: Chưa đạt." in answer.content.decode()
    assert Fact.objects.get().value == "none"


def test_a_programme_is_recorded_for_one_member(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit)
    programme = Programme.objects.create(unit=unit, year=2026, title="An toàn", title_key="an toan")

    send(clerk, unit, f"{member.pk}/du-kien/programme:{programme.pk}/", value="done", version="0")

    assert Completion.objects.get().is_done


@pytest.mark.parametrize(
    "code", ["programmes", "x", "programme:1", "programme:" + "9" * 400, "programme:x", "none"]
)
def test_what_cannot_be_recorded_has_no_page(unit: Unit, clerk: User, code: str) -> None:
    member = make.a_member(unit)
    other = make.a_unit("Trường khác")
    Programme.objects.create(pk=1, unit=other, year=2026, title="A", title_key="a")

    assert browser(clerk).get(at(unit, f"{member.pk}/du-kien/{code}/")).status_code == 404


def test_the_evidence_of_another_unit_is_not_offered(unit: Unit, clerk: User) -> None:
    other = make.a_unit("Trường khác")
    plan = make.a_plan(other, by=make.a_head(other))
    assert plan.collection
    add_paper_record(plan.collection, ["2.4"], Description(title="Của người khác"), "Tủ", by=clerk)
    member = make.a_member(unit)

    answer = send(
        clerk,
        unit,
        f"{member.pk}/du-kien/language/",
        value="ability",
        evidence=Evidence.objects.get().pk,
        version="0",
    )

    assert answer.status_code == 422
    assert not Fact.objects.exists()


def test_somebody_is_left_out_of_the_year_with_a_reason_and_counted_again(unit: Unit, clerk: User) -> None:
    member = make.a_member(unit)

    without = send(clerk, unit, f"{member.pk}/khong-tinh/", reason="long_leave", words=" ")
    assert without.status_code == 422
    send(clerk, unit, f"{member.pk}/khong-tinh/", reason="long_leave", words="QĐ 12")
    page = browser(clerk).get(at(unit, "khong-tinh/")).content.decode()
    assert "1 người không tính trong năm 2026" in page
    assert "QĐ 12" in page
    assert not Exclusion.objects.exclude(year=2026).exists()
    send(clerk, unit, f"{member.pk}/tinh-lai/", list="1")
    assert not Exclusion.objects.exists()


@pytest.mark.parametrize("year", [1, 2014, 2101, 32768, 10**30])
def test_a_year_that_cannot_be_has_no_pages(unit: Unit, clerk: User, year: int) -> None:
    assert browser(clerk).get(at(unit, "", year)).status_code == 404


@pytest.mark.parametrize("number", [10**30, 2**63, 0])
def test_a_guessed_number_finds_nobody(unit: Unit, clerk: User, number: int) -> None:
    client = browser(clerk)
    for path in (f"{number}/", f"to/{number}/", f"chuong-trinh/{number}/", f"lan-ghi/{number}/"):
        assert client.get(at(unit, path)).status_code == 404, path


def test_the_account_of_a_member_who_left_can_be_closed(unit: Unit, clerk: User) -> None:
    user = make.a_member_user(unit)
    member = make.a_member(unit, user=user, until=date(2026, 3, 31))
    assert "bỏ vai trò thành viên" in browser(clerk).get(at(unit, f"{member.pk}/")).content.decode()

    send(clerk, unit, f"{member.pk}/dong-tai-khoan/")

    user.refresh_from_db()
    assert not user.is_active


def test_an_account_with_other_roles_only_loses_that_of_member(unit: Unit, clerk: User) -> None:
    user = make.a_member_user(unit)
    Role.objects.create(user=user, unit=unit, kind=RoleKind.COMMITTEE)
    member = make.a_member(unit, user=user, until=date(2026, 3, 31))

    send(clerk, unit, f"{member.pk}/dong-tai-khoan/")

    assert [role.kind for role in Role.objects.filter(user=user)] == [RoleKind.COMMITTEE]
    assert User.objects.get(pk=user.pk).is_active


def test_the_account_of_somebody_still_there_stays_open(unit: Unit, clerk: User) -> None:
    user = make.a_member_user(unit)
    member = make.a_member(unit, user=user)

    answer = send(clerk, unit, f"{member.pk}/dong-tai-khoan/")

    assert told(answer) == ["Người này chưa rời đơn vị. Hãy ghi ngày cuối ở đơn vị trước."]
    assert User.objects.get(pk=user.pk).is_active


def test_unlinking_leaves_both(unit: Unit, clerk: User) -> None:
    user = make.a_member_user(unit)
    member = make.a_member(unit, user=user)

    send(clerk, unit, f"{member.pk}/go-tai-khoan/")

    assert Member.objects.get(pk=member.pk).user is None
    assert User.objects.get(pk=user.pk).is_active


def test_nobody_unlinks_themself_to_decide_what_is_their_own(unit: Unit, clerk: User) -> None:
    own = make.a_member(unit, "Ngô Bích Thảo", user=clerk)
    client = browser(clerk)

    page = client.get(at(unit, f"{own.pk}/")).content.decode()
    answer = client.post(at(unit, f"{own.pk}/go-tai-khoan/"))

    own.refresh_from_db()
    assert "go-tai-khoan" not in page
    assert answer.status_code == 403
    assert own.user == clerk
