from django.urls import path

from dvht.portal import views

urlpatterns = [
    path("", views.published_results, name="published_results"),
    path("don-vi/<int:unit_id>/", views.published_unit, name="published_unit"),
    path("tra-cuu/", views.paper_lookup, name="paper_lookup"),
    path("tra-cuu/<str:code>/", views.paper_verification, name="paper_verification"),
    path("du-lieu/", views.open_data, name="open_data"),
    path("du-lieu/ket-qua.csv", views.open_data_csv, name="open_data_csv"),
    path("du-lieu/ket-qua.json", views.open_data_json, name="open_data_json"),
]

root_patterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
]
"""Stand at the root of the site."""
