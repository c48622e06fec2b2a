"""Two people at the very same moment, on a database that really commits."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection
from tests import make
from tests.cast import Cast, a_cast
from tests.races import at_once
from tests.recognition import build

from dvht.appraisal.models import Appraisal
from dvht.documents.models import IssuedPaper
from dvht.dossiers.models import Submission
from dvht.recognition import actions
from dvht.recognition.models import Decision, Improvement, Publication, Refusal, Title

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_chairs_sign_one_decision_once() -> None:
    cast = a_cast()
    build.passed(cast)
    decision = build.drafted(cast)
    signing = build.signing(decision)
    chairs = [cast.chair, make.a_head(cast.commune, "Chu Văn Hai")]

    outcome = at_once(
        *(
            lambda by=by: actions.issue_decision(  # type: ignore[misc]  # its own chair
                Decision.objects.get(pk=decision.pk), signing, by=by
            )
            for by in chairs
        )
    )

    assert outcome.count("done") == 1
    assert set(outcome) - {"done"} <= {"conflict", "state"}
    assert (IssuedPaper.objects.count(), Title.objects.count(), Publication.objects.count()) == (1, 1, 1)


def test_a_list_changed_while_it_is_signed_is_signed_as_shown_or_not_at_all() -> None:
    cast = a_cast()
    build.passed(cast)
    extra = build.passed(cast, cast.other_unit)
    decision = build.drafted(cast)
    signing = build.signing(decision)

    outcome = at_once(
        lambda: actions.issue_decision(Decision.objects.get(pk=decision.pk), signing, by=cast.chair),
        lambda: actions.change_list(
            Decision.objects.get(pk=decision.pk),
            [extra],
            actions.Said("year_end"),
            version=1,
            by=cast.officer,
        ),
    )

    assert outcome.count("done") == 1
    assert Title.objects.count() in {0, 2}


def test_two_officers_correct_one_decision_once() -> None:
    cast = a_cast()
    build.passed(cast)
    old = build.issued(cast)

    def deed() -> object:
        return actions.draft_correction(
            Decision.objects.get(pk=old.pk),
            body=cast.commune,
            origin=cast.commune,
            reason="Sai",
            by=cast.chair,
        )

    assert at_once(deed, deed) == ["done", "state"]
    assert Decision.objects.filter(replaces=old).count() == 1


def test_one_result_in_two_drafts_signed_at_once_gives_one_title() -> None:
    cast = a_cast()
    build.passed(cast)
    drafts = [build.drafted(cast), build.drafted(cast)]
    ready = [(draft, build.signing(draft)) for draft in drafts]

    outcome = at_once(
        *(
            lambda draft=draft, signing=signing: actions.issue_decision(  # type: ignore[misc]  # its own draft
                draft, signing, by=cast.chair
            )
            for draft, signing in ready
        )
    )

    assert outcome == ["decided", "done"]
    assert (Title.objects.count(), IssuedPaper.objects.count()) == (1, 1)


def test_a_dossier_waits_with_closing_until_its_title_is_granted(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = a_cast()
    appraisal = build.passed(cast)
    decision = build.drafted(cast)
    closing = Thread(target=_close, args=(cast, appraisal))
    waited: list[bool] = []

    def published(*_: object, **__: object) -> None:
        closing.start()
        closing.join(0.5)
        waited.append(closing.is_alive())

    monkeypatch.setattr("dvht.recognition.actions.issuing.publish_decision", published)
    actions.issue_decision(decision, build.signing(decision), by=cast.chair)
    closing.join()

    assert waited == [True]
    assert Submission.objects.get().state == "closed"
    assert Title.objects.count() == 1


def _close(cast: Cast, appraisal: Appraisal) -> None:
    try:
        build.closed(cast, appraisal)
    finally:
        connection.close()


def test_a_dossier_closed_while_its_decision_is_signed_is_closed_or_has_its_title() -> None:
    cast = a_cast()
    appraisal = build.passed(cast)
    decision = build.drafted(cast)
    signing = build.signing(decision)

    outcome = at_once(
        lambda: actions.issue_decision(decision, signing, by=cast.chair),
        lambda: build.closed(cast, appraisal),
    )

    assert outcome in (["done", "done"], ["closed", "done"])
    assert Title.objects.count() == outcome.count("done") - 1


def test_two_heads_reply_once() -> None:
    cast = a_cast()
    appraisal = build.failed(cast)
    seen = build.reply_digest(appraisal, build.reply_of(appraisal, cast.office, "Vũ Thị Phòng").sheet)

    def deed() -> object:
        return actions.refuse_recognition(
            Appraisal.objects.get(pk=appraisal.pk), cast.office, issued_on=build.SIGNED, head_name="Vũ Thị Phòng",
            seen=seen, by=cast.office_head,
        )  # fmt: skip

    outcome = at_once(deed, deed)

    assert outcome.count("done") == 1
    assert (Refusal.objects.count(), IssuedPaper.objects.count()) == (1, 1)


def test_two_rounds_of_the_day_publish_once() -> None:
    cast = a_cast()
    build.passed(cast)
    build.issued(cast, publish_on=date(2027, 1, 5))

    def deed() -> object:
        return actions.publish_due(date(2027, 1, 5))

    assert at_once(deed, deed) == ["done", "done"]
    assert Publication.objects.count() == 1


def test_two_people_who_write_the_same_improvement_at_once_write_it_once() -> None:
    unit = make.a_unit()
    heads = [make.a_head(unit), make.a_head(unit, "Lê Văn Hai")]
    words = [actions.ImprovementWords("Bổ sung sổ theo dõi", row="2.1")]

    outcome = at_once(
        *(lambda by=by: actions.add_improvements(unit, build.YEAR, words, by=by) for by in heads)  # type: ignore[misc]  # its own head
    )

    assert outcome == ["done", "done"]
    assert Improvement.objects.count() == 1


def test_of_a_correction_and_a_withdrawal_at_once_no_title_is_left_that_was_taken_away() -> None:
    cast = a_cast()
    build.passed(cast)
    old = build.issued(cast)
    chairs = cast.chair, make.a_head(cast.commune, "Chu Văn Hai")
    said = actions.Said("", reason="Sai", legal_basis="Kết luận số 5")
    of = {"body": cast.commune, "origin": cast.commune, "by": cast.chair}
    correction = actions.draft_correction(old, reason="Nhầm tên", **of)
    withdrawal = actions.draft_withdrawal(
        cast.commune, build.YEAR, [Title.objects.get()], said, origin=cast.commune, by=cast.chair
    )
    drafts = [Decision.objects.get(pk=one.pk) for one in (correction, withdrawal)]
    day = date(2026, 3, 2)
    signings = [build.signing(draft, on=day, publish_on=day) for draft in drafts]

    outcome = at_once(
        *(
            lambda draft=draft, signing=signing, by=by: actions.issue_decision(draft, signing, by=by)  # type: ignore[misc]  # its own
            for draft, signing, by in zip(drafts, signings, chairs, strict=True)
        )
    )

    assert set(outcome) <= {"done", "conflict", "changed", "decided"}
    assert "done" in outcome
    assert (
        Decision.objects.get(pk=withdrawal.pk).is_draft
        is not Title.objects.filter(state="withdrawn").exists()
    )
    assert not (Title.objects.filter(state="in_force").exists() and outcome.count("done") == 2)


def test_a_withdrawal_and_a_later_recognition_of_one_unit_at_once_both_end() -> None:
    cast = a_cast()
    build.passed(cast, year=2024)
    build.issued(cast, year=2024, on=date(2025, 2, 1))
    build.passed(cast)
    said = actions.Said("", reason="Sai", legal_basis="Kết luận số 5")
    taken = actions.draft_withdrawal(
        cast.commune, 2024, [Title.objects.get()], said, origin=cast.commune, by=cast.chair
    )
    drafts = [Decision.objects.get(pk=one.pk) for one in (taken, build.drafted(cast))]
    day = date(2026, 3, 2)
    signings = [build.signing(draft, on=day, publish_on=day) for draft in drafts]

    outcome = at_once(
        *(
            lambda draft=draft, signing=signing: actions.issue_decision(draft, signing, by=cast.chair)  # type: ignore[misc]  # its own
            for draft, signing in zip(drafts, signings, strict=True)
        )
    )

    assert outcome[1] == "done"
    assert outcome[0] in {"done", "decided"}
    assert Title.objects.get(state="in_force").year == 2025
