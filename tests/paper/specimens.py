"""Papers as a fictitious school would issue them: one of each kind the dossier asks for."""

from dataclasses import replace
from datetime import date

from dvht.paper.blocks import (
    Annex,
    Article,
    Bullets,
    Cell,
    Clauses,
    Column,
    GroupRow,
    Heading,
    Issuer,
    Number,
    OfficialPaper,
    Paragraph,
    Points,
    Signature,
    Table,
    Verification,
    Vote,
    bold,
)

SCHOOL = Issuer("UBND XÃ ĐỒNG SEN", "TRƯỜNG TIỂU HỌC HOA SEN", "Trường Tiểu học Hoa Sen")
HEAD = Signature("Hiệu trưởng", "Trần Thu Sen")
CHECK = Verification("7KQ4-M2XD", "https://dvht.example.vn/tra-cuu/7KQ4-M2XD")
CIRCULAR = (
    "Căn cứ Thông tư số 24/2023/TT-BGDĐT ngày 11 tháng 12 năm 2023 của Bộ trưởng Bộ Giáo dục và Đào tạo "
    "quy định về đánh giá, công nhận “Đơn vị học tập” cấp huyện, tỉnh"
)
PLAN_BASIS = "Căn cứ Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã Đồng Sen"
SENTENCE = (
    "Nhà trường tổ chức để mỗi thành viên lập kế hoạch tự học, tự bồi dưỡng hằng năm, được lãnh đạo "
    "phê duyệt và theo dõi thực hiện trong suốt năm học; kết quả được ghi nhận, chia sẻ trong đơn vị."
)

LETTER_OF_SUBMISSION = OfficialPaper(
    issuer=SCHOOL,
    number=Number(58, "TTr-THHS"),
    place="Đồng Sen",
    issued_on=date(2026, 12, 8),
    type_name="TỜ TRÌNH",
    subject="Đề nghị đánh giá, công nhận “Đơn vị học tập” mức độ 1 năm 2026",
    addressees=("Phòng Văn hóa - Xã hội xã Đồng Sen",),
    bases=(CIRCULAR, PLAN_BASIS),
    body=(
        Paragraph(
            "Căn cứ kết quả tự đánh giá năm 2026, Trường Tiểu học Hoa Sen trình Phòng xem xét, "
            "đánh giá, công nhận Trường đạt “Đơn vị học tập” mức độ 1 năm 2026."
        ),
        Paragraph("Trân trọng kính trình./."),
    ),
    signature=HEAD,
    recipients=("Như trên", "Hội Khuyến học xã"),
    archive="VT, TĐG",
    verification=CHECK,
)

OFFICIAL_LETTER = replace(
    LETTER_OF_SUBMISSION,
    type_name=None,
    number=Number(5, "THHS-VP"),
    issued_on=date(2026, 2, 3),
    subject="đề nghị công nhận “Đơn vị học tập” năm 2026",
    addressees=("Ủy ban nhân dân xã Đồng Sen", "Phòng Văn hóa - Xã hội", "Hội Khuyến học xã"),
    bases=(),
)

DECISION = OfficialPaper(
    issuer=SCHOOL,
    number=Number(9, "QĐ-THHS"),
    place="Đồng Sen",
    issued_on=date(2026, 9, 15),
    type_name="QUYẾT ĐỊNH",
    subject="Về việc thành lập Tổ đánh giá “Đơn vị học tập” năm 2026 của Trường Tiểu học Hoa Sen",
    decided_by="HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC HOA SEN",
    bases=(CIRCULAR, PLAN_BASIS, "Theo đề nghị của Văn phòng nhà trường"),
    body=(
        Article(
            1,
            "Thành lập Tổ đánh giá “Đơn vị học tập” năm 2026 gồm các ông, bà theo danh sách kèm theo.",
        ),
        Article(
            2,
            "Tổ đánh giá có nhiệm vụ thu thập minh chứng, tự đánh giá từng chỉ tiêu, lập hồ sơ đề nghị.",
        ),
        Article(
            3,
            "Quyết định có hiệu lực kể từ ngày ký. Các ông, bà tại Điều 1 chịu trách nhiệm thi hành./.",
        ),
    ),
    signature=Signature("Phó Hiệu trưởng", "Lê Văn Đồng", authority="KT.", on_behalf_of="Hiệu trưởng"),
    recipients=("Như Điều 3", "UBND xã (để báo cáo)"),
    archive="VT",
    annexes=(
        Annex(
            "Danh sách Tổ đánh giá",
            (
                Table(
                    (
                        Column("TT", 12, "center"),
                        Column("Họ và tên", 60),
                        Column("Chức vụ"),
                        Column("Nhiệm vụ", 35),
                    ),
                    tuple(
                        (str(i), name, post, duty)
                        for i, (name, post, duty) in enumerate(
                            (
                                ("Trần Thu Sen", "Hiệu trưởng", "Tổ trưởng"),
                                ("Lê Văn Đồng", "Phó Hiệu trưởng", "Tổ phó"),
                                ("Phạm Thị Ngọc Ánh", "Nhân viên văn thư", "Thư ký"),
                                ("Nguyễn Hữu Phước", "Tổ trưởng chuyên môn khối 4, 5", "Thành viên"),
                            ),
                            start=1,
                        )
                    ),
                ),
            ),
        ),
    ),
)

