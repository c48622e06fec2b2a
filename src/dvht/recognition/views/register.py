"""The register of titles of a body."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dvht.recognition.exports import register_workbook
from dvht.recognition.models import Title
from dvht.recognition.queries.law import title_law
from dvht.recognition.queries.register import MONTHS, SHOWN, Asked, counts, filtered, title_lines
from dvht.recognition.queries.standing import titles_seen
from dvht.recognition.views.place import Place, readers
from dvht.regulation.kinds import SECTORS
from dvht.ui.downloads import titled_download

PAGE = 50
OUTCOMES = (
    ("2", "Mức độ 2"), ("1", "Mức độ 1"), ("tot", "Loại Tốt"), ("kha", "Loại Khá"), ("trung_binh", "Loại Trung bình"),
)  # fmt: skip


def _asked(place: Place) -> Asked:
    said = place.request.GET
    months = said.get("months", "")
    return Asked(
        show=said.get("show", "") if said.get("show") in dict(SHOWN) else "",
        sector=said.get("sector", "") if said.get("sector") in SECTORS else "",
        outcome=said.get("outcome", "")[:20],
        words=said.get("q", "").strip()[:200],
        months=int(months)
        if months.isascii() and months.isdecimal() and len(months) < 3 and 0 < int(months) <= 36
        else MONTHS,
    )


def _seen(place: Place, asked: Asked) -> QuerySet[Title]:
    """The titles of the sectors that the reader looks after; all, where everything or one sector is asked for."""
    found = titles_seen(place.standing)
    kinds = place.sectors.kinds
    return found.filter(unit__kind__in=kinds) if kinds and not asked.sector else found


@require_safe
@readers
def titles(place: Place) -> HttpResponse:
    """Which titles hold, until when by both readings, what may come next."""
    asked = _asked(place)
    seen = _seen(place, asked)
    page = Paginator(filtered(seen, place.year, asked, place.today), PAGE).get_page(
        place.request.GET.get("page")
    )
    said = {
        "sector": asked.sector,
        "outcome": asked.outcome,
        "q": asked.words,
        "pham-vi": place.sectors.scope,
    }
    rest = {name: value for name, value in said.items() if value}
    lines = title_lines(list(page.object_list), place.today)
    context: dict[str, Any] = place.context(
        page=page,
        lines=[(line, place.decision_url(line.title.decision)) for line in lines],
        law=title_law(line.title.pack for line in lines),
        asked=asked,
        chips=[
            (key, label, count, urlencode({"show": key, **rest}))
            for key, label, count in counts(seen, place.year, place.today, asked.months)
        ],
        sectors=SECTORS.items(),
        outcomes=OUTCOMES,
        query=urlencode({"show": asked.show, "months": asked.months, **rest}),
    )
    return render(place.request, "recognition/titles.html", context)


@require_safe
@readers
def titles_export(place: Place) -> HttpResponse:
    """The same list as a workbook."""
    asked = _asked(place)
    found = filtered(_seen(place, asked), place.year, asked, place.today)
    lines = title_lines(found, place.today)
    label = dict(SHOWN)[asked.show] if asked.show else f"Năm {place.year}"
    title = f"Danh hiệu “Đơn vị học tập” · {place.body.name} · {label}"
    content = register_workbook(lines, title)
    return titled_download(content, f"danh hieu {place.year} {label}", "xlsx")
