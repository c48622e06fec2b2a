"""Workbooks that wait to be confirmed."""

from datetime import timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from dvht.members.models import KnownHeader, Upload
from dvht.units.models import Unit

PURPOSE: Final = "roster"
VALUES: Final = "roster_values"
"""Under which the headers of rosters are remembered, and what values in them mean."""
KEPT_FOR: Final = timedelta(days=1)
"""How long a table waits for somebody to confirm it."""


def uploads_of(unit: Unit, year: int, purpose: str) -> QuerySet[Upload]:
    """Everything that was ever uploaded for the purpose in the year, what waits and what doesn't any more."""
    uploads = Upload.objects.filter(unit=unit, year=year, purpose=purpose)
    return uploads.select_related("unit", "uploaded_by")


def waiting_uploads(unit: Unit, year: int, purpose: str) -> QuerySet[Upload]:
    """Those whose table is still kept, the latest first."""
    fresh = uploads_of(unit, year, purpose).filter(uploaded_at__gte=timezone.now() - KEPT_FOR)
    return fresh.exclude(sealed_table="")


def remembered_by(unit: Unit) -> QuerySet[KnownHeader]:
    """What people of the unit said of its rosters' workbooks."""
    return KnownHeader.objects.filter(unit=unit, purpose__in=(PURPOSE, VALUES))
