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
    path("ho-so/nop/", views.dossier_submit, name="dossier_submit"),
    path("ho-so/rut/", views.dossier_withdraw, name="dossier_withdraw"),
    path("ho-so/lan-nop/<int:number>/", views.delivery, name="delivery"),
    path("ho-so/lan-nop/<int:number>/bien-nhan.pdf", views.delivery_receipt, name="delivery_receipt"),
    path("ho-so/lan-nop/<int:number>/tep/<int:file_id>/", views.delivery_file, name="delivery_file"),
]

authority_patterns: list[URLPattern] = [
    path("ho-so/", views.submission_list, name="submission_list"),
    path("ho-so/danh-sach.xlsx", views.submission_export, name="submission_export"),
    path("ho-so/ghi-nhan/", views.submission_register, name="submission_register"),
    path("ho-so/<int:submission_id>/", views.submission, name="submission"),
    path("ho-so/<int:submission_id>/tra-lai/", views.submission_return, name="submission_return"),
    path("ho-so/<int:submission_id>/tiep-nhan/", views.submission_receive, name="submission_receive"),
    path("ho-so/<int:submission_id>/giao/", views.submission_reassign, name="submission_reassign"),
    path("ho-so/<int:submission_id>/ket-thuc/", views.submission_close, name="submission_close"),
    path(
        "ho-so/<int:submission_id>/bien-nhan/<int:number>.pdf",
        views.submission_receipt,
        name="submission_receipt",
    ),
    path("ho-so/<int:submission_id>/tep/<int:file_id>/", views.submission_file, name="submission_file"),
]
"""Stand at /co-quan/<body>/<year>/: pages of a body that receives or decides."""
