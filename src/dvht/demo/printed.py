"""What the five printed plans say, in our own short words; dates, numbers, lists and bodies are theirs."""

import datetime as dt
from typing import Final

from dvht.demo.local_plans import KH_103, KH_1761, NO_DAY, NO_GOAL, TT22, TT24, UNREAD, LocalPlan
from dvht.plans.actions import MemberWords, SessionWords, TaskWords

PGD: Final = "Phòng GD&ĐT"
EVERYBODY: Final = (
    "Các Ban xây dựng Đảng, Văn phòng Huyện ủy, Văn phòng HĐND và UBND huyện, "
    "các phòng, ban, ngành, đoàn thể huyện"
)

THANH_XUAN: Final = LocalPlan(
    unit="thanh_xuan",
    year=2022,
    pack="tt22-2020-ha-noi",
    title=(
        "Kế hoạch triển khai thực hiện việc đánh giá, xếp loại Đơn vị học tập "
        "ngành Giáo dục và Đào tạo quận Thanh Xuân"
    ),
    number="27/KH-PGDĐT",
    dated_on=dt.date(2021, 11, 30),
    higher_reference=KH_1761,
    bases=(TT22, KH_103, f"Thực hiện {KH_1761}"),
    purpose=(
        "1. Mục đích\n- Mọi thành viên của đơn vị có cơ hội học tập thường xuyên, học tập suốt đời.\n"
        "- Có căn cứ để bố trí nguồn lực và xem xét kết quả công tác hằng năm.\n"
        "2. Yêu cầu\n- Đánh giá đúng Thông tư 22/2020, các kế hoạch của Thành phố và của Sở.\n"
        "- Công khai, công bằng, minh bạch, khách quan; có minh chứng cụ thể."
    ),
    tasks=(
        TaskWords("Tập huấn việc đánh giá, xếp loại cho các trường THCS, TH và MN", "Phòng GDĐT", timing="Hằng năm"),
        TaskWords("Xây dựng mô hình điểm, mỗi cấp học 01 đơn vị", "Phòng GDĐT", timing="Hằng năm"),
        TaskWords("Nộp hồ sơ tự đánh giá về Phòng GDĐT qua bộ phận chuyên môn", "Các cơ sở giáo dục",
                  due_on=dt.date(2022, 11, 14), timing="Trước ngày 15/11 hằng năm"),
        TaskWords("Tự đánh giá, xếp loại theo các tiêu chí của kế hoạch", "Các cơ sở giáo dục",
                  due_on=dt.date(2022, 11, 30), timing="Trong tháng 11 hằng năm"),
        TaskWords("Kiểm tra, thanh tra việc đánh giá, xếp loại của các trường", "Phòng GDĐT",
                  due_on=dt.date(2022, 11, 30), timing="Trong tháng 11 hằng năm"),
        TaskWords("Phòng tự đánh giá; hoàn thành việc xếp loại", "Phòng GDĐT",
                  due_on=dt.date(2022, 12, 31), timing="Trong tháng 12 hằng năm"),
        TaskWords("Tổng hợp, báo cáo kết quả về Sở GDĐT Hà Nội", "Phòng GDĐT",
                  due_on=dt.date(2022, 12, 29), timing="Trước ngày 30/12 hằng năm"),
        TaskWords("Thực hiện phong trào xây dựng Đơn vị học tập tại địa phương", "Phòng GDĐT",
                  "Hội Khuyến học quận", timing="Hằng năm"),
    ),
    recipients=("Sở GDĐT Hà Nội", "UBND quận", "Hội Khuyến học quận", "Các cơ sở giáo dục trên địa bàn quận"),
    officer="Bộ phận chuyên môn của Phòng GDĐT theo cấp học: Mầm non, Tiểu học, THCS",
    sessions=(
        SessionWords("training", "Tập huấn việc đánh giá, xếp loại", dt.date(2022, 1, 1), dt.date(2022, 12, 31),
                     "Các trường THCS, TH và MN", "Phòng GDĐT", note=NO_DAY),
        SessionWords("inspection", "Kiểm tra, thanh tra việc đánh giá, xếp loại của các trường",
                     dt.date(2022, 11, 1), dt.date(2022, 11, 30), "Các trường THCS, TH và MN", "Phòng GDĐT"),
    ),
    note=(
        f"Kế hoạch thực hiện hằng năm; ở đây là năm đánh giá 2022. {NO_GOAL} {UNREAD} "
        "Đơn vị nộp hồ sơ trước 15/11 nhưng được tự đánh giá đến hết tháng 11; Phòng xếp loại cả tháng "
        "12 nhưng báo cáo "
        "Sở trước 30/12."
    ),
)  # fmt: skip

