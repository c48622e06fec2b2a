"""Builders of the things that tests speak of."""

import hashlib
from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from dvht.accounts.models import Role, RoleKind, User
from dvht.appraisal.models import Appraisal, Assignment, Panel, Seat
from dvht.assessment.actions import finalise_assessment, open_assessment, save_entry, sheet_digest
from dvht.assessment.queries import assessment_of, sheet_of
from dvht.documents.letters import canonical
from dvht.dossiers.models import Delivery, Submission
from dvht.evidence.actions import Description, add_paper_record, open_collection
from dvht.evidence.models import Collection
from dvht.members.models import Department, Fact, Member, MemberKind, NameWord, Position, Posting, Source
from dvht.plans import actions as plans
from dvht.plans.models import Activity, Plan
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.regulation.library import load_pack
from dvht.ui.vietnamese import name_order, without_marks
from dvht.units.models import Jurisdiction, Tier, Unit

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


def an_officer(body: Unit, full_name: str = "Lê Văn Bình", *, sectors: tuple[str, ...] = ()) -> User:
    return _with_role(body, RoleKind.OFFICER, full_name, sectors=list(sectors))


def an_examiner(body: Unit, full_name: str = "Cao Thị Nhạn") -> User:
    return _with_role(body, RoleKind.EXAMINER, full_name)


def a_study_association(area: Unit, full_name: str = "Mạc Văn Khuyến") -> User:
    return _with_role(area, RoleKind.STUDY_ASSOCIATION, full_name)


def _with_role(unit: Unit, kind: RoleKind, full_name: str, **more: Any) -> User:
    user = a_user(full_name)
    Role.objects.create(user=user, unit=unit, kind=kind, **more)
    return user


def a_jurisdiction(area: Unit, receiving: Unit, deciding: Unit, **more: Any) -> Jurisdiction:
    """Who receives and decides for the units below an area, of cấp huyện since 01/7/2025 unless said otherwise."""
    facts: dict[str, Any] = {
        "tier": Tier.DISTRICT,
        "receiving_name": receiving.name,
        "receiving_title": receiving.head_title,
        "deciding_name": deciding.name,
        "deciding_title": deciding.head_title,
        "since": date(2025, 7, 1),
        **more,
    }
    return Jurisdiction.objects.create(area=area, receiving=receiving, deciding=deciding, **facts)


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


def a_snapshot(unit: Unit, year: int = 2025, pack: str = "tt24-2023-huyen", **more: Any) -> dict[str, Any]:
    """What a delivery says, in the shape of the deed that hands in; every row met by 40 of 40."""
    values = {"condition": {"met": True}, "share": {"count": 40, "total": 40}, "grade": {"grade": "good"}}
    law = load_pack(pack)
    facts = UnitFacts(unit.kind, Ownership(unit.ownership))
    rows = {
        row.code: {
            "facts": {**values[row.measure], "evidence": 1},
            "note": "",
            "reason": "",
            "evidence": [f"{row.code}-01"],
        }
        for row in law.rows
        if any(row.applies(facts, level).applies for level in law.levels or (None,))
    }
    return {
        "unit": {"name": unit.name, "kind": unit.kind, "ownership": unit.ownership, "area": unit.area},
        "pack": {"id": law.id, "version": law.version, "digest": law.digest},
        "year": year,
        "requested": "1" if law.scheme == "levels" else "tot",
        "rows": rows,
        "targets": {},
        "member_total": 40,
        "papers": [],
        **more,
    }


def a_submission(
    unit: Unit, receiving: Unit, deciding: Unit | None = None, *, year: int = 2025, by: User, **more: Any
) -> Submission:
    """A dossier handed in once, as the deed leaves it, without a live dossier behind it."""
    pack = load_pack(more.pop("pack", "tt24-2023-huyen"))
    snapshot = a_snapshot(unit, year, pack.id)
    state = more.pop("state", "submitted")
    received = {"received_at": timezone.now()} if state == "received" else {}
    submission = Submission.objects.create(
        unit=unit, year=year, pack_id=pack.id, pack_version=pack.version, requested=snapshot["requested"],
        receiving=receiving, receiving_name=receiving.name, receiving_title=receiving.head_title,
        deciding=deciding, deciding_name=deciding.name if deciding else "",
        deciding_title=deciding.head_title if deciding else "", state=state, **received, **more,
    )  # fmt: skip
    a_delivery(submission, snapshot, by=by)
    return submission


def a_delivery(submission: Submission, snapshot: dict[str, Any], *, by: User) -> Delivery:
    """The next time that a dossier is handed in."""
    return Delivery.objects.create(
        submission=submission,
        number=submission.deliveries.count() + 1,
        body=submission.receiving,
        receipt=f"{next(_serial):04d}/{submission.year + 1}",
        snapshot=snapshot,
        digest=hashlib.sha256(canonical(snapshot).encode()).hexdigest(),
        arrived_on=date(submission.year + 1, 1, 10),
        submitted_by=by,
    )


def a_panel(body: Unit, users: list[User], *, year: int = 2025, form: str = "council", **more: Any) -> Panel:
    """A panel at work: the first person leads, the second is secretary of a council, the others sit beside."""
    panel = Panel.objects.create(
        body=body,
        year=year,
        form=form,
        name=more.pop("name", "Hội đồng đánh giá"),
        state=more.pop("state", "at_work"),
        **more,
    )
    roles = ["chair", "secretary"] if form == "council" else ["leader", "deputy_leader"]
    others = "councillor" if form == "council" else "inspector"
    for place, user in enumerate(users):
        Seat.objects.create(
            panel=panel, user=user, full_name=user.full_name, organisation=body.name, organisation_kind="office",
            role=roles[place] if place < 2 else others, order=place,
        )  # fmt: skip
    return panel


def an_appraisal(
    submission: Submission, panel: Panel, *, assigned: tuple[User, ...] = (), **more: Any
) -> Appraisal:
    """A dossier before a panel, the seats of these people assigned to all of it."""
    appraisal = Appraisal.objects.create(submission=submission, panel=panel, **more)
    for user in assigned:
        Assignment.objects.create(seat=panel.seats.get(user=user), submission=submission)
    return appraisal


def a_passed_appraisal(submission: Submission, panel: Panel, *, by: User, outcome: str = "1") -> Appraisal:
    """An appraisal that the panel has concluded with a pass."""
    rows = len(submission.deliveries.get(number=1).snapshot["rows"])
    return an_appraisal(
        submission, panel, state="passed", outcome=outcome, result={"level": 1}, passed_rows=rows,
        applicable_rows=rows, concluded_at=timezone.now(), concluded_by=by,
    )  # fmt: skip
