"""Time the main pages as an ordinary user, not as an administrator: `make bench`.

Prints for each page the median and worst of twenty requests in milliseconds, its queries and its size, with one unit
and with thirty in the same database. Compare ratios within one run; machines differ.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

REPEATS = 20
PAGES = {
    "trang chủ": ("year_home", ()),
    "kế hoạch": ("plan", ()),
    "minh chứng": ("evidence_list", ()),
    "một chỉ tiêu": ("assessment_row", ("2.1",)),
    "hồ sơ": ("dossier", ()),
    "một văn bản": ("paper", ("self_assessment_report",)),
}


def main() -> None:
    os.environ["DVHT_DATA"] = tempfile.mkdtemp(prefix="dvht-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "dvht.config.settings"
    sys.path.insert(0, str(Path(__file__).parent.parent))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from tests import make

    unit = make.a_unit()
    clerk = make.a_clerk(unit)
    plan = make.a_filled_year(unit, by=make.a_head(unit))
    print(f"{'trang':<16}{'số đơn vị':>10}{'trung vị ms':>14}{'chậm nhất ms':>14}{'truy vấn':>10}{'KB':>8}")
    for units in (1, 30):
        for number in range(units - 1):
            other = make.a_unit(f"Trường số {number}", symbol=f"T{number}")
            make.a_filled_year(other, by=make.a_head(other))
        for label, (name, more) in PAGES.items():
            print(f"{label:<16}{units:>10}{measured(clerk, name, (plan.unit_id, plan.year, *more))}")


def measured(user: object, name: str, where: tuple[object, ...]) -> str:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(name, args=where)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        size = len(client.get(address).content)
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - start) * 1000)
    return f"{statistics.median(times):>14.1f}{max(times):>14.1f}{len(captured):>10}{size / 1024:>8.1f}"


if __name__ == "__main__":
    main()
