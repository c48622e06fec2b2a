"""Time the main pages as an ordinary user, not as an administrator: `make bench`.

Prints for each page the median and worst of twenty requests in milliseconds, its queries and its size: first with one
unit and with thirty in the same database, then the pages of an authority with ten and a thousand units, then the pages
of people with 60 and 5,000 members at the unit, and with 200,000 in the database. Compare ratios within one run;
machines differ. `--quick` stops at 5,000.
"""

import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

REPEATS = 20
PAGES = {
    "trang chủ": ("year_home", ()),
    "kế hoạch": ("plan", ()),
    "minh chứng": ("evidence_list", ()),
    "một chỉ tiêu": ("assessment_row", ("2.1",)),
    "hồ sơ": ("dossier", ()),
    "một văn bản": ("paper", ("self_assessment_report",)),
}
OF_AN_AUTHORITY = {
    "tổng quan": ("authority_board", "officer"),
    "các đơn vị": ("authority_units", "officer"),
    "các đơn vị, Excel": ("authority_units_export", "officer"),
    "hồ sơ": ("submission_list", "officer"),
    "thẩm định": ("examinations", "officer"),
    "phân việc của mình": ("examinations", "examiner"),
    "soạn quyết định": ("decision_start", "chair"),
    "danh hiệu": ("titles", "chair"),
    "báo cáo": ("consolidated_report", "officer"),
    "báo cáo, Excel": ("consolidated_workbook", "officer"),
    "công khai": ("published_results", "anonymous"),
}
YEAR = 2025
FEW, MANY = 10, 1_000
HEAD = ("trung vị ms", "chậm nhất ms", "truy vấn", "KB")
SMALL, LARGE, EVERYBODY = 60, 5_000, 200_000


