"""Who is in the demonstration: bodies whose plans are public, invented units below them, invented people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from dvht.accounts.actions import add_demo_user
from dvht.accounts.models import RoleKind, User
from dvht.audit.actions import SYSTEM
from dvht.regulation.kinds import Ownership
from dvht.units.actions import add_unit
from dvht.units.models import Unit


@dataclass(frozen=True)
class Body:
    """A unit to be made: `key` names it here, `under` and `receiver` name others made before it."""

    key: str
    name: str
    kind: str
    symbol: str
    place: str
    area: str
    head_title: str
    paper_parent: str = ""
    under: str = ""
    receiver: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """An invented person with an account."""

    username: str
    full_name: str
    unit: str
    kind: RoleKind


HA_NOI: Final = "thành phố Hà Nội"
THANH_XUAN: Final = "quận Thanh Xuân, thành phố Hà Nội"
DONG_SEN: Final = "xã Đồng Sen, tỉnh Minh Hà"
SUOI_MO: Final = "xã Suối Mơ, tỉnh Minh Hà"
SUOI_NGA: Final = "huyện Suối Ngà, tỉnh Ngọc Lâm"
SEN_OFFICE: Final = "Phòng Văn hóa - Xã hội xã Đồng Sen"

# Offices and committees whose plans are public stand here by name, without people and without results.
# Every unit that assesses itself is invented.
BODIES: Final = (
    Body("ha_noi", "UBND thành phố Hà Nội", "state_agency", "UBND", "Hà Nội", HA_NOI, "Chủ tịch",
         more={"paper_name": "Ủy ban nhân dân thành phố Hà Nội"}),
    Body("thanh_xuan", "Phòng Giáo dục và Đào tạo quận Thanh Xuân", "state_agency", "PGDĐT", "Thanh Xuân",
         THANH_XUAN, "Trưởng phòng", "UBND quận Thanh Xuân", "ha_noi"),
    Body("bang_lang", "Trường Tiểu học Bằng Lăng", "primary_school", "THBL", "Thanh Xuân",
         THANH_XUAN, "Hiệu trưởng", "UBND quận Thanh Xuân", "thanh_xuan", "thanh_xuan"),
    Body("choi_biec", "Trường Mầm non Chồi Biếc", "preschool", "MNCB", "Thanh Xuân",
         THANH_XUAN, "Hiệu trưởng", "UBND quận Thanh Xuân", "thanh_xuan", "thanh_xuan"),
    Body("phu_sa", "Trường Tiểu học Phù Sa", "primary_school", "THPS", "Long Biên",
         "quận Long Biên, thành phố Hà Nội", "Hiệu trưởng", "UBND quận Long Biên", "ha_noi",
         more={"receiving_name": "Phòng Giáo dục và Đào tạo quận Long Biên"}),
    Body("buon_ho", "UBND thị xã Buôn Hồ", "state_agency", "UBND", "Buôn Hồ", "tỉnh Đắk Lắk", "Chủ tịch",
         more={"paper_name": "Ủy ban nhân dân thị xã Buôn Hồ"}),
    Body("doi_gio", "Trường Tiểu học Đồi Gió", "primary_school", "THĐG", "Buôn Hồ",
         "thị xã Buôn Hồ, tỉnh Đắk Lắk", "Hiệu trưởng", "Phòng GDĐT thị xã Buôn Hồ", "buon_ho",
         more={"receiving_name": "Phòng Giáo dục và Đào tạo thị xã Buôn Hồ"}),
    Body("ha_quang", "UBND huyện Hà Quảng", "state_agency", "UBND", "Hà Quảng", "tỉnh Cao Bằng", "Chủ tịch",
         more={"paper_name": "Ủy ban nhân dân huyện Hà Quảng"}),
    Body("tu_lieu", "Phòng Tư liệu và Học liệu", "state_agency", "PTLHL", "Hà Quảng",
         "huyện Hà Quảng, tỉnh Cao Bằng", "Trưởng phòng", "UBND huyện Hà Quảng", "ha_quang", "ha_quang"),
    Body("minh_ha", "UBND tỉnh Minh Hà", "state_agency", "UBND", "Minh Hà", "tỉnh Minh Hà", "Chủ tịch",
         more={"paper_name": "Ủy ban nhân dân tỉnh Minh Hà"}),
    Body("so_minh_ha", "Sở Giáo dục và Đào tạo Minh Hà", "state_agency", "SGDĐT", "Minh Hà", "tỉnh Minh Hà",
         "Giám đốc", "UBND tỉnh Minh Hà", "minh_ha"),
    Body("dong_sen", "UBND xã Đồng Sen", "commune_peoples_committee", "UBND", "Đồng Sen", DONG_SEN,
         "Chủ tịch", "", "minh_ha", more={"paper_name": "Ủy ban nhân dân xã Đồng Sen"}),
    Body("van_xa", SEN_OFFICE, "state_agency", "PVHXH", "Đồng Sen", DONG_SEN, "Trưởng phòng",
         "UBND xã Đồng Sen", "dong_sen"),
    Body("hoa_sen", "Trường Tiểu học Hoa Sen", "primary_school", "THHS", "Đồng Sen", DONG_SEN, "Hiệu trưởng",
         "UBND xã Đồng Sen", "dong_sen"),
    Body("sen_hong", "Trường Mầm non Sen Hồng", "preschool", "MNSH", "Đồng Sen", DONG_SEN, "Hiệu trưởng",
         "UBND xã Đồng Sen", "dong_sen"),
    Body("ca_chep", "Trường Mầm non tư thục Cá Chép Nhỏ", "preschool", "MNCCN", "Đồng Sen", DONG_SEN,
         "Hiệu trưởng", "", "dong_sen", more={"ownership": Ownership.PRIVATE.value}),
    Body("hoa_lau", "Trường THCS Hoa Lau", "lower_secondary_school", "THCSHL", "Đồng Sen", DONG_SEN, "Hiệu trưởng",
         "UBND xã Đồng Sen", "dong_sen"),
    Body("hoa_cai", "Trường Mầm non Hoa Cải", "preschool", "MNHC", "Đồng Sen", DONG_SEN, "Hiệu trưởng",
         "UBND xã Đồng Sen", "dong_sen"),
    Body("tram_y_te", "Trạm Y tế xã Đồng Sen", "other_public_body", "TYT", "Đồng Sen", DONG_SEN, "Trạm trưởng",
         "UBND xã Đồng Sen", "dong_sen"),
    Body("phu_nu", "Hội Liên hiệp Phụ nữ xã Đồng Sen", "mass_organisation", "BTV", "Đồng Sen", DONG_SEN,
         "Chủ tịch Hội", "", "dong_sen"),
    Body("che_xanh", "Hợp tác xã Chè Đồi Xanh", "cooperative", "HTX", "Đồng Sen", DONG_SEN, "Giám đốc",
         "", "dong_sen", more={"ownership": Ownership.PRIVATE.value}),
    Body("thpt", "Trường THPT Minh Hà", "upper_secondary_school", "THPTMH", "Minh Hà", "tỉnh Minh Hà",
         "Hiệu trưởng", "Sở GDĐT Minh Hà", "minh_ha"),
    Body("day_nghe", "Trung tâm Giáo dục nghề nghiệp Minh Hà", "vocational_centre", "TTGDNN", "Minh Hà",
         "tỉnh Minh Hà", "Giám đốc", "UBND tỉnh Minh Hà", "minh_ha"),
    Body("suoi_mo", "UBND xã Suối Mơ", "commune_peoples_committee", "UBND", "Suối Mơ", SUOI_MO, "Chủ tịch", "",
         "minh_ha", more={"paper_name": "Ủy ban nhân dân xã Suối Mơ"}),
    Body("van_xa_suoi_mo", "Phòng Văn hóa - Xã hội xã Suối Mơ", "state_agency", "PVHXH", "Suối Mơ", SUOI_MO,
         "Trưởng phòng", "UBND xã Suối Mơ", "suoi_mo"),
    Body("mam_non_suoi_mo", "Trường Mầm non Suối Mơ", "preschool", "MNSM", "Suối Mơ", SUOI_MO, "Hiệu trưởng",
         "UBND xã Suối Mơ", "suoi_mo"),
    Body("may_tre", "Hợp tác xã Mây tre Suối Mơ", "cooperative", "HTX", "Suối Mơ", SUOI_MO, "Giám đốc", "",
         "suoi_mo", more={"ownership": Ownership.PRIVATE.value}),
    Body("suoi_nga", "UBND huyện Suối Ngà", "state_agency", "UBND", "Suối Ngà", SUOI_NGA, "Chủ tịch",
         more={"paper_name": "Ủy ban nhân dân huyện Suối Ngà"}),
    Body("phong_suoi_nga", "Phòng Giáo dục và Đào tạo huyện Suối Ngà", "state_agency", "PGDĐT", "Suối Ngà", SUOI_NGA,
         "Trưởng phòng", "UBND huyện Suối Ngà", "suoi_nga"),
    Body("kinh_te_suoi_nga", "Phòng Kinh tế huyện Suối Ngà", "state_agency", "PKT", "Suối Ngà", SUOI_NGA,
         "Trưởng phòng", "UBND huyện Suối Ngà", "suoi_nga"),
)  # fmt: skip

PEOPLE: Final = (
    Person("hieutruong.banglang", "Lý Thị Mận", "bang_lang", RoleKind.HEAD),
    Person("vanthu.banglang", "Quách Hải Yến", "bang_lang", RoleKind.CLERK),
    Person("to.banglang", "Hoàng Văn Thuận", "bang_lang", RoleKind.COMMITTEE),
    Person("quantri.banglang", "Tạ Đức Kiên", "bang_lang", RoleKind.ADMINISTRATOR),
    Person("hieutruong.hoasen", "Trần Thu Sen", "hoa_sen", RoleKind.HEAD),
    Person("vanthu.hoasen", "Ngô Bích Thảo", "hoa_sen", RoleKind.CLERK),
    Person("to.hoasen", "Đỗ Quang Huy", "hoa_sen", RoleKind.COMMITTEE),
    Person("phohieutruong.hoasen", "Hoàng Thị Duyên", "hoa_sen", RoleKind.DEPUTY),
    Person("totruong.hoasen", "Lê Thu Hà", "hoa_sen", RoleKind.MEMBER),
    Person("giaovien.hoasen", "Ngô Văn Bảo", "hoa_sen", RoleKind.MEMBER),
    Person("quantri.hoasen", "Bùi Gia Khánh", "hoa_sen", RoleKind.ADMINISTRATOR),
    Person("hieutruong.choibiec", "Vũ Thị Lan", "choi_biec", RoleKind.HEAD),
    Person("hieutruong.phusa", "Mai Xuân Hà", "phu_sa", RoleKind.HEAD),
    Person("hieutruong.doigio", "H’Linh Niê", "doi_gio", RoleKind.HEAD),
    Person("truongphong.tulieu", "Nông Văn Bách", "tu_lieu", RoleKind.HEAD),
    Person("chutich.dongsen", "Phan Đình Lộc", "dong_sen", RoleKind.HEAD),
    Person("truongphong.dongsen", "Đinh Thị Hồng Gấm", "van_xa", RoleKind.HEAD),
    Person("chuyenvien.dongsen", "Lê Văn Bình", "van_xa", RoleKind.OFFICER),
    Person("khuyenhoc.dongsen", "Mạc Thế Khang", "dong_sen", RoleKind.STUDY_ASSOCIATION),
    Person("thamdinh.dongsen", "Mông Văn Khuê", "van_xa", RoleKind.EXAMINER),
    Person("hieutruong.hoalau", "Kiều Minh Tâm", "hoa_lau", RoleKind.HEAD),
    Person("hieutruong.hoacai", "Lù Thị Mẩy", "hoa_cai", RoleKind.HEAD),
    Person("tramtruong.dongsen", "Bế Văn Lưu", "tram_y_te", RoleKind.HEAD),
    Person("phunu.dongsen", "Sầm Thị Dung", "phu_nu", RoleKind.HEAD),
    Person("giamdoc.chexanh", "Ôn Quang Vinh", "che_xanh", RoleKind.HEAD),
    Person("giamdoc.so", "Hứa Bảo Châu", "so_minh_ha", RoleKind.HEAD),
    Person("chuyenvien.so", "Lường Văn Kiệt", "so_minh_ha", RoleKind.OFFICER),
    Person("chutich.suoimo", "Vi Thanh Tùng", "suoi_mo", RoleKind.HEAD),
    Person("truongphong.suoimo", "Đàm Thị Ngân", "van_xa_suoi_mo", RoleKind.HEAD),
    Person("chuyenvien.suoimo", "Khổng Minh Đức", "van_xa_suoi_mo", RoleKind.OFFICER),
    Person("hieutruong.suoimo", "Tống Thị Hoài", "mam_non_suoi_mo", RoleKind.HEAD),
    Person("chutich.suoinga", "Ma Văn Sự", "suoi_nga", RoleKind.HEAD),
    Person("truongphong.suoinga", "Lã Thị Phương", "phong_suoi_nga", RoleKind.HEAD),
    Person("chuyenvien.suoinga", "Đồng Văn Tiến", "phong_suoi_nga", RoleKind.OFFICER),
    Person("truongphong.kinhte", "Chu Hải Long", "kinh_te_suoi_nga", RoleKind.HEAD),
    Person("hieutruong.senhong", "Đặng Ngọc Bích", "sen_hong", RoleKind.HEAD),
    Person("hieutruong.cachep", "Thạch Thị Sa Rây", "ca_chep", RoleKind.HEAD),
    Person("hieutruong.thpt", "Giàng A Sếnh", "thpt", RoleKind.HEAD),
    Person("giamdoc.daynghe", "Châu Minh Tuệ", "day_nghe", RoleKind.HEAD),
    Person("quantri.minhha", "Lâm Hoài An", "minh_ha", RoleKind.ADMINISTRATOR),
)


def settle_units() -> dict[str, Unit]:
    """Make the tree; returns the units by their keys."""
    units: dict[str, Unit] = {}
    for body in BODIES:
        unit = Unit(
            name=body.name,
            kind=body.kind,
            symbol=body.symbol,
            place=body.place,
            area=body.area,
            head_title=body.head_title,
            paper_parent=body.paper_parent,
            receiving=units.get(body.receiver),
            **body.more,
        )
        units[body.key] = add_unit(unit, under=units.get(body.under), by=SYSTEM)
    return units


def open_accounts(units: Mapping[str, Unit]) -> dict[str, User]:
    """Make the accounts; returns the heads by the keys of their units, everybody by their user names."""
    users: dict[str, User] = {}
    for person in PEOPLE:
        user = add_demo_user(person.username, person.full_name, [(units[person.unit], person.kind)])
        users[person.username] = user
        if person.kind == RoleKind.HEAD:
            users[person.unit] = user
    return users
