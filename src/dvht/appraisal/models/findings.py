"""What examiners find, row by row, how it becomes one conclusion, and how the panel votes."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone

from dvht.accounts.models import User
from dvht.accounts.queries import Person, bodies_of, roles_of, sectors_of
from dvht.appraisal.models.panels import LEADING, Assignment, Panel, Seat, SeatRole, WorkingMode
from dvht.appraisal.models.ties import ROLE, ROSTER, Tie, with_kin
from dvht.appraisal.states import AppraisalState, PanelState
from dvht.assessment.models import RowValue
from dvht.documents.models import IssuedPaper
from dvht.dossiers.models import Delivery, Submission
from dvht.members.models import Posting
from dvht.regulation.kinds import kinds_of
from dvht.units.models import Unit


class AppraisalQuerySet(models.QuerySet["Appraisal"]):
    """Sets of appraisals, scoped in SQL."""

    def visible_to(self, user: Person) -> Self:
        """Those that the body's own people see through the dossier, and those in which one has a part to play.

        A seat opens what is assigned to it; who leads a panel, and its secretary, see all that the panel examines. A
        unit doesn't see how it is examined while that lasts, nor does anybody who belongs to it.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        of_body = Submission.objects.visible_to(user)
        reached = Q(submission__in=of_body.values("pk")) | _led_by(user) | _given_to(user)
        return self.filter(reached).exclude(of_own_units(user))

    def of_body(self, user: Person, body: Unit) -> Self:
        """Those of the dossiers that one body received or took over, for somebody who works there."""
        if not isinstance(user, User) or not user.is_active or body.pk not in bodies_of(user):
            return self.none()
        came = Submission.objects.of_bodies(frozenset({body.pk}), timezone.localdate())
        if sectors := sectors_of(user, body.pk):
            came = came.filter(unit__kind__in=kinds_of(sectors))
        return self.filter(submission__in=came.values("pk")).exclude(of_own_units(user))

    def given_to(self, user: Person, *, own: Q | None = None) -> Self:
        """Those that a seat of the person examines or leads; not what the body's people see besides.

        `own` spares asking again what `of_own_units` said.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(_led_by(user) | _given_to(user)).exclude(own or of_own_units(user))

    def voted_on_by(self, user: Person, *, own: Q | None = None) -> Self:
        """Those on whose result a seat of the person votes: all that the panel has put to the vote."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        seats = _seats(user).filter(panel=OuterRef("panel"))
        open_now = self.filter(state=AppraisalState.VOTING.value)
        return open_now.filter(Exists(seats)).exclude(own or of_own_units(user))


def _seats(user: User) -> models.QuerySet[Seat]:
    return Seat.objects.filter(user=user, panel__state=PanelState.AT_WORK.value)


def _led_by(user: User) -> Exists:
    return Exists(_seats(user).filter(panel=OuterRef("panel"), role__in=[*LEADING, SeatRole.SECRETARY]))


def _given_to(user: User) -> Exists:
    return Exists(
        Assignment.objects.filter(
            submission=OuterRef("submission"),
            seat__user=user,
            seat__panel=OuterRef("panel"),
            seat__panel__state=PanelState.AT_WORK.value,
        )
    )


def of_own_units(user: User) -> Q:
    """Of units to which the person belongs, an administrator too: nobody sees how these are examined.

    Two queries: where the person stands on a roster or is told to be at home, and what succeeded what.
    """
    postings = Posting.objects.filter(member__user=user).order_by()
    homes = Seat.objects.filter(user=user, home__isnull=False).order_by()
    no_day = Value(None, output_field=models.DateField())
    known = postings.values_list("member__unit", "ended_on").union(
        homes.annotate(ended_on=no_day).values_list("home", "ended_on")
    )
    ties = {Tie(role.unit_id, ROLE) for role in roles_of(user)}
    ties |= {Tie(unit, ROSTER, left.year if left else None) for unit, left in known}
    found = Q(pk__in=[])
    for tie in with_kin({user.pk: ties})[user.pk]:
        here = Q(submission__unit=tie.unit_id)
        found |= here if tie.last_year is None else here & Q(submission__year__lte=tie.last_year)
    return found


