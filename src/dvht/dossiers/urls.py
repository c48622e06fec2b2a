from django.urls import URLPattern, path

from dvht.dossiers import views

urlpatterns = [
    path("ho-so/", views.dossier, name="dossier"),
    path("ho-so/de-nghi/", views.dossier_request, name="dossier_request"),
    path("ho-so/van-ban/<str:kind>/", views.paper, name="paper"),
    path("ho-so/van-ban/<str:kind>/xem-thu.pdf", views.paper_preview, name="paper_preview"),
    path("ho-so/van-ban/<str:kind>/xem-thu/<int:page>.png", views.paper_page, name="paper_page"),
    path("ho-so/van-ban/<str:kind>/tra-ve-goc/", views.paper_reset, name="paper_reset"),
    path("ho-so/van-ban/<str:kind>/ban-hanh/", views.paper_issue, name="paper_issue"),
    path("ho-so/van-ban/<str:kind>/ban-nhap.docx", views.paper_draft_docx, name="paper_draft_docx"),
    path("ho-so/ban-hanh/<int:paper_id>.<str:paper_format>", views.issued_paper, name="issued_paper"),
    path("ho-so/ghep/<str:kind>/", views.volume_bind, name="volume_bind"),
    path("ho-so/quyen/<int:volume_id>/", views.volume, name="volume"),
    path("ho-so/quyen/<int:volume_id>.pdf", views.volume_file, name="volume_file"),
    path("ho-so/tai-ve.zip", views.dossier_archive, name="dossier_archive"),
]

authority_patterns: list[URLPattern] = []
"""Stand at /co-quan/<body>/<year>/: pages of a body that receives or decides."""
