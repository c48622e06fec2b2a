"""The papers of members: one of a person, many in one file, the summary by department."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from tests import make
from tests.cast import Cast, a_cast

from dvht.members.actions.commitments import sign_commitment
from dvht.members.actions.study_plans import decide_study_plans, save_study_plan, submit_study_plan
from dvht.members.letters.wording import commitment_words
from dvht.members.models import Exclusion, Member
from dvht.members.models.words import ItemWords
from dvht.members.queries.departments import department_table

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year
LONG = "Nguyễn Phúc Hoàng Thị Minh Khai Công Tằng Tôn Nữ Huyền Trân Bảo Ngọc Anh Thư"


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def paper(cast: Cast, kind: str, paper_format: str = "pdf", **query: Any) -> Any:
    address = reverse("study_paper", args=(cast.unit.pk, YEAR, kind, paper_format))
    return signed_in(cast.clerk).get(address, query)


def pages(answer: Any) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages]


def a_study_plan(member: Member, *contents: str, approved_by: Any = None) -> None:
    by = make.a_user()
    items = [ItemWords(content) for content in contents]
    plan = save_study_plan(member, YEAR, aim="Dạy tốt hơn", items=items, version=0, by=by)
    if approved_by:
        plan = submit_study_plan(plan, version=plan.version, by=by)
        decide_study_plans({plan.pk: plan.version}, approve=True, by=approved_by)


def test_forty_commitments_stand_in_one_file_each_on_a_page_of_its_own(cast: Cast) -> None:
    for number in range(38):
        make.a_member(cast.unit, LONG if number == 20 else f"Người Thứ {number}")

    printed = pages(paper(cast, "cam-ket"))

    assert len(printed) == 40
    assert all(
        page.count("BẢN CAM KẾT") == 1 and page.count("Độc lập - Tự do - Hạnh phúc") == 1 for page in printed
    )
    assert sum(LONG in page for page in printed) == 1


def test_the_word_file_holds_the_same_people_each_in_a_section_of_its_own(cast: Cast) -> None:
    document = docx.Document(BytesIO(paper(cast, "cam-ket", "docx").content))

    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert len(document.sections) == 2
    assert all(name in words for name in ("Tôi tên là: Ngô Văn Bảo", "Tôi tên là: Lê Thu Hà"))
    assert words.count("BẢN CAM KẾT") == 2


def test_a_signed_commitment_bears_its_own_words_and_the_moment_of_signing(cast: Cast) -> None:
    member = cast.as_member("member")
    words = commitment_words("- Lời cũ của đơn vị.")
    signed = sign_commitment(member, YEAR, words=words, seen=words, by=cast.member)

    answer = signed_in(cast.member).get(reverse("own_paper", args=(member.pk, YEAR, "cam-ket", "pdf")))

    moment = timezone.localtime(signed.signed_at)
    assert "Lời cũ của đơn vị." in pages(answer)[0]
    assert f"Đã ký trên hệ thống lúc {moment:%H:%M} ngày {moment:%d/%m/%Y}" in pages(answer)[0]
    assert "ngo-van-bao" in answer.headers["Content-Disposition"]


def test_a_study_plan_names_who_approved_it_and_only_then(cast: Cast) -> None:
    a_study_plan(cast.as_member("member"), "Mô-đun 9", approved_by=cast.head)
    a_study_plan(cast.as_member("department_head"), "Học tiếng Tày")

    printed = {
        name: page for page in pages(paper(cast, "ke-hoach")) for name in ("Bảo", "Hà") if f"{name} " in page
    }

    assert len(pages(paper(cast, "ke-hoach"))) == 2
    assert cast.head.full_name in printed["Bảo"]
    assert "Được duyệt trên hệ thống" in printed["Bảo"]
    assert cast.head.full_name not in printed["Hà"]
    assert "xem xét, phê duyệt" in printed["Hà"]


def test_one_department_or_one_member_can_be_printed_alone(cast: Cast) -> None:
    make.a_member(cast.unit, "Tạ Văn Phòng", department="Văn phòng")
    member = cast.as_member("member")
    department = make.a_department(cast.unit, "Văn phòng")

    of_department = pages(paper(cast, "cam-ket", to=department.pk))
    of_member = pages(paper(cast, "cam-ket", nguoi=member.pk))

    assert [("Tạ Văn Phòng" in page) for page in of_department] == [True]
    assert [("Ngô Văn Bảo" in page) for page in of_member] == [True]


def test_a_person_or_department_of_another_unit_is_never_printed(cast: Cast) -> None:
    other = cast.as_member("other_member")
    department = make.a_department(cast.other_unit, "Tổ khác")

    answers = [paper(cast, "cam-ket", nguoi=other.pk), paper(cast, "cam-ket", to=department.pk)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_nothing_to_print_is_said_in_words(cast: Cast) -> None:
    address = reverse("study_paper", args=(cast.unit.pk, YEAR, "ke-hoach", "pdf"))

    answer = signed_in(cast.clerk).get(address, follow=True)

    assert "Chưa có “Kế hoạch tự học” nào để in" in answer.content.decode()


@pytest.mark.parametrize("tail", ["cam-ket.exe", "khac.pdf", "cam-ket.pdf.pdf"])
def test_an_unknown_paper_is_unknown(cast: Cast, tail: str) -> None:
    address = reverse("study_papers", args=(cast.unit.pk, YEAR)) + tail

    assert signed_in(cast.clerk).get(address).status_code == 404


def test_the_summary_counts_by_department_and_names_who_lacks_what(cast: Cast) -> None:
    make.a_plan_in_force(cast.unit, YEAR, by=cast.head)
    make.a_fact(cast.as_member("member"), "discipline", year=YEAR)
    clerk = make.a_member(cast.unit, "Tạ Văn Phòng", department="Văn phòng")
    make.a_fact(clerk, "discipline", year=YEAR)
    today = timezone.localdate()

    table = department_table(cast.unit, YEAR, today, today)
    printed = " ".join(pages(paper(cast, "tong-hop")))

    column = [need.fact for _, need in table.needs].index("discipline")
    assert {line.name: (line.met[column], line.total) for line in table.lines} == {
        "Tổ 4-5": (1, 2),
        "Văn phòng": (1, 1),
    }
    assert (table.whole.met[column], table.whole.total) == (2, 3)
    lacking = {one.name: one.lacks for line in table.lines for one in line.lacking}
    assert "Kỷ luật, đoàn kết" in lacking["Lê Thu Hà"]
    assert "Kỷ luật, đoàn kết" not in lacking["Ngô Văn Bảo"]
    assert "Lê Thu Hà" in printed


def test_the_summary_prints_the_reason_of_who_does_not_count_without_its_free_words(cast: Cast) -> None:
    Exclusion.objects.create(
        member=cast.as_member("member"), year=YEAR, reason="long_leave", words="Điều trị dài ngày"
    )

    printed = " ".join(" ".join(pages(paper(cast, "tong-hop"))).split())

    assert "Người không tính trong năm" in printed
    assert "Nghỉ dài ngày" in printed
    assert "Điều trị" not in printed


def test_the_summary_asks_as_much_of_the_database_for_thirty_as_for_two(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    make.a_plan_in_force(cast.unit, YEAR, by=cast.head)
    today = timezone.localdate()
    with django_assert_max_num_queries(100) as few:
        department_table(cast.unit, YEAR, today, today)
    for number in range(30):
        make.a_member(cast.unit, f"Người {number}", department=f"Tổ {number % 4}")

    with django_assert_max_num_queries(len(few.captured_queries)):
        department_table(cast.unit, YEAR, today, today)


def test_forty_papers_ask_as_much_of_the_database_as_two(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(100) as few:
        paper(cast, "cam-ket")
    for number in range(38):
        make.a_member(cast.unit, f"Người {number}", department=f"Tổ {number % 4}")

    with django_assert_max_num_queries(len(few.captured_queries)):
        paper(cast, "cam-ket")
