"""What the invented school did for learning in its year."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from dvht.accounts.models import User
from dvht.evidence.models import Evidence
from dvht.members.models import Member
from dvht.plans.actions import ActivityWords, add_activity, change_participants, link_activity_evidence
from dvht.plans.models import Plan
from dvht.plans.queries import rows_proved

ACTIVITIES: Final = (
    ActivityWords("praise", "Khen giáo viên tự học tiêu biểu học kỳ II", dt.date(2026, 5, 28),
                  place="Lễ tổng kết năm học", result="Hiệu trưởng tặng giấy khen 4 người."),
    ActivityWords("training", "Tập huấn thiết kế bài học số", dt.date(2026, 8, 21), dt.date(2026, 8, 22),
                  place="Phòng tin học", result="Mỗi tổ hoàn thành 3 bài học số."),
    ActivityWords("propaganda", "Phát thanh măng non về học tập suốt đời", dt.date(2026, 9, 7),
                  place="Sân trường", attended=620, result="Bốn buổi phát thanh đầu tuần trong tháng 9."),
    ActivityWords("learning_week", "Tuần lễ hưởng ứng học tập suốt đời năm 2026", dt.date(2026, 10, 1),
                  dt.date(2026, 10, 7), place="Thư viện trường", attended=310,
                  result="Mở cửa thư viện cho phụ huynh, 310 lượt người đọc."),
    ActivityWords("seminar", "Sinh hoạt chuyên môn cụm: dạy đọc hiểu với học liệu số", dt.date(2026, 10, 24),
                  place="Hội trường", partners="Trường Mầm non Sen Hồng; Trường Mầm non tư thục Cá Chép Nhỏ",
                  attended=58, result="Chia sẻ 12 bài giảng, thống nhất dùng chung kho bài giảng."),
)  # fmt: skip
SHARED: Final = "Kho bài giảng chia sẻ với trường bạn"
"""Evidence of the year that also proves the seminar."""


def hoa_sen_activities(plan: Plan, people: Mapping[str, Member], *, by: User) -> None:
    """Each with its people; the week still has no evidence, as row 1.5 has none."""
    teachers = [member.pk for member in people.values()]
    for place, words in enumerate(ACTIVITIES):
        if words.held_on > timezone.localdate():
            continue
        activity = add_activity(plan, words, by=by)
        named = teachers[:4] if words.kind == "praise" else teachers[place : place + 28]
        change_participants(activity, add=named, remove=(), by=by)
        if words.kind == "seminar":
            proof = Evidence.objects.get(collection=plan.collection, title=SHARED)
            link_activity_evidence(activity, proof, rows_proved(plan, words.kind), by=by)
