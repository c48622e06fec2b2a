"""Builders of what was published."""

from datetime import date
from typing import Any

from django.utils import timezone

from dvht.documents.models import IssuedPaper, NumberSeries, StoredPaper
from dvht.recognition.models import Decision, Publication, PublishedResult
from dvht.regulation.kinds import sector_of
from dvht.ui.vietnamese import without_marks
from dvht.units.models import Unit


def a_paper(
    unit: Unit, code: str = "QQQQ-WWWW-EEEE", *, kind: str = "recognition_decision", **more: Any
) -> IssuedPaper:
    """An issued paper as the register leaves it, with bytes that stand for its two files."""
    issued_on = more.pop("issued_on", date(2026, 2, 11))
    series, _ = NumberSeries.objects.get_or_create(unit=unit, body="", year=issued_on.year)
    series.last_number += 1
    series.save()
    paper = IssuedPaper.objects.create(
        unit=unit, kind=kind, year=more.pop("year", 2025), number=series.last_number, symbol="QĐ-UBND", series=series,
        title=more.pop("title", "Quyết định công nhận “Đơn vị học tập”"), subject=more.pop("subject", "năm 2025"),
        place="Đồng Sen", issued_on=issued_on, signatory_name="Hoàng Đức Lâm", signatory_title="Chủ tịch",
        verification_code=code, source_digest="", pages=2, about=more.pop("about", code), **more,
    )  # fmt: skip
    for paper_format, sign in (("pdf", "a"), ("docx", "b")):
        StoredPaper.objects.create(paper=paper, format=paper_format, content=b"%PDF", sha256=sign * 64)
    return paper


def a_publication(
    body: Unit, *, kind: str = "recognition", on: date = date(2026, 2, 12), **more: Any
) -> Publication:
    """A decision of a body, issued and published; without rows yet."""
    year = more.pop("year", 2025)
    paper = more.pop("paper", None) or a_paper(
        body, f"P{Publication.objects.count():03}-WWWW-EEEE", year=year
    )
    decision = Decision.objects.create(
        body=body, body_name=body.name, signatory_title="Chủ tịch", year=year, pack_id="tt24-2023-huyen",
        pack_version="1", tier="district", kind=kind, expiry="year_end", state="issued", paper=paper,
        issued_at=timezone.now(), legal_basis="Kết luận thanh tra" if kind == "withdrawal" else "",
        replaces=more.pop("replaces", None),
    )  # fmt: skip
    return Publication.objects.create(decision=decision, published_on=on, **more)


def a_published_result(
    unit: Unit, *, by: Unit, publication: Publication | None = None, **more: Any
) -> PublishedResult:
    """A unit recognised and published, at level 1 unless said otherwise."""
    year = more.pop("year", 2025)
    publication = publication or a_publication(by, year=year)
    facts = _facts(unit, publication, year) | more
    return PublishedResult.objects.create(
        **facts | {"words": without_marks(f"{facts['unit_name']} {facts['area']}")}
    )


def many_published(units: list[Unit], publication: Publication, **more: Any) -> None:
    rows = (PublishedResult(**_facts(unit, publication, publication.decision.year) | more) for unit in units)
    PublishedResult.objects.bulk_create(rows)


def _facts(unit: Unit, publication: Publication, year: int) -> dict[str, Any]:
    paper = publication.decision.paper
    assert paper is not None
    return {
        "publication": publication, "unit": unit, "unit_name": unit.name,
        "words": without_marks(f"{unit.name} {unit.area}"),
        "kind": unit.kind, "sector": sector_of(unit.kind), "area": unit.area, "year": year, "tier": "district",
        "outcome": "1", "outcome_label": "Mức độ 1", "passed_rows": 14, "applicable_rows": 14, "points": "",
        "decision_number": paper.full_number, "decided_on": paper.issued_on,
        "decided_by": publication.decision.body_name, "valid_until": date(2028, 12, 31),
    }  # fmt: skip
