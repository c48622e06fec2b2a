"""Whether a paper is real: by the code that stands beside its QR code.

Nothing counts or slows down guesses, since a limit by address would lock out a whole office behind one line and stop
nobody with many lines: the code itself is what keeps a stranger out. It has 12 signs of an alphabet of 31, drawn by
`secrets`, so 31¹² = 7,9 · 10¹⁷ codes; with a million papers, somebody who asks a thousand times a second finds
one of them in about 25 years, and then learns what the paper's holder may read: that it is real.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dvht.portal.permissions import can_name_paper
from dvht.portal.queries import paper_with, tidy_code


@login_not_required
@require_safe
def paper_lookup(request: HttpRequest) -> HttpResponse:
    """Ask for the code; without JavaScript the form comes back here and is led on."""
    code = tidy_code(request.GET.get("ma", "")[:60])
    if code:
        return redirect("paper_verification", code)
    return render(request, "portal/paper_lookup.html", {"section": "papers"})


@login_not_required
@never_cache
@require_safe
def paper_verification(request: HttpRequest, code: str) -> HttpResponse:
    """What the register says of the paper with this code."""
    code = tidy_code(code[:60])
    checked = paper_with(code, timezone.localdate())
    context: dict[str, Any] = {"section": "papers", "code": code}
    if checked is None:
        return render(request, "portal/paper_unknown.html", context, status=404)
    named = can_name_paper(checked.paper)
    instead = checked.replaced_by
    context |= {
        "checked": checked,
        "paper": checked.paper,
        "named": named,
        "instead": instead if instead and named and can_name_paper(instead) else None,
        "now": timezone.now(),
    }
    return render(request, "portal/paper_verification.html", context)
