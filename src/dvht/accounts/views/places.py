"""The official names of provinces and communes, beside what stands in the tree already."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dvht.accounts.views.units import PER_PAGE, administered
from dvht.ui.requests import SignedInRequest
from dvht.ui.vietnamese import without_marks
from dvht.units.models import Unit
from dvht.units.queries import communes, province_of, provinces


@require_GET
def place_list(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """The communes of a province, to be added under the unit one by one; its own province is chosen at first."""
    unit = administered(request, unit_id)
    own = province_of(unit.area) or province_of(unit.name)
    asked = request.GET.get("tinh", "")
    code = int(asked) if asked.isdecimal() and len(asked) < 9 else (own.code if own else 0)
    words = without_marks(request.GET.get("q", "")[:100]).split()
    found = [place for place in communes(code) if all(word in without_marks(place.name) for word in words)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    areas = Unit.objects.filter(
        path__startswith=unit.path, kind="commune_peoples_committee", dissolved_on__isnull=True
    )
    standing = {without_marks(area) for area in areas.values_list("area", flat=True)}
    context = {
        "unit": unit,
        "provinces": provinces(),
        "province": code,
        "page": page,
        "lines": [(place, without_marks(place.area) in standing) for place in page],
        "words": request.GET.get("q", "")[:100],
        "can_add": unit.dissolved_on is None,
    }
    return render(request, "accounts/place_list.html", context)
