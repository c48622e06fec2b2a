from django.urls import URLPattern, path

from dvht.members.views import study

urlpatterns: list[URLPattern] = [
    path("thanh-vien/ke-hoach-tu-hoc/", study.study_plans, name="study_plans"),
    path("thanh-vien/ke-hoach-tu-hoc/duyet/", study.study_plans_check, name="study_plans_check"),
    path("thanh-vien/ke-hoach-tu-hoc/<int:plan_id>/", study.study_plan, name="study_plan"),
    path("thanh-vien/ke-hoach-tu-hoc/cap-duoi/", study.study_plans_below, name="study_plans_below"),
    path(
        "thanh-vien/ke-hoach-tu-hoc/cap-duoi/<int:plan_id>/", study.study_plan_below, name="study_plan_below"
    ),
    path("thanh-vien/chung-nhan/", study.certificates, name="certificates"),
    path("thanh-vien/chung-nhan/xac-nhan/", study.certificates_check, name="certificates_check"),
    path("thanh-vien/chung-nhan/<int:certificate_id>/", study.certificate, name="certificate"),
    path(
        "thanh-vien/chung-nhan/<int:certificate_id>/xet-lai/",
        study.certificate_reopen,
        name="certificate_reopen",
    ),
    path("thanh-vien/chung-nhan/<int:certificate_id>/tep/", study.certificate_file, name="certificate_file"),
    path("thanh-vien/cam-ket/", study.commitments, name="commitments"),
    path("thanh-vien/giay-to/", study.study_papers, name="study_papers"),
    path("thanh-vien/giay-to/<slug:kind>.<str:paper_format>", study.study_paper, name="study_paper"),
]
