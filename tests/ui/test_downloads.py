"""Files that leave: their names, and what keeps a browser from running them."""

from io import BytesIO

import pytest

from dvht.ui.downloads import stored_file, titled_download


def test_a_download_is_named_after_its_title_and_kept_by_no_cache() -> None:
    answer = titled_download(b"%PDF", "Kế hoạch tự học năm 2026 - Trường “Hoa Sen”", "pdf")

    assert (
        answer["Content-Disposition"] == 'attachment; filename="ke-hoach-tu-hoc-nam-2026-truong-hoa-sen.pdf"'
    )
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


@pytest.mark.parametrize(
    ("media_type", "as_attachment", "sandboxed"),
    [("image/png", False, True), ("application/pdf", False, False), ("application/pdf", True, True)],
)
def test_nothing_in_an_uploaded_file_may_run(
    media_type: str, *, as_attachment: bool, sandboxed: bool
) -> None:
    answer = stored_file(BytesIO(b"x"), "ảnh.png", media_type, as_attachment=as_attachment)

    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert ("sandbox" in answer["Content-Security-Policy"]) is sandboxed
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
