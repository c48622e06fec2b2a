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


def actor_words(milestone: Milestone) -> str:
    """Who acts, as the text names them."""
    return milestone.lead or ACTORS[milestone.actor]


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
        return "cuối năm học"
    return f"chậm nhất ngày {written_date(last)}"


def proposed_title(pack: Pack, year: int, *, paper_title: str = "", last_title: str = "") -> str:
    """The year's title: as the dossier list names the plan, else as last year, else a general one."""
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


def proposed_purpose(unit: Unit, year: int) -> str:
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


def proposed_recipients(unit: Unit) -> str:
    return "\n".join(line for line in (unit.receiver, "Toàn thể thành viên đơn vị") if line)
