"""What would be sent if the head pressed now: every row, paper and piece of evidence, to whom, and how late."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from django.db.models.functions import Length

from dvht.assessment.queries import sheet_of
from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.documents.letters import canonical
from dvht.documents.models import PaperFormat, StoredPaper
from dvht.dossiers.models import Delivery, Submission, Volume, VolumeKind
from dvht.dossiers.queries.authority import acting_body, submission_of
from dvht.dossiers.queries.checks import Check, checks
from dvht.dossiers.queries.year import Year, volume_line
from dvht.dossiers.states import SUBMISSION_MOVES, SubmissionState
from dvht.evidence.models import Use
from dvht.evidence.queries import listed_uses
from dvht.plans.queries.deadlines import Deadline, submission_deadline_of
from dvht.units.models import Unit
from dvht.units.queries import Authority, authority_of
from dvht.units.queries.two_tiers import TWO_TIERS_BASIS, is_two_tier_year

PDF = "application/pdf"


@dataclass(frozen=True)
class Piece:
    """A paper, a piece of evidence, a volume or a scan, as a delivery keeps it: by its digest."""

    kind: str
    title: str
    codes: tuple[str, ...] = ()
    code: str = ""
    paper_id: int | None = None
    stored_id: int | None = None
    volume_id: int | None = None
    place: str = ""
    sha256: str = ""
    size: int = 0
    media_type: str = ""


class Parcel:
    """Everything that handing in would send on a day, read once; `digest` says whether something has changed since."""

    def __init__(self, year: Year, on: dt.date) -> None:
        self.year, self.on = year, on
        self.unit: Unit = year.plan.unit

    @cached_property
    def sheet(self) -> Sheet:
        return sheet_of(self.year.assessment)

    @cached_property
    def submission(self) -> Submission | None:
        return submission_of(self.year.plan)

    @cached_property
    def previous(self) -> Delivery | None:
        """What was handed in last; None the first time."""
        return self.submission.deliveries.first() if self.submission else None

    @cached_property
    def authority(self) -> Authority:
        return authority_of(self.unit, self.on)

    @cached_property
    def receiver(self) -> Unit | None:
        """The body in this system that would receive: of a dossier already on its way, the one that acts on it."""
        body = acting_body(self.submission, self.on) if self.submission else self.authority.receiving
        return None if body is None or body.is_dissolved(self.on) else body

    @property
    def receiver_name(self) -> str:
        return self.receiver.name if self.receiver else self.authority.receiving_name

    @property
    def unsettled(self) -> str:
        """What no text settles about who receives and decides; empty for years that ended before the district level."""
        return self.authority.note if is_two_tier_year(self.year.plan.year) else ""

    @property
    def basis(self) -> str:
        """On what the receiver rests; the default of two tiers is no basis for a year that ended before them."""
        default = self.authority.basis == TWO_TIERS_BASIS
        return "" if default and not is_two_tier_year(self.year.plan.year) else self.authority.basis

    @cached_property
    def deadline(self) -> Deadline | None:
        return submission_deadline_of(self.unit, self.year.plan.year)

    @cached_property
    def due_on(self) -> dt.date | None:
        """The last day in time: of what was returned the day until which to mend it, else that of the calendar."""
        usual = self.deadline.effective if self.deadline else None
        if self.submission and self.submission.state == SubmissionState.RETURNED:
            given = self.submission.returns.values_list("due_on", flat=True).first()
            return max(day for day in (given, usual) if day) if given or usual else None
        return usual

    @property
    def days_late(self) -> int:
        return max((self.on - self.due_on).days, 0) if self.due_on else 0

    @property
    def may_move(self) -> bool:
        """Nothing was handed in yet, or it came back."""
        found = self.submission
        return found is None or SubmissionState.SUBMITTED in SUBMISSION_MOVES[SubmissionState(found.state)]

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        return checks(self.year)

    @property
    def blocking(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.state == "fail")

    @property
    def warnings(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.state == "warn")

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return (*self._papers(), *self._evidence(), *self._volumes())

    @property
    def papers(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.paper_id)

    @property
    def proofs(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind.startswith("evidence_"))

    @property
    def volumes(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.volume_id)

    def _papers(self) -> Iterator[Piece]:
        issued = [line.issued for line in self.year.lines if line.wanted.submitted and line.issued]
        files = StoredPaper.objects.filter(paper__in=issued, format=PaperFormat.PDF)
        stored = {
            paper: (sha256, size)
            for paper, sha256, size in files.annotate(size=Length("content")).values_list(
                "paper_id", "sha256", "size"
            )
        }
        for paper in issued:
            sha256, size = stored[paper.pk]
            yield Piece(paper.kind, paper.title, paper_id=paper.pk, sha256=sha256, size=size, media_type=PDF)

    @cached_property
    def _filed(self) -> tuple[tuple[Use, ...], ...]:
        """Every piece of evidence by the places where it is filed, in the order of the pack."""
        order = {row.code: place for place, row in enumerate(self.year.plan.pack.rows)}
        uses = sorted(
            listed_uses(self.year.collection), key=lambda use: (order.get(use.row, 0), use.position)
        )
        found: dict[int, list[Use]] = {}
        for use in uses:
            found.setdefault(use.evidence_id, []).append(use)
        return tuple(tuple(places) for places in found.values())

    def _evidence(self) -> Iterator[Piece]:
        for uses in self._filed:
            proof = uses[0].evidence
            file = proof.file
            yield Piece(
                kind=f"evidence_{proof.kind}",
                title=proof.title,
                codes=tuple(use.row for use in uses),
                code=uses[0].code,
                stored_id=proof.file_id,
                place=proof.url or proof.location or proof.file_name,
                sha256=file.sha256 if file else "",
                size=file.size if file else 0,
                media_type=file.media_type if file else "",
            )

    def _volumes(self) -> Iterator[Piece]:
        for kind in VolumeKind:
            line = volume_line(self.year, kind)
            if line.bound and not line.stale:
                yield _volume_piece(line.bound)

    @cached_property
    def snapshot(self) -> dict[str, Any]:
        """What the delivery will say; plain data, without a name of any member."""
        plan, sheet = self.year.plan, self.sheet
        revision = self.year.revision
        return {
            "unit": {
                "name": self.unit.name,
                "kind": sheet.mapping["unit"]["kind"],
                "ownership": sheet.mapping["unit"]["ownership"],
                "area": self.unit.area,
            },
            "pack": {"id": sheet.pack.id, "version": sheet.pack.version, "digest": sheet.pack.digest},
            "year": plan.year,
            "requested": self.year.dossier.requested,
            "next_year_goal": self.year.dossier.next_year_goal,
            "rows": {row.code: _row_said(sheet, row) for row in sheet.rows if row.applies},
            "also": {uses[0].code: [use.code for use in uses[1:]] for uses in self._filed if uses[1:]},
            "targets": dict(sheet.mapping.get("targets", {})),
            "member_total": sheet.member_total,
            "apart": dict(sheet.basis.apart),
            "counted_on": sheet.counted_on.isoformat(),
            "revision": revision.number if revision else None,
            "result": self.year.ask.result_label,
            "papers": [
                {
                    "kind": line.issued.kind,
                    "title": line.issued.title,
                    "number": line.issued.full_number,
                    "issued_on": line.issued.issued_on.isoformat(),
                    "pages": line.issued.pages,
                }
                for line in self.year.lines
                if line.wanted.submitted and line.issued
            ],
            "files": [[piece.kind, piece.title, piece.sha256] for piece in self.pieces],
        }

    @cached_property
    def digest(self) -> str:
        """Of everything that the page shows: what is sent, to whom, and by when it was due."""
        shown = {
            "snapshot": self.snapshot,
            "pieces": [asdict(piece) for piece in self.pieces],
            "receiver": [self.receiver.pk if self.receiver else None, self.receiver_name],
            "deciding": self.authority.deciding_name,
            "due_on": self.due_on,
        }
        return hashlib.sha256(canonical(shown).encode()).hexdigest()


def _row_said(sheet: Sheet, row: SheetRow) -> Mapping[str, Any]:
    return {
        "facts": dict(sheet.mapping["indicators"].get(row.code, {})),
        "note": row.note,
        "reason": row.reason,
        "evidence": list(row.codes),
    }


def _volume_piece(volume: Volume) -> Piece:
    try:
        size = volume.content.size
    except OSError:
        size = 0
    return Piece(
        kind=f"volume_{volume.kind}",
        title=f"Quyển đã ghép: {volume.get_kind_display()}, {volume.pages} trang",
        volume_id=volume.pk,
        sha256=volume.sha256,
        size=size,
        media_type=PDF,
    )
