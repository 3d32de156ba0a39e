"""Lines of an intake as they are pasted: “name; birth date; rank; number”, with ? for what is not known."""

import datetime
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.names import split_name
from common.partial_dates import PartialDate, Precision
from prisoners.domain.intake import Taken
from prisoners.domain.names import with_keys

PARTS = 4
UNKNOWN = {"", "?", "??", "???", "-", "–", "—"}
_NUMERIC = re.compile(r"(?:(?:(\d{1,2})[./-])?(\d{1,2})[./-])?(\d{4})", re.ASCII)


@dataclass
class Line:
    """One line: what was read of it, and what is wrong with it. `name` holds the parts with their keys."""

    number: int
    text: str
    name: dict[str, Any] | None = None
    born: PartialDate = field(default_factory=PartialDate)
    rank: str = ""
    identifier: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def field_name(self) -> str:
        """The name of the choice that belongs to this line, wherever the line moves to."""
        return f"choice_{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"

    def taken(self, scheme: str, description: str) -> Taken:
        """The person as the verb takes it; `description` stands for one without a name."""
        parts = ("surname", "given_name", "patronymic")
        return Taken(
            name={**{part: self.name[part] for part in parts}, "as_written": self.name["as_written"]}
            if self.name
            else None,
            description="" if self.name else description,
            born=self.born,
            rank=self.rank,
            identifier={"scheme": scheme, "value": self.identifier} if self.identifier else None,
        )


def read_lines(text: str) -> list[Line]:
    """Each line that is not blank, numbered as it stands in the box. A line that says the same as another says so."""
    lines = [_read(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    _tell_repeated(lines)
    return lines


def read_date(text: str) -> PartialDate:
    """A date as 17.05.1990, 05.1990, 1990 or 1990-05-17. Raises ValueError for one that is none of these."""
    text = text.strip()
    match = _NUMERIC.fullmatch(text)
    if not match:
        return PartialDate.parse(text)
    day, month, year = match.groups()
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return PartialDate(datetime.date(int(year), int(month or 1), int(day or 1)), precision)


def _read(number: int, text: str) -> Line:
    line = Line(number, text)
    cells = [cell.strip() for cell in re.split(r"[;\t]", text)]
    if len(cells) > PARTS:
        told = {"count": len(cells), "most": PARTS}
        line.problems.append(_("There are %(count)d parts; at most %(most)d can be read.") % told)
    name, born, line.rank, line.identifier = (_known(cell) for cell in [*cells, *[""] * PARTS][:PARTS])
    if name:
        _name(line, name)
    if born:
        try:
            line.born = read_date(born)
        except ValueError:
            line.problems.append(
                _("“%(text)s” is no date. Write it as 17.05.1990, 05.1990 or 1990, or ? if it is not known.")
                % {"text": born}
            )
    return line


def _name(line: Line, text: str) -> None:
    parts = split_name(text)
    typed = {"surname": parts.surname or text, "given_name": parts.given, "patronymic": parts.patronymic}
    if not parts.surname:
        typed = {"surname": text, "given_name": "", "patronymic": ""}
    try:
        (line.name,) = with_keys([{**typed, "as_written": text}])
    except ValidationError as refused:
        line.problems.extend(refused.messages)


def _known(cell: str) -> str:
    return "" if cell in UNKNOWN else cell


def _tell_repeated(lines: Iterable[Line]) -> None:
    first: dict[tuple, int] = {}
    for line in lines:
        if not line.name:
            continue
        key = (line.name["folded"], line.born, line.identifier)
        place = first.setdefault(key, line.number)
        if place != line.number:
            line.problems.append(_("This says the same as line %(number)d.") % {"number": place})