HA_QUANG: Final = LocalPlan(
    unit="ha_quang",
    year=2021,
    pack="tt22-2020",
    title="Kế hoạch kiểm tra, đánh giá, chấm điểm, xếp loại Đơn vị học tập năm 2021",
    higher_reference=(
        "Hướng dẫn số 291/HD-UBND ngày 28/01/2021 của Ủy ban nhân dân tỉnh Cao Bằng về đánh giá, chấm "
        "điểm, xếp loại "
        "Đơn vị học tập trên địa bàn tỉnh Cao Bằng"
    ),
    bases=(
        TT22,
        (
            "Căn cứ Hướng dẫn số 291/HD-UBND ngày 28/01/2021 của Ủy ban nhân dân tỉnh Cao Bằng về đánh giá, "
            "chấm điểm, xếp "
            "loại Đơn vị học tập trên địa bàn tỉnh Cao Bằng"
        ),
        (
            "Căn cứ Hướng dẫn số 489/HD-UBND ngày 09 tháng 3 năm 2021 của Ủy ban nhân dân huyện Hà Quảng về "
            "việc hướng dẫn "
            "đánh giá, chấm điểm, xếp loại Đơn vị học tập trên địa bàn huyện Hà Quảng"
        ),
    ),
    purpose=(
        "1. Mục đích\n- Thành viên của đơn vị được học tập thường xuyên, học tập suốt đời; xây dựng hình "
        "mẫu công dân học "
        "tập.\n- Có căn cứ để huy động nguồn lực hỗ trợ việc học tập, bồi dưỡng.\n"
        "2. Yêu cầu\n- Nghiêm túc, đúng thời gian, phù hợp với từng cơ quan, đơn vị.\n"
        "- Công khai, công bằng, minh bạch, khách quan."
    ),
    tasks=(
        TaskWords("Chọn cử nhân sự, trình UBND huyện quyết định thành lập đoàn kiểm tra", PGD,
                  due_on=dt.date(2022, 1, 4), timing="04/01/2022"),
        TaskWords("Họp thống nhất kế hoạch kiểm tra, quán triệt tiêu chí, minh chứng, phân công nhiệm vụ", PGD,
                  EVERYBODY, due_on=dt.date(2022, 1, 5), timing="05/01/2022"),
        TaskWords("Tổ chức thực hiện kiểm tra, đánh giá, xếp loại Đơn vị học tập", PGD, EVERYBODY,
                  dt.date(2022, 1, 10), dt.date(2022, 1, 13), "Từ ngày 10/01/2022 đến ngày 13/01/2022"),
        TaskWords("Tổng hợp kết quả từ các đoàn kiểm tra", PGD, due_on=dt.date(2022, 1, 14), timing="14/01/2022"),
        TaskWords("Hoàn thiện hồ sơ trình UBND huyện công nhận kết quả", PGD,
                  due_on=dt.date(2022, 1, 17), timing="17/01/2022"),
        TaskWords("Tổng hợp, báo cáo kết quả; gửi hồ sơ về Sở Giáo dục và Đào tạo", PGD,
                  due_on=dt.date(2022, 2, 19), timing="Trước ngày 20/02/2022"),
    ),
    recipients=(
        "Thường trực Huyện ủy (b/c)", "Chủ tịch, các PCT UBND huyện", "UBMT Tổ quốc Việt Nam huyện",
        "Các Ban xây dựng Đảng", "Văn phòng Huyện ủy", "Văn phòng HĐND và UBND huyện",
        "Các phòng, ban, ngành, đoàn thể huyện",
    ),
    meeting_place="Hội trường tầng II, Ủy ban nhân dân huyện Hà Quảng",
    officer="Phòng Giáo dục và Đào tạo huyện",
    appraisal_form="team",
    sessions=(
        SessionWords("inspection", "Kiểm tra, đánh giá, xếp loại Đơn vị học tập", dt.date(2022, 1, 10),
                     dt.date(2022, 1, 13), "Các cơ quan, đơn vị", PGD),
    ),
    calendar="ha-quang",
    papers="ha-quang",
    note=(
        "Kế hoạch in tháng 12/2021 chưa ghi số và ngày. Kế hoạch gọi hướng dẫn của tỉnh bằng hai số, "
        "291/HD-UBND (phần "
        "căn cứ) và 219/HD-UBND (mục III), cùng ngày 28/01/2021: giữ như đã in, cần hỏi lại số đúng. "
        f"Báo cáo Sở trước 20/02 đến sau hạn Sở báo cáo Bộ trước 31/01. {NO_GOAL} {UNREAD}"
    ),
)  # fmt: skip

