from decimal import Decimal

import pytest

from dvht.ui.figures import Tick, bars_of, gauge_of, mini_cells, ruler_of, share

RANKS = [("Tốt", Decimal(85)), ("Khá", Decimal(70)), ("Trung bình", Decimal(50))]


def test_a_gauge_says_the_count_and_every_threshold() -> None:
    gauge = gauge_of(38, 40, [("Mức độ 1", 36), ("Mức độ 2", 38)], "người")
    assert gauge.text == "38 trên 40 người. Mức độ 1 cần 36 người, Mức độ 2 cần 38 người."
    assert gauge.fill == "95%"


def test_the_second_threshold_stands_under_the_bar() -> None:
    gauge = gauge_of(38, 40, [("Mức độ 1", 36), ("Mức độ 2", 38)], "người")
    assert gauge.ticks == (
        Tick("90%", "Mức độ 1: 36 người", "end"),
        Tick("95%", "Mức độ 2: 38 người", "end", below=True),
    )


def test_a_threshold_in_the_left_half_is_labelled_towards_the_right() -> None:
    gauge = gauge_of(3, 40, [("Yêu cầu", 10)], "người")
    assert gauge.ticks == (Tick("25%", "Yêu cầu: 10 người", "start"),)
    assert gauge.is_one


def test_a_gauge_of_nobody_is_empty() -> None:
    assert gauge_of(0, 0, [], "người").fill == "0%"


def test_a_ruler_marks_the_rank_that_the_points_reach() -> None:
    ruler = ruler_of(Decimal("78.5"), Decimal(100), RANKS, can=Decimal("88.5"), below="Chưa đạt")
    assert [(part.label, part.x, part.is_reached) for part in ruler.segments] == [
        ("Chưa đạt", "25%", False),
        ("Trung bình", "60%", False),
        ("Khá", "77.5%", True),
        ("Tốt", "92.5%", False),
    ]
    assert [edge.label for edge in ruler.edges] == ["50", "70", "85", "100"]


def test_a_ruler_tells_points_ranks_and_what_is_within_reach() -> None:
    ruler = ruler_of(Decimal("78.5"), Decimal(100), RANKS, can=Decimal("88.5"), below="Chưa đạt")
    assert ruler.text == (
        "78,5 trên 100 điểm. Trung bình từ 50, Khá từ 70, Tốt từ 85. Có thể thành 88,5 điểm."
    )
    assert (ruler.got, ruler.can) == ("78.5%", "88.5%")


def test_a_ruler_draws_no_reach_that_is_not_above_the_points() -> None:
    assert ruler_of(Decimal(90), Decimal(100), RANKS, can=Decimal(90), below="Chưa đạt").can is None


@pytest.mark.parametrize(
    ("points", "reached"), [("49.99", "Chưa đạt"), ("50", "Trung bình"), ("85", "Tốt"), ("100", "Tốt")]
)
def test_the_edge_of_a_rank_belongs_to_the_rank(points: str, reached: str) -> None:
    ruler = ruler_of(Decimal(points), Decimal(100), RANKS, can=None, below="Chưa đạt")
    assert [part.label for part in ruler.segments if part.is_reached] == [reached]


def test_a_lowest_rank_from_zero_needs_no_stretch_under_it() -> None:
    ranks = [("Đạt", Decimal(50)), ("Không đạt", Decimal(0))]
    ruler = ruler_of(Decimal(10), Decimal(100), ranks, can=None, below="Chưa xếp loại")
    assert [part.label for part in ruler.segments] == ["Không đạt", "Đạt"]


@pytest.mark.parametrize(
    ("part", "whole", "words"), [(1, 3, "33.33%"), (5, 4, "100%"), (-1, 4, "0%"), (1, 2, "50%")]
)
def test_a_share_stays_inside_the_drawing(part: int, whole: int, words: str) -> None:
    assert share(part, whole) == words


def test_a_chart_says_every_column_and_its_goal() -> None:
    chart = bars_of([("10/01", 32), ("17/01", 57)], title="Hồ sơ đã nộp", goal=62, goal_label="62 đơn vị")
    assert chart.text == "Hồ sơ đã nộp. 10/01: 32, 17/01: 57; 62 đơn vị."


def test_the_highest_column_of_a_chart_without_a_goal_takes_the_whole_height() -> None:
    chart = bars_of([("1", 0), ("2", 5), ("3", 10)], title="Số đơn vị")
    assert [bar.height for bar in chart.bars] == [0, 65, 130]
    assert chart.goal_y is None


def test_a_column_of_one_among_thousands_can_still_be_seen() -> None:
    assert bars_of([("1", 1), ("2", 9000)], title="Số đơn vị").bars[0].height == 1


def test_a_chart_of_nothing_is_drawn_empty() -> None:
    assert bars_of([], title="Số đơn vị").bars == ()


def test_small_marks_leave_a_gap_between_groups() -> None:
    cells, width = mini_cells(["pp", "f"])
    assert [(cell.x, cell.kind) for cell in cells] == [(0, "p"), (8, "p"), (21, "f")]
    assert width == 27
