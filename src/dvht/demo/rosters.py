"""Rosters of the invented units and what the year brought their people, by the rooms' own deeds."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dvht.accounts.models import User
from dvht.demo.people import APART, BOARD, CLASSES, DAY_NGHE, HOA_SEN, OFFICE, UPPER, Invented
from dvht.demo.proofs import picture
from dvht.evidence.forms import examine
from dvht.evidence.models import CheckedFile
from dvht.members.actions import PersonWords, record_facts, save_members
from dvht.members.actions.accounts import give_accounts
from dvht.members.actions.certificates import decide_certificates, hand_in_certificate
from dvht.members.actions.commitments import sign_commitment
from dvht.members.actions.departments import change_department
from dvht.members.actions.exclusions import exclude_member
from dvht.members.actions.facts import Mark
from dvht.members.actions.learners import ClassWords, save_classes
from dvht.members.actions.programmes import ProgrammeWords, add_programme
from dvht.members.actions.requests import RequestWords, answer_request, close_request, receive_request
from dvht.members.actions.study_plans import decide_study_plans, save_study_plan, submit_study_plan
from dvht.members.letters.wording import commitment_words
from dvht.members.models import (
    Certificate,
    Department,
    Member,
    MemberKind,
    Programme,
    RequestKind,
    Source,
    StudyPlan,
)
from dvht.members.models.words import CertificateWords, ItemWords
from dvht.members.queries.facts import DONE, NOT_DONE, programme_code
from dvht.regulation.personal import NONE
from dvht.units.models import Unit

People = Mapping[str, Member]
YEAR: Final = 2026
WITH_ACCOUNTS: Final = (
    "Trần Thu Sen", "Hoàng Thị Duyên", "Ngô Bích Thảo", "Đỗ Quang Huy", "Lê Thu Hà", "Ngô Văn Bảo",
)  # fmt: skip
ABILITY: Final = frozenset({"Lò Thị Hoa", "Nông Thị Lụa"})
"""Who works in a minority language without a paper that says so."""


def hoa_sen_roster(unit: Unit, *, head: User, clerk: User) -> People:
    """The whole year of a school's people: everything that an official may meet, some of it unfinished."""
    people = _roster(unit, HOA_SEN, by=clerk)
    give_accounts(unit, [people[name] for name in WITH_ACCOUNTS], by=clerk)
    people = {
        member.full_name: member for member in Member.objects.filter(unit=unit).select_related("unit", "user")
    }
    _lead(
        unit,
        {UPPER: people["Lê Thu Hà"], OFFICE: people["Ngô Bích Thảo"], BOARD: people["Trần Thu Sen"]},
        by=clerk,
    )
    for name, (reason, words) in APART.items():
        exclude_member(people[name], YEAR, reason=reason, words=words, by=clerk)
    programmes = _programmes(unit, by=clerk)
    counted = [one for one in HOA_SEN if one.full_name not in APART and one.ended_on is None]
    _facts(unit, counted, people, by=clerk)
    _completions(unit, counted, people, programmes, by=clerk)
    _commitments(unit, counted, people, by=clerk)
    _study_plans(people, programmes, head=head, clerk=clerk)
    _certificates(people, head=head)
    _request(unit, people["Tống Thị Nhài"], by=clerk)
    return people


def day_nghe_roster(unit: Unit, *, head: User) -> People:
    """A vocational centre: its people, recognised on paper, and its learners by class."""
    people = _roster(unit, DAY_NGHE, by=head)
    counted = [one for one in DAY_NGHE if one.ended_on is None]
    _facts(unit, counted, people, by=head)
    programme = add_programme(
        unit, YEAR, ProgrammeWords(title="Bồi dưỡng nghiệp vụ sư phạm nghề năm 2026", hours=24), by=head
    )
    _completions(unit, counted, people, (programme,), by=head)
    recognised = [
        Mark(people[one.full_name].pk, "citizen", NONE if "citizen" in one.lacks else "met")
        for one in counted
    ]
    decided = past(dt.date(YEAR, 11, 16))
    record_facts(
        unit,
        YEAR,
        recognised,
        by=head,
        source=Source.DECISION,
        basis="QĐ 31/QĐ-TTGDNN (bản giấy)",
        stated_on=decided,
    )
    words = [ClassWords(name=name, learners=all_, citizens=some) for name, all_, some in CLASSES]
    save_classes(unit, YEAR, words, by=head)
    return people


def past(day: dt.date) -> dt.date:
    """The day, or today where a clock has not come to it yet: nothing is dated in the future."""
    return min(day, timezone.localdate())


