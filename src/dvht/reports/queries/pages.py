"""Which pages this installation has."""

from django.urls import get_resolver


def has_page(name: str) -> bool:
    return name in get_resolver().reverse_dict