class Appraisal(models.Model):
    """The examination of one dossier by one panel.

    `result` is what the same engine computes from the conclusions, kept when the panel has voted. `back_reason` says
    why it last went back to an earlier step. `decided_in` names the decision that rests on it: from then on it stays.
    """

    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, related_name="+", verbose_name="hồ sơ đã nộp"
    )
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="appraisals")
    state = models.CharField(
        "trạng thái",
        max_length=14,
        choices=[
            (AppraisalState.EXAMINING.value, "Đang thẩm định"),
            (AppraisalState.CONSOLIDATING.value, "Đang thống nhất"),
            (AppraisalState.VOTING.value, "Đang biểu quyết"),
            (AppraisalState.PASSED.value, "Đủ điều kiện"),
            (AppraisalState.FAILED.value, "Không đủ điều kiện"),
        ],
        default=AppraisalState.EXAMINING.value,
    )
    result = models.JSONField("kết quả thẩm định", null=True)
    outcome = models.CharField("mức được đề nghị công nhận", max_length=20, blank=True)
    passed_rows = models.PositiveSmallIntegerField("số chỉ tiêu đạt", null=True)
    applicable_rows = models.PositiveSmallIntegerField("số chỉ tiêu áp dụng", null=True)
    reasons = models.TextField("kết luận bằng lời", blank=True)
    back_reason = models.TextField("lý do làm lại", blank=True)
    decided_in = models.CharField("quyết định đã dựa vào", max_length=200, blank=True)
    concluded_at = models.DateTimeField("kết luận lúc", null=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)

    objects: ClassVar[AppraisalQuerySet] = AppraisalQuerySet.as_manager()  # type: ignore[assignment]  # a manager made of the query set

    class Meta:
        verbose_name = "thẩm định hồ sơ"
        constraints = (
            models.CheckConstraint(
                name="concluded_appraisal_has_judge_and_result",
                condition=~Q(state__in=["passed", "failed"])
                | Q(concluded_at__isnull=False, concluded_by__isnull=False, result__isnull=False),
            ),
            models.CheckConstraint(
                name="passed_appraisal_has_outcome", condition=~Q(state="passed") | ~Q(outcome="")
            ),
        )

    def __str__(self) -> str:
        return f"Thẩm định {self.submission}"

    @property
    def resting(self) -> str:
        """The decision or reply that rests on the conclusion, as people name it; the mark in brackets is ours."""
        return self.decided_in.partition(" (")[0]


class Judgement(RowValue):
    """A value for one row, in the same shape as a unit's own entry."""

    evidence_fits = models.BooleanField("minh chứng phù hợp", default=True)
    reason = models.TextField("lý do", blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        abstract = True


class Finding(Judgement):
    """What one examiner found for one row, in the delivery that was then before them."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="findings")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+")
    propose_return = models.BooleanField("đề nghị trả lại", default=False)
    found_at = models.DateTimeField("ghi lúc", auto_now=True)

    class Meta:
        verbose_name = "ý kiến thẩm định"
        constraints = (
            models.UniqueConstraint(fields=("appraisal", "seat", "row"), name="finding_once_per_examiner"),
        )


class Conclusion(Judgement):
    """The panel's value for one row: where its examiners agree, or as the chair settled it."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="conclusions")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+")
    settled_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField("thống nhất lúc", auto_now=True)

    class Meta:
        verbose_name = "kết luận từng chỉ tiêu"
        constraints = (models.UniqueConstraint(fields=("appraisal", "row"), name="conclusion_once_per_row"),)


class Meeting(models.Model):
    """A meeting of a panel, or its round of written opinions: what its minutes say."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="meetings")
    mode = models.CharField("cách làm việc", max_length=10, choices=WorkingMode.choices)
    held_on = models.DateField("ngày")
    starts_at = models.TimeField("bắt đầu lúc", null=True, blank=True)
    ends_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=300, blank=True)
    present = models.ManyToManyField(Seat, related_name="+", verbose_name="có mặt")
    appraisals = models.ManyToManyField(Appraisal, related_name="+", verbose_name="hồ sơ được xem xét")
    notes = models.TextField("diễn biến", blank=True)
    minutes = models.ForeignKey(IssuedPaper, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "phiên họp, lấy ý kiến"
        ordering = ("-held_on", "-pk")

    def __str__(self) -> str:
        return f"{self.panel} {self.held_on:%d/%m/%Y}"


class Vote(models.Model):
    """How one seat votes on the result of one dossier; who disagrees says why."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField("đồng ý")
    opinion = models.TextField("ý kiến", blank=True)
    cast_at = models.DateTimeField("biểu quyết lúc", auto_now=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "phiếu biểu quyết"
        constraints = (
            models.UniqueConstraint(fields=("appraisal", "seat"), name="vote_once_per_seat"),
            models.CheckConstraint(name="disagreement_says_why", condition=Q(agrees=True) | ~Q(opinion="")),
        )

    def __str__(self) -> str:
        return f"{self.seat} · {self.appraisal}"
