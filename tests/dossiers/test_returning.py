"""Rows given back: only these unlock, everything else stays as it was handed in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.dossiers.build import Place, a_place, hand_in, issue_papers, parcel_of, soon, submission_at

from dvht.assessment.actions import finalise_assessment, hold_year, reopen_assessment, sheet_digest
from dvht.assessment.models import Revision
from dvht.assessment.queries import assessment_of, sheet_of
from dvht.audit.queries import events_about
from dvht.dossiers.actions import Giving, return_submission, withdraw_submission
from dvht.dossiers.forms import ReturnForm
from dvht.dossiers.models import DeliveredFile, Submission
from dvht.dossiers.queries import changes_between
from dvht.evidence.actions import Description, add_paper_record, change_evidence, file_under, remove_use
from dvht.evidence.models import Evidence, Use
from dvht.plans.actions import reopen_plan
from dvht.plans.models import Plan

BACKEND = "django.contrib.auth.backends.ModelBackend"
WHY = "Sổ theo dõi chưa có chữ ký."


def give_back(place: Place, *rows: str) -> None:
    submission = submission_at(place)
    giving = Giving(soon(), "" if rows else "Thiếu biên bản", dict.fromkeys(rows, WHY))
    return_submission(submission, giving, version=submission.version, by=place.officer)


def plan_of(place: Place) -> Plan:
    return Plan.objects.select_related("unit", "collection").get(pk=place.plan.pk)


def reopen(place: Place) -> None:
    reopen_assessment(assessment_of(plan_of(place)), reason="Bổ sung theo yêu cầu", by=place.head)


def finalise(place: Place) -> Revision:
    assessment = assessment_of(plan_of(place))
    return finalise_assessment(assessment, seen=sheet_digest(sheet_of(assessment)), by=place.head)


def code_of(deed: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        deed()
    return str(getattr(caught.value, "code", ""))


def page(place: Place, name: str, *more: Any) -> str:
    client = Client()
    client.force_login(place.head, backend=BACKEND)
    return client.get(reverse(name, args=(place.unit.pk, 2025, *more))).content.decode()


def test_only_the_rows_given_back_can_be_changed(place: Place) -> None:
    hand_in(place)
    give_back(place, "2.1")
    collection = plan_of(place).collection
    assert collection is not None
    other_use = Use.objects.get(row="2.2")
    proof = Evidence.objects.get(pk=other_use.evidence_id)

    make.save(plan_of(place), "2.1", {"count": 39, "total": 40}, by=place.head)
    add_paper_record(collection, ["2.1"], Description("Sổ có chữ ký"), "Tủ 2", by=place.head)
    locked = [
        lambda: make.save(plan_of(place), "2.2", {"count": 39, "total": 40}, by=place.head),
        lambda: add_paper_record(collection, ["2.2"], Description("Sổ"), "Tủ 2", by=place.head),
        lambda: remove_use(other_use, by=place.head),
        lambda: change_evidence(
            proof, Description("Tên khác"), location="Tủ 1", version=proof.version, by=place.head
        ),
        lambda: reopen_plan(plan_of(place), reason="Sửa", by=place.head),
    ]

    assert [code_of(deed) for deed in locked] == ["held"] * 5


def test_a_return_by_rows_opens_the_settled_year_for_these_rows(place: Place) -> None:
    hand_in(place)
    give_back(place, "2.1")

    assessment = assessment_of(plan_of(place))
    client = Client()
    client.force_login(place.head, backend=BACKEND)
    landed = client.get(reverse("assessment", args=(place.unit.pk, 2025)))

    assert not assessment.is_final
    event = events_about({"assessment.Assessment": [assessment.pk]})[0]
    assert (event.verb, event.after["lý do"]) == ("mở lại tự đánh giá", "Hồ sơ bị trả lại để bổ sung 2.1")
    assert landed["Location"] == reverse("assessment_row", args=(place.unit.pk, 2025, "2.1"))
    assert f"Hồ sơ bị trả lại: bổ sung 2.1 đến hết ngày {soon():%d/%m/%Y}" in page(place, "dossier")


def test_after_a_whole_return_the_head_opens_what_has_to_change(place: Place) -> None:
    hand_in(place)
    give_back(place)
    opens = f"{reverse('assessment_history', args=(place.unit.pk, 2025))}#mo-lai"

    assert assessment_of(plan_of(place)).is_final
    assert opens in page(place, "dossier")
    assert opens in page(place, "assessment_row", "2.1")
    assert 'id="mo-lai"' in page(place, "assessment_history")


def test_the_page_of_a_row_says_why_it_is_open_or_locked(place: Place) -> None:
    hand_in(place)
    give_back(place, "2.1")

    assert WHY in page(place, "assessment_row", "2.1")
    assert f"{soon():%d/%m/%Y}" in page(place, "assessment_row", "2.1")
    assert "2.2 đang khóa" in page(place, "assessment_row", "2.2")
    assert WHY in page(place, "dossier")


def test_a_row_mended_is_handed_in_again_with_what_changed(place: Place) -> None:
    first = hand_in(place)
    give_back(place, "2.1")
    make.save(plan_of(place), "2.1", {"count": 39, "total": 40}, by=place.head)
    collection = plan_of(place).collection
    assert collection is not None
    add_paper_record(collection, ["2.1"], Description("Sổ có chữ ký"), "Tủ 2", by=place.head)
    finalise(place)
    issue_papers(place.plan, place.head)
    shown = page(place, "dossier_submit")

    second = hand_in(place, late_reason="")

    found = changes_between(first, second)
    assert found.changed_rows == ("2.1",)
    assert [(one.old, one.new) for one in found.rows] == [("40/40 = 100,0%", "39/40 = 97,5%")]
    assert [one.new for one in found.evidence] == ["Sổ có chữ ký"]
    assert found.papers == ()
    assert "39/40 = 97,5%" in shown
    assert "Thay đổi so với lần 1" in shown
    assert second.number == 2
    assert second.days_late == 0
    assert submission_at(place).state == "submitted"


def test_a_whole_return_frees_everything(place: Place) -> None:
    hand_in(place)
    give_back(place)
    reopen(place)

    make.save(plan_of(place), "2.2", {"count": 39, "total": 40}, by=place.head)

    assert "trả lại cả hồ sơ" in page(place, "assessment_row", "2.2")
    assert reopen_plan(plan_of(place), reason="Sửa", by=place.head).is_draft


def test_taking_back_a_mended_dossier_keeps_the_other_rows_locked(place: Place) -> None:
    hand_in(place)
    give_back(place, "2.1")
    finalise(place)
    issue_papers(place.plan, place.head)
    hand_in(place, late_reason="")
    submission = submission_at(place)

    withdraw_submission(submission, version=submission.version, by=place.head)

    reopen(place)
    assert code_of(lambda: make.save(plan_of(place), "2.2", {"count": 1}, by=place.head)) == "held"


def test_the_roster_cannot_move_a_row_that_was_not_given_back(db: None) -> None:
    place = a_place(ready=False)
    people = [make.a_member(place.unit, f"Người Thứ {number}") for number in "ABCD"]
    make.a_fact(people[2], "digital", year=2025)
    reopen(place)
    plan = plan_of(place)
    roster_rows = [row for row in sheet_of(assessment_of(plan)).rows if row.source == "roster"]
    first = finalise(place)
    make_given(place, roster_rows[0].code)
    reopen(place)
    make.a_member(place.unit, "Người Mới Vào")
    needs = roster_rows[0].row.needs(1)
    for need in needs:
        make.a_fact(people[0], need.fact, year=2025)
    other = roster_rows[1]
    for need in other.row.needs(1):
        make.a_fact(people[1], need.fact, year=2025)

    second = finalise(place)

    before, after = first.facts["indicators"], second.facts["indicators"]
    mended = roster_rows[0].code
    assert second.member_total == first.member_total == 4
    assert {code for code in before if before[code] != after[code]} == {mended}
    assert after[mended]["count"] == before[mended]["count"] + 1
    assert [one["name"] for one in second.roster.names["members"]] == [
        one["name"] for one in first.roster.names["members"]
    ]


def make_given(place: Place, row: str) -> None:
    """What a return of one row leaves at the unit, without a dossier around it."""
    assessment = assessment_of(plan_of(place))
    hold_year(
        assessment, held="", given_back={"rows": {row: WHY}, "reason": "", "due_on": soon().isoformat()}
    )


def test_the_parcel_asks_for_the_day_of_the_return(place: Place) -> None:
    hand_in(place)
    give_back(place, "2.1")

    assert parcel_of(place.plan).due_on == soon()


def test_the_form_of_a_return_proposes_ten_days_so_that_a_row_needs_only_its_reason() -> None:
    form = ReturnForm(())

    assert form["due_on"].value() == timezone.localdate() + timedelta(days=10)


def test_evidence_of_several_rows_has_the_code_of_each_row_on_both_pages_of_the_office(place: Place) -> None:
    hand_in(place)
    give_back(place, "2.3")
    for row in ("2.2", "2.1"):
        file_under(Use.objects.get(row=row, position=1).evidence, "2.3", by=place.head)
    finalise(place)
    issue_papers(place.plan, place.head)
    hand_in(place, late_reason="")
    client = Client()
    client.force_login(place.officer, backend=BACKEND)
    where = (place.office.pk, 2025, submission_at(place).pk)

    dossier = client.get(reverse("submission", args=where)).content.decode()
    giving = client.get(reverse("submission_return", args=where)).content.decode()

    row = dossier.partition('id="chi-tieu-2.3"')[2].partition("</tr>")[0]
    assert re.findall(r"2\.[123]-\d\d · Sổ theo dõi 2\.[123]", row) == [
        "2.3-01 · Sổ theo dõi 2.3", "2.3-02 · Sổ theo dõi 2.2", "2.3-03 · Sổ theo dõi 2.1",
    ]  # fmt: skip
    assert "2.3-01, 2.3-02, 2.3-03" in giving


def test_a_delivery_that_does_not_tell_which_code_is_whose_shows_codes_of_the_row_alone(place: Place) -> None:
    submission = make.a_submission(
        make.a_unit("Trường B", under=place.commune), place.office, by=place.officer
    )
    snapshot = make.a_snapshot(place.unit)
    snapshot["rows"]["2.3"]["evidence"] = ["2.3-01", "2.3-02"]
    snapshot["rows"]["2.4"]["evidence"] = ["2.4-01"]
    delivery = make.a_delivery(submission, snapshot, by=place.head)
    for code, rows in (("1.4-01", ["1.4", "2.3", "2.4"]), ("2.2-02", ["2.2", "2.3"])):
        DeliveredFile.objects.create(
            delivery=delivery, kind="evidence_paper", title=f"Sổ {code}", code=code, codes=rows
        )
    client = Client()
    client.force_login(place.officer, backend=BACKEND)

    dossier = client.get(reverse("submission", args=(place.office.pk, 2025, submission.pk))).content.decode()

    rows = {one: dossier.partition(f'id="chi-tieu-{one}"')[2].partition("</tr>")[0] for one in ("2.3", "2.4")}
    assert "2.3-01, 2.3-02" in rows["2.3"]
    assert " · Sổ" not in rows["2.3"]
    assert "2.4-01 · Sổ 1.4-01" in rows["2.4"]


@pytest.mark.parametrize("days", [-1, 366, 26700])
def test_a_day_to_mend_until_lies_within_a_year_from_today(place: Place, days: int) -> None:
    submission = make.a_submission(place.unit, place.office, by=place.officer)
    until = timezone.localdate() + timedelta(days=days)
    giving = {"scope": "whole", "reason": "Thiếu sổ", "due_on": f"{until:%d/%m/%Y}", "version": 1}
    client = Client()
    client.force_login(place.officer, backend=BACKEND)

    answer = client.post(reverse("submission_return", args=(place.office.pk, 2025, submission.pk)), giving)

    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["due_on"]
    assert said.startswith("Ngày này đã qua" if days < 0 else "Ngày này xa quá một năm")
    assert submission_at(place).state == "submitted"


def test_a_year_from_today_is_not_too_long_to_mend(place: Place) -> None:
    submission = make.a_submission(place.unit, place.office, by=place.officer)
    giving = Giving(timezone.localdate() + timedelta(days=365), "Thiếu sổ")

    assert return_submission(submission, giving, version=1, by=place.officer).due_on == giving.due_on


def test_a_concluded_dossier_is_not_given_back_and_its_page_offers_no_form(place: Place) -> None:
    concluded = {"state": "received", "concluded": "Hội đồng đã kết luận ngày 12/01/2026"}
    submission = make.a_submission(place.unit, place.office, by=place.officer, **concluded)
    client = Client()
    client.force_login(place.officer, backend=BACKEND)
    where = reverse("submission_return", args=(place.office.pk, 2025, submission.pk))

    shown = client.get(where).content.decode()
    Submission.objects.filter(pk=submission.pk).update(concluded="")
    open_again = client.get(where).content.decode()

    assert "Hội đồng đã kết luận ngày 12/01/2026 nên không trả lại được." in shown
    assert 'name="due_on"' not in shown
    assert "Trả lại cho đơn vị" not in shown
    assert 'name="due_on"' in open_again