_CRITERIA = (
    ("1a", "Kế hoạch cho các thành viên trong đơn vị học tập thường xuyên", 10, 10),
    ("1b", "Quy định cụ thể nhằm động viên các thành viên tham gia học tập thường xuyên", 10, 10),
    ("1c", "Nguồn lực bảo đảm cho hoạt động học tập: tài chính, cơ sở vật chất, trang thiết bị", 10, 8),
    ("2a", "100% thành viên có kế hoạch tự học, tự bồi dưỡng hằng năm được lãnh đạo phê duyệt", 10, 10),
    ("2b", "100% thành viên thực hiện nghiêm kỷ luật lao động, nội quy của đơn vị", 5, 5),
    ("2c", "100% thành viên hoàn thành chương trình học tập, bồi dưỡng bắt buộc", 10, 10),
    ("2d", "Thành viên đạt danh hiệu “Lao động tiên tiến” trở lên", 5, 5),
    ("3a", "100% thành viên đạt các năng lực, phẩm chất của công dân học tập", 25, 22),
    ("3b", "Đơn vị đạt danh hiệu “Tập thể lao động tiên tiến” trở lên", 10, 10),
    ("3c", "Tạo lập môi trường chia sẻ tri thức với các đơn vị khác", 5, 5),
)
_GROUPS = {
    "1": ("1. Điều kiện học tập", "30", "28"),
    "2": ("2. Kết quả học tập", "30", "30"),
    "3": ("3. Hiệu quả, tác động", "40", "37"),
}


def _score_rows() -> tuple[GroupRow | tuple[Cell | str, ...], ...]:
    rows: list[GroupRow | tuple[Cell | str, ...]] = []
    opened = ""
    for code, title, most, given in _CRITERIA:
        if code[0] != opened:
            opened = code[0]
            name, top, got = _GROUPS[opened]
            rows.append(GroupRow((Cell(name, colspan=2), top, got, "")))
        rows.append((code, title, str(most), str(given), "Kế hoạch số 04/KH-THHS; danh sách ký duyệt"))
    rows.append((Cell("Tổng điểm", colspan=2, bold=True, align="center"), Cell("100", bold=True), "95", ""))
    return tuple(rows)


SCORE_SHEET = OfficialPaper(
    issuer=SCHOOL,
    number=Number(None, "BĐ-THHS"),
    place="Đồng Sen",
    year=2026,
    type_name="BIỂU ĐIỂM",
    subject="Tự đánh giá, xếp loại “Đơn vị học tập” năm 2026",
    body=(
        Table(
            (
                Column("Mã", 14, "center"),
                Column("Nội dung đánh giá"),
                Column("Điểm tối đa", 18, "center"),
                Column("Điểm tự chấm", 18, "center"),
                Column("Minh chứng", 40),
            ),
            _score_rows(),
        ),
        Paragraph((bold("Xếp loại: "), "Tốt (95 điểm).")),
    ),
    signature=HEAD,
    recipients=("Phòng Văn hóa - Xã hội xã",),
    archive="VT",
    verification=CHECK,
    draft=True,
)

SUMMARY = replace(
    SCORE_SHEET,
    type_name="BẢN TỔNG HỢP",
    number=Number(61, "THHS"),
    issued_on=date(2026, 12, 4),
    draft=False,
    subject="Kết quả tự đánh giá “Đơn vị học tập” năm 2026",
    body=(
        Table(
            (
                Column("Chỉ tiêu", 20, "center"),
                Column("Nội dung"),
                Column("Yêu cầu", 22, "center"),
                Column("Kết quả", 24, "center"),
                Column("Mức độ 1", 20, "center"),
                Column("Mức độ 2", 20, "center"),
            ),
            tuple(
                (code, title, "90%", "38/40 (95%)", "Đạt", "Đạt" if number % 4 else "Không đạt")
                for number, (code, title, _, _) in enumerate(_CRITERIA)
            ),
            header=(
                (
                    Cell("Chỉ tiêu", rowspan=2),
                    Cell("Nội dung", rowspan=2),
                    Cell("Yêu cầu", rowspan=2),
                    Cell("Kết quả", rowspan=2),
                    Cell("Đối chiếu", colspan=2),
                ),
                ("Mức độ 1", "Mức độ 2"),
            ),
        ),
        Paragraph("Đơn vị tự đánh giá: đạt “Đơn vị học tập” mức độ 1."),
    ),
)

