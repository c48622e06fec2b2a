"""Who gets what at the pages of the roster."""

from typing import Any

from tests.cast import Cast
from tests.doors import IN, REFUSED, ROSTER_KEEPERS, ROSTER_READERS, SIGN_IN, UNKNOWN, YEAR, Door

from dvht.members.models import Marking, Posting, Programme
from dvht.plans.models import Plan

NAMES = Door(SIGN_IN, IN, IN, IN, REFUSED, UNKNOWN, department_head=IN)
"""Read by the unit's people, and by the head of a department, who sees their own people."""
AUTHORITY = Door(SIGN_IN, REFUSED, REFUSED, REFUSED, REFUSED, UNKNOWN)
"""Only where units stand below; the cast's school has none. tests/members asks at the commune."""

READING = {
    "roster": NAMES,
    "member": NAMES,
    "exclusion_list": ROSTER_READERS,
    "department_list": ROSTER_READERS,
    "programme_list": ROSTER_READERS,
    "programme": ROSTER_READERS,
    "class_list": ROSTER_READERS,
    "double_roster_list": AUTHORITY,
    **dict.fromkeys(
        (
            "member_add", "member_change", "member_move", "member_leave", "member_remove", "member_exclude",
            "posting_change", "record_change", "marking", "marking_list", "member_accounts",
            "department_change", "programme_add", "programme_change", "programme_remove",
        ),
        ROSTER_KEEPERS,
    ),
}  # fmt: skip

SENDING = {
    "roster_pick": NAMES,
    "department_list": ROSTER_READERS,
    "class_list": ROSTER_READERS,
    **dict.fromkeys(
        (
            "member_add", "member_change", "member_move", "member_leave", "member_remove", "member_exclude",
            "member_include", "member_resume", "member_unlink", "member_close", "posting_change",
            "posting_remove", "record_change", "marking_check", "marking_confirm", "marking_undo",
            "member_accounts", "department_change", "department_move", "department_merge",
            "department_remove", "programme_add", "programme_change", "programme_remove", "programme_copy",
            "class_copy",
        ),
        ROSTER_KEEPERS,
    ),
}  # fmt: skip


def furnish(cast: Cast, plan: Plan) -> None:
    """A programme of the year and a marking that was made."""
    Programme.objects.create(
        unit=cast.unit, year=YEAR, title="Bồi dưỡng thường xuyên", title_key="boi duong thuong xuyen"
    )
    Marking.objects.create(unit=cast.unit, year=YEAR, label="Cam kết: Đã ký", before=[], made_by=cast.clerk)


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    """Of the cast's member, who stands in the department that somebody else heads."""
    member = cast.as_member("member")
    return {
        "member_id": member.pk,
        "posting_id": Posting.objects.get(member=member).pk,
        "department_id": cast.as_member("department_head").postings.get().department_id,
        "programme_id": Programme.objects.get(unit=cast.unit).pk,
        "marking_id": Marking.objects.get(unit=cast.unit).pk,
        "code": "commitment",
    }