def _roster(unit: Unit, invented: Sequence[Invented], *, by: User) -> People:
    words = [
        PersonWords(
            member=None,
            full_name=one.full_name,
            kind=one.kind,
            department=one.department,
            positions=one.positions,
            started_on=one.started_on,
            ended_on=one.ended_on,
            identity=one.identity,
        )
        for one in invented
    ]
    return {member.full_name: member for member in save_members(unit, words, by=by)}


def _lead(unit: Unit, heads: Mapping[str, Member], *, by: User) -> None:
    for department in Department.objects.filter(unit=unit, name__in=heads).select_related("unit"):
        head = heads[department.name]
        change_department(department, name=department.name, head=head, version=department.version, by=by)


def _programmes(unit: Unit, *, by: User) -> tuple[Programme, ...]:
    listed = (
        ProgrammeWords(title="Bồi dưỡng thường xuyên năm 2026", basis="Kế hoạch bồi dưỡng của trường", hours=40),
        ProgrammeWords(title="Tập huấn học liệu số", basis="Công văn của Sở GDĐT", hours=8,
                       kinds=(MemberKind.PUBLIC_EMPLOYEE,)),
        ProgrammeWords(title="An toàn thực phẩm bếp ăn", basis="Kế hoạch y tế học đường", hours=4,
                       titles=("Nhân viên nấu ăn", "Nhân viên y tế")),
    )  # fmt: skip
    return tuple(add_programme(unit, YEAR, words, by=by) for words in listed)


def _facts(unit: Unit, people: Iterable[Invented], members: People, *, by: User) -> None:
    """What the unit knows itself: discipline, digital training, language, the titles proposed."""
    known = list(people)
    told = {
        "discipline": ("Kết quả đánh giá, xếp loại viên chức năm 2026", dt.date(YEAR, 11, 10)),
        "digital": ("Danh sách lớp học liệu số ngày 22/8/2026", dt.date(YEAR, 8, 22)),
        "language": ("Hồ sơ viên chức", dt.date(YEAR, 3, 2)),
        "title": ("QĐ 41/QĐ-UBND ngày 12/11/2026", dt.date(YEAR, 11, 12)),
    }
    for code, (basis, day) in told.items():
        marks = [Mark(members[one.full_name].pk, code, _value(one, code)) for one in known]
        record_facts(unit, YEAR, marks, by=by, source=Source.UNIT, basis=basis, stated_on=past(day))


def _value(one: Invented, code: str) -> str:
    if code in one.lacks:
        return NONE
    if code == "language":
        return "ability" if one.full_name in ABILITY else "certificate"
    if code == "title":
        leads = any("trưởng" in position.lower() for position in one.positions)
        return "chien_si_thi_dua_co_so" if leads else "lao_dong_tien_tien"
    return "met"


def _completions(
    unit: Unit, people: Iterable[Invented], members: People, programmes: Sequence[Programme], *, by: User
) -> None:
    marks = [
        Mark(
            members[one.full_name].pk,
            programme_code(programme),
            NOT_DONE if "programmes" in one.lacks else DONE,
        )
        for one in people
        for programme in programmes
    ]
    record_facts(
        unit,
        YEAR,
        marks,
        by=by,
        source=Source.UNIT,
        basis="Danh sách hoàn thành",
        stated_on=past(dt.date(YEAR, 10, 30)),
    )


def _commitments(unit: Unit, people: Iterable[Invented], members: People, *, by: User) -> None:
    """Most sign on paper; those with an account sign here, and the teacher of the demonstration hasn't yet."""
    paper = [
        Mark(members[one.full_name].pk, "commitment", "met")
        for place, one in enumerate(people)
        if one.full_name not in WITH_ACCOUNTS and place % 12 != 7
    ]
    record_facts(
        unit,
        YEAR,
        paper,
        by=by,
        source=Source.UNIT,
        basis="Bản cam kết giấy",
        stated_on=past(dt.date(YEAR, 2, 5)),
    )
    words = commitment_words()
    for name in ("Trần Thu Sen", "Hoàng Thị Duyên", "Lê Thu Hà"):
        member = members[name]
        assert member.user is not None  # noqa: S101 - given just above
        sign_commitment(member, YEAR, words=words, seen=words, by=member.user)


