"""Bodies and their heads by name: in full, and nothing said twice."""

import pytest

from dvht.units.models import Unit
from dvht.units.queries import decider_of, head_in_full, head_of, is_peoples_committee


@pytest.mark.parametrize(
    ("title", "name", "said"),
    [
        ("Chủ tịch", "UBND xã Đồng Sen", "Chủ tịch Ủy ban nhân dân xã Đồng Sen"),
        ("Chủ tịch UBND xã Đồng Sen", "UBND xã Đồng Sen", "Chủ tịch Ủy ban nhân dân xã Đồng Sen"),
        ("Chủ tịch UBND", "Ủy ban nhân dân xã Đồng Sen", "Chủ tịch Ủy ban nhân dân xã Đồng Sen"),
        ("Trưởng phòng", "Phòng Giáo dục và Đào tạo", "Trưởng phòng Giáo dục và Đào tạo"),
        ("Giám đốc", "Sở Giáo dục và Đào tạo Minh Hà", "Giám đốc Sở Giáo dục và Đào tạo Minh Hà"),
        ("Giám đốc Sở", "Sở Giáo dục và Đào tạo Minh Hà", "Giám đốc Sở Giáo dục và Đào tạo Minh Hà"),
        ("Hiệu trưởng", "Trường Tiểu học Hoa Sen", "Hiệu trưởng Trường Tiểu học Hoa Sen"),
        ("", "Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo"),
        ("Chủ tịch", "", "Chủ tịch"),
    ],
)
def test_a_head_is_named_with_the_body_once(title: str, name: str, said: str) -> None:
    assert head_in_full(title, name) == said


def test_a_committee_of_any_level_decides_as_a_body_and_an_office_by_its_head() -> None:
    district = Unit(name="UBND huyện Suối Ngà", kind="state_agency", head_title="Chủ tịch")
    office = Unit(name="Phòng Văn hóa - Xã hội xã Đồng Sen", kind="state_agency", head_title="Trưởng phòng")

    assert is_peoples_committee(district)
    assert not is_peoples_committee(office)
    assert decider_of(district) == "Ủy ban nhân dân huyện Suối Ngà"
    assert decider_of(office) == head_of(office) == "Trưởng phòng Văn hóa - Xã hội xã Đồng Sen"