NGUYEN_BINH_KHIEM: Final = LocalPlan(
    unit="doi_gio",
    year=2023,
    pack="tt22-2020",
    title="Kế hoạch triển khai thực hiện đánh giá, xếp loại “Đơn vị học tập” năm 2023",
    goal="kha",
    higher_reference=(
        "Kế hoạch số 225/KH-UBND ngày 30 tháng 10 năm 2023 của Ủy ban nhân dân thị xã Buôn Hồ về triển "
        "khai thực hiện "
        "quy định đánh giá, xếp loại “Đơn vị học tập” trên địa bàn thị xã Buôn Hồ"
    ),
    bases=(
        TT22,
        (
            "Thực hiện Quyết định số 2316/QĐ-UBND ngày 28/9/2020 của Ủy ban nhân dân tỉnh Đắk Lắk về việc "
            "ban hành Hướng dẫn "
            "đánh giá, xếp loại Đơn vị học tập"
        ),
        "Thực hiện Kế hoạch số 225/KH-UBND ngày 30 tháng 10 năm 2023 của Ủy ban nhân dân thị xã Buôn Hồ",
        "Căn cứ Công văn số 3358/UBND-KT ngày 13 tháng 10 năm 2023 của UBND thị xã Buôn Hồ",
    ),
    purpose=(
        "1. Mục đích\n- Thành viên được học tập thường xuyên, làm nòng cốt xây dựng mô hình học tập "
        "trong cộng đồng.\n"
        "- Có căn cứ bố trí nguồn lực và xem xét kết quả công tác hằng năm.\n"
        "2. Yêu cầu\n- Đơn vị tự đánh giá hằng năm, đúng tiêu chí của Quyết định 2316.\n"
        "- Công khai, công bằng, minh bạch, khách quan."
    ),
    tasks=(
        TaskWords("Phổ biến bộ tiêu chí Công dân học tập, Đơn vị học tập và các văn bản liên quan", "Hiệu trưởng",
                  timing="Tháng 11/2023"),
        TaskWords("Lập danh sách đăng ký “Công dân học tập” (mẫu số 1)", "Hiệu trưởng", "Chi hội Khuyến học",
                  timing="Đầu năm"),
        TaskWords("Cá nhân tự chấm điểm “Công dân học tập”, in bản kết quả nộp văn thư", "Viên chức trong trường",
                  due_on=dt.date(2023, 11, 30), timing="Tháng 11 hằng năm"),
        TaskWords("Tự đánh giá, xếp loại “Đơn vị học tập” (phụ lục 01)", "Hiệu trưởng", "Tổ đánh giá",
                  dt.date(2023, 11, 1), dt.date(2023, 11, 30), "Tháng 11/2023"),
        TaskWords("Gửi kết quả tự đánh giá và bản đăng ký danh hiệu cho năm sau (phụ lục 02)", "Hiệu trưởng",
                  due_on=dt.date(2023, 12, 4), timing="Ngày 05/12/2023; từ 2024: trước ngày 05/12"),
        TaskWords("Tổng hợp, báo cáo kết quả xếp loại về Phòng Giáo dục và Đào tạo", "Văn thư",
                  due_on=dt.date(2023, 12, 5), timing="Trước ngày 06/12 hằng năm"),
        TaskWords("Tập hợp kết quả “Công dân học tập” của trường", "Chi hội Khuyến học", timing="Tháng 12"),
    ),
    committee=(
        MemberWords("team", "H’Linh Niê", "Hiệu trưởng", "Tổ trưởng", "Phụ trách chung"),
        MemberWords("team", "Y Thắng Ayŭn", "Phó Hiệu trưởng", "Tổ phó", "Tiêu chí 2"),
        MemberWords("team", "Dương Thị Hòa", "Chủ tịch Công đoàn", "Ủy viên", "Tiêu chí 3"),
        MemberWords("team", "Trịnh Công Sáng", "Văn thư", "Thư ký", "Tiêu chí 1, minh chứng, biên bản"),
    ),
    recipients=("Phòng GDĐT thị xã Buôn Hồ", "UBND phường"),
    budget="Ngân sách nhà nước theo phân cấp quản lý và các nguồn thu hợp pháp khác",
    calendar="nguyen-binh-khiem",
    papers="nguyen-binh-khiem",
    note=(
        "Nội dung theo kế hoạch năm 2023 của Trường Tiểu học Nguyễn Bỉnh Khiêm (Buôn Hồ). Trường Tiểu "
        "học Đồi Gió, người "
        "và kết quả ở đây là hư cấu. Ngày gửi kết quả: năm 2023 ghi “ngày 05/12/2023”, từ 2024 ghi "
        "“trước ngày 05/12”, văn "
        "thư báo cáo “trước ngày 6 tháng 12”: lấy hạn sớm hơn. Kế hoạch in không nêu mức phấn đấu."
    ),
)  # fmt: skip

