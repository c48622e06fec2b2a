from django.urls import path

from dvht.accounts.views import changes, history, jurisdiction, places, set_up, trail, units, users

urlpatterns = [
    path("", units.unit_list, name="unit_list"),
    path("nhat-ky/", trail.event_list, name="event_list"),
    path("nhat-ky/excel/", trail.event_export, name="event_export"),
    path("don-vi/<int:unit_id>/", units.unit_change, name="unit_change"),
    path("don-vi/<int:unit_id>/them/", units.unit_add, name="unit_add"),
    path("don-vi/<int:unit_id>/chuyen/", units.unit_move, name="unit_move"),
    path("don-vi/<int:unit_id>/lich-su/", history.unit_history, name="unit_history"),
    path("don-vi/<int:unit_id>/doi-ten/", changes.unit_rename, name="unit_rename"),
    path("don-vi/<int:unit_id>/chuyen-co-quan/", changes.unit_transfer, name="unit_transfer"),
    path("don-vi/<int:unit_id>/hop-nhat/", changes.unit_merge, name="unit_merge"),
    path("don-vi/<int:unit_id>/chia-tach/", changes.unit_split, name="unit_split"),
    path("don-vi/<int:unit_id>/giai-the/", changes.unit_dissolve, name="unit_dissolve"),
    path("don-vi/<int:unit_id>/tham-quyen/", jurisdiction.jurisdiction_add, name="jurisdiction_add"),
    path("don-vi/<int:unit_id>/hai-cap/", jurisdiction.two_tier, name="two_tier"),
    path("nguoi-dung/excel/", users.users_export, name="users_export"),
    path("tham-quyen/excel/", jurisdiction.jurisdiction_export, name="jurisdiction_export"),
    path("tham-quyen/", jurisdiction.jurisdiction_list, name="jurisdiction_list"),
    path("tham-quyen/<int:jurisdiction_id>/", jurisdiction.jurisdiction_change, name="jurisdiction_change"),
    path(
        "tham-quyen/<int:jurisdiction_id>/ket-thuc/", jurisdiction.jurisdiction_end, name="jurisdiction_end"
    ),
    path(
        "tham-quyen/<int:jurisdiction_id>/xac-nhan/",
        jurisdiction.jurisdiction_confirm,
        name="jurisdiction_confirm",
    ),
    path("don-vi/<int:unit_id>/dia-danh/", places.place_list, name="place_list"),
    path("don-vi/<int:unit_id>/dau-van-ban/", units.unit_paper_head, name="unit_paper_head"),
    path("don-vi/<int:unit_id>/nguoi-dung/", users.user_list, name="user_list"),
    path("don-vi/<int:unit_id>/nguoi-dung/excel/", users.user_export, name="user_export"),
    path("don-vi/<int:unit_id>/nguoi-dung/them/", users.user_add, name="user_add"),
    path("don-vi/<int:unit_id>/nguoi-dung/da-co-tai-khoan/", users.user_join, name="user_join"),
    path("don-vi/<int:unit_id>/nguoi-dung/<int:user_id>/", users.user_change, name="user_change"),
    path(
        "don-vi/<int:unit_id>/nguoi-dung/<int:user_id>/mat-khau/", users.user_password, name="user_password"
    ),
    path(
        "don-vi/<int:unit_id>/nguoi-dung/<int:user_id>/ngung/", users.user_deactivate, name="user_deactivate"
    ),
    path(
        "don-vi/<int:unit_id>/nguoi-dung/<int:user_id>/mo-lai/", users.user_reactivate, name="user_reactivate"
    ),
]

set_up_patterns = [
    path("", set_up.set_up, name="set_up"),
    path("nguoi-quan-tri/", set_up.set_up_person, name="set_up_person"),
    path("kiem-tra/", set_up.set_up_check, name="set_up_check"),
]
"""Stand at /cai-dat/."""
