from django.urls import URLPattern

own_patterns: list[URLPattern] = []
"""Stand at /toi/."""