THACH_BAN_A: Final = LocalPlan(
    unit="phu_sa",
    year=2023,
    pack="tt22-2020-ha-noi",
    title="Kế hoạch xây dựng đơn vị học tập năm 2023",
    goal="tot",
    higher_reference=KH_1761,
    bases=(TT22, KH_103, f"Thực hiện {KH_1761}", "Căn cứ tình hình thực tế nhà trường"),
    purpose=(
        "1. Mục đích\n- Thành viên được học tập thường xuyên, học tập suốt đời, nâng cao chuyên môn, nghiệp vụ.\n"
        "- Góp phần khuyến học, khuyến tài, xây dựng xã hội học tập ở địa phương.\n"
        "2. Yêu cầu\n- Đào tạo, bồi dưỡng theo vị trí việc làm của từng người.\n"
        "- Đánh giá công khai, công bằng, minh bạch, khách quan."
    ),
    tasks=(
        TaskWords("Tuyên truyền; hưởng ứng Tuần lễ học tập suốt đời; tuyên dương, khen thưởng",
                  "Phó Hiệu trưởng", "Các tổ chức trong nhà trường", timing="Trong năm"),
        TaskWords("Ký cam kết học tập suốt đời; lập và phê duyệt kế hoạch tự học, tự bồi dưỡng", "Hiệu trưởng",
                  "Cán bộ, giáo viên, nhân viên", timing="Đầu năm"),
        TaskWords("Đổi mới phương pháp dạy học, ứng dụng công nghệ thông tin, bồi dưỡng thường xuyên",
                  "Các tổ chuyên môn", timing="Trong năm"),
        TaskWords("Duy trì chi hội khuyến học; giúp học sinh có hoàn cảnh khó khăn", "Chi hội Khuyến học",
                  timing="Trong năm"),
        TaskWords("Tự đánh giá, xếp loại Đơn vị học tập", "Hiệu trưởng", "Ban chỉ đạo",
                  due_on=dt.date(2023, 12, 9), timing="Trước ngày 10/12/2023"),
    ),
    committee=(
        MemberWords("steering", "Mai Xuân Hà", "Hiệu trưởng", "Trưởng ban", "Chỉ đạo chung"),
        MemberWords("steering", "Kiều Thanh Vân", "Phó Hiệu trưởng", "Phó Trưởng ban", "Đôn đốc, giám sát, lưu hồ sơ"),
        MemberWords("team", "Kiều Thanh Vân", "Phó Hiệu trưởng", "Tổ trưởng", "Tiêu chí 2, 3"),
        MemberWords("team", "Lưu Hữu Phát", "Thư ký hội đồng", "Thư ký", "Tiêu chí 1, minh chứng"),
    ),
    recipients=("Phòng GD&ĐT Long Biên", "Cán bộ, giáo viên, nhân viên nhà trường"),
    budget="Ngân sách nhà nước theo Quy chế chi tiêu nội bộ của nhà trường",
    calendar="thach-ban-a",
    titles={"plan": "Kế hoạch xây dựng đơn vị học tập"},
    targets={"2d": 80},
    note=(
        "Nội dung theo kế hoạch năm 2023 của Trường Tiểu học Thạch Bàn A (Long Biên). Trường Tiểu học "
        "Phù Sa, người và kết "
        "quả ở đây là hư cấu. Chỉ tiêu 2d của trường là 80%, cao hơn 70% của bộ quy định. Kế hoạch in "
        "ghi “được công nhận "
        "là Đơn vị học tập” mà không ghi loại, và không nêu danh mục hồ sơ: lấy danh mục của bộ quy định."
    ),
)  # fmt: skip


