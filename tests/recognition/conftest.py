"""Papers in tests of recognition are a few bytes; how a paper is set is tested where papers are made."""

import pytest

from dvht.documents.models import PaperFormat

PDF = b"%PDF-1.4"


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "dvht.documents.actions._render", lambda _: {PaperFormat.PDF: PDF, PaperFormat.DOCX: b"PK"}
    )
    monkeypatch.setattr("dvht.documents.actions.page_count", lambda _: 1)
    monkeypatch.setattr("dvht.documents.exports.render_pages", lambda _: (b"\x89PNG",))
