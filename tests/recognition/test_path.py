"""The way from passed results to titles, and what each deed refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests import make
from tests.cast import Cast, a_cast
from tests.recognition import build

from dvht.appraisal.models import Appraisal
from dvht.documents.models import IssuedPaper, NumberSeries
from dvht.inbox.models import Message
from dvht.portal.queries.results import current_results
from dvht.recognition import actions
from dvht.recognition.models import Decision, Publication, PublishedResult, Title
from dvht.recognition.queries.dates import days_by_unit
from dvht.recognition.queries.decisions import lines_of, sheet_of
from dvht.recognition.queries.standing import waiting_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def test_an_issued_decision_grants_tells_and_publishes_at_once(cast: Cast) -> None:
    build.passed(cast)
    build.passed(cast, cast.other_unit, outcome="2")

    decision = build.issued(cast)

    assert decision.number == "01/QĐ-UBND"
    titles = {title.unit: title for title in Title.objects.all()}
    first = titles[cast.unit]
    assert (first.outcome, first.decided_on, first.state) == ("1", build.SIGNED, "in_force")
    assert (first.until_year_end, first.until_months) == (date(2029, 12, 31), date(2029, 2, 10))
    assert (first.valid_until, first.upgrade_from) == (date(2029, 12, 31), date(2027, 2, 10))
    assert titles[cast.other_unit].upgrade_from is None
    assert not Appraisal.objects.filter(decided_in="").exists()
    told = set(Message.objects.filter(topic="recognition").values_list("unit__name", flat=True))
    assert {cast.unit.name, cast.other_unit.name, cast.office.name} <= told
    assert {line.unit_name: line.outcome_label for line in PublishedResult.objects.all()} == {
        cast.unit.name: "Mức độ 1",
        cast.other_unit.name: "Mức độ 2",
    }


def test_the_other_reading_of_the_validity_is_the_body_s_to_choose(cast: Cast) -> None:
    build.passed(cast)

    decision = build.issued(cast, expiry="from_decision")

    assert Title.objects.get().valid_until == date(2029, 2, 10)
    assert decision.expiry == "from_decision"


def test_under_tt22_recognition_is_yearly_and_has_no_last_day(cast: Cast) -> None:
    build.passed(cast, outcome="tot", year=2023, pack="tt22-2020")

    build.issued(cast, year=2023, on=date(2026, 2, 10))

    title = Title.objects.get()
    assert (title.valid_until, title.until_months, title.upgrade_from) == (None, None, None)
    assert PublishedResult.objects.get().outcome_label == "Loại Tốt"


def test_what_is_to_be_published_later_waits_for_its_day_and_is_published_once(cast: Cast) -> None:
    build.passed(cast)
    decision = build.issued(cast, publish_on=date(2027, 1, 5))
    assert not Publication.objects.exists()

    counts = [actions.publish_due(day) for day in (date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 6))]

    assert counts == [0, 1, 0]
    assert Publication.objects.get().decision == decision
    assert Publication.objects.get().published_on == date(2027, 1, 5)


def test_a_second_press_issues_nothing(cast: Cast) -> None:
    build.passed(cast)
    decision = build.drafted(cast)
    signing = build.signing(decision)
    actions.issue_decision(decision, signing, by=cast.chair)

    with pytest.raises(ValidationError) as refusal:
        actions.issue_decision(Decision.objects.get(), signing, by=cast.chair)
    with pytest.raises(ValidationError):
        actions.issue_decision(decision, signing, by=cast.chair)

    assert refusal.value.code == "state"
    assert (IssuedPaper.objects.count(), Title.objects.count()) == (1, 1)


def test_what_was_changed_since_it_was_shown_is_not_signed(cast: Cast) -> None:
    build.passed(cast)
    decision = build.drafted(cast)
    signing = build.signing(decision)
    chosen = [line.appraisal for line in decision.lines.all() if line.appraisal]
    actions.change_list(decision, chosen, actions.Said("from_decision"), version=1, by=cast.officer)

    with pytest.raises(ValidationError) as refusal:
        actions.issue_decision(Decision.objects.get(), signing, by=cast.chair)

    assert refusal.value.code == "changed"
    assert not Title.objects.exists()


def test_a_result_in_two_drafts_is_decided_once(cast: Cast) -> None:
    build.passed(cast)
    first, second = build.drafted(cast), build.drafted(cast)
    actions.issue_decision(first, build.signing(first), by=cast.chair)

    with pytest.raises(ValidationError) as refusal:
        actions.issue_decision(second, build.signing(second), by=cast.chair)

    assert refusal.value.code == "decided"
    assert cast.unit.name in refusal.value.messages[0]
    assert NumberSeries.objects.get().last_number == 1


def test_a_dossier_closed_after_it_passed_waits_for_no_decision(cast: Cast) -> None:
    build.closed(cast, build.passed(cast))
    build.passed(cast, cast.other_unit)

    (bundle,) = build.bundles_of(build.Standing(cast.commune, None), build.YEAR, build.NOW)
    (elsewhere,) = waiting_elsewhere(build.Standing(cast.office, None), build.YEAR)

    assert [one.submission.unit for one in bundle.appraisals] == [cast.other_unit]
    assert elsewhere.count == 1


def test_a_dossier_closed_while_its_decision_was_drafted_gets_no_title(cast: Cast) -> None:
    appraisal = build.passed(cast)
    build.passed(cast, cast.other_unit)
    decision = build.drafted(cast)
    build.closed(cast, appraisal)

    with pytest.raises(ValidationError) as refusal:
        actions.issue_decision(decision, build.signing(decision), by=cast.chair)

    assert refusal.value.code == "closed"
    assert f"{cast.unit.name} (Đơn vị đã sáp nhập)" in refusal.value.messages[0]
    assert cast.other_unit.name not in refusal.value.messages[0]
    assert Decision.objects.get().is_draft
    assert not Title.objects.exists()


def test_a_correction_keeps_a_unit_whose_dossier_closed_after_its_title_and_adds_none(cast: Cast) -> None:
    granted = build.passed(cast)
    old = build.issued(cast)
    build.closed(cast, granted)
    new = build.passed(cast, cast.other_unit)
    draft = actions.draft_correction(
        old, body=cast.commune, origin=cast.commune, reason="Sai tên", by=cast.chair
    )
    kept = {cast.unit.pk: actions.LineWords("Trường Tiểu học Hoa Sen 1", "1")}
    draft = actions.change_list(draft, [new], actions.Said("year_end"), kept=kept, version=1, by=cast.chair)
    build.closed(cast, new)

    with pytest.raises(ValidationError) as refusal:
        actions.issue_decision(draft, build.signing(draft), by=cast.chair)
    assert refusal.value.code == "closed"
    assert cast.unit.name not in refusal.value.messages[0]

    draft = actions.change_list(draft, [], actions.Said("year_end"), kept=kept, version=2, by=cast.chair)
    actions.issue_decision(draft, build.signing(draft), by=cast.chair)
    assert Title.objects.get(state="in_force").unit_name == "Trường Tiểu học Hoa Sen 1"


def test_dots_left_in_the_words_are_not_signed(cast: Cast) -> None:
    appraisal = build.passed(cast)
    decision = build.drafted(cast)
    other = actions.draft_decision(
        cast.commune, build.YEAR, build.bundles_of(build.Standing(cast.commune, None), build.YEAR, build.NOW)[0],
        [appraisal], actions.Said("year_end"), origin=cast.office, by=cast.officer,
    )  # fmt: skip

    with pytest.raises(ValidationError) as refusal:
        actions.issue_decision(other, build.signing(other), by=cast.chair)

    assert refusal.value.code == "blank"
    assert decision.is_draft


def test_nothing_is_half_issued_when_rendering_fails(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    build.passed(cast)
    decision = build.drafted(cast)
    signing = build.signing(decision)

    def broken(_: object) -> bytes:
        raise OSError("no room")

    monkeypatch.setattr("dvht.documents.actions._render", broken)
    with pytest.raises(OSError, match="no room"):
        actions.issue_decision(decision, signing, by=cast.chair)

    assert Decision.objects.get().is_draft
    assert [model.objects.count() for model in (Title, IssuedPaper, Message)] == [0, 0, 0]
    assert not NumberSeries.objects.filter(last_number__gt=0).exists()


def test_nothing_is_half_issued_when_publication_fails(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    build.passed(cast)
    decision = build.drafted(cast)
    signing = build.signing(decision)

    def broken(*_: object, **__: object) -> None:
        raise ValidationError("no")

    monkeypatch.setattr("dvht.recognition.actions.issuing.publish_decision", broken)
    with pytest.raises(ValidationError):
        actions.issue_decision(decision, signing, by=cast.chair)

    assert Decision.objects.get().is_draft
    assert [model.objects.count() for model in (Title, IssuedPaper)] == [0, 0]
    assert Appraisal.objects.get().decided_in == ""


def test_a_higher_level_takes_the_place_of_the_earlier_title(cast: Cast) -> None:
    build.passed(cast, year=2024)
    build.issued(cast, year=2024, on=date(2025, 2, 1))
    build.passed(cast, outcome="2")

    decision = build.issued(cast)

    old, new = Title.objects.order_by("year")
    assert (old.state, old.ended_by) == ("replaced", decision)
    assert (new.state, new.outcome) == ("in_force", "2")


def test_a_lower_level_leaves_the_higher_one_until_its_day(cast: Cast) -> None:
    build.passed(cast, outcome="2", year=2024)
    build.issued(cast, year=2024, on=date(2025, 2, 1))
    build.passed(cast, outcome="1")

    build.issued(cast)

    assert {(title.year, title.state) for title in Title.objects.all()} == {
        (2024, "in_force"),
        (2025, "in_force"),
    }


def test_a_yearly_result_stands_for_its_year(cast: Cast) -> None:
    build.passed(cast, outcome="kha", year=2023, pack="tt22-2020")
    build.issued(cast, year=2023)
    build.passed(cast)

    build.issued(cast, on=date(2026, 2, 11))

    assert Title.objects.filter(state="in_force").count() == 2


def test_a_correction_replaces_the_titles_and_leaves_a_note(cast: Cast) -> None:
    build.passed(cast)
    old = build.issued(cast)

    new = build.corrected(cast, old)

    assert {(title.decision_id, title.state) for title in Title.objects.all()} == {
        (old.pk, "replaced"),
        (new.pk, "in_force"),
    }
    note = Publication.objects.get(decision=new).note
    assert note == "Thay thế Quyết định số 01/QĐ-UBND ngày 10/02/2026. Lý do: Sai tên"
    assert [line.publication.decision for line in current_results(build.NOW)] == [new]
    assert PublishedResult.objects.count() == 2


def test_a_correction_signed_a_year_later_moves_no_day_of_a_title(cast: Cast) -> None:
    build.passed(cast)
    old = build.issued(cast, on=date(2026, 2, 10))

    draft = actions.draft_correction(
        old, body=cast.commune, origin=cast.commune, reason="Sai tên", by=cast.chair
    )
    letter = sheet_of(draft, lines_of(draft), date(2027, 3, 1), build.HEAD).letter
    days = days_by_unit(draft, lines_of(draft), date(2027, 3, 1))[cast.unit.pk]

    assert (days.until_year_end, days.until_months) == (date(2029, 12, 31), date(2029, 2, 10))
    assert days.upgrade_from == date(2027, 2, 10)
    words = " ".join(part.text for part in letter.text_parts)
    assert "theo khoản 4 Điều 5 Thông tư 24/2023/TT-BGDĐT, đến hết ngày 31/12/2029" in words
    assert letter.bases[1].startswith("Xét Quyết định số 01/QĐ-UBND ngày 10 tháng 02 năm 2026 của ")
    assert letter.bases[1].endswith(" Xã Đồng Sen về việc công nhận “Đơn vị học tập” cấp huyện năm 2025")


def test_corrections_chain_and_none_is_corrected_twice(cast: Cast) -> None:
    build.passed(cast)
    old = build.issued(cast)
    new = build.corrected(cast, old)

    newest = build.corrected(cast, new, on=date(2026, 3, 5))
    with pytest.raises(ValidationError) as refusal:
        build.corrected(cast, old)

    assert refusal.value.code == "state"
    assert Title.objects.get(state="in_force").decision == newest


def test_a_unit_left_out_of_a_correction_waits_again_and_gets_its_earlier_title_back(cast: Cast) -> None:
    build.passed(cast, year=2024)
    build.issued(cast, year=2024, on=date(2025, 2, 1))
    appraisal = build.passed(cast, outcome="2")
    build.passed(cast, cast.other_unit)
    old = build.issued(cast)
    draft = actions.draft_correction(
        old, body=cast.commune, origin=cast.commune, reason="Nhầm", by=cast.chair
    )
    kept = {cast.other_unit.pk: actions.LineWords("Trường Mầm non Hoa Mai (mới)", "1")}
    draft = actions.change_list(draft, [], actions.Said("year_end"), kept=kept, version=1, by=cast.chair)

    actions.issue_decision(draft, build.signing(draft), by=cast.chair)

    assert Title.objects.get(unit=cast.unit, state="in_force").year == 2024
    assert (
        Title.objects.get(unit=cast.other_unit, state="in_force").unit_name == "Trường Mầm non Hoa Mai (mới)"
    )
    assert Appraisal.objects.get(pk=appraisal.pk).decided_in == ""


def test_a_withdrawal_says_its_basis_and_is_published_with_it(cast: Cast) -> None:
    build.passed(cast)
    build.issued(cast)

    decision = build.withdrawn(cast, Title.objects.get())

    assert Title.objects.get().state == "withdrawn"
    assert Title.objects.get().ended_by == decision
    assert Publication.objects.get(decision=decision).note == (
        "Thu hồi danh hiệu. Căn cứ: Kết luận thanh tra số 5/KL"
    )
    assert not current_results(build.NOW).exists()


def test_a_withdrawal_names_the_decision_by_which_a_title_was_granted(cast: Cast) -> None:
    build.passed(cast)
    build.issued(cast)
    said = actions.Said("", reason="Kê khai sai", legal_basis="Kết luận thanh tra số 5/KL")

    draft = actions.draft_withdrawal(
        cast.commune, build.YEAR, [Title.objects.get()], said, origin=cast.commune, by=cast.chair
    )
    first = sheet_of(draft, lines_of(draft), build.NOW, build.HEAD).letter.text_parts[0].text

    assert "đã được công nhận tại Quyết định số 01/QĐ-UBND ngày 10 tháng 02 năm 2026" in first


def test_a_withdrawal_without_a_basis_is_refused(cast: Cast) -> None:
    build.passed(cast)
    build.issued(cast)

    with pytest.raises(ValidationError) as refusal:
        actions.draft_withdrawal(
            cast.commune, build.YEAR, [Title.objects.get()], actions.Said("", reason="Sai"), origin=cast.commune,
            by=cast.chair,
        )  # fmt: skip

    assert set(refusal.value.message_dict) == {"legal_basis"}


def test_what_a_withdrawn_title_lost_a_correction_can_give_back(cast: Cast) -> None:
    build.passed(cast)
    old = build.issued(cast)
    build.withdrawn(cast, Title.objects.get())
    draft = actions.draft_correction(
        old, body=cast.commune, origin=cast.commune, reason="Nhầm", by=cast.chair
    )
    assert not draft.lines.exists()
    kept = {cast.unit.pk: actions.LineWords(cast.unit.name, "1")}
    draft = actions.change_list(draft, [], actions.Said("year_end"), kept=kept, version=1, by=cast.chair)

    actions.issue_decision(
        draft, build.signing(draft, on=date(2026, 3, 3), publish_on=date(2026, 3, 3)), by=cast.chair
    )

    assert Title.objects.get(state="in_force").decision == draft


@pytest.mark.parametrize(
    "deed", ["correct a draft", "correct a withdrawal", "change", "discard", "withdraw twice"]
)
def test_a_move_that_the_state_does_not_allow_is_refused(cast: Cast, deed: str) -> None:
    build.passed(cast)
    issued = build.issued(cast)
    title = Title.objects.get()
    build.passed(cast, cast.other_unit)
    draft = build.drafted(cast)
    by = cast.chair

    def attempt() -> object:
        if deed == "correct a draft":
            return actions.draft_correction(draft, body=cast.commune, origin=cast.commune, reason="x", by=by)
        if deed == "correct a withdrawal":
            gone = build.withdrawn(cast, title)
            return actions.draft_correction(gone, body=cast.commune, origin=cast.commune, reason="x", by=by)
        if deed == "change":
            return actions.change_list(issued, [], actions.Said("year_end"), version=issued.version, by=by)
        if deed == "discard":
            return actions.discard_draft(issued, version=issued.version, by=by)
        build.withdrawn(cast, title)
        return build.withdrawn(cast, Title.objects.get(pk=title.pk))

    with pytest.raises(ValidationError) as refusal:
        attempt()

    assert refusal.value.code == "state"


def test_a_title_that_ended_meanwhile_refuses_the_whole_withdrawal(cast: Cast) -> None:
    build.passed(cast)
    old = build.issued(cast)
    said = actions.Said("", reason="Sai", legal_basis="Kết luận số 5")
    title = Title.objects.get()
    draft = actions.draft_withdrawal(
        cast.commune, build.YEAR, [title], said, origin=cast.commune, by=cast.chair
    )
    Title.objects.update(state="replaced", ended_by=old)

    with pytest.raises(ValidationError) as refusal:
        actions.issue_decision(draft, build.signing(draft), by=cast.chair)

    assert refusal.value.code == "decided"
    assert Decision.objects.get(pk=draft.pk).is_draft


def test_a_reply_gives_the_reasons_and_is_given_once(cast: Cast) -> None:
    appraisal = build.failed(cast)
    reply = build.reply_of(appraisal, cast.office, "Vũ Thị Phòng")
    seen = build.reply_digest(appraisal, reply.sheet)
    told = {"issued_on": build.SIGNED, "head_name": "Vũ Thị Phòng", "seen": seen, "by": cast.office_head}

    refusal = actions.refuse_recognition(appraisal, cast.office, **told)

    assert refusal.paper.full_number == "01/PVHXH-GDĐT"
    assert Message.objects.filter(unit=cast.unit, topic="recognition").count() == 1
    assert reply.rows
    for again in (appraisal, Appraisal.objects.get()):
        with pytest.raises(ValidationError):
            actions.refuse_recognition(again, cast.office, **told)


def test_a_passed_dossier_gets_no_refusal(cast: Cast) -> None:
    appraisal = build.passed(cast)

    with pytest.raises(ValidationError) as refusal:
        actions.refuse_recognition(
            appraisal, cast.office, issued_on=build.SIGNED, head_name="Vũ", seen="", by=cast.office_head
        )

    assert refusal.value.code == "state"


def test_a_successor_decides_what_the_body_before_it_left(cast: Cast) -> None:
    new = make.a_unit(
        "Xã Đồng Sen Mới", kind="commune_peoples_committee", symbol="UBNDM", head_title="Chủ tịch"
    )
    build.passed(cast)

    found = build.bundles_of(build.Standing(new, None), build.YEAR, build.NOW)

    assert found == ()
