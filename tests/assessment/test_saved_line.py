"""What the line above an indicator says of saving."""

from django.test import Client
from django.urls import reverse
from tests import make


def test_a_refused_row_is_not_called_saved(client: Client, db: None) -> None:
    unit = make.a_unit()
    head = make.a_head(unit)
    plan = make.a_filled_year(unit, by=head)
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    row = reverse("assessment_row", args=[unit.pk, plan.year, "2.1"])
    version = client.get(row).context["version"]

    shown = client.post(row, {"version": version, "count": "41", "total": "40", "note": ""})

    assert shown.status_code == 422
    assert "Chưa lưu: có chỗ phải sửa" in shown.content.decode()
    assert "Đã lưu" not in shown.content.decode()
