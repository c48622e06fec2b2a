from django.urls import URLPattern, URLResolver, include, path

from dvht.plans import views

line_patterns = [
    path("to-chuc/", views.plan_committee, name="plan_committee"),
    path("to-chuc/them/", views.plan_member_add, name="plan_member_add"),
    path("to-chuc/<int:line_id>/", views.plan_member, name="plan_member"),
    path("to-chuc/<int:line_id>/chuyen/", views.plan_member_move, name="plan_member_move"),
    path("to-chuc/<int:line_id>/bo/", views.plan_member_remove, name="plan_member_remove"),
    path("nhiem-vu/", views.plan_tasks, name="plan_tasks"),
    path("nhiem-vu/them/", views.plan_task_add, name="plan_task_add"),
    path("nhiem-vu/<int:line_id>/", views.plan_task, name="plan_task"),
    path("nhiem-vu/<int:line_id>/tien-do/", views.plan_task_progress, name="plan_task_progress"),
    path("nhiem-vu/<int:line_id>/chuyen/", views.plan_task_move, name="plan_task_move"),
    path("nhiem-vu/<int:line_id>/xoa/", views.plan_task_remove, name="plan_task_remove"),
    path("lich/", views.plan_calendar, name="plan_calendar"),
    path("lich/theo/", views.plan_calendar_follow, name="plan_calendar_follow"),
    path("lich/them/", views.plan_milestone_add, name="plan_milestone_add"),
    path("lich/<int:line_id>/", views.plan_milestone, name="plan_milestone"),
    path("lich/<int:line_id>/xoa/", views.plan_milestone_remove, name="plan_milestone_remove"),
    path("danh-muc/", views.plan_papers, name="plan_papers"),
    path("danh-muc/theo/", views.plan_papers_follow, name="plan_papers_follow"),
    path("danh-muc/them/", views.plan_paper_add, name="plan_paper_add"),
    path("danh-muc/<int:line_id>/", views.plan_paper, name="plan_paper"),
    path("danh-muc/<int:line_id>/chuyen/", views.plan_paper_move, name="plan_paper_move"),
    path("danh-muc/<int:line_id>/bo/", views.plan_paper_remove, name="plan_paper_remove"),
]

body_patterns = [
    path("hinh-thuc/", views.plan_appraisal, name="plan_appraisal"),
    path("mo-hinh-diem/", views.plan_models, name="plan_models"),
    path("phan-cong/", views.plan_routings, name="plan_routings"),
    path("dot/", views.plan_sessions, name="plan_sessions"),
    path("dot/them/", views.plan_session_add, name="plan_session_add"),
    path("dot/<int:line_id>/", views.plan_session, name="plan_session"),
    path("dot/<int:line_id>/bo/", views.plan_session_remove, name="plan_session_remove"),
    path("dot/<int:line_id>/ket-qua/", views.plan_session_result, name="plan_session_result"),
    path("dot/<int:line_id>/cau-hoi/", views.plan_questions, name="plan_questions"),
    path(
        "dot/<int:line_id>/cau-hoi/<int:question_id>/bo/",
        views.plan_question_remove,
        name="plan_question_remove",
    ),
    path("dot/<int:line_id>/tra-loi/", views.plan_answers, name="plan_answers"),
    path("dot/<int:line_id>/tra-loi/excel/", views.plan_answers_export, name="plan_answers_export"),
    path("dot/<int:line_id>/nhac/", views.plan_survey_remind, name="plan_survey_remind"),
    path("gia-han/", views.plan_extensions, name="plan_extensions"),
    path("gia-han/them/", views.plan_extension_add, name="plan_extension_add"),
    path("gia-han/<int:extension_id>/thu-hoi/", views.plan_extension_revoke, name="plan_extension_revoke"),
    path("don-vi/", views.plan_followers, name="plan_followers"),
    path("don-vi/excel/", views.plan_followers_export, name="plan_followers_export"),
]

higher_patterns = [
    path("ban-hanh/", views.plan_versions, name="plan_versions"),
    path("ban-hanh/<int:number>/", views.plan_version, name="plan_version"),
    path("cap-tren/", views.plan_higher, name="plan_higher"),
    path("cap-tren/khac/", views.plan_higher_changes, name="plan_higher_changes"),
    path("cap-tren/theo/", views.plan_higher_follow, name="plan_higher_follow"),
    path("cap-tren/van-ban/", views.plan_higher_paper, name="plan_higher_paper"),
    path("khao-sat/", views.survey_list, name="survey_list"),
    path("khao-sat/<int:session_id>/", views.survey_answer, name="survey_answer"),
]

activity_patterns = [
    path("", views.activity_list, name="activity_list"),
    path("them/", views.activity_add, name="activity_add"),
    path("excel/", views.activity_export, name="activity_export"),
    path("<int:activity_id>/", views.activity, name="activity"),
    path("<int:activity_id>/sua/", views.activity_edit, name="activity_edit"),
    path("<int:activity_id>/xoa/", views.activity_remove, name="activity_remove"),
    path("<int:activity_id>/nguoi-tham-gia/", views.activity_participants, name="activity_participants"),
    path("<int:activity_id>/minh-chung/", views.activity_evidence_add, name="activity_evidence_add"),
    path("<int:activity_id>/minh-chung/co-san/", views.activity_evidence_link, name="activity_evidence_link"),
    path(
        "<int:activity_id>/minh-chung/<int:evidence_id>/go/",
        views.activity_evidence_remove,
        name="activity_evidence_remove",
    ),
]

plan_patterns: list[URLPattern | URLResolver] = [
    path("", views.plan, name="plan"),
    path("lap/", views.plan_start, name="plan_start"),
    path("muc-dich/", views.plan_purpose, name="plan_purpose"),
    path("chi-tieu/", views.plan_targets, name="plan_targets"),
    path("khac/", views.plan_other, name="plan_other"),
    path("kiem-tra/", views.plan_check, name="plan_check"),
    path("mo-lai/", views.plan_reopen, name="plan_reopen"),
    path("bo/", views.plan_discard, name="plan_discard"),
    *line_patterns,
    *body_patterns,
    *higher_patterns,
    path("hoat-dong/", include(activity_patterns)),
]

urlpatterns = [path("ke-hoach/", include(plan_patterns))]

authority_patterns: list[URLPattern] = []
"""Stand at /co-quan/<body>/<year>/: pages of a body that receives or decides."""
