"""Filters that write days, numbers and sizes as Vietnamese do; docs/ui.md shows an example of each."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils import timezone

from dvht.ui import vietnamese

register = template.Library()


@register.filter
def vi_date(day: date | None) -> str:
    """15/11/2026; a moment is read in the reader's time zone."""
    return vietnamese.written_date(_day(day)) if day else ""


@register.filter
def vi_weekday_date(day: date | None) -> str:
    """thứ Năm, 14/01/2027."""
    return vietnamese.written_weekday_date(_day(day)) if day else ""


@register.filter
def vi_datetime(moment: datetime | None) -> str:
    """14:02 hôm nay; 14:02 15/11/2026."""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return vietnamese.written_moment(local, timezone.localtime())


def _day(day: date) -> date:
    if isinstance(day, datetime) and timezone.is_aware(day):
        return timezone.localtime(day).date()
    return day


@register.filter
def vi_number(value: int | Decimal | Fraction | None, places: int | None = None) -> str:
    """1.234,5; with `places`, that many decimals."""
    return "" if value is None else vietnamese.written_number(value, places)


@register.filter
def vi_percent(part: int | None, whole: int | None) -> str:
    """95,0%: `{{ have|vi_percent:total }}`, floored to one decimal."""
    return "" if part is None or whole is None else vietnamese.written_percent(part, whole)


@register.filter
def vi_size(octets: int | None) -> str:
    """2,4 MB."""
    return "" if octets is None else vietnamese.written_size(octets)


@register.filter
def file_kind(name: str) -> str:
    """The ending of a file name for its label, at most four letters: "PDF", "XLSX"; "TỆP" without one."""
    ending = name.rpartition(".")[2] if "." in name else ""
    return ending.upper()[:4] or "TỆP"