MINUTES = OfficialPaper(
    issuer=SCHOOL,
    number=Number(60, "BB-TĐG"),
    place="Đồng Sen",
    issued_on=date(2026, 12, 3),
    type_name="BIÊN BẢN",
    subject="Họp tự đánh giá “Đơn vị học tập” năm 2026",
    body=(
        Heading("Thời gian, địa điểm", "I"),
        Paragraph("Bắt đầu lúc 14 giờ 00 ngày 03 tháng 12 năm 2026, tại phòng họp của nhà trường."),
        Heading("Thành phần", "II"),
        Bullets(
            (
                "Chủ trì: bà Trần Thu Sen, Hiệu trưởng",
                "Thư ký: bà Phạm Thị Ngọc Ánh",
                "Có mặt: 9/9 thành viên",
            ),
            mark="-",
        ),
        Heading("Nội dung", "III"),
        Heading("Kết quả từng chỉ tiêu", "1", "clause"),
        Points((SENTENCE, SENTENCE, SENTENCE)),
        Heading("Biểu quyết", "2", "clause"),
        Vote(8, 0, 1),
        Paragraph(
            "Biên bản kết thúc lúc 16 giờ 30 cùng ngày, đã đọc cho mọi người nghe và nhất trí thông qua./."
        ),
    ),
    signature=Signature(
        "Tổ trưởng", "Trần Thu Sen", authority="TM.", on_behalf_of="Tổ đánh giá", post="Hiệu trưởng"
    ),
    second_signature=Signature("Thư ký", "Phạm Thị Ngọc Ánh"),
    recipients=("Hiệu trưởng (để báo cáo)",),
    archive="VT, hồ sơ TĐG",
)

REPORT = OfficialPaper(
    issuer=SCHOOL,
    number=Number(62, "BC-THHS"),
    place="Đồng Sen",
    issued_on=date(2026, 12, 4),
    type_name="BÁO CÁO",
    subject="Tự đánh giá “Đơn vị học tập” năm 2026",
    addressees=("Phòng Văn hóa - Xã hội xã Đồng Sen",),
    body=(
        Heading("Đặc điểm, tình hình", "I"),
        *(Paragraph(f"{SENTENCE} {SENTENCE}") for _ in range(3)),
        Heading("Kết quả tự đánh giá", "II"),
        *(
            block
            for number in range(1, 5)
            for block in (
                Heading(f"Tiêu chí {number}: Kết quả học tập của thành viên", str(number), "clause"),
                Points((SENTENCE, SENTENCE)),
            )
        ),
        Heading("Phương hướng", "III"),
        Clauses((SENTENCE, SENTENCE, SENTENCE)),
        Paragraph("Trên đây là báo cáo tự đánh giá năm 2026 của Trường Tiểu học Hoa Sen./."),
    ),
    signature=HEAD,
    recipients=("Như trên", "Hội Khuyến học xã"),
    archive="VT, TĐG",
    verification=CHECK,
)

PLAN = replace(
    REPORT,
    type_name="KẾ HOẠCH",
    number=Number(4, "KH-THHS"),
    issued_on=date(2026, 1, 9),
    subject="Xây dựng “Đơn vị học tập” năm 2026",
    addressees=(),
    bases=(CIRCULAR, PLAN_BASIS),
    recipients=("UBND xã (để báo cáo)", "Các tổ chuyên môn (để thực hiện)"),
    annexes=(
        Annex(
            "Phân công thực hiện",
            (
                Table(
                    (
                        Column("TT", 12, "center"),
                        Column("Việc"),
                        Column("Người phụ trách", 45),
                        Column("Hạn", 30),
                    ),
                    tuple((str(i), SENTENCE, "Trần Thu Sen", "30/11/2026") for i in range(1, 16)),
                ),
            ),
        ),
        Annex("Danh mục hồ sơ", (Paragraph(SENTENCE),), landscape=True),
    ),
)

EVIDENCE_INDEX = OfficialPaper(
    issuer=SCHOOL,
    place="Đồng Sen",
    issued_on=date(2026, 12, 4),
    type_name="DANH MỤC MINH CHỨNG",
    subject="Hồ sơ “Đơn vị học tập” năm 2026",
    body=(
        Table(
            (
                Column("TT", 12, "center"),
                Column("Mã", 22, "center"),
                Column("Tên minh chứng"),
                Column("Số, ngày văn bản", 48),
                Column("Tệp", 55),
                Column("Ghi chú", 30),
            ),
            tuple(
                row
                for group in range(1, 4)
                for row in (
                    GroupRow((f"Tiêu chí {group}",)),
                    *(
                        (
                            str(n),
                            f"{group}a-{n:02d}",
                            "Kế hoạch bồi dưỡng thường xuyên của giáo viên",
                            "Số 04/KH-THHS ngày 09 tháng 01 năm 2026",
                            "Ke_hoach_boi_duong_thuong_xuyen_2026_ban_ky.pdf",
                            "Dùng chung",
                        )
                        for n in range(1, 9)
                    ),
                )
            ),
        ),
    ),
    signature=HEAD,
    recipients=("Hồ sơ đề nghị",),
    archive="VT",
    landscape=True,
)

ALL = {
    "plan": PLAN,
    "decision": DECISION,
    "score_sheet": SCORE_SHEET,
    "summary": SUMMARY,
    "minutes": MINUTES,
    "report": REPORT,
    "submission": LETTER_OF_SUBMISSION,
    "letter": OFFICIAL_LETTER,
    "index": EVIDENCE_INDEX,
}
