"""Builders of the things that tests speak of."""

from datetime import date
from itertools import count
from typing import Any

from dvht.accounts.models import Role, RoleKind, User
from dvht.assessment.actions import finalise_assessment, open_assessment, save_entry, sheet_digest
from dvht.assessment.queries import assessment_of, sheet_of
from dvht.evidence.actions import Description, add_paper_record, open_collection
from dvht.evidence.models import Collection
from dvht.members.models import Department, Fact, Member, MemberKind, NameWord, Position, Posting, Source
from dvht.plans import actions as plans
from dvht.plans.models import Activity, Plan
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.regulation.library import load_pack
from dvht.ui.vietnamese import name_order, without_marks
from dvht.units.models import Unit

_serial = count(1)
PASSWORD = "mat-khau-thu-nghiem-1"


def a_unit(name: str = "Trường Tiểu học Hoa Sen", *, under: Unit | None = None, **more: Any) -> Unit:
    facts: dict[str, Any] = {
        "kind": "primary_school",
        "ownership": "public",
        "area": "xã Đồng Sen, tỉnh Minh Hà",
        "place": "Đồng Sen",
        "symbol": "THHS",
        "paper_parent": "UBND xã Đồng Sen",
        "receiving_name": "Phòng Văn hóa - Xã hội xã Đồng Sen",
        **more,
    }
    node = Unit(name=name, **facts)
    unit: Unit = (
        Unit.objects.add_child(under, instance=node) if under else Unit.objects.add_root(instance=node)
    )
    return unit


def a_user(full_name: str = "Trần Thu Sen", **more: Any) -> User:
    return User.objects.create_user(f"nguoi{next(_serial)}", full_name, PASSWORD, **more)


def a_head(unit: Unit, full_name: str = "Trần Thu Sen") -> User:
    return _with_role(unit, RoleKind.HEAD, full_name)


def a_clerk(unit: Unit, full_name: str = "Ngô Bích Thảo") -> User:
    return _with_role(unit, RoleKind.CLERK, full_name)


def a_committee_member(unit: Unit, full_name: str = "Đỗ Quang Huy") -> User:
    return _with_role(unit, RoleKind.COMMITTEE, full_name)


def a_deputy(unit: Unit, full_name: str = "Hoàng Thị Duyên") -> User:
    return _with_role(unit, RoleKind.DEPUTY, full_name)


def a_member_user(unit: Unit, full_name: str = "Ngô Văn Bảo") -> User:
    return _with_role(unit, RoleKind.MEMBER, full_name)


def an_administrator(unit: Unit, full_name: str = "Lý Quản Trị") -> User:
    return _with_role(unit, RoleKind.ADMINISTRATOR, full_name)


def _with_role(unit: Unit, kind: RoleKind, full_name: str) -> User:
    user = a_user(full_name)
    Role.objects.create(user=user, unit=unit, kind=kind)
    return user


def a_department(unit: Unit, name: str = "Tổ 4-5") -> Department:
    department, _ = Department.objects.get_or_create(
        unit=unit, name_key=without_marks(name), defaults={"name": name}
    )
    return department


def a_member(
    unit: Unit,
    full_name: str = "Ngô Văn Bảo",
    *,
    kind: str = MemberKind.PUBLIC_EMPLOYEE,
    department: str = "",
    positions: tuple[str, ...] = (),
    since: date | None = None,
    until: date | None = None,
    user: User | None = None,
    identity: str = "",
) -> Member:
    """A member with one posting, as the deeds of the room leave it."""
    member = Member(
        unit=unit, code=f"M{next(_serial)}", full_name=full_name, name_order=name_order(full_name), user=user
    )
    member.identity = identity
    member.save()
    NameWord.objects.bulk_create(
        NameWord(member=member, unit=unit, word=word)
        for word in {*without_marks(full_name).split(), member.code.lower()}
    )
    posting = Posting.objects.create(
        member=member,
        kind=kind,
        department=a_department(unit, department) if department else None,
        started_on=since,
        ended_on=until,
    )
    Position.objects.bulk_create(
        Position(posting=posting, title=title, title_key=without_marks(title)) for title in positions
    )
    return member


