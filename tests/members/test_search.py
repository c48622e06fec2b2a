"""Searching names is served by an index, on both databases."""

import random

import pytest
from django.db import connection
from tests import make

from dvht.members.models import Member, NameWord
from dvht.members.queries.search import search_words, search_words_of
from dvht.ui.vietnamese import name_order
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Vũ", "Ngô")
MIDDLE = ("Văn", "Thị", "Minh", "Thu", "Quốc", "Bích")
GIVEN = (
    "An",
    "Bảo",
    "Chi",
    "Dung",
    "Đạt",
    "Giang",
    "Hà",
    "Khiêm",
    "Lan",
    "Minh",
    "Nhung",
    "Oanh",
    "Phúc",
    "Quỳnh",
)
MANY = 20_000
USED = {
    "sqlite": "USING COVERING INDEX sqlite_autoindex_members_nameword_1 (unit_id=? AND word>? AND word<?)",
    "postgresql": "word_once_per_member",
}


def found(unit: Unit, text: str) -> list[str]:
    members = search_words(Member.objects.filter(unit=unit), text, unit=unit)
    return list(members.order_by("name_order").values_list("full_name", flat=True))


def test_words_are_folded_once_each_and_hold_only_letters_and_digits() -> None:
    assert search_words_of("Đỗ-Quang  HUY huy", "TV.07") == ("do", "quang", "huy", "tv", "07")
    assert search_words_of("Ærø") == ("xe6rxf8",)
    assert search_words_of("ế" * 200)[0] == "e" * 120


def test_every_word_must_begin_a_word_of_the_name_or_the_code() -> None:
    unit = make.a_unit()
    member = make.a_member(unit, "Nguyễn Bỉnh Khiêm")
    make.a_member(unit, "Nguyễn Thị Khuê")
    make.a_member(make.a_unit("Trường khác"), "Nguyễn Bỉnh Khiêm")

    assert found(unit, "khiem nguyen") == ["Nguyễn Bỉnh Khiêm"]
    assert found(unit, "ng kh") == ["Nguyễn Thị Khuê", "Nguyễn Bỉnh Khiêm"][::-1]
    assert found(unit, "hiem") == []
    assert found(unit, "--") == []
    assert len(found(unit, " ")) == 2
    assert found(unit, member.code) == ["Nguyễn Bỉnh Khiêm"]


def fill(unit: Unit, count: int) -> None:
    chance = random.Random(7)  # noqa: S311 - invented names, not secrets
    names = [
        f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}{'' if number else ' Zung'}"
        for number in range(count)
    ]
    made = Member.objects.bulk_create(
        Member(unit=unit, code=f"T{number}", full_name=name, name_order=name_order(name))
        for number, name in enumerate(names)
    )
    NameWord.objects.bulk_create(
        (
            NameWord(member=member, unit=unit, word=word)
            for member in made
            for word in search_words_of(member.full_name, member.code)
        ),
        batch_size=5000,
    )


def plan_of(unit: Unit, text: str) -> str:
    members = search_words(Member.objects.filter(unit=unit), text, unit=unit)
    return members.explain()


def test_the_index_serves_twenty_thousand_members() -> None:
    unit = make.a_unit()
    fill(unit, MANY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    assert found(unit, "zung")
    for text in ("zung", "t19999", "zung t0"):
        plan = plan_of(unit, text)
        assert USED[connection.vendor] in plan, plan
        for read_whole in ("Seq Scan on members_nameword", "SCAN members_nameword", "SCAN U0"):
            assert read_whole not in plan, plan
