"""One row of the public record: its cells checked and put into our own terms, without asking the database."""

import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from common.partial_dates import ISO, PartialDate, Precision
from exchanges.domain.public_record import labels
from exchanges.domain.public_record.problems import Problem
from exchanges.enums import CountStatus, ExchangeKind, ExchangeStatus

UKRAINE, RUSSIA = "UA", "RU"
MOST = 1_000_000
#: Every column of the file, with the longest text that it may hold.
COLUMNS = {
    "sequence_no_if_reported": 10,
    "date": 10,
    "format_label": 300,
    "returned_to_ukraine_total": 20,
    "returned_to_ukraine_military": 20,
    "returned_to_ukraine_civilian": 20,
    "returned_to_russia_total": 20,
    "mediator": 300,
    "venue": 300,
    "category_breakdown_text": 5000,
    "source_url": 1000,
    "source_quote_short": 2000,
    "confidence": 20,
    "notes": 5000,
}
REQUIRED = ("date", "format_label", "source_url")
CONFIDENCES = ("high", "medium", "low", "")
check_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Side:
    """Those returned to one side."""

    to: str
    delivered: int | None
    military: int | None
    civilian: int | None
    agreed: int | None
    count_status: CountStatus
    composition: str


@dataclass(frozen=True)
class PublicRow:
    """A row of the public record in our own terms."""

    key: str
    ordinal: int | None
    when: PartialDate
    label: str
    kind: ExchangeKind
    status: ExchangeStatus
    counted_in_format: bool
    says_stage: bool
    stage_no: int | None
    programmes: tuple[str, ...]
    mediators: tuple[str, ...]
    sides: tuple[Side, ...]
    venue: str
    url: str
    quote: str
    confidence: str
    notes: str

    @property
    def publisher(self) -> str:
        """The host that published the source."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def is_derailed(self) -> bool:
        return self.status == ExchangeStatus.DERAILED

    @property
    def stage(self) -> tuple[int, int] | None:
        """The ordinal and the number of the stage, where the row gives both: no two rows share them."""
        return (self.ordinal, self.stage_no) if self.ordinal and self.stage_no else None

    @property
    def setback(self) -> str:
        """Why it was derailed, as a code of our list, where the label says it."""
        return "transport-loss" if self.is_derailed and labels.LOST_TRANSPORT.search(self.label) else ""


def key_of(cells: Mapping[str, str]) -> str:
    """The key by which a row is known again in a re-saved file: a hash of its date and its label."""
    words = [" ".join(cells.get(name, "").split()).casefold() for name in ("date", "format_label")]
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def read_row(cells: Mapping[str, str], today: datetime.date) -> tuple[PublicRow | None, list[Problem]]:
    """What a row says, or what is wrong with it; exactly one of the two is empty."""
    if set(cells) != set(COLUMNS):
        return None, [Problem("ragged", params={"found": len(cells), "expected": len(COLUMNS)})]
    cells = {name: value.strip() for name, value in cells.items()}
    problems = [
        *_texts(cells),
        *_date(cells["date"], today),
        *_ordinal(cells["sequence_no_if_reported"]),
        *_counts(cells),
    ]
    return (None, problems) if problems else (_row(cells), [])


def _texts(cells: Mapping[str, str]) -> list[Problem]:
    problems = [Problem("required", name) for name in REQUIRED if not cells[name]]
    problems += [
        Problem("too_long", name, {"length": len(cells[name]), "limit": limit})
        for name, limit in COLUMNS.items()
        if len(cells[name]) > limit
    ]
    if cells["confidence"].lower() not in CONFIDENCES:
        problems.append(Problem("confidence", "confidence", {"value": cells["confidence"][:80]}))
    if url := cells["source_url"]:
        try:
            check_url(url)
        except ValidationError:
            problems.append(Problem("url", "source_url", {"value": url[:80]}))
    return problems


def _date(text: str, today: datetime.date) -> list[Problem]:
    if not text:
        return []
    if not ISO.match(text):
        return [Problem("date_form", "date", {"value": text[:80]})]
    try:
        when = PartialDate.parse(text)
    except ValueError:
        return [Problem("no_such_date", "date", {"value": text})]
    return [Problem("future", "date", {"value": text})] if when.date > today else []


def _ordinal(text: str) -> list[Problem]:
    if not text or re.fullmatch(r"0*[1-9]\d{0,8}", text, re.ASCII):
        return []
    return [Problem("ordinal", "sequence_no_if_reported", {"value": text[:80]})]


def _counts(cells: Mapping[str, str]) -> list[Problem]:
    names = [name for name in COLUMNS if name.startswith("returned_to_")]
    if problems := [problem for name in names if (problem := _count(name, cells[name]))]:
        return problems
    whole, military, civilian, russia = (_number(cells[name]) for name in names)
    if labels.DERAILED.match(cells["format_label"]) and (whole, russia) != (None, None):
        return [Problem("derailed_delivered", names[0] if whole is not None else names[3])]
    if whole is None:
        return [Problem("no_whole", names[0])] if (military, civilian) != (None, None) else []
    parts = (military or 0) + (civilian or 0)
    return [Problem("parts_exceed", names[0], {"parts": parts, "whole": whole})] if parts > whole else []


def _count(name: str, text: str) -> Problem | None:
    if re.fullmatch(r"[-\u2212]\d+", text, re.ASCII):
        return Problem("negative", name, {"value": text[:20]})
    if text and not re.fullmatch(r"\d+", text, re.ASCII):
        return Problem("not_a_number", name, {"value": text[:80]})
    if len(text) > len(str(MOST)) or (text and int(text) > MOST):
        return Problem("too_many", name, {"value": text[:20], "limit": MOST})
    return None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _row(cells: Mapping[str, str]) -> PublicRow:
    label, notes = cells["format_label"], cells["notes"]
    says_stage, stage_no = labels.stage_of(label)
    when = PartialDate.parse(cells["date"])
    if labels.APPROXIMATE.search(notes) and when.precision == Precision.DAY:
        when = PartialDate(when.date, Precision.MONTH)
    return PublicRow(
        key=key_of(cells),
        ordinal=_number(cells["sequence_no_if_reported"]),
        when=when,
        label=label,
        kind=labels.kind_of(label),
        status=ExchangeStatus.DERAILED if labels.DERAILED.match(label) else ExchangeStatus.COMPLETED,
        counted_in_format=labels.is_counted(label, notes),
        says_stage=says_stage,
        stage_no=stage_no,
        programmes=labels.programmes_of(label),
        mediators=tuple(dict.fromkeys(name.strip() for name in cells["mediator"].split(";") if name.strip())),
        sides=_sides(cells),
        venue=cells["venue"],
        url=cells["source_url"],
        quote=cells["source_quote_short"],
        confidence=cells["confidence"].lower(),
        notes=notes,
    )


def _sides(cells: Mapping[str, str]) -> tuple[Side, ...]:
    label = cells["format_label"]
    ukraine, russia = (_number(cells[f"returned_to_{side}_total"]) for side in ("ukraine", "russia"))
    agreed = labels.agreed_of(label, ukraine, russia)
    parts = (_number(cells["returned_to_ukraine_military"]), _number(cells["returned_to_ukraine_civilian"]))
    ours, theirs = _composition(cells["category_breakdown_text"])
    sides = (
        Side(UKRAINE, ukraine, *parts, agreed[0], _status(cells, ukraine), ours),
        Side(RUSSIA, russia, None, None, agreed[1], _status(cells, russia), theirs),
    )
    if labels.kind_of(label) != ExchangeKind.UNILATERAL:
        return sides
    return _one_way(sides, label, cells["category_breakdown_text"])


def _one_way(sides: tuple[Side, ...], label: str, composition: str) -> tuple[Side, ...]:
    """The side that a unilateral return goes to: nobody went the other way, so there is no unknown number there."""
    known = tuple(side for side in sides if side.delivered is not None)
    if known:
        return known
    giver = re.search(r"\bby (Ukraine|Russia)\b", label)
    if giver is None:
        return sides
    taker = sides[1] if giver[1] == "Ukraine" else sides[0]
    return (Side(taker.to, None, None, None, taker.agreed, taker.count_status, composition),)


def _status(cells: Mapping[str, str], delivered: int | None) -> CountStatus:
    if labels.DERAILED.match(cells["format_label"]):
        return CountStatus.PENDING
    if delivered is not None:
        return CountStatus.KNOWN
    withheld = labels.WITHHELD.search(cells["format_label"]) or labels.WITHHELD.search(cells["notes"])
    return CountStatus.WITHHELD if withheld else CountStatus.NOT_STATED


def _composition(text: str) -> tuple[str, str]:
    """The composition by side. The text speaks of those returned to Ukraine unless it names the Russian side.

    It is kept whole, never cut: where it speaks of both, both sides have it.
    """
    if text.startswith("Russian side"):
        return "", text
    return text, text if re.search(r"\bRussian side\b|\bRussia:", text) else ""