def _study_plans(people: People, programmes: Sequence[Programme], *, head: User, clerk: User) -> None:
    """Every state: approved, waiting, returned, still being written; the head's own waits for a deputy."""
    counted = [one for one in HOA_SEN if one.full_name not in APART and one.ended_on is None]
    plans: dict[str, StudyPlan] = {}
    for one in counted[:-4]:
        member = people[one.full_name]
        writer = member.user or clerk
        plan = save_study_plan(member, YEAR, aim=AIM, items=_items(one, programmes), version=0, by=writer)
        if one.full_name not in DRAFTS:
            plan = submit_study_plan(plan, version=plan.version, by=writer)
            plans[one.full_name] = plan
    returned = {plans[name].pk: plans[name].version for name in RETURNED}
    decide_study_plans(
        returned, approve=False, remark="Hãy ghi rõ thời gian và sản phẩm của từng nội dung.", by=head
    )
    waiting = {*WAITING, *RETURNED}
    approved = {plan.pk: plan.version for name, plan in plans.items() if name not in waiting}
    decide_study_plans(approved, approve=True, by=head)


AIM: Final = "Dạy tốt hơn với học liệu số; giữ nền nếp tự học mỗi tuần."
DRAFTS: Final = ("Ngô Văn Bảo", "Phạm Văn Tú")
RETURNED: Final = ("Uông Minh Phúc", "Chu Thị Xoan")
WAITING: Final = ("Trần Thu Sen", "Lê Thu Hà", "Vi Văn Quyết", "Trịnh Thị An", "Lò Thị Hoa")


def _items(one: Invented, programmes: Sequence[Programme]) -> list[ItemWords]:
    return [
        ItemWords(
            programmes[0].title,
            how="Tự học kết hợp sinh hoạt tổ",
            due_on=dt.date(YEAR, 10, 31),
            result="Bài thu hoạch",
            programme_id=programmes[0].pk,
        ),
        ItemWords(
            "Ngoại ngữ hoặc tiếng dân tộc tại địa bàn" if "language" in one.lacks else "Thiết kế bài học số",
            how="Học trực tuyến, 3 giờ mỗi tuần",
            due_on=dt.date(YEAR, 12, 15),
            result="Chứng nhận hoặc sản phẩm dùng được trong tổ",
        ),
    ]


def _certificates(people: People, *, head: User) -> None:
    """Three wait, one was confirmed, one refused with its reason."""
    sent = [
        _certificate(people[name], title, fact, value)
        for name, title, fact, value in (
            ("Ngô Văn Bảo", "Chứng chỉ tiếng Anh bậc 3", "language", "certificate"),
            ("Phạm Văn Tú", "Chứng nhận học tiếng Tày", "language", "ability"),
            ("Trịnh Thị An", "Chứng chỉ tiếng Anh bậc 2", "language", "certificate"),
            ("Lê Thu Hà", "Chứng nhận bồi dưỡng học liệu số", "digital", "met"),
            ("Vi Văn Quyết", "Giấy mời dự tập huấn", "digital", "met"),
        )
    ]
    confirmed, refused = sent[3], sent[4]
    decide_certificates({confirmed.pk: confirmed.version}, confirm=True, by=head)
    decide_certificates(
        {refused.pk: refused.version},
        confirm=False,
        remark="Giấy mời không phải chứng nhận hoàn thành.",
        by=head,
    )


def _request(unit: Unit, member: Member, *, by: User) -> None:
    """A request about one's own data, answered and done in its time."""
    said = RequestWords(
        kind=RequestKind.CORRECTION.value,
        words="Nhờ sửa ngày vào trường cho đúng quyết định tuyển dụng.",
        asked_by=member.full_name,
        received_on=timezone.localdate(),
        member=member,
        on_paper=True,
    )
    request = receive_request(unit, said, by=by)
    request = answer_request(request, "Đã nhận, đối chiếu hồ sơ trong ngày.", version=request.version, by=by)
    close_request(request, "Đã sửa theo quyết định tuyển dụng.", is_done=True, version=request.version, by=by)


def _certificate(member: Member, title: str, fact: str, value: str) -> Certificate:
    content = picture(f"{title} · {member.full_name} · bản mẫu, hư cấu")
    checked = examine(SimpleUploadedFile(f"{title}.jpg", content))
    assert isinstance(checked, CheckedFile)  # noqa: S101 - our own pictures are good ones
    said = CertificateWords(
        title, fact, value, issuer="Trung tâm bồi dưỡng (hư cấu)", issued_on=past(dt.date(YEAR, 7, 20))
    )
    by = member.user or User.objects.get(username="vanthu.hoasen")
    return hand_in_certificate(member, YEAR, said, checked, by=by)
