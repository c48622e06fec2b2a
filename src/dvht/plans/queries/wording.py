"""Words that the data proposes for a plan; people rewrite them."""

import datetime as dt
import re
from typing import Final

from dvht.documents.queries import papers_in_force
from dvht.plans.models import DateKind, Plan, law_citation
from dvht.regulation.calendar import DayRule, Milestone
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit

ACTORS: Final = {
    "unit": "Đơn vị",
    "office": "Phòng Giáo dục và Đào tạo",
    "authority": "Cơ quan công nhận",
    "department": "Sở Giáo dục và Đào tạo",
}
YEAR = re.compile(r"\b20\d\d\b")
BODY_TITLES: Final = {
    "points": "Kế hoạch kiểm tra, đánh giá, xếp loại Đơn vị học tập",
    "levels": "Kế hoạch xây dựng “Đơn vị học tập” của các đơn vị trên địa bàn",
}
SCHOOL_YEAR_WORDS: Final = "cuối năm học"
"""TT 24, Điều 18.3: no day is given; whatever day stands beside it is the plan's or the software's."""
DISTRICT_OFFICE: Final = ACTORS["office"]
LAST_DISTRICT_YEAR: Final = 2024
"""The last assessment year whose dossiers the districts' offices still received: before 15/01/2025."""


def actor_words(milestone: Milestone) -> str:
    """Who acts, as the text names them."""
    return milestone.lead or ACTORS[milestone.actor]


def note_in_time(note: str, year: int) -> str:
    """A note on the end of the districts says nothing of a year whose dossiers they still received."""
    return "" if year <= LAST_DISTRICT_YEAR and "01/7/2025" in note else note


def in_todays_words(words: str, year: int, office: str) -> str:
    """What the circular says of the districts' office, said of who receives since there are no districts.

    `office` is that body, empty where nobody has said: no text found names it.
    """
    if year <= LAST_DISTRICT_YEAR or DISTRICT_OFFICE not in words:
        return words
    now = office or "nơi nhận hồ sơ"
    return words.replace(
        DISTRICT_OFFICE, now if not words.startswith(DISTRICT_OFFICE) else now[:1].upper() + now[1:]
    )


KINDS: Final = {
    "before": DateKind.BEFORE,
    "no_later": DateKind.BY,
    "from_to": DateKind.FROM_TO,
    "within_month": DateKind.IN_MONTH,
    "end_of_school_year": DateKind.SCHOOL_YEAR_END,
}


def kind_of(rule: DayRule) -> DateKind:
    """How a text of law words a date, as the calendar keeps it."""
    return KINDS[rule.kind]


def day_words(rule: DayRule, year: int) -> str:
    """A deadline of the law in its own words, for an assessment year: “trước ngày 15/01/2027”."""
    first, last = rule.dates_for(year)
    if rule.kind == "before":
        return f"trước ngày {rule.day}/{year + rule.year}"
    if rule.kind == "within_month":
        return f"trong tháng {last:%m/%Y}"
    if rule.kind == "from_to" and first:
        return f"từ ngày {written_date(first)} đến ngày {written_date(last)}"
    if rule.kind == "end_of_school_year":
        return SCHOOL_YEAR_WORDS
    return f"chậm nhất ngày {written_date(last)}"


def proposed_title(
    pack: Pack, year: int, *, paper_title: str = "", last_title: str = "", of_body: bool = False
) -> str:
    """The year's title: as the dossier list names the plan, else as last year, else a general one.

    The dossier list names the plans of units; a body's is called as the circular does (TT 24, Điều 19.1; TT 22, Điều
    8.3a).
    """
    if of_body:
        title = YEAR.sub("", last_title).replace(" năm", "").strip() or BODY_TITLES[pack.scheme]
        return title if YEAR.search(title) else f"{title} năm {year}"
    named = paper_title or next((item.title for item in pack.dossier if item.kind == "plan"), "")
    title = named or YEAR.sub("", last_title).replace(" năm", "").strip()
    title = title or "Kế hoạch xây dựng đơn vị học tập"
    return title if YEAR.search(title) else f"{title} năm {year}"


def proposed_bases(pack: Pack, higher: Plan | None, higher_words: str) -> str:
    """The circular, what the higher plan rests on, and that plan itself, one a line."""
    lines = [f"Căn cứ {law_citation(pack)}"]
    number = pack.citation.removeprefix("Thông tư ").strip()
    if higher:
        lines += [line for line in higher.bases.splitlines() if line.strip() and number not in line]
    if higher_words:
        lines.append(f"Thực hiện {higher_words}")
    return "\n".join(line.strip() for line in lines)


def issued_under(plan: Plan) -> tuple[str, dt.date | None]:
    """Number and day of the plan: of the paper issued here, else those written in it."""
    issued = papers_in_force(plan.unit, plan.year).get("plan")
    return (issued.full_number, issued.issued_on) if issued else (plan.number_text, plan.dated_on)


def proposed_purpose(unit: Unit, year: int, *, of_body: bool = False) -> str:
    if of_body:
        lines = (
            "1. Mục đích",
            "- Tạo cơ hội và điều kiện để thành viên trong các đơn vị được học tập thường xuyên, học tập suốt đời.",
            "- Làm căn cứ để các đơn vị lập kế hoạch, bố trí nguồn lực và cải tiến chất lượng học tập.",
            "2. Yêu cầu",
            "- Đánh giá đúng thẩm quyền, tiêu chí, quy trình, đúng thời gian quy định.",
            "- Công khai, dân chủ, minh bạch, khách quan.",
        )
        return "\n".join(lines)
    return "\n".join(
        (
            "1. Mục đích",
            f"- Tạo điều kiện để mọi thành viên của {unit.name} được học tập thường xuyên, học tập suốt đời.",
            "- Bố trí thời gian, kinh phí, thiết bị cho việc học; nâng chất lượng công việc của từng người.",
            f"- Có số liệu và minh chứng đầy đủ để tự đánh giá “Đơn vị học tập” năm {year}.",
            "2. Yêu cầu",
            "- Mỗi nhiệm vụ có người chủ trì, thời hạn và sản phẩm cụ thể.",
            "- Tự đánh giá công khai, dân chủ, trung thực, đúng tiêu chí và đúng thời hạn.",
        )
    )


def proposed_recipients(unit: Unit, *, of_body: bool = False) -> str:
    others = (
        ("Hội Khuyến học", "Các đơn vị thực hiện kế hoạch") if of_body else ("Toàn thể thành viên đơn vị",)
    )
    return "\n".join(line for line in (unit.receiver, *others) if line)
