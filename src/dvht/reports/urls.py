from django.urls import path

from dvht.reports import views
from dvht.reports.views.rights import user_rights

urlpatterns = [
    path("", views.home, name="home"),
    path("don-vi/<int:unit_id>/", views.unit_home, name="unit_home"),
    path("don-vi/<int:unit_id>/<int:year>/", views.year_home, name="year_home"),
    path("quan-tri/don-vi/<int:unit_id>/nguoi-dung/<int:user_id>/quyen/", user_rights, name="user_rights"),
    path("quy-dinh/", views.regulations, name="regulations"),
    path("quy-dinh/<str:pack_id>/", views.regulation, name="regulation"),
]

authority_patterns = [
    path("", views.authority_board, name="authority_board"),
    path("don-vi/", views.authority_units, name="authority_units"),
    path("don-vi/excel/", views.authority_units_export, name="authority_units_export"),
    path("nhac/", views.authority_remind, name="authority_remind"),
    path("bao-cao/", views.consolidated_report, name="consolidated_report"),
    path("bao-cao/excel/", views.consolidated_workbook, name="consolidated_workbook"),
    path("bao-cao/van-ban/", views.consolidated_paper, name="consolidated_paper"),
    path("bao-cao/van-ban/ban-hanh/", views.consolidated_paper_issue, name="consolidated_paper_issue"),
    path("bao-cao/van-ban/trang/<int:page>/", views.consolidated_paper_page, name="consolidated_paper_page"),
    path(
        "bao-cao/van-ban/nhap.<str:paper_format>",
        views.consolidated_paper_draft,
        name="consolidated_paper_draft",
    ),
]
"""Stand at /co-quan/<body>/<year>/: pages of a body that receives or decides."""
