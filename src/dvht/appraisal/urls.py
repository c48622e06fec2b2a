"""Pages of panels, of one appraisal, and of a body about what its panels found."""

from django.urls import URLPattern, path

from dvht.appraisal.views import (
    assignments,
    consolidation,
    examination,
    invitations,
    meeting,
    panels,
    panels_papers,
    papers,
    results,
    seats,
    visits,
)

ONE = "<int:appraisal_id>/"
ROW = f"{ONE}chi-tieu/<str:code>/"
HERE = "tham-dinh/"
PAPER = f"{HERE}van-ban/<slug:slug>/<slug:key>/"

examination_patterns: list[URLPattern] = [
    path("", examination.examinations, name="examinations"),
    path(ONE, examination.examination, name="examination"),
    path(f"{ONE}dong-y/", examination.examination_agree, name="examination_agree"),
    path(f"{ONE}tep/<int:file_id>/", examination.examination_file, name="examination_file"),
    path(f"{ONE}phieu.<slug:paper_format>", examination.examination_sheet, name="examination_sheet"),
    path(f"{ONE}bieu-quyet/", results.examination_vote, name="examination_vote"),
    path(ROW, examination.examination_row, name="examination_row"),
    path(f"{ROW}ten/", examination.examination_names, name="examination_names"),
    path(f"{ONE}thong-nhat/", consolidation.consolidation, name="consolidation"),
    path(f"{ONE}thong-nhat/bat-dau/", consolidation.consolidation_begin, name="consolidation_begin"),
    path(f"{ONE}thong-nhat/bieu-quyet/", consolidation.voting_open, name="voting_open"),
    path(f"{ONE}thong-nhat/lam-lai/", consolidation.appraisal_back, name="appraisal_back"),
    path(f"{ONE}thong-nhat/<str:code>/", consolidation.consolidation_row, name="consolidation_row"),
    path(f"{ONE}ket-qua/", results.appraisal_result, name="appraisal_result"),
    path(f"{ONE}ket-qua/ket-luan/", results.appraisal_conclude, name="appraisal_conclude"),
    path(f"{ONE}ket-qua/mo-lai/", results.appraisal_reopen, name="appraisal_reopen"),
]

result_patterns: list[URLPattern] = [
    path(f"{HERE}ket-qua/", results.appraisal_results, name="appraisal_results"),
    path(f"{HERE}hop/", meeting.meetings, name="meetings"),
    path(f"{HERE}hop/moi/<int:panel_id>/", meeting.meeting_add, name="meeting_add"),
    path(f"{HERE}hop/<int:meeting_id>/", meeting.meeting, name="meeting"),
    path(
        f"{HERE}hop/<int:meeting_id>/phieu/<int:appraisal_id>/", meeting.meeting_votes, name="meeting_votes"
    ),
    path(PAPER, papers.appraisal_paper, name="appraisal_paper"),
    path(f"{PAPER}trang/<int:page>.png", papers.appraisal_paper_page, name="appraisal_paper_page"),
    path(f"{PAPER}nhap.<slug:paper_format>", papers.appraisal_paper_draft, name="appraisal_paper_draft"),
    path(f"{PAPER}van-ban.<slug:paper_format>", papers.appraisal_paper_file, name="appraisal_paper_file"),
    path(f"{PAPER}ban-hanh/", papers.appraisal_paper_issue, name="appraisal_paper_issue"),
    path(f"{PAPER}lay-lai/", papers.appraisal_paper_reset, name="appraisal_paper_reset"),
]

PANEL = f"{HERE}<int:panel_id>/"
SEAT = f"{PANEL}nguoi/<int:seat_id>/"
PANEL_PAPER = f"{PANEL}van-ban/<slug:slug>/"

panel_patterns: list[URLPattern] = [
    path(HERE, panels.panel_list, name="panel_list"),
    path(f"{HERE}lap/", panels.panel_add, name="panel_add"),
    path(PANEL, panels.panel, name="panel"),
    path(f"{PANEL}sua/", panels.panel_change, name="panel_change"),
    path(f"{PANEL}bo/", panels.panel_discard, name="panel_discard"),
    path(f"{PANEL}da-co-quyet-dinh/", panels.panel_begin, name="panel_begin"),
    path(f"{PANEL}ket-thuc/", panels.panel_end, name="panel_end"),
    path(f"{PANEL}nguoi/them/", seats.seat_add, name="seat_add"),
    path(f"{PANEL}nguoi/nam-truoc/", seats.seat_copy, name="seat_copy"),
    path(SEAT, seats.seat, name="seat"),
    path(f"{SEAT}bo/", seats.seat_remove, name="seat_remove"),
    path(f"{SEAT}thu-tu/", seats.seat_move, name="seat_move"),
    path(f"{SEAT}moi/", invitations.invitation, name="invitation"),
    path(f"{SEAT}moi/thu-hoi/", invitations.invitation_revoke, name="invitation_revoke"),
    path(f"{PANEL}phan-cong/", assignments.assignments, name="assignments"),
    path(
        f"{PANEL}phan-cong/<int:assignment_id>/bo/", assignments.assignment_remove, name="assignment_remove"
    ),
    path(f"{PANEL}lich/", visits.visits, name="visits"),
    path(f"{PANEL}lich/them/", visits.visit_add, name="visit_add"),
    path(f"{PANEL}lich/<int:visit_id>/", visits.visit, name="visit"),
    path(f"{PANEL}lich/<int:visit_id>/bo/", visits.visit_remove, name="visit_remove"),
    path(f"{PANEL}lich.xlsx", visits.visit_export, name="visit_export"),
    path(
        f"{PANEL}da-ban-hanh/<int:paper_id>.<slug:paper_format>",
        panels_papers.panel_paper_file,
        name="panel_paper_file",
    ),
    path(PANEL_PAPER, panels_papers.panel_paper, name="panel_paper"),
    path(f"{PANEL_PAPER}trang/<int:page>.png", panels_papers.panel_paper_page, name="panel_paper_page"),
    path(f"{PANEL_PAPER}nhap.<slug:paper_format>", panels_papers.panel_paper_draft, name="panel_paper_draft"),
    path(f"{PANEL_PAPER}ban-hanh/", panels_papers.panel_paper_issue, name="panel_paper_issue"),
    path(f"{PANEL_PAPER}lay-lai/", panels_papers.panel_paper_reset, name="panel_paper_reset"),
]

urlpatterns: list[URLPattern] = [
    path("loi-moi/<str:secret>/", invitations.invitation_accept, name="invitation_accept"),
    *examination_patterns,
]

authority_patterns: list[URLPattern] = [*panel_patterns, *result_patterns]
"""Stand at /co-quan/<body>/<year>/: pages of a body that receives or decides."""
