"""Large invented rosters, for measuring: written straight into the tables, without a trail of deeds.

Only for a database made for the purpose; `dvht serve --demo` never calls it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from dvht.members.models import Department, Fact, Member, MemberKind, NameWord, Position, Posting, Source
from dvht.members.queries.search import search_words_of
from dvht.regulation.personal import NONE
from dvht.ui.vietnamese import name_order, without_marks
from dvht.units.models import Unit

FAMILIES: Final = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Đinh", "Trịnh", "Mai", "Lương", "Tạ", "Hà", "Cao", "Đoàn", "Lâm", "Tô", "Nông", "Triệu", "Giàng", "Vàng", "Niê",
)  # fmt: skip
MIDDLES: Final = (
    "Thị", "Văn", "Ngọc", "Minh", "Thu", "Quốc", "Thanh", "Hồng", "Đức", "Xuân", "Kim", "Bích", "Hữu", "Gia", "Thùy",
    "Khánh", "Tuấn", "Mai", "Anh", "Hải",
)  # fmt: skip
GIVEN: Final = (
    "An", "Ánh", "Ân", "Bảo", "Bình", "Chi", "Cường", "Dung", "Duyên", "Đạt", "Điệp", "Giang", "Hà", "Hạnh", "Hiền",
    "Hoa", "Hòa", "Hùng", "Hương", "Khanh", "Lan", "Linh", "Loan", "Mai", "Nam", "Nga", "Ngọc", "Nhung", "Oanh",
    "Phúc", "Phương", "Quân", "Quế", "Sơn", "Tâm", "Thảo", "Thúy", "Trang", "Tú", "Vân", "Vinh", "Xuân", "Yến", "Ý",
)  # fmt: skip
KINDS: Final = (MemberKind.PUBLIC_EMPLOYEE,) * 8 + (MemberKind.CIVIL_SERVANT, MemberKind.WORKER)
TITLES: Final = ("Giáo viên", "Nhân viên", "Chuyên viên", "Tổ trưởng")
FACTS: Final = (
    ("discipline", ("met",) * 19 + (NONE,)),
    ("digital", ("met",) * 9 + (NONE,)),
    ("language", ("certificate", "certificate", "ability", NONE, "")),
    ("title", ("lao_dong_tien_tien",) * 9 + (NONE,)),
    ("citizen", ("met",) * 7 + (NONE, "", "")),
    ("commitment", ("met",) * 5 + ("",)),
)
"""Values by turns; an empty one leaves the fact unrecorded."""
BATCH: Final = 2_000


def fill_roster(unit: Unit, members: int, *, year: int, departments: int = 6) -> None:
    """Give a unit this many members with their postings, words to be found by, and what the year brought them."""
    with transaction.atomic():
        places = _departments(unit, departments)
        for first in range(0, members, BATCH):
            _write(unit, places, range(first, min(first + BATCH, members)), year)


def invented_name(number: int) -> str:
    """A name for a number; names repeat, as they do among many people."""
    family = FAMILIES[number * 7 % len(FAMILIES)]
    middle = MIDDLES[(number // 3 + number * 11) % len(MIDDLES)]
    return f"{family} {middle} {GIVEN[number * 13 % len(GIVEN)]}"


def _departments(unit: Unit, count: int) -> list[Department]:
    names = [f"Tổ {number}" for number in range(1, count + 1)]
    return Department.objects.bulk_create(
        Department(unit=unit, name=name, name_key=without_marks(name), position=place)
        for place, name in enumerate(names, 1)
    )


def _write(unit: Unit, departments: Sequence[Department], numbers: range, year: int) -> None:
    members = Member.objects.bulk_create(
        Member(unit=unit, code=f"TV{number + 1:05}", full_name=name, name_order=name_order(name))
        for number in numbers
        for name in (invented_name(number),)
    )
    postings = Posting.objects.bulk_create(
        Posting(
            member=member,
            kind=KINDS[number % len(KINDS)],
            department=departments[number % len(departments)],
            started_on=dt.date(2010 + number % 15, 9, 1),
        )
        for number, member in zip(numbers, members, strict=True)
    )
    Position.objects.bulk_create(
        Position(posting=posting, title=title, title_key=without_marks(title))
        for number, posting in zip(numbers, postings, strict=True)
        for title in (TITLES[number % len(TITLES)],)
    )
    NameWord.objects.bulk_create(
        NameWord(member=member, unit=unit, word=word)
        for member in members
        for word in search_words_of(member.full_name, member.code)
    )
    Fact.objects.bulk_create(_facts(numbers, members, year))


def _facts(numbers: range, members: Sequence[Member], year: int) -> Iterator[Fact]:
    now = timezone.now()
    for number, member in zip(numbers, members, strict=True):
        for code, values in FACTS:
            value = values[number % len(values)]
            if value:
                yield Fact(
                    member=member, year=year, code=code, value=value, source=Source.UNIT, recorded_at=now
                )
