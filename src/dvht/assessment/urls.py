from django.urls import path

from dvht.assessment import views

urlpatterns = [
    path("tu-danh-gia/", views.assessment, name="assessment"),
    path("tu-danh-gia/chi-tieu/<str:code>/", views.assessment_row, name="assessment_row"),
    path("tu-danh-gia/so-thanh-vien/", views.assessment_member_total, name="assessment_member_total"),
    path("tu-danh-gia/kiem-tra/", views.assessment_check, name="assessment_check"),
    path("tu-danh-gia/chot/", views.assessment_finalise, name="assessment_finalise"),
    path("tu-danh-gia/mo-lai/", views.assessment_reopen, name="assessment_reopen"),
    path("tu-danh-gia/lich-su/", views.assessment_history, name="assessment_history"),
    path("tu-danh-gia/ten/", views.assessment_names, name="assessment_names"),
    path("tu-danh-gia/ten/xuat-excel/", views.assessment_names_export, name="assessment_names_export"),
    path("tu-danh-gia/xuat-excel/", views.assessment_export, name="assessment_export"),
]
