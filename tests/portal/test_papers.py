"""Whether a paper is real: told by its code, without anything of the people in it."""

import hashlib
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make, qr
from tests.cast import Cast, a_cast
from tests.portal.build import a_paper, a_publication, a_published_result

from dvht.documents.actions import CODE_ALPHABET, Order, issue_paper
from dvht.documents.letters import LOOK_UP_PATH, FixedPart, Letter, field_values, verification_of
from dvht.documents.models import PaperFormat
from dvht.documents.queries import stored_bytes
from dvht.paper.blocks import Paragraph
from dvht.portal.queries import tidy_code

pytestmark = pytest.mark.django_db
CODE = "QQQQ-WWWW-EEEE"


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def page_of(code: str) -> str:
    return Client().get(reverse("paper_verification", args=[code])).content.decode()


def test_the_page_tells_what_number_date_issuer_signatory_and_digests(cast: Cast) -> None:
    a_paper(cast.commune, CODE, kind="plan", title="Kế hoạch năm", subject="xây dựng đơn vị học tập")

    page = page_of(CODE)

    for told in ("có thật và chưa bị thay thế", "Kế hoạch năm", "xây dựng đơn vị học tập", "01/QĐ-UBND", "11/02/2026",
                 cast.commune.name, "Chủ tịch Hoàng Đức Lâm", "a" * 64, "b" * 64):  # fmt: skip
        assert told in page


@pytest.mark.parametrize(
    "typed", [CODE, "qqqqwwwweeee", " qqqq wwww eeee ", "QQQQ–WWWW—EEEE", "qqqq.wwww_EEEE"]
)
def test_the_code_is_forgiving_about_case_spaces_and_hyphens(cast: Cast, typed: str) -> None:
    a_paper(cast.commune, CODE)

    answer = Client().get(reverse("paper_lookup"), {"ma": typed}, follow=True)

    assert tidy_code(typed) == CODE
    assert answer.status_code == 200
    assert "có thật" in answer.content.decode()


@pytest.mark.parametrize("typed", ["SAI", "AAAA-BBBB-CCCC", "A" * 60, "' OR 1=1 --", "…"])
def test_an_unknown_code_says_what_to_do(cast: Cast, typed: str) -> None:
    a_paper(cast.commune, CODE)

    answer = Client().get(reverse("paper_verification", args=[typed]))

    assert answer.status_code == 404
    assert "Kiểm tra lại mã" in answer.content.decode()


def test_an_empty_code_asks_again(cast: Cast) -> None:
    assert (
        "Nhập mã in ở cuối văn bản" in Client().get(reverse("paper_lookup"), {"ma": " - "}).content.decode()
    )


@pytest.mark.parametrize(
    "kind", ["citizen_minutes", "citizen_decision", "citizen_form", "commitment", "study_plan", "x"]
)
def test_a_paper_with_people_in_it_is_only_real_with_number_date_and_digest(cast: Cast, kind: str) -> None:
    a_paper(
        cast.unit, CODE, kind=kind, title="Cam kết của Ngô Văn Bảo", subject="Ngô Văn Bảo cam kết học tập"
    )

    page = page_of(CODE)

    assert "01/QĐ-UBND" in page
    assert "a" * 64 in page
    assert [word for word in ("Ngô Văn Bảo", "Cam kết của", "Hoàng Đức Lâm") if word in page] == []


def test_a_paper_that_was_replaced_leads_to_the_one_instead(cast: Cast) -> None:
    old = a_paper(cast.unit, CODE, kind="plan")
    a_paper(cast.unit, "NNNN-NNNN-NNNN", kind="plan", supersedes=old, issued_on=date(2026, 4, 2))

    page = page_of(CODE)

    assert "có thật, nhưng đã được thay thế" in page
    assert reverse("paper_verification", args=["NNNN-NNNN-NNNN"]) in page
    assert "chưa bị thay thế" in page_of("NNNN-NNNN-NNNN")


def test_a_paper_with_people_in_it_does_not_lead_to_the_one_instead(cast: Cast) -> None:
    old = a_paper(cast.unit, CODE, kind="citizen_decision")
    a_paper(cast.unit, "NNNN-NNNN-NNNN", kind="citizen_decision", supersedes=old)

    page = page_of(CODE)

    assert "đã được thay thế" in page
    assert "NNNN" not in page


def test_a_decision_that_another_corrects_says_which(cast: Cast) -> None:
    first = a_publication(cast.commune, paper=a_paper(cast.commune, CODE))
    a_publication(
        cast.commune,
        kind="correction",
        replaces=first.decision,
        paper=a_paper(cast.commune, "NNNN-NNNN-NNNN"),
    )

    assert reverse("paper_verification", args=["NNNN-NNNN-NNNN"]) in page_of(CODE)


def test_a_decision_tells_how_many_units_once_it_is_published(cast: Cast) -> None:
    paper = a_paper(cast.commune, CODE)
    publication = a_publication(cast.commune, paper=paper, on=date(2999, 1, 1))
    a_published_result(cast.unit, by=cast.commune, publication=publication)
    assert "1 đơn vị" not in page_of(CODE)

    other = a_publication(cast.commune, paper=a_paper(cast.commune, "NNNN-NNNN-NNNN"))
    a_published_result(cast.unit, by=cast.commune, publication=other)
    assert "1 đơn vị: 1 Mức độ 1" in page_of("NNNN-NNNN-NNNN")


def test_the_answer_is_kept_by_no_cache(cast: Cast) -> None:
    a_paper(cast.commune, CODE)

    assert "no-store" in Client().get(reverse("paper_verification", args=[CODE]))["Cache-Control"]


def test_the_address_on_papers_is_that_of_the_page(settings: Any) -> None:
    settings.PUBLIC_URL = "https://dvht.example.vn"

    assert LOOK_UP_PATH.format(code=CODE) == reverse("paper_verification", args=[CODE])
    assert verification_of(CODE).url == f"https://dvht.example.vn/cong-khai/tra-cuu/{CODE}/"


def test_without_an_address_a_paper_carries_the_code_alone(settings: Any) -> None:
    settings.PUBLIC_URL = ""

    assert verification_of(CODE).url == ""


def test_a_paper_prints_a_qr_code_that_leads_to_its_page_and_its_digests_are_those_of_its_files(
    settings: Any,
) -> None:
    settings.PUBLIC_URL = "https://dvht.example.vn"
    unit = make.a_unit()
    head = make.a_head(unit)
    letter = Letter(
        "plan", "Kế hoạch", "KẾ HOẠCH", "năm 2026", (FixedPart("", (Paragraph("Nội dung."),)),), "KH"
    )
    values = field_values(letter, unit, {}, head.full_name)
    paper = issue_paper(Order(letter, unit, 2026, values, date(2026, 3, 2)), by=head)

    page = page_of(paper.verification_code)

    for paper_format in PaperFormat:
        assert hashlib.sha256(stored_bytes(paper, paper_format)).hexdigest() in page
    assert set(paper.verification_code) <= {*CODE_ALPHABET, "-"}
    printed = stored_bytes(paper, PaperFormat.PDF)
    assert qr.spells(printed, verification_of(paper.verification_code).url)
    assert not qr.spells(printed, verification_of(CODE).url)
