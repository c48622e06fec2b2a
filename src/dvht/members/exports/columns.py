"""The columns of a roster's workbook: the same for those who fill it in and for what reads it."""

from dataclasses import dataclass
from typing import Final

from dvht.members.models import MemberKind
from dvht.members.queries.facts import DONE, NOT_DONE, NOT_MET, PROGRAMME
from dvht.members.queries.records import programmes_of
from dvht.members.queries.yearly import AskedFact, asked_facts, needs_of_members, pack_of_year
from dvht.regulation.personal import NONE, PersonalFact, personal_fact
from dvht.units.models import Unit
from dvht.workbook.tables import Column
from dvht.workbook.writing import Kind

FAMILY_NAME, GIVEN_NAME, FULL_NAME = "family_name", "given_name", "full_name"
NAME_KEYS: Final = frozenset({FULL_NAME, FAMILY_NAME, GIVEN_NAME})
POSITIONS: Final = "positions"
FACT: Final = "fact:"
NEW_PROGRAMME: Final = "new:"
"""Before the key of a programme that an import would make."""


@dataclass(frozen=True)
class Choice:
    """A value of a column, its title, and other spellings that can mean nothing else."""

    value: str
    title: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class RosterColumn:
    """A column; one with choices takes nothing else. `written` is false for those that are only read."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    width: int = 16
    kind: Kind = "text"
    choices: tuple[Choice, ...] = ()
    note: str = ""
    required: bool = False
    written: bool = True

    @property
    def read(self) -> Column:
        return Column(self.key, self.title, self.aliases, self.required)

    @property
    def is_result(self) -> bool:
        return self.key.startswith((FACT, PROGRAMME, NEW_PROGRAMME))

    @property
    def mark_code(self) -> str:
        """The code under which a result is recorded."""
        return self.key.removeprefix(FACT)

    def title_of(self, value: str) -> str:
        """A stored value in words; as it is, when the column has no choices or no such choice any more."""
        return next((choice.title for choice in self.choices if choice.value == value), value)


KINDS: Final = (
    Choice(MemberKind.OFFICIAL, MemberKind.OFFICIAL.label, ("CB",)),
    Choice(MemberKind.CIVIL_SERVANT, MemberKind.CIVIL_SERVANT.label, ("CC",)),
    Choice(MemberKind.PUBLIC_EMPLOYEE, MemberKind.PUBLIC_EMPLOYEE.label, ("VC",)),
    Choice(
        MemberKind.OFFICER,
        MemberKind.OFFICER.label,
        ("Sĩ quan", "Hạ sĩ quan", "Quân nhân chuyên nghiệp", "QNCN"),
    ),
    Choice(MemberKind.SOLDIER, MemberKind.SOLDIER.label),
    Choice(MemberKind.MANAGER, MemberKind.MANAGER.label, ("Người quản lý",)),
    Choice(
        MemberKind.WORKER,
        MemberKind.WORKER.label,
        (
            "Công nhân", "Người lao động", "NLĐ", "Người lao động có trình độ chuyên môn kỹ thuật",
            "Công nhân, lao động có trình độ chuyên môn kỹ thuật",
        ),
    ),
)  # fmt: skip

PEOPLE: Final = (
    RosterColumn(
        "code",
        "Mã",
        (
            "Mã thành viên", "Mã TV", "Mã số", "Mã giáo viên", "Mã GV", "Mã nhân viên", "Mã NV", "Mã số nhân viên",
            "Mã số giáo viên", "Mã người dùng", "Mã đối tượng",
        ),
        width=10,
        note="Mã của từng người ở đơn vị. Người mới để trống: phần mềm tự đặt",
    ),
    RosterColumn(
        FULL_NAME,
        "Họ và tên",
        (
            "Họ tên", "Họ và tên khai sinh", "Tên thành viên", "Họ và tên thành viên", "Họ và tên cán bộ", "Tên cán bộ",
            "Họ và tên giáo viên", "Tên giáo viên", "Họ và tên nhân viên", "Tên nhân viên", "Họ tên CBGVNV",
            "Họ và tên CB, GV, NV", "Họ tên CBGV", "Họ và tên CBCCVC", "Họ tên CBCC", "Họ và tên người lao động",
            "Họ và tên viên chức", "Họ và tên công chức", "Họ và tên CBNV", "Họ, chữ đệm và tên",
            "Họ, chữ đệm và tên khai sinh", "Họ, tên đệm và tên", "Full name",
        ),
        width=28,
        required=True,
    ),
    RosterColumn(
        FAMILY_NAME,
        "Họ đệm",
        ("Họ", "Họ và đệm", "Họ và tên đệm", "Họ và chữ đệm", "Họ lót", "Họ và chữ lót", "Họ và tên lót"),
        written=False,
    ),
    RosterColumn(GIVEN_NAME, "Tên", ("Tên gọi",), written=False),
    RosterColumn(
        "identity",
        "Số định danh, mã cán bộ",
        (
            "Số định danh", "Số định danh cá nhân", "Mã định danh", "Mã định danh cá nhân", "Số CCCD", "CCCD",
            "Số căn cước", "Căn cước công dân", "Số căn cước công dân", "Số CMND", "CMND", "CMND/CCCD", "CCCD/CMND",
            "Số CMND/CCCD", "Số CCCD/CMND", "Mã cán bộ", "Mã công chức", "Mã viên chức", "Mã CBCCVC", "Số hiệu cán bộ",
            "Số hiệu công chức", "Số hiệu viên chức", "Mã số cán bộ",
        ),
        width=20,
        note="Không bắt buộc. Được mã hóa, chỉ hiện ba số cuối; để nguyên dấu • là giữ số đang ghi",
    ),
    RosterColumn(
        "kind",
        "Đối tượng",
        ("Loại thành viên", "Đối tượng thành viên", "Loại đối tượng", "Diện"),
        width=22,
        choices=KINDS,
        required=True,
    ),
    RosterColumn(
        POSITIONS,
        "Chức vụ, vị trí việc làm",
        (
            "Chức vụ", "Chức danh", "Vị trí việc làm", "Vị trí", "Chức vụ, vị trí", "Chức vụ, chức danh",
            "Chức danh, chức vụ", "Chức vụ hoặc vị trí việc làm", "Nhiệm vụ", "Công việc", "Nhiệm vụ được giao",
            "Nhiệm vụ được phân công", "Công việc được giao", "Công việc đảm nhận",
            "VTVL", "Chức danh nghề nghiệp", "Chức vụ, công việc",
            "Chức vụ hiện tại", "Vị trí công tác",
        ),
        width=28,
        note="Nhiều việc thì ngăn bằng dấu chấm phẩy: Giáo viên; Tổ trưởng",
    ),
    RosterColumn(
        "department",
        "Tổ, phòng",
        (
            "Tổ", "Phòng", "Tổ chuyên môn", "Tổ CM", "Phòng ban", "Phòng, ban", "Bộ phận", "Khoa", "Khoa, phòng",
            "Tổ công tác", "Tổ khối", "Tổ bộ môn", "Tổ, bộ phận", "Tổ phòng ban", "Ban", "Phòng chuyên môn",
            "Văn phòng", "Bộ phận công tác", "Tổ/nhóm",
        ),
        width=20,
    ),
    RosterColumn(
        "started_on",
        "Ngày vào",
        (
            "Ngày vào đơn vị", "Ngày về đơn vị", "Ngày về trường", "Ngày vào trường", "Ngày về cơ quan",
            "Ngày vào cơ quan", "Ngày đến", "Ngày nhận công tác", "Ngày vào làm", "Ngày bắt đầu", "Từ ngày",
        ),
        width=13,
        kind="date",
        note="Để trống khi đã ở đơn vị từ trước khi lập danh sách",
    ),
    RosterColumn(
        "ended_on",
        "Ngày ra",
        (
            "Ngày cuối ở đơn vị", "Ngày rời đơn vị", "Ngày chuyển đi", "Ngày nghỉ", "Ngày nghỉ việc", "Ngày thôi việc",
            "Ngày nghỉ hưu", "Ngày kết thúc", "Đến ngày", "Đến hết ngày",
        ),
        width=13,
        kind="date",
        note="Ngày cuối cùng còn ở đơn vị; để trống khi vẫn còn",
    ),
)  # fmt: skip


def roster_columns(unit: Unit, year: int) -> tuple[RosterColumn, ...]:
    """People, then what the year's pack asks of each, then the programmes of the year. Two queries."""
    facts = tuple(_fact_column(asked) for asked in asked_facts(unit, year))
    programmes = tuple(
        programme_column(one.title, f"{PROGRAMME}{one.pk}") for one in programmes_of(unit, year)
    )
    return (*PEOPLE, *facts, *programmes)


