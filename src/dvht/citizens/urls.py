from django.urls import path

from dvht.citizens import views

HERE = "cong-dan-hoc-tap/"
PERSON = f"{HERE}<int:registrant_id>/"
PAPER = f"{HERE}van-ban/<slug:slug>/"

urlpatterns = [
    path(HERE, views.citizens, name="citizens"),
    path(f"{HERE}dot/", views.citizen_round, name="citizen_round"),
    path(f"{HERE}dang-ky/", views.citizen_register, name="citizen_register"),
    path(f"{HERE}nhap/", views.citizen_import, name="citizen_import"),
    path(f"{HERE}nhap/<int:upload_id>/", views.citizen_import_preview, name="citizen_import_preview"),
    path(f"{HERE}nhap/<int:upload_id>/ghi/", views.citizen_import_confirm, name="citizen_import_confirm"),
    path(f"{HERE}nhap/<int:upload_id>/bo/", views.citizen_import_discard, name="citizen_import_discard"),
    path(f"{HERE}xet-duyet/", views.citizen_review, name="citizen_review"),
    path(f"{HERE}xet-lai/", views.citizen_reopen, name="citizen_reopen"),
    path(f"{HERE}quyet-dinh-giay/", views.citizen_outside_decision, name="citizen_outside_decision"),
    path(f"{HERE}chi-hoi/", views.citizen_collection, name="citizen_collection"),
    path(f"{HERE}tai/<slug:what>.<slug:paper_format>", views.citizen_list_file, name="citizen_list_file"),
    path(PAPER, views.citizen_paper, name="citizen_paper"),
    path(f"{PAPER}trang/<int:page>.png", views.citizen_paper_page, name="citizen_paper_page"),
    path(f"{PAPER}nhap.<slug:paper_format>", views.citizen_paper_draft, name="citizen_paper_draft"),
    path(f"{PAPER}ban-hanh/", views.citizen_paper_issue, name="citizen_paper_issue"),
    path(f"{PAPER}lay-lai/", views.citizen_paper_reset, name="citizen_paper_reset"),
    path(PERSON, views.citizen, name="citizen"),
    path(f"{PERSON}nhom/", views.citizen_group, name="citizen_group"),
    path(f"{PERSON}go/", views.citizen_withdraw, name="citizen_withdraw"),
    path(f"{PERSON}cham/", views.citizen_score, name="citizen_score"),
    path(f"{PERSON}cham/mo-lai/", views.citizen_score_return, name="citizen_score_return"),
    path(f"{PERSON}ban-in/", views.citizen_print, name="citizen_print"),
    path(f"{PERSON}ban-in/bo/", views.citizen_print_remove, name="citizen_print_remove"),
    path(f"{PERSON}ban-in/tep/", views.citizen_file, name="citizen_file"),
    path(f"{PERSON}phieu.<slug:paper_format>", views.citizen_form, name="citizen_form"),
]

OWN = "<int:member_id>/<int:year>/cong-dan-hoc-tap/"

own_patterns = [
    path(OWN, views.own_citizen, name="own_citizen"),
    path(f"{OWN}trang-thai/", views.own_citizen_state, name="own_citizen_state"),
    path(f"{OWN}dang-ky/", views.own_citizen_register, name="own_citizen_register"),
    path(f"{OWN}nop/", views.own_citizen_submit, name="own_citizen_submit"),
    path(f"{OWN}lay-lai/", views.own_citizen_take_back, name="own_citizen_take_back"),
    path(f"{OWN}phieu.<slug:paper_format>", views.own_citizen_form, name="own_citizen_form"),
]
"""Stand at /toi/."""
