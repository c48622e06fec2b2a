"""The review: the meeting and the votes on one page that saves itself."""

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dvht.citizens.actions import save_review
from dvht.citizens.actions.reviewing import review_gaps
from dvht.citizens.forms import ReviewForm
from dvht.citizens.forms.reviewing import FIELDS
from dvht.citizens.models import Review
from dvht.citizens.queries import lines_of, round_of
from dvht.citizens.queries.board import board_of
from dvht.citizens.views.place import Place, into_form, readers, with_round
from dvht.ui.answers import require

ON_A_PAGE: Final = 60


@require_http_methods(["GET", "HEAD", "POST"])
@readers
@with_round
def citizen_review(place: Place) -> HttpResponse:
    """The draft of the minutes; only keepers write, everybody who reads the roster sees it."""
    if place.request.method != "POST":
        return _review_page(place)
    require(place.may_keep)
    lines = lines_of(place.round)
    page = Paginator(lines, ON_A_PAGE).get_page(place.request.GET.get("page"))
    form = ReviewForm(place.round.review, list(page.object_list), place.request.POST)
    if not form.is_valid():
        return _refused(place, form, 422)
    try:
        save_review(
            place.round,
            form.meeting(),
            form.verdicts(),
            version=form.cleaned_data["version"],
            by=place.request.user,
        )
    except ValidationError as error:
        return _refused(place, form, into_form(form, error))
    if place.request.htmx:
        return _saved_parts(place)
    messages.success(place.request, "Đã lưu biên bản xét duyệt.")
    if "next" in place.request.POST:
        return place.to("citizen_paper", "bien-ban")
    address = reverse("citizen_review", args=[place.unit.pk, place.year])
    return redirect(f"{address}?page={page.number}" if page.number > 1 else address)


def _refused(place: Place, form: ReviewForm, status: int) -> HttpResponse:
    if not place.request.htmx:
        return _review_page(place, form, status)
    if status == 409:
        context = {"review": Review.objects.select_related("saved_by").get(round=place.round), "form": form}
        return render(place.request, "citizens/_review_conflict.html", context, status=409)
    return render(place.request, "citizens/_review_refused.html", {"form": form}, status=422)


def _saved_parts(place: Place) -> HttpResponse:
    """The new version, the count, and each person's conclusion as it now stands."""
    fresh = Place(place.request, place.unit, place.year, round_of(place.unit, place.year))
    return render(place.request, "citizens/_review_saved.html", _context(fresh, None))


def _review_page(place: Place, form: ReviewForm | None = None, status: int = 200) -> HttpResponse:
    return render(place.request, "citizens/citizen_review.html", _context(place, form), status=status)


def _context(place: Place, form: ReviewForm | None) -> dict[str, object]:
    lines = lines_of(place.round)
    page = Paginator(lines, ON_A_PAGE).get_page(place.request.GET.get("page"))
    board = board_of(place.round, lines, (), place.round.review_on)
    shown = form or ReviewForm(place.round.review, list(page.object_list))
    return place.context(
        form=shown,
        meeting_fields=[shown[name] for name in FIELDS],
        page=page,
        board=board,
        review=place.round.review,
        gaps=review_gaps(place.round, lines),
        whole=len(lines),
        refused=sum(one.concluded.recognised is False for one in board.people),
        writable=place.may_keep and place.round.is_open,
    )
