"""Pages that change the tree pressed as an administrator does, and what was told of it."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dvht.inbox.models import Message
from dvht.units.models import Jurisdiction, Unit

BACKEND = "django.contrib.auth.backends.ModelBackend"
DECISION = {
    "number": "12/QĐ-UBND", "decided_on": "16/06/2025", "decided_by": "UBND tỉnh Minh Hà", "effective_on": "01/01/2026",
    "note": "Theo Nghị quyết 5",
}  # fmt: skip
BASIS = "Theo Quyết định số 12/QĐ-UBND ngày 16/06/2025 của UBND tỉnh Minh Hà."


def press(client: Client, name: str, unit: Unit, /, **fields: Any) -> Any:
    """Send, read the page that shows everything, and type the name."""
    address, said = reverse(name, args=[unit.pk]), {**DECISION, **fields}
    page = client.post(address, said)
    assert not Message.objects.exists(), "a preview tells nobody"
    answer = client.post(address, {**said, "seen": page.context["seen"], "confirm": unit.name})
    assert answer.status_code == 302
    return answer


def powers(row: Jurisdiction, **more: Any) -> dict[str, Any]:
    said = {
        "tier": row.tier, "receiving": row.receiving_id, "receiving_name": "", "receiving_title": "Trưởng phòng",
        "deciding": row.deciding_id, "deciding_name": "", "deciding_title": "Chủ tịch", "since": "01/07/2025",
        "until": "", "basis": "Công văn 7/SGDĐT", "version": row.version, **more,
    }  # fmt: skip
    return {name: "" if value is None else value for name, value in said.items()}


def end(client: Client, row: Jurisdiction, last: date) -> None:
    said = {"end-until": f"{last:%d/%m/%Y}", "end-version": fresh_row(row).version}
    assert client.post(reverse("jurisdiction_end", args=[row.pk]), said).status_code == 302


def fresh_row(row: Jurisdiction) -> Jurisdiction:
    return Jurisdiction.objects.get(pk=row.pk)


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def subject(unit: Unit) -> str:
    return Message.objects.get(unit=unit, topic="unit").subject


def text(unit: Unit) -> str:
    """All that the unit is told."""
    told = Message.objects.get(unit=unit, topic="unit")
    return f"{told.subject}\n{told.text}"


def told() -> set[str]:
    return set(Message.objects.values_list("unit__name", flat=True))
