from django.urls import path

from dvht.members.views import workbooks

_UPLOAD = "thanh-vien/nhap/<int:upload_id>/"

urlpatterns = [
    path("thanh-vien/mau/", workbooks.roster_template, name="roster_template"),
    path("thanh-vien/xuat/", workbooks.roster_export, name="roster_export"),
    path("thanh-vien/nhap/", workbooks.roster_import, name="roster_import"),
    path("thanh-vien/nhap/quen/", workbooks.roster_forget, name="roster_forget"),
    path(_UPLOAD, workbooks.roster_preview, name="roster_preview"),
    path(f"{_UPLOAD}cot/", workbooks.roster_mapping, name="roster_mapping"),
    path(f"{_UPLOAD}ghi/", workbooks.roster_confirm, name="roster_confirm"),
    path(f"{_UPLOAD}bo/", workbooks.roster_upload_discard, name="roster_upload_discard"),
    path(f"{_UPLOAD}danh-dau/", workbooks.roster_marked_file, name="roster_marked_file"),
]
