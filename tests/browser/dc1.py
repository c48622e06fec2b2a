"""The papers that people must get as an editable DOCX and as a PDF, and the journey in which each comes out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """Words of the requirement, and what the papers are called in the year of each journey."""

    words: str
    commune: tuple[str, ...] = ()
    district: tuple[str, ...] = ()


DC_1 = (
    Wanted("kế hoạch", ("Kế hoạch",), ("Kế hoạch tự kiểm tra, đánh giá, xếp loại",)),
    Wanted("quyết định thành lập ban chỉ đạo", ("Quyết định thành lập Ban chỉ đạo",)),
    Wanted("quyết định thành lập tổ", ("Quyết định thành lập Tổ đánh giá",)),
    Wanted("quyết định thành lập hội đồng", ("Quyết định thành lập Hội đồng đánh giá",)),
    Wanted("quyết định thành lập đoàn", (), ("Quyết định thành lập Đoàn kiểm tra",)),
    Wanted("cam kết", ("Bản cam kết",)),
    Wanted("kế hoạch tự học", ("Kế hoạch tự học",)),
    Wanted("biểu tự chấm", (), ("Biểu tự chấm điểm, đánh giá, xếp loại Đơn vị học tập",)),
    Wanted("bản tổng hợp", ("Bản tổng hợp kết quả tự đánh giá các tiêu chí, chỉ tiêu",)),
    Wanted(
        "biên bản",
        ("Biên bản họp Hội đồng",),
        ("Biên bản tự kiểm tra, đánh giá, xếp loại Đơn vị học tập", "Biên bản kiểm tra"),
    ),
    Wanted(
        "báo cáo tự đánh giá",
        ("Báo cáo tự đánh giá, công nhận “Đơn vị học tập” cấp huyện",),
        ("Báo cáo tự kiểm tra, đánh giá, xếp loại Đơn vị học tập",),
    ),
    Wanted(
        "tờ trình",
        (
            "Tờ trình đề nghị đánh giá, công nhận “Đơn vị học tập” cấp huyện",
            "Tờ trình đề nghị công nhận",
        ),
        (
            "Tờ trình đề nghị kiểm tra, đánh giá, xếp loại Đơn vị học tập",
            "Tờ trình thành lập Đoàn kiểm tra",
            "Tờ trình đề nghị công nhận",
        ),
    ),
    Wanted("công văn", (), ("Công văn đề nghị công nhận",)),
    Wanted("bản đăng ký", (), ("Bản đăng ký danh hiệu năm sau",)),
    Wanted("phiếu thẩm định", ("Phiếu thẩm định tổng hợp",), ("Phiếu thẩm định tổng hợp",)),
    Wanted("báo cáo thẩm định", ("Báo cáo thẩm định",), ("Báo cáo thẩm định",)),
    Wanted("văn bản trả lời nêu lý do", ("Văn bản trả lời không công nhận",)),
    Wanted("quyết định công nhận", ("Quyết định công nhận",), ("Quyết định công nhận",)),
    Wanted("danh sách công dân học tập", ("danh sách đăng ký", "tổng hợp kết quả")),
    Wanted("biên bản công dân học tập", ("Biên bản xét duyệt Công dân học tập",)),
    Wanted("quyết định công dân học tập", ("Quyết định công nhận Công dân học tập",)),
    Wanted(
        "báo cáo tổng hợp lên cấp trên",
        ("Báo cáo tổng hợp kết quả đánh giá, công nhận “Đơn vị học tập” năm {year}",),
        ("Báo cáo tổng hợp kết quả đánh giá, xếp loại Đơn vị học tập năm {year}",),
    ),
)


def missing(titles: Iterable[str], papers: Collection[str], year: int) -> list[str]:
    """The wanted titles that none of the papers of the year bears."""
    return [title for title in titles if title.format(year=year) not in papers]


IN_THE_COMMUNE = [title for wanted in DC_1 for title in wanted.commune]
IN_THE_DISTRICT = [title for wanted in DC_1 for title in wanted.district]
