"""What is asked of every change of the map: who sees, handles and acts on a dossier, and that nothing is lost."""

from django.urls import reverse
from django.utils import timezone
from tests.reports.build import as_person

from dvht.accounts.models import User
from dvht.appraisal.models import Appraisal
from dvht.audit.models import Chain, Event
from dvht.audit.queries import verify_chains
from dvht.dossiers.models import DeliveredFile, Delivery, Submission
from dvht.dossiers.permissions import can_handle_submission
from dvht.dossiers.queries import acting_body
from dvht.evidence.models import Evidence
from dvht.plans.models import Plan
from dvht.recognition.models import Decision, Title
from dvht.units.models import Unit

TODAY = timezone.localdate()
KEPT = (Submission, Delivery, DeliveredFile, Appraisal, Decision, Title, Plan, Evidence)


def again(user: User) -> User:
    """The person as a new request asks."""
    return User.objects.get(pk=user.pk)


def seen_by(user: User) -> set[Submission]:
    return set(Submission.objects.visible_to(again(user)))


def handles(user: User, submission: Submission) -> bool:
    return can_handle_submission(again(user), Submission.objects.get(pk=submission.pk))


def acts_on(submission: Submission) -> Unit | None:
    return acting_body(Submission.objects.get(pk=submission.pk), TODAY)


def status(user: User, body: Unit, submission: Submission) -> int:
    """What the page of the submission answers under the address of a body."""
    page = reverse("submission", args=[body.pk, submission.year, submission.pk])
    return as_person(again(user)).get(page).status_code


def numbers() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in KEPT}


def unbroken() -> bool:
    checked = list(verify_chains(Chain.objects.values_list("scope", flat=True)))
    return all(one.broken_at is None for one in checked) and sum(one.events for one in checked) == (
        Event.objects.count()
    )
