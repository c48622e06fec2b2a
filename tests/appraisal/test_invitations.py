"""Invitations: a link that works once, until a moment, unless revoked, and tells nothing of any dossier."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.appraisal.build import OUTSIDER, a_full_council, a_received
from tests.cast import Cast, a_cast

from dvht.accounts.models import Role
from dvht.appraisal.actions import invitations as actions
from dvht.appraisal.actions import panels, seats
from dvht.appraisal.models import Invitation, Seat
from dvht.appraisal.tasks import mail_invitation
from dvht.members.models.identity import seal

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "hoi-dong-mua-xuan-26"
SENT = {"username": "ngoaipt", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def an_invitation(cast: Cast, days: int = 14) -> tuple[Invitation, str]:
    panel = a_full_council(cast, state="at_work")
    return actions.invite(panel.seats.get(full_name=OUTSIDER), days=days, by=cast.officer)


def page(secret: str) -> str:
    return reverse("invitation_accept", args=[secret])


def test_only_the_digest_of_the_secret_is_kept(cast: Cast) -> None:
    invitation, secret = an_invitation(cast)

    kept = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert secret not in str(kept)
    assert kept["secret_digest"] == actions.digest_of(secret)


def test_somebody_from_outside_sets_a_password_and_takes_the_seat(cast: Cast) -> None:
    _, secret = an_invitation(cast)
    client = Client()

    answer = client.post(page(secret), SENT)

    seat = Seat.objects.get(full_name=OUTSIDER)
    assert answer.status_code == 302
    assert seat.user is not None
    assert seat.user.check_password(PASSWORD)
    assert not seat.user.password_is_temporary
    assert [(role.kind, role.unit) for role in Role.objects.filter(user=seat.user)] == [
        ("examiner", cast.office)
    ]
    assert int(client.session["_auth_user_id"]) == seat.user.pk


def test_who_has_an_account_takes_the_seat_with_it(cast: Cast) -> None:
    _, secret = an_invitation(cast)
    client = Client()
    client.force_login(cast.association, backend=BACKEND)

    client.post(page(secret))

    assert Seat.objects.get(full_name=OUTSIDER).user == cast.association
    assert Role.objects.filter(user=cast.association, unit=cast.office, kind="examiner").exists()


def test_who_sits_there_already_cannot_take_a_second_seat(cast: Cast) -> None:
    _, secret = an_invitation(cast)
    client = Client()
    client.force_login(cast.examiner, backend=BACKEND)

    answer = client.post(page(secret))

    assert answer.status_code == 422
    assert Seat.objects.get(full_name=OUTSIDER).user is None
    assert Invitation.objects.get().accepted_at is None


def test_the_page_says_nothing_of_dossiers(cast: Cast) -> None:
    a_received(cast)
    _, secret = an_invitation(cast)

    answer = Client().get(page(secret))

    assert cast.unit.name not in answer.content.decode()
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_wrong_password_pair_loses_nothing_typed(cast: Cast) -> None:
    _, secret = an_invitation(cast)

    answer = Client().post(page(secret), {**SENT, "password2": "khac-han-nhe-1"})

    assert answer.status_code == 422
    assert "ngoaipt" in answer.content.decode()
    assert Seat.objects.get(full_name=OUTSIDER).user is None


def test_a_name_that_is_taken_is_said_and_the_link_still_works(cast: Cast) -> None:
    _, secret = an_invitation(cast)

    answer = Client().post(page(secret), {**SENT, "username": cast.head.username})

    assert answer.status_code == 422
    assert Invitation.objects.get().accepted_at is None
    assert Client().post(page(secret), SENT).status_code == 302


def ended(cast: Cast, how: str) -> str:
    invitation, secret = an_invitation(cast)
    if how == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "revoked":
        actions.revoke_invitation(invitation, by=cast.officer)
    elif how == "replaced":
        actions.invite(invitation.seat, days=3, by=cast.officer)
    elif how == "used":
        actions.accept_with_account(secret, by=cast.association)
    elif how == "panel ended":
        panels.dissolve_panel(invitation.seat.panel, "xong", by=cast.office_head)
    return secret


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("expired", "đã hết hạn"),
        ("revoked", "đã được thu hồi"),
        ("replaced", "đã được thu hồi"),
        ("used", "đã được dùng"),
        ("panel ended", "đã được thu hồi"),
    ],
)
def test_a_link_that_ended_says_so_and_names_nobody(cast: Cast, how: str, words: str) -> None:
    secret = ended(cast, how)

    for answer in (Client().get(page(secret)), Client().post(page(secret), SENT)):
        assert answer.status_code == 410
        assert words in answer.content.decode()
        assert OUTSIDER not in answer.content.decode()
    with pytest.raises(ValidationError):
        actions.accept_with_account(secret, by=cast.stranger)


def test_a_link_never_made_is_unknown(cast: Cast) -> None:
    assert Client().get(page("khong-co")).status_code == 404


def test_removing_the_seat_ends_its_link(cast: Cast) -> None:
    invitation, secret = an_invitation(cast)
    seats.remove_seat(invitation.seat, by=cast.officer)

    assert Client().get(page(secret)).status_code == 404


def test_a_link_is_not_revoked_twice(cast: Cast) -> None:
    invitation, _ = an_invitation(cast)
    actions.revoke_invitation(invitation, by=cast.officer)

    with pytest.raises(ValidationError) as refused:
        actions.revoke_invitation(invitation, by=cast.officer)

    assert refused.value.code == "state"


def test_a_seat_with_an_account_is_not_invited(cast: Cast) -> None:
    panel = a_full_council(cast)

    with pytest.raises(ValidationError) as refused:
        actions.invite(panel.seats.get(user=cast.examiner), days=14, by=cast.officer)

    assert refused.value.code == "taken"


@pytest.mark.parametrize("days", [0, 61])
def test_a_link_lasts_from_one_day_to_sixty(cast: Cast, days: int) -> None:
    panel = a_full_council(cast)

    with pytest.raises(ValidationError):
        actions.invite(panel.seats.get(full_name=OUTSIDER), days=days, by=cast.officer)


def test_the_office_sees_the_link_once(cast: Cast) -> None:
    panel = a_full_council(cast)
    seat = panel.seats.get(full_name=OUTSIDER)
    client = Client()
    client.force_login(cast.officer, backend=BACKEND)
    where = reverse("invitation", args=[cast.office.pk, 2025, panel.pk, seat.pk])

    shown = client.post(where, {"days": "7", "email": "ngoai@example.org"}).content.decode()
    later = client.get(where).content.decode()

    assert "/tham-dinh/loi-moi/" in shown
    assert "/tham-dinh/loi-moi/" not in later


def test_the_mail_carries_the_link_and_no_dossier(cast: Cast) -> None:
    invitation, secret = an_invitation(cast)
    Invitation.objects.update(email="ngoai@example.org")

    mail_invitation.call(invitation.pk, seal(f"https://x.vn{page(secret)}"))

    assert [letter.to for letter in mail.outbox] == [["ngoai@example.org"]]
    assert page(secret) in mail.outbox[0].body
