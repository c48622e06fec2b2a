"""Whether a pack is whole: no code twice, no row without its feed, sums that add up. Says the place of a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dvht.regulation.kinds import UNIT_KINDS
from dvht.regulation.personal import member_kinds
from dvht.regulation.rows import Row
from dvht.regulation.strict import wrong

if TYPE_CHECKING:
    from dvht.regulation.pack import CitizenRules, Pack

Place = tuple[str | int, ...]


def check_whole(pack: Pack) -> None:
    """Raise the first fault, with its place in the file."""
    for kind in pack.unit_kinds or ():
        if kind not in UNIT_KINDS:
            raise wrong("không có loại đơn vị này", ("unit_kinds", kind))
    _check_rows(pack)
    if pack.scheme != "levels":
        _check_points(pack)
    if pack.scheme == "points":
        _check_ranks(pack)
    if pack.scheme == "citizen":
        _check_citizens(pack)


def _check_rows(pack: Pack) -> None:
    seen: set[str] = set()
    for index, group in enumerate(pack.groups):
        for number, row in enumerate(group.rows):
            place = ("groups", index, "rows", number)
            if row.code in seen:
                raise wrong(f'đã có một dòng mã "{row.code}"', (*place, "code"))
            seen.add(row.code)
            _check_row(row, pack, place)
            _check_feeds(row, pack, place)
            _check_wordings(row, pack, place)


def _check_row(row: Row, pack: Pack, place: Place) -> None:
    if pack.scheme == "levels":
        expected = {str(level) for level in pack.levels}
        if row.levels is None or set(row.levels) != expected or row.clause is not None:
            raise wrong("cần levels cho đúng các mức độ của bộ, không cần clause", place)
    elif row.clause is None or row.levels is not None:
        raise wrong("cần clause, không cần levels", place)
    for clause in (row.levels or {"": row.clause_at(None)}).values():
        if (clause.threshold is not None) != (row.measure == "share"):
            raise wrong("threshold phải có ở dòng share và chỉ ở đó", place)
        if (clause.grade is not None) != (row.measure == "grade"):
            raise wrong("grade phải có ở dòng grade và chỉ ở đó", place)


def _check_feeds(row: Row, pack: Pack, place: Place) -> None:
    needs = [row.needs(level) for level in (pack.levels or (None,))]
    if row.measure == "share" and not all(needs):
        raise wrong("dòng share cần fed_by: một người được tính khi đạt những mục nào", place)
    if row.measure != "share" and (row.fed_by or any(needs)):
        raise wrong("fed_by chỉ có ở dòng share", (*place, "fed_by"))
    if row.measure != "condition" and row.shown_by:
        raise wrong("shown_by chỉ có ở dòng condition", (*place, "shown_by"))
    if not row.count_by_level and any(others != needs[0] for others in needs):
        raise wrong("fed_by khác nhau theo mức độ thì cần count_by_level: true", place)


def _check_wordings(row: Row, pack: Pack, place: Place) -> None:
    known = {group.code for group in pack.citizens.citizen_groups} if pack.citizens else set()
    for code in row.wordings:
        if code not in known:
            raise wrong(
                "không có nhóm công dân này trong citizens.citizen_groups", (*place, "wordings", code)
            )


def _check_points(pack: Pack) -> None:
    maxima = [row.max_points for row in pack.rows]
    if any(maximum is None for maximum in maxima) or sum(m for m in maxima if m) != pack.total_points:
        raise wrong("phải bằng tổng điểm tối đa của mọi dòng", ("total_points",))
    for index, group in enumerate(pack.groups):
        if sum(row.max_points or 0 for row in group.rows) != group.max_points:
            raise wrong("phải bằng tổng điểm tối đa của các dòng", ("groups", index, "max_points"))


def _check_ranks(pack: Pack) -> None:
    minima = [rank.minimum for rank in pack.ranks]
    if not minima or minima != sorted(set(minima), reverse=True) or minima[-1] != 0:
        raise wrong("phải xếp từ cao xuống thấp, loại cuối từ 0 điểm", ("ranks",))


def _check_citizens(pack: Pack) -> None:
    rules = pack.citizens
    if rules is None:
        raise wrong("bộ Công dân học tập cần citizens", ("scheme",))
    if rules.pass_points > (pack.total_points or 0):
        raise wrong("không được quá total_points", ("citizens", "pass_points"))
    if any(row.max_points is not None and rules.floor_points > row.max_points for row in pack.rows):
        raise wrong("không được quá điểm tối đa của một chỉ báo", ("citizens", "floor_points"))
    _check_citizen_groups(rules)


def _check_citizen_groups(rules: CitizenRules) -> None:
    known = {kind.code for kind in member_kinds()}
    codes: set[str] = set()
    taken: set[str] = set()
    for index, group in enumerate(rules.citizen_groups):
        place = ("citizens", "citizen_groups", index)
        if group.code in codes:
            raise wrong(f'đã có một nhóm mã "{group.code}"', (*place, "code"))
        codes.add(group.code)
        for number, kind in enumerate(group.member_kinds):
            if kind not in known or kind in taken:
                raise wrong(
                    f'không có loại thành viên "{kind}" trong facts.yaml, hoặc đã ở nhóm khác',
                    (*place, "member_kinds", number),
                )
            taken.add(kind)
