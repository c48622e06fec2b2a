"""How papers name a place in a law."""

import pytest

from dvht.regulation.citations import in_papers


@pytest.mark.parametrize(
    ("reference", "written"),
    [
        ("Điều 10 khoản 2 điểm d", "điểm d khoản 2 Điều 10"),
        ("Điều 20 khoản 3", "khoản 3 Điều 20"),
        ("Điều 6", "Điều 6"),
        ("Điều 10, Điều 16", "Điều 10, Điều 16"),
        ("Kế hoạch số 12/KH-UBND, mục II", "Kế hoạch số 12/KH-UBND, mục II"),
    ],
)
def test_the_smallest_part_comes_first_and_anything_else_stays(reference: str, written: str) -> None:
    assert in_papers(reference) == written
