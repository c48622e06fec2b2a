from django.urls import path

from dvht.members.views import workbooks

urlpatterns = [
    path("thanh-vien/mau/", workbooks.roster_template, name="roster_template"),
    path("thanh-vien/xuat/<slug:what>/", workbooks.roster_export, name="roster_export"),
    path("thanh-vien/nhap/", workbooks.roster_import, name="roster_import"),
    path("thanh-vien/nhap/<int:upload_id>/", workbooks.roster_preview, name="roster_preview"),
    path("thanh-vien/nhap/<int:upload_id>/cot/", workbooks.roster_mapping, name="roster_mapping"),
    path("thanh-vien/nhap/<int:upload_id>/ghi/", workbooks.roster_confirm, name="roster_confirm"),
    path(
        "thanh-vien/nhap/<int:upload_id>/bo/", workbooks.roster_upload_discard, name="roster_upload_discard"
    ),
    path(
        "thanh-vien/nhap/<int:upload_id>/danh-dau/", workbooks.roster_marked_file, name="roster_marked_file"
    ),
]