def derived_titles(unit: Unit, year: int) -> tuple[str, ...]:
    """How columns of facts that are computed, not recorded, are headed: “2.2 Bồi dưỡng”. One query."""
    pack = pack_of_year(unit, year)
    needs = needs_of_members(pack, unit) if pack else {}
    return tuple(
        f"{row} {personal_fact(need.fact).short}"
        for row, some in needs.items()
        for need in some
        if personal_fact(need.fact).derived
    )


def programme_column(title: str, key: str) -> RosterColumn:
    return RosterColumn(
        key,
        f"Chương trình: {title}",
        (title,),
        width=18,
        choices=(
            Choice(DONE, "Hoàn thành", ("Đã hoàn thành", "Đạt", "x", "v", "Có", "Đã học", "Rồi", "Đủ", "1")),
            Choice(
                NOT_DONE,
                "Chưa hoàn thành",
                ("Không hoàn thành", "Chưa", NOT_MET, "Không đạt", "Không", "Chưa học", "0"),
            ),
        ),
    )


def _fact_column(asked: AskedFact) -> RosterColumn:
    fact = asked.fact
    row = asked.row
    names = [fact.short, fact.title, *([row, f"{row} {fact.title}", f"Chỉ tiêu {row}"] if row else [])]
    return RosterColumn(
        f"{FACT}{fact.code}",
        asked.title,
        tuple(dict.fromkeys(name for name in names if name != asked.title)),
        width=18,
        choices=fact_choices(fact),
        note=f"{fact.title} (chưa kiểm chứng)" if fact.status == "unverified" else fact.title,
    )


def fact_choices(fact: PersonalFact) -> tuple[Choice, ...]:
    """The steps, and “Chưa đạt”. A bare “có” or “không” says nothing certain: no discipline, or no breach of it?"""
    if fact.yes_or_no:
        step = fact.steps[0]
        reached = Choice(step.code, step.label, ("Đạt", "x", "v", "Đã đạt"))
        return reached, Choice(NONE, NOT_MET, ("Không đạt", "Chưa", f"Chưa {step.label}"))
    return (
        *(Choice(step.code, step.label, (step.short,)) for step in fact.steps),
        Choice(NONE, NOT_MET, ("Không đạt", "Không", "Không có", "Chưa", "Chưa có")),
    )