def head_of_department(member: Member) -> Department:
    """Make the member head of the department where they stand."""
    department = member.postings.get().department
    assert department is not None
    department.head = member
    department.save()
    return department


def a_fact(member: Member, code: str, value: str = "met", year: int = 2026, **more: Any) -> Fact:
    return Fact.objects.create(
        member=member, year=year, code=code, value=value, source=more.pop("source", Source.UNIT), **more
    )


def a_plan(unit: Unit, year: int = 2026, pack: str = "tt24-2023-huyen", **more: Any) -> Plan:
    """A draft as start_plan leaves it."""
    by = more.pop("by", None) or a_head(unit)
    return plans.start_plan(unit=unit, year=year, pack=load_pack(pack), by=by, **more)


def a_full_plan(unit: Unit, year: int = 2026, pack: str = "tt24-2023-huyen", **more: Any) -> Plan:
    """A draft with everything that putting it in force asks for."""
    by = more.pop("by", None) or a_head(unit)
    plan = a_plan(unit, year, pack, by=by, **more)
    goal = "1" if load_pack(pack).scheme == "levels" else "tot"
    plan = plans.set_goal(plan, goal, by=by)
    plan = plans.change_plan(
        plan, {"purpose": "1. Mục đích\n- Mọi người được học."}, version=plan.version, by=by
    )
    plans.add_member(plan, plans.MemberWords("team", "Trần Thu Sen", "Hiệu trưởng", "Tổ trưởng"), by=by)
    plans.add_task(plan, plans.TaskWords("Phổ biến tiêu chí", "Hiệu trưởng", due_on=date(year, 3, 31)), by=by)
    return Plan.objects.get(pk=plan.pk)


def a_plan_in_force(unit: Unit, year: int = 2026, pack: str = "tt24-2023-huyen", **more: Any) -> Plan:
    by = more.pop("by", None) or a_head(unit)
    return plans.put_in_force(a_full_plan(unit, year, pack, by=by, **more), by=by)


def an_activity(plan: Plan, kind: str = "learning_week", *, by: User, **more: Any) -> Activity:
    """An activity of the plan's year, as the deed leaves it."""
    words: dict[str, Any] = {
        "title": "Tuần lễ hưởng ứng học tập suốt đời",
        "held_on": date(plan.year, 1, 9),
        **more,
    }
    return plans.add_activity(plan, plans.ActivityWords(kind, **words), by=by)


def a_collection(unit: Unit, year: int = 2026, pack: str = "tt22-2020", *, by: User) -> Collection:
    """A year's evidence without a plan around it."""
    return open_collection(unit=unit, year=year, pack=load_pack(pack), by=by)


def a_filled_year(unit: Unit, year: int = 2025, pack: str = "tt24-2023-huyen", *, by: User) -> Plan:
    """A plan in force with every row proved by a paper record and met by 40 of 40 members."""
    plan = a_plan_in_force(unit, year, pack, by=by)
    facts = UnitFacts(unit.kind, Ownership(unit.ownership))
    for row in plan.pack.rows:
        if not any(row.applies(facts, level).applies for level in plan.pack.levels or (None,)):
            continue
        values = {"condition": {"met": True}, "share": {"count": 40, "total": 40}, "grade": {"grade": "good"}}
        save(plan, row.code, values[row.measure], by=by)
        assert plan.collection is not None
        add_paper_record(
            plan.collection, [row.code], Description(title=f"Sổ theo dõi {row.code}"), "Tủ 1", by=by
        )
    return plan


def a_finalised_year(unit: Unit, year: int = 2025, pack: str = "tt24-2023-huyen", *, by: User) -> Plan:
    """A filled year whose self-assessment the head has finalised."""
    plan = a_filled_year(unit, year, pack, by=by)
    assessment = assessment_of(plan)
    finalise_assessment(assessment, seen=sheet_digest(sheet_of(assessment)), by=by)
    return plan


def save(plan: Plan, row: str, values: dict[str, Any], *, by: User) -> None:
    """Enter one row over whatever stands there."""
    assessment = open_assessment(plan, by=by)
    entry = assessment.entries.filter(row=row).first()
    save_entry(assessment, plan.pack.row(row), values, version=entry.version if entry else 0, by=by)
