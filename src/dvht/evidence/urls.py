from django.urls import path

from dvht.evidence import views

urlpatterns = [
    path("minh-chung/", views.evidence_list, name="evidence_list"),
    path("minh-chung/them/", views.evidence_add, name="evidence_add"),
    path("minh-chung/lien-ket/", views.evidence_link_add, name="evidence_link_add"),
    path("minh-chung/ban-giay/", views.evidence_paper_add, name="evidence_paper_add"),
    path("minh-chung/dung-lai/", views.evidence_reuse, name="evidence_reuse"),
    path("minh-chung/excel/", views.evidence_export, name="evidence_export"),
    path("minh-chung/<int:evidence_id>/", views.evidence_item, name="evidence_item"),
    path("minh-chung/<int:evidence_id>/sua/", views.evidence_edit, name="evidence_edit"),
    path("minh-chung/<int:evidence_id>/dung-cho/", views.evidence_file_under, name="evidence_file_under"),
    path("minh-chung/<int:evidence_id>/tep/", views.evidence_file, name="evidence_file"),
    path("minh-chung/<int:evidence_id>/xem/", views.evidence_preview, name="evidence_preview"),
    path("minh-chung/go/<int:use_id>/", views.evidence_remove, name="evidence_remove"),
    path("minh-chung/lay-lai/<int:use_id>/", views.evidence_restore, name="evidence_restore"),
]
