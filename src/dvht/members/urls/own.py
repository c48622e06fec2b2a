"""Stand at /toi/."""

from django.urls import URLPattern, path

from dvht.members.views import own

own_patterns: list[URLPattern] = [
    path("", own.own_home, name="own_home"),
    path("du-lieu-ca-nhan/", own.personal_data, name="personal_data"),
    path("<int:member_id>/du-lieu/", own.own_data, name="own_data"),
    path("<int:member_id>/du-lieu/yeu-cau/", own.own_request_add, name="own_request_add"),
    path("<int:member_id>/du-lieu/tai-ve/", own.own_data_export, name="own_data_export"),
    path("<int:member_id>/<int:year>/", own.own_year, name="own_year"),
    path("<int:member_id>/<int:year>/cam-ket/", own.own_commitment, name="own_commitment"),
    path(
        "<int:member_id>/<int:year>/cam-ket/rut/", own.own_commitment_withdraw, name="own_commitment_withdraw"
    ),
    path("<int:member_id>/<int:year>/ke-hoach/", own.own_study_plan, name="own_study_plan"),
    path("<int:member_id>/<int:year>/ke-hoach/nop/", own.own_study_plan_submit, name="own_study_plan_submit"),
    path(
        "<int:member_id>/<int:year>/ke-hoach/lay-lai/",
        own.own_study_plan_take_back,
        name="own_study_plan_take_back",
    ),
    path("<int:member_id>/<int:year>/ke-hoach/<int:item_id>/", own.own_study_item, name="own_study_item"),
    path("<int:member_id>/<int:year>/chung-nhan/", own.own_certificates, name="own_certificates"),
    path(
        "<int:member_id>/<int:year>/chung-nhan/<int:certificate_id>/",
        own.own_certificate,
        name="own_certificate",
    ),
    path(
        "<int:member_id>/<int:year>/chung-nhan/<int:certificate_id>/rut/",
        own.own_certificate_withdraw,
        name="own_certificate_withdraw",
    ),
    path(
        "<int:member_id>/<int:year>/chung-nhan/<int:certificate_id>/tep/",
        own.own_certificate_file,
        name="own_certificate_file",
    ),
    path("<int:member_id>/<int:year>/in/<slug:kind>.<str:paper_format>", own.own_paper, name="own_paper"),
]
