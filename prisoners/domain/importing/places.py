"""Places of detention in a cell: one or several, one after the other, with or without dates."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from common.partial_dates import PartialDate
from prisoners.domain.importing.dates import read_date
from prisoners.domain.importing.problems import CellRefused
from prisoners.domain.importing.words import any_of, is_unknown, plain

MOST, LONGEST = 10, 300
_NEXT = re.compile(rf"[;\n|→]|\s*-+>\s*|\s/\s|[,\s]\s*(?:{any_of('then')})\b[\s:,]*", re.IGNORECASE)
_DATES = re.compile(r"[(\[]([^()\[\]]*\d[^()\[\]]*)[)\]]\s*$")
_SPAN = re.compile(
    rf"^(?:(?:{any_of('since')})\s+(?P<since>.+?))?\s*(?:\b(?:{any_of('until')})\s+(?P<until>.+))?$", re.IGNORECASE
)
_DASH = re.compile(r"\s+[-–—]\s+|[–—]")


@lru_cache(maxsize=65_536)
def read_places(text: str, this_year: int) -> tuple[tuple[str, PartialDate, PartialDate], ...]:
    """Each place as it is called, with since and until. Raises CellRefused."""
    pieces = [piece.strip(" ,") for piece in _NEXT.split(text)]
    pieces = [piece for piece in pieces if not is_unknown(piece)]
    if len(pieces) > MOST:
        raise CellRefused("too_many", number=len(pieces), limit=MOST)
    return tuple(_place(piece, this_year) for piece in pieces)


def _place(piece: str, this_year: int) -> tuple[str, PartialDate, PartialDate]:
    since = until = PartialDate()
    if dated := _DATES.search(piece):
        try:
            since, until = _span(dated[1], this_year)
        except CellRefused:
            pass  # brackets that hold no dates belong to the name: “ІК-4 (корпус 2)”
        else:
            piece = piece[: dated.start()].strip(" ,")
    if len(piece) > LONGEST:
        raise CellRefused("too_long", length=len(piece), limit=LONGEST)
    if until.is_before(since):
        raise CellRefused("date_range", value=piece)
    return piece, since, until


def _span(text: str, this_year: int) -> tuple[PartialDate, PartialDate]:
    said = _SPAN.match(text.strip())
    if said and (said["since"] or said["until"]):
        ends = [said["since"] or "", said["until"] or ""]
    else:
        ends = [*map(str.strip, _DASH.split(text.strip(), maxsplit=1)), ""][:2]
    since, until = (read_date(end, this_year)[0] if end else PartialDate() for end in ends)
    return since, until


def as_values(
    place: tuple[str, PartialDate, PartialDate], known: Mapping[str, str], source: str | None
) -> dict[str, Any]:
    """Values of Detention; a place that is registered is pointed to."""
    called, since, until = place
    registered = known.get(plain(called))
    return {
        "place_id": registered,
        "place_as_reported": "" if registered else called,
        "since": since.date and since.date.isoformat(),
        "since_precision": since.precision.value,
        "until": until.date and until.date.isoformat(),
        "until_precision": until.precision.value,
        "source_id": source,
    }
