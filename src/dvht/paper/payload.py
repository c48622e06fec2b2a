"""A paper as plain data for the Typst template, which never sees user text as markup."""

from typing import Any, Final, TypeAlias

import segno

from dvht.paper import sheet as figures
from dvht.paper.blocks import Annex, OfficialPaper, Verification
from dvht.paper.characters import breakable, one_line, printable
from dvht.paper.head import Title, annex_title, head_of, reference_lines, title_of
from dvht.paper.lowering import Break, Grid, GridRow, Line, Piece, lower
from dvht.paper.sheet import Sheet, sheet
from dvht.paper.wording import (
    Signer,
    annex_label,
    bases,
    listed,
    paper_title,
    recipients,
    signers,
)

Data: TypeAlias = dict[str, Any]

_SPLITTABLE: Final = 1200
"""A cell of more characters than this may run over a page; a shorter one stays whole."""

_STICKY: Final = 900
"""A closing paragraph of at most this many characters is kept with the signature."""


def payload(*papers: OfficialPaper, title: str = "") -> Data:
    """Return all the template needs, every string printable; `title` names a file of several papers."""
    named = title or paper_title(papers[0])
    return {
        "title": printable(named),
        "figures": printed(FIGURES),
        "papers": [printed(_paper(paper)) for paper in papers],
    }


def _paper(paper: OfficialPaper) -> Data:
    page = sheet(landscape=paper.landscape)
    heading = _title(title_of(paper)) if paper.type_name is not None else None
    return {
        "sheet": sheet_data(page),
        "draft": paper.draft,
        "head": _head(paper),
        "heading": heading,
        "addressees": _addressees(paper.addressees),
        "decided_by": one_line(paper.decided_by).upper(),
        "bases": bases(paper),
        "body": _pieces(
            lower(paper.body, page.text_width), closing=True, titled=bool(heading and heading["named"])
        ),
        "signing": _signing(paper),
        "contact": [one_line(line) for line in paper.contact],
        "annexes": [_annex(paper, index, annex) for index, annex in enumerate(paper.annexes)],
    }


def sheet_data(page: Sheet) -> Data:
    """Return the sheet's figures, millimetres."""
    return {
        "width": page.width,
        "height": page.height,
        "top": page.top,
        "bottom": page.bottom,
        "left": page.left,
        "right": page.right,
        "issuer": page.issuer_width,
    }


FIGURES: Final[Data] = {
    "sizes": figures.SIZES,
    "national_name": figures.NATIONAL_NAME,
    "motto": figures.MOTTO,
    "first_line": figures.FIRST_LINE,
    "paragraph_gap": figures.PARAGRAPH_GAP,
    "line_spacing": figures.LINE_SPACING,
    "header_distance": figures.HEADER_DISTANCE,
    "rule_weight": figures.RULE_WEIGHT,
    "national_width": figures.NATIONAL_WIDTH,
}


def printed(value: Any) -> Any:
    """Return the data with every string printable and long words breakable; drawings stay as they are."""
    if isinstance(value, str):
        return breakable(printable(value))
    if isinstance(value, dict):
        return {key: printed(part) if key != "svg" else part for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printed(part) for part in value]
    return value


def _head(paper: OfficialPaper) -> Data:
    head = head_of(paper)
    return {
        "parent": head.parent,
        "issuer": head.issuer,
        "issuer_rule": head.issuer_rule,
        "motto_rule": head.motto_rule,
        "number": head.number,
        "place_and_day": head.place_and_day,
        "letter_subject": head.letter_subject,
    }


def _title(title: Title) -> Data:
    named = any(part.strip() for part in (title.label, *title.lines))
    return {"label": title.label, "lines": title.lines, "rule": title.rule, "named": named}


def _addressees(addressees: tuple[str, ...]) -> tuple[str, ...]:
    named = tuple(filter(None, map(one_line, addressees)))
    return named if len(named) < 2 else listed(named)


def _annex(paper: OfficialPaper, index: int, annex: Annex) -> Data:
    page = sheet(landscape=annex.landscape)
    title = annex_title(annex_label(paper.annexes, index), annex.title, page)
    return {
        "sheet": sheet_data(page),
        "heading": _title(title),
        "reference": reference_lines(paper, page),
        "body": _pieces(lower(annex.body, page.text_width), closing=False, titled=True),
    }


def _pieces(pieces: tuple[Piece, ...], *, closing: bool, titled: bool) -> list[Data]:
    top = level = 1 if titled else 0
    data: list[Data] = []
    for piece in pieces:
        if isinstance(piece, Line):
            heads = piece.rank > 0 and any(run.text.strip() for run in piece.runs)
            level = min(top + _depth(piece, pieces), level + 1) if heads else level
            data.append(_line(piece, level if heads else 0))
        elif isinstance(piece, Grid):
            data.append(_grid(piece))
        elif isinstance(piece, Break):
            data.append({"kind": "break"})
    if closing and data and data[-1]["kind"] == "line" and _length(data[-1]) <= _STICKY:
        data[-1]["sticky"] = True
    return data


def _depth(line: Line, pieces: tuple[Piece, ...]) -> int:
    """Return how deep the heading stands (1 is the highest), counting only the ranks the paper uses."""
    ranks = sorted({piece.rank for piece in pieces if isinstance(piece, Line) and piece.rank})
    return 1 + ranks.index(line.rank)


def _length(line: Data) -> int:
    return sum(len(text) for text, _, _ in line["runs"])


def _line(line: Line, level: int) -> Data:
    return {
        "kind": "line",
        "runs": [(run.text, run.bold, run.italic) for run in line.runs],
        "align": line.align,
        "indent": line.indent,
        "level": level,
        "sticky": line.keep_with_next,
    }


def _grid(grid: Grid) -> Data:
    return {
        "kind": "grid",
        "widths": grid.widths,
        "size": grid.size,
        "rows": [_row(row) for row in grid.rows],
    }


def _row(row: GridRow) -> Data:
    boxes = [
        {
            "runs": [(run.text, run.bold, run.italic) for run in box.runs],
            "x": box.column,
            "colspan": box.colspan,
            "rowspan": box.rowspan,
            "align": box.align,
            "whole": sum(len(run.text) for run in box.runs) <= _SPLITTABLE,
        }
        for box in row.boxes
    ]
    return {"kind": row.kind, "boxes": boxes}


def _signing(paper: OfficialPaper) -> Data:
    return {
        "recipients": recipients(paper),
        "alone": paper.second_signature is None and not paper.signature.co_signers,
        "rows": [[_signer(signer) for signer in pair] for pair in signers(paper)],
        "verification": _verification(paper.verification) if paper.verification else None,
    }


def _signer(signer: Signer | None) -> Data | None:
    return {"right": signer.right, "name": signer.name} if signer else None


def _verification(verification: Verification) -> Data:
    code, url = one_line(verification.code), one_line(verification.url)
    if not url:
        return {"svg": "", "alt": "", "lines": [f"Mã tra cứu: {code}"]}
    svg = segno.make(url, error="m", micro=False).svg_inline(border=0, omitsize=True)
    return {
        "svg": svg,
        "alt": f"Mã QR tra cứu văn bản, mã {code}",
        "lines": [f"Tra cứu văn bản: {url}", f"Mã: {code}"],
    }
