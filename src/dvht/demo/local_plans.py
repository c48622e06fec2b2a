"""The five plans that the system was drawn from, made as real plans by the rooms' own deeds."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dvht.accounts.models import User
from dvht.plans import actions as plans
from dvht.plans.actions import MemberWords, PaperWords, SessionWords, TaskWords
from dvht.plans.models import Plan
from dvht.regulation.library import load_pack
from dvht.regulation.practice import calendars, dossier_lists
from dvht.units.models import Unit

TT22: Final = "Căn cứ Thông tư số 22/2020/TT-BGDĐT ngày 06 tháng 8 năm 2020 của Bộ trưởng Bộ Giáo dục và Đào tạo quy định về đánh giá, xếp loại Đơn vị học tập"  # noqa: E501 - a base of law is one line
TT24: Final = "Căn cứ Thông tư số 24/2023/TT-BGDĐT ngày 11 tháng 12 năm 2023 của Bộ trưởng Bộ Giáo dục và Đào tạo quy định về đánh giá, công nhận “Đơn vị học tập” cấp huyện, tỉnh"  # noqa: E501 - a base of law is one line
KH_103: Final = "Thực hiện Kế hoạch số 103/KH-UBND ngày 14 tháng 4 năm 2021 của UBND thành phố Hà Nội về việc triển khai thực hiện việc đánh giá, xếp loại Đơn vị học tập"  # noqa: E501 - a base of law is one line
KH_1761: Final = "Kế hoạch số 1761/KH-SGDĐT ngày 21 tháng 5 năm 2021 của Sở GDĐT Hà Nội về việc triển khai thực hiện việc đánh giá, xếp loại Đơn vị học tập ngành Giáo dục Hà Nội"  # noqa: E501 - a base of law is one line
NO_GOAL: Final = "Kế hoạch in không nêu mức phấn đấu, không nêu tên người trong ban, đoàn."
UNREAD: Final = "Họ tên người soạn và cán bộ nêu trong kế hoạch in được thay bằng chức danh."


NO_DAY: Final = "Kế hoạch in ghi “hằng năm”, không ghi ngày."


@dataclass(frozen=True)
class LocalPlan:
    """What a printed plan says.

    `calendar` and `papers` name a list of `regulation.practice`; empty keeps the one of the pack.
    """

    unit: str
    year: int
    pack: str
    title: str
    higher_reference: str
    bases: tuple[str, ...]
    purpose: str
    tasks: tuple[TaskWords, ...]
    recipients: tuple[str, ...]
    note: str
    goal: str = ""
    committee: tuple[MemberWords, ...] = ()
    number: str = ""
    dated_on: dt.date | None = None
    calendar: str = ""
    papers: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)
    officer: str = ""
    budget: str = ""
    meeting_place: str = ""
    appraisal_form: str = ""
    sessions: tuple[SessionWords, ...] = ()


def make_local_plan(printed: LocalPlan, unit: Unit, *, by: User) -> Plan:
    """The plan as printed, in force, with its calendar, dossier list, targets, tasks and committee."""
    plan = plans.start_plan(
        unit=unit,
        year=printed.year,
        pack=load_pack(printed.pack),
        by=by,
        higher_reference=printed.higher_reference,
    )
    if printed.calendar:
        known_calendar = next(known for known in calendars() if known.code == printed.calendar)
        plans.follow_calendar(plan, known_calendar, by=by)
    if printed.papers:
        known_list = next(known for known in dossier_lists() if known.code == printed.papers)
        plans.follow_dossier_list(plan, known_list, by=by)
    for paper in plan.papers.filter(kind__in=printed.titles):
        words = PaperWords(paper.kind, printed.titles[paper.kind], paper.submitted, paper.note)
        plans.change_paper(paper, words, version=paper.version, by=by)
    for row, percent in printed.targets.items():
        plans.set_target(plan, row, percent, by=by)
    for member in printed.committee:
        plans.add_member(plan, member, by=by)
    for task in printed.tasks:
        plans.add_task(plan, task, by=by)
    for session in printed.sessions:
        plans.add_session(plan, session, by=by)
    return _worded(plan, printed, by=by)


def _worded(plan: Plan, printed: LocalPlan, *, by: User) -> Plan:
    words = {
        "title": printed.title,
        "number_text": printed.number,
        "dated_on": printed.dated_on,
        "bases": "\n".join(printed.bases),
        "purpose": printed.purpose,
        "recipients": "\n".join(printed.recipients),
        "officer": printed.officer,
        "budget": printed.budget,
        "meeting_place": printed.meeting_place,
        "note": printed.note,
        "appraisal_form": printed.appraisal_form,
    }
    plan.refresh_from_db()
    plan = plans.change_plan(plan, words, version=plan.version, by=by)
    plan = plans.set_goal(plan, printed.goal, by=by) if printed.goal else plan
    return plans.put_in_force(plan, by=by)