def ha_noi(year: int) -> LocalPlan:
    """Kế hoạch 248/KH-UBND, carried out every year from 2024."""
    return LocalPlan(
        unit="ha_noi",
        year=year,
        pack="tt24-2023-huyen",
        title=(
            "Kế hoạch triển khai thực hiện việc đánh giá, công nhận “Đơn vị học tập” cấp huyện, “Đơn vị "
            "học tập” cấp thành "
            "phố trên địa bàn Hà Nội"
        ),
        number="248/KH-UBND",
        dated_on=dt.date(2024, 8, 20),
        higher_reference=(
            "Kế hoạch số 52/KH-UBND ngày 07/02/2024 của UBND Thành phố về thực hiện Nghị quyết số "
            "23-NQ/TU ngày 16/11/2023 "
            "của Thành ủy Hà Nội"
        ),
        bases=(TT24, "Thực hiện Kế hoạch số 52/KH-UBND ngày 07/02/2024 của UBND thành phố Hà Nội"),
        purpose=(
            "1. Mục đích\n- Xác định đơn vị đạt mức đáp ứng mục tiêu học tập trong từng giai đoạn; có kế "
            "hoạch cải tiến.\n"
            "2. Yêu cầu\n- Công khai, dân chủ, minh bạch; đúng thẩm quyền, tiêu chí, quy trình của Thông "
            "tư 24/2023.\n"
            "- Trung thực, có trách nhiệm trong tự đánh giá."
        ),
        tasks=() if year > 2024 else HA_NOI_TASKS,
        recipients=("Sở Giáo dục và Đào tạo", "Hội Khuyến học Hà Nội", "Các đơn vị cấp huyện, cấp thành phố"),
        officer="Sở Giáo dục và Đào tạo Hà Nội",
        appraisal_form="council",
        sessions=() if year > 2024 else HA_NOI_SESSIONS,
        note=(
            f"Kế hoạch thực hiện từ năm 2024; ở đây là năm đánh giá {year}. Nội dung biết qua bản tóm "
            f"tắt ngày 26/8/2024 trên "
            "cổng thông tin của Thành phố: chỗ nào tóm tắt khác Thông tư 24/2023 thì theo Thông tư, các "
            "chỗ khác ghi ở phần "
            f"ghi chú của bộ quy định. {NO_GOAL} {UNREAD}"
        ),
    )


HA_NOI_TASKS: Final = (
    TaskWords("Tập huấn; khảo sát, nắm bắt tình hình thực hiện ở các đơn vị", "Sở GDĐT", timing="Hằng năm"),
    TaskWords("Kiểm tra việc xây dựng “Đơn vị học tập”", "Sở GDĐT",
              "Hội Khuyến học Hà Nội, các sở, ban, ngành, tổ chức chính trị - xã hội", timing="Hằng năm"),
    TaskWords("Xây dựng kế hoạch; tự đánh giá; đề nghị công nhận khi kết quả đủ điều kiện",
              "Các đơn vị cấp huyện, cấp thành phố", timing="Hằng năm"),
    TaskWords("Lưu minh chứng; công khai kết quả; duy trì, cải tiến sau công nhận",
              "Các đơn vị cấp huyện, cấp thành phố", timing="Hằng năm"),
)  # fmt: skip

HA_NOI_SESSIONS: Final = tuple(
    SessionWords(kind, title, dt.date(2024, 8, 20), dt.date(2024, 12, 31), "Các đơn vị cấp huyện, cấp thành phố",
                 "Sở GDĐT", note=NO_DAY)
    for kind, title in (
        ("training", "Tập huấn đánh giá, công nhận “Đơn vị học tập”"),
        ("survey", "Khảo sát, nắm bắt tình hình thực hiện ở các đơn vị"),
        ("inspection", "Kiểm tra việc xây dựng “Đơn vị học tập”"),
    )
)  # fmt: skip
