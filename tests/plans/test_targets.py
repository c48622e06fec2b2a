import pytest
from django.core.exceptions import ValidationError
from tests import make

from dvht.plans import actions
from dvht.plans.models import Plan

pytestmark = pytest.mark.django_db


def refusal(plan: Plan, row: str, percent: int) -> tuple[str, str]:
    with pytest.raises(ValidationError) as error:
        actions.set_target(plan, row, percent, by=make.a_head(plan.unit))
    return str(error.value.code), error.value.messages[0]


def test_a_target_at_the_threshold_of_level_1_is_taken_and_one_below_is_refused() -> None:
    plan = make.a_plan(make.a_unit())

    assert actions.set_target(plan, "2.1", 90, by=make.a_head(plan.unit)).percent == 90
    code, message = refusal(plan, "2.1", 89)
    assert code == "below_floor"
    assert message == (
        "Chỉ tiêu 2.1: 89% thấp hơn 90% của Thông tư 24/2023/TT-BGDĐT, Điều 6 khoản 2 điểm a. "
        "Hãy ghi từ 90 đến 100."
    )


def test_thach_ban_a_may_ask_80_percent_where_the_overlay_asks_70() -> None:
    plan = make.a_plan(make.a_unit(), 2023, "tt22-2020-ha-noi")

    assert actions.set_target(plan, "2d", 80, by=make.a_head(plan.unit)).percent == 80
    assert refusal(plan, "2d", 69)[0] == "below_floor"


def test_the_national_pack_leaves_no_room_below_100() -> None:
    assert refusal(make.a_plan(make.a_unit(), 2023, "tt22-2020"), "2d", 80)[0] == "below_floor"


def test_a_target_below_the_higher_plans_is_refused_with_its_figure_and_source() -> None:
    plan = a_lower_plan(higher_target=95)

    code, message = refusal(plan, "2.5", 94)

    assert code == "below_floor"
    assert message.startswith(
        "Chỉ tiêu 2.5: 94% thấp hơn 95% của kế hoạch cấp trên (Kế hoạch của UBND xã Đồng Sen"
    )
    assert actions.set_target(plan, "2.5", 96, by=make.a_head(plan.unit)).percent == 96


def test_a_target_of_the_higher_plan_is_not_dropped() -> None:
    plan = a_lower_plan(higher_target=95)

    with pytest.raises(ValidationError) as error:
        actions.remove_target(plan, "2.5", by=make.a_head(plan.unit))

    assert error.value.code == "below_floor"
    assert plan.targets.get().percent == 95


def test_an_own_target_is_dropped() -> None:
    plan = make.a_plan(make.a_unit())
    head = make.a_head(plan.unit)
    actions.set_target(plan, "2.1", 97, by=head)

    actions.remove_target(plan, "2.1", by=head)

    assert not plan.targets.exists()


def test_rows_that_are_no_share_or_do_not_exist_or_do_not_apply_take_no_target() -> None:
    plan = make.a_plan(make.a_unit())

    assert refusal(plan, "1.1", 90) == (
        "not_share",
        "Chỉ tiêu 1.1 không tính theo tỉ lệ nên không đặt tỉ lệ phấn đấu.",
    )
    assert refusal(plan, "9.9", 90)[0] == "unknown_row"
    assert refusal(plan, "3.1b", 99)[0] == "not_applicable"


def test_a_target_over_100_is_refused() -> None:
    assert refusal(make.a_plan(make.a_unit()), "2.1", 101) == (
        "out_of_range",
        "Chỉ tiêu 2.1: hãy ghi số nguyên từ 90 đến 100.",
    )


def test_the_goal_is_a_level_or_a_rank_of_the_pack() -> None:
    plan = make.a_plan(make.a_unit())
    head = make.a_head(plan.unit)

    assert actions.set_goal(plan, "2", by=head).goal_label == "Mức độ 2"
    with pytest.raises(ValidationError, match="Mục tiêu phải là một trong: Mức độ 1, Mức độ 2"):
        actions.set_goal(plan, "tot", by=head)


def test_the_table_is_saved_whole_or_not_at_all() -> None:
    plan = make.a_plan(make.a_unit())
    head = make.a_head(plan.unit)

    with pytest.raises(ValidationError) as error:
        actions.save_targets(plan, goal="1", targets={"2.1": 95, "2.2": 80}, version=1, by=head)
    assert list(error.value.message_dict) == ["2.2"]
    assert not plan.targets.exists()

    saved = actions.save_targets(plan, goal="1", targets={"2.1": 95, "2.2": None}, version=1, by=head)
    assert (saved.goal, saved.version) == ("1", 2)
    assert {target.row: target.percent for target in plan.targets.all()} == {"2.1": 95}


def test_an_empty_row_of_the_table_keeps_the_higher_plans_target() -> None:
    plan = a_lower_plan(higher_target=95)

    actions.save_targets(plan, goal="", targets={"2.5": None}, version=1, by=make.a_head(plan.unit))

    assert plan.targets.get(row="2.5").percent == 95


def a_lower_plan(higher_target: int) -> Plan:
    commune = make.a_unit("UBND xã Đồng Sen", kind="commune_peoples_committee")
    school = make.a_unit(under=commune)
    officer = make.a_head(commune)
    higher = make.a_full_plan(commune, by=officer)
    actions.set_target(higher, "2.5", higher_target, by=officer)
    higher = actions.put_in_force(higher, by=officer)
    return make.a_plan(school, higher=higher)
