from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

authority_patterns: list[URLPattern] = []
"""Stand at /co-quan/<body>/<year>/: pages of a body that receives or decides."""
