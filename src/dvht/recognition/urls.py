from django.urls import path

from dvht.recognition import views

OWN = "cong-nhan/"

urlpatterns = [
    path(OWN, views.recognition, name="recognition"),
    path(
        f"{OWN}van-ban/<int:paper_id>.<slug:paper_format>", views.recognition_paper, name="recognition_paper"
    ),
    path(f"{OWN}thong-bao.<slug:paper_format>", views.recognition_notice, name="recognition_notice"),
    path(f"{OWN}cai-tien/them/", views.improvement_add, name="improvement_add"),
    path(f"{OWN}cai-tien/goi-y/", views.improvement_suggest, name="improvement_suggest"),
    path(f"{OWN}cai-tien/<int:line_id>/", views.improvement, name="improvement"),
    path(f"{OWN}cai-tien/<int:line_id>/xoa/", views.improvement_remove, name="improvement_remove"),
]

DECISIONS = "quyet-dinh/"
ONE = f"{DECISIONS}<int:decision_id>/"
REPLY = "tra-loi/<int:appraisal_id>/"

authority_patterns = [
    path(DECISIONS, views.decisions, name="decisions"),
    path(f"{DECISIONS}soan/", views.decision_start, name="decision_start"),
    path(f"{DECISIONS}thu-hoi/", views.withdrawal_start, name="withdrawal_start"),
    path(ONE, views.decision, name="decision"),
    path(f"{ONE}danh-sach/", views.decision_list, name="decision_list"),
    path(f"{ONE}danh-sach-thay-the/", views.decision_correction, name="decision_correction"),
    path(f"{ONE}ban-hanh/", views.decision_confirm, name="decision_confirm"),
    path(f"{ONE}thay-the/", views.decision_correct, name="decision_correct"),
    path(f"{ONE}lay-lai/", views.decision_reset, name="decision_reset"),
    path(f"{ONE}bo/", views.decision_discard, name="decision_discard"),
    path(f"{ONE}trang/<int:page>.png", views.decision_page, name="decision_page"),
    path(f"{ONE}quyet-dinh.<slug:paper_format>", views.decision_file, name="decision_file"),
    path("danh-hieu/", views.titles, name="titles"),
    path("danh-hieu/tai.xlsx", views.titles_export, name="titles_export"),
    path("tra-loi/", views.refusals, name="refusals"),
    path(REPLY, views.refusal, name="refusal"),
    path(f"{REPLY}ban-hanh/", views.refusal_issue, name="refusal_issue"),
    path(f"{REPLY}lay-lai/", views.refusal_reset, name="refusal_reset"),
    path(f"{REPLY}trang/<int:page>.png", views.refusal_page, name="refusal_page"),
    path(f"{REPLY}tra-loi.<slug:paper_format>", views.refusal_file, name="refusal_file"),
]
"""Stand at /co-quan/<body>/<year>/: pages of a body that receives or decides."""
