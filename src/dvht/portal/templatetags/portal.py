"""Filters of the portal's pages."""

from django import template

from dvht.portal.queries.results import kind_label

register = template.Library()
register.filter("unit_kind", kind_label)
