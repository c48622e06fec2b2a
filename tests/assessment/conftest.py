"""A school of forty, its people, and a small driver of its pages."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests import make

from dvht.accounts.models import User
from dvht.assessment.models import Entry
from dvht.assessment.queries import assessment_of, sheet_of
from dvht.assessment.queries.sheet import Sheet
from dvht.evidence.actions import Description, add_paper_record
from dvht.plans.models import Plan
from dvht.plans.queries import plan_of
from dvht.units.models import Unit

BACKEND = "django.contrib.auth.backends.ModelBackend"
HTMX = {"HX-Request": "true", "X-Autosave": "1"}


@dataclass
class School:
    """One unit and year, driven through its pages as one of its people."""

    unit: Unit
    plan: Plan
    head: User
    clerk: User
    member: User
    clients: dict[int, Client] = field(default_factory=dict)

    def client(self, user: User) -> Client:
        if user.pk not in self.clients:
            client = Client()
            client.force_login(user, BACKEND)
            self.clients[user.pk] = client
        return self.clients[user.pk]

    def url(self, rest: str = "") -> str:
        return f"/don-vi/{self.unit.pk}/{self.plan.year}/tu-danh-gia/{rest}"

    def row_url(self, code: str) -> str:
        return self.url(f"chi-tieu/{code}/")

    def get(self, rest: str = "", by: User | None = None, **more: Any) -> HttpResponse:
        answer: HttpResponse = self.client(by or self.head).get(self.url(rest), **more)
        return answer

    def post(self, rest: str, data: dict[str, Any], by: User | None = None, **more: Any) -> HttpResponse:
        answer: HttpResponse = self.client(by or self.head).post(self.url(rest), data, **more)
        return answer

    def save(
        self,
        code: str,
        *,
        by: User | None = None,
        htmx: bool = False,
        version: int | None = None,
        **values: str,
    ) -> HttpResponse:
        """Type values into a row and press Lưu (or let it save itself)."""
        seen = self.version(code) if version is None else version
        headers = HTMX if htmx else {}
        return self.post(f"chi-tieu/{code}/", {**values, "version": str(seen)}, by, headers=headers)

    def version(self, code: str) -> int:
        entry = self.entry(code)
        return entry.version if entry else 0

    def entry(self, code: str) -> Entry | None:
        return Entry.objects.filter(assessment__plan=self.plan, row=code).first()

    def kept(self, code: str) -> Entry:
        return Entry.objects.get(assessment__plan=self.plan, row=code)

    def prove(self, code: str) -> None:
        assert self.plan.collection is not None
        add_paper_record(
            self.plan.collection, [code], Description(title=f"Sổ {code}"), "Tủ 1, phòng văn thư", by=self.head
        )

    @property
    def sheet(self) -> Sheet:
        plan = plan_of(self.unit, self.plan.year)
        assert plan is not None
        return sheet_of(assessment_of(plan))


def a_school(year: int, pack: str, **more: Any) -> School:
    unit = make.a_unit(**more)
    head = make.a_head(unit)
    plan = make.a_plan_in_force(unit, year, pack, by=head)
    return School(unit, plan, head, make.a_clerk(unit), make.a_committee_member(unit))


@pytest.fixture
def school(db: None) -> School:
    """A public primary school under TT 24."""
    return a_school(2026, "tt24-2023-huyen")


@pytest.fixture
def points_school(db: None) -> School:
    """A primary school under the Hà Nội overlay of TT 22."""
    return a_school(2022, "tt22-2020-ha-noi")


def text(answer: HttpResponse) -> str:
    """The words of a page, spaces between them made one."""
    return " ".join(answer.content.decode().split())
