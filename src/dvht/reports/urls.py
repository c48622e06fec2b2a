from django.urls import URLPattern, path

from dvht.reports import views

urlpatterns = [
    path("", views.home, name="home"),
    path("don-vi/<int:unit_id>/", views.unit_home, name="unit_home"),
    path("don-vi/<int:unit_id>/<int:year>/", views.year_home, name="year_home"),
    path("quy-dinh/", views.regulations, name="regulations"),
    path("quy-dinh/<str:pack_id>/", views.regulation, name="regulation"),
]

authority_patterns: list[URLPattern] = []
"""Stand at /co-quan/<body>/<year>/: pages of a body that receives or decides."""