def main() -> None:
    os.environ["DVHT_DATA"] = tempfile.mkdtemp(prefix="dvht-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "dvht.config.settings"
    sys.path.insert(0, str(Path(__file__).parent.parent))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    units()
    authority()
    people(quick="--quick" in sys.argv)


def units() -> None:
    """The pages of a year with one unit and with thirty."""
    from tests import make

    unit = make.a_unit()
    clerk = make.a_clerk(unit)
    plan = make.a_filled_year(unit, YEAR, by=make.a_head(unit))
    title("trang", "số đơn vị")
    for count in (1, 30):
        for number in range(count - 1):
            other = make.a_unit(f"Trường số {number}", symbol=f"T{number}")
            make.a_filled_year(other, YEAR, by=make.a_head(other))
        for label, (name, more) in PAGES.items():
            line(label, count, *measured(clerk, name, (plan.unit_id, plan.year, *more)))


def authority() -> None:
    """What an authority reads of ten units and of a thousand."""
    from tests.crowd import a_crowd, grow
    from tests.test_scale import address as address_in
    from tests.test_scale import browsers

    made = a_crowd()
    few: dict[str, tuple[float, float, int, float]] = {}
    title("trang của cơ quan", "số đơn vị")
    for count in (FEW, MANY):
        opened = browsers(grow(made, count))
        for label, (name, role) in OF_AN_AUTHORITY.items():
            page = address_in(made, name, role)
            found = timed(lambda role=role, page=page, opened=opened: content(opened[role].get(page)))
            line(label, count, *found, against=few.get(label))
            few.setdefault(label, found)


def content(answer: Any) -> bytes:
    assert answer.status_code == 200, answer.status_code  # noqa: S101 - a measure of a refusal is none
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def people(*, quick: bool) -> None:
    """The pages and questions of people: a unit of 60, one of 5,000, and the same two among 200,000."""
    small, large = a_unit_with("Trường nhỏ", SMALL), a_unit_with("Trường lớn", LARGE)
    title("trang, câu hỏi", "thành viên")
    first = dict(of_people(*small))
    for label, found in first.items():
        line(label, SMALL, *found)
    for label, found in of_people(*large):
        line(label, LARGE, *found, against=first[label])
    if quick:
        return
    began = time.perf_counter()
    crowd(EVERYBODY - SMALL - LARGE)
    print(
        f"(thêm {EVERYBODY - SMALL - LARGE:,} thành viên ở các đơn vị khác: {time.perf_counter() - began:.0f} s)"
    )
    for label, found in of_people(*small):
        line(label, EVERYBODY, *found, against=first[label])
    for label, found in of_people(*large):
        line(f"{label} *", EVERYBODY, *found, against=first[label])
    print(
        "* của đơn vị 5.000 người; các dòng khác của đơn vị 60 người. “So với” là so với 60 người, đơn vị một mình."
    )


def a_unit_with(name: str, members: int) -> tuple[Any, Any]:
    """A unit with a plan in force and this many members; returns its clerk and its plan."""
    from tests import make

    from dvht.demo.large import fill_roster

    unit = make.a_unit(name, symbol=f"T{members}")
    plan = make.a_plan_in_force(unit, YEAR, by=make.a_head(unit))
    fill_roster(unit, members, year=YEAR)
    return make.a_clerk(unit), plan


def crowd(members: int, size: int = 400) -> None:
    """Other units with this many members together."""
    from tests import make

    from dvht.demo.large import fill_roster

    for number, first in enumerate(range(0, members, size)):
        unit = make.a_unit(f"Đơn vị {number}", symbol=f"D{number}")
        fill_roster(unit, min(size, members - first), year=YEAR)


def of_people(clerk: Any, plan: Any) -> Iterator[tuple[str, tuple[float, float, int, float]]]:
    """Each page and question about the people of a unit."""
    from dvht.assessment.queries.basis import asks_of
    from dvht.members.queries.rollup import roll_up

    here = (plan.unit_id, plan.year)
    day = dt.date(plan.year, 12, 31)
    needs = {ask.key: ask.needs for ask in asks_of(plan.pack)}
    yield "trang chủ", measured(clerk, "year_home", here)
    yield "danh sách", measured(clerk, "roster", here)
    yield "tìm tên", measured(clerk, "roster", here, "?q=nguyen+thi+an")
    yield "một chỉ tiêu", measured(clerk, "assessment_row", (*here, "2.1"))
    yield "tính các chỉ tiêu", timed(lambda: roll_up(plan.unit, plan.year, day, needs))
    client = signed_in(clerk)
    book = client.get(address("roster_export", here)).content
    yield "xuất Excel", timed(lambda: content(client.get(address("roster_export", here))), repeats=3)
    yield "xem trước Excel", timed(lambda: preview(client, here, book), repeats=3)


def preview(client: Any, here: tuple[object, ...], book: bytes) -> bytes:
    """Send the roster back in, as far as the page that shows what would change."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("thanh-vien.xlsx", book)
    answer = client.post(address("roster_import", here), {"file": file}, follow=True)
    return content(answer)


def measured(
    user: Any, name: str, where: tuple[object, ...], query: str = ""
) -> tuple[float, float, int, float]:
    client = signed_in(user)
    page = address(name, where) + query
    return timed(lambda: content(client.get(page)))


def timed(deed: Callable[[], object], repeats: int = REPEATS) -> tuple[float, float, int, float]:
    """Median and worst in milliseconds, queries, and the size of what comes back in KB."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    deed()
    with CaptureQueriesContext(connection) as captured:
        found = deed()
    queries = len(captured)  # the log is emptied by the next request
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        deed()
        times.append((time.perf_counter() - start) * 1000)
    size = len(found) / 1024 if isinstance(found, bytes) else 0.0
    return statistics.median(times), max(times), queries, size


def signed_in(user: Any) -> Any:
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, where: tuple[object, ...]) -> str:
    from django.urls import reverse

    return reverse(name, args=where)


def title(what: str, how_many: str) -> None:
    print(f"\n{what:<20}{how_many:>12}" + "".join(f"{word:>14}" for word in HEAD) + f"{'so với':>10}")


def line(
    label: str,
    count: int,
    median: float,
    worst: float,
    queries: int,
    size: float,
    *,
    against: tuple[float, float, int, float] | None = None,
) -> None:
    ratio = f"{median / against[0]:>9.1f}×" if against else ""
    print(
        f"{label:<20}{count:>12,}{median:>14.1f}{worst:>14.1f}{queries:>14}{size:>14.1f}{ratio}", flush=True
    )


if __name__ == "__main__":
    main()
