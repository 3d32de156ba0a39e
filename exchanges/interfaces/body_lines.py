"""Lines of results as they are pasted: “number of the body; result; method; day; number of the person; fate”."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from common.partial_dates import PartialDate
from exchanges.after_enums import Fate, IdentificationMethod, RemainsResult
from exchanges.queries.after import by_number
from prisoners.domain.persons import value_key
from prisoners.interfaces.intake_lines import read_date

PARTS = 6
#: What people write for a code, besides the code itself and its words in either language.
ALSO = {"ours": RemainsResult.IDENTIFIED, "not ours": RemainsResult.OTHER_SIDE, "наш": RemainsResult.IDENTIFIED}
ALSO |= {"не наш": RemainsResult.OTHER_SIDE, "?": RemainsResult.UNIDENTIFIED}


@dataclass
class Line:
    """One line: what was read of it, and what is wrong with it."""

    number: int
    row: dict[str, Any]
    person: str = ""
    problems: list[str] = field(default_factory=list)


def read_lines(text: str, user: User) -> list[Line]:
    """Each line that is not blank, with the person that its number names; one query for all numbers."""
    lines = [_read(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    known = by_number({value_key(line.person) for line in lines if line.person}, user)
    for line in lines:
        if line.person:
            _name(line, {each.pk: each for each in known.get(value_key(line.person), [])})
    return lines


def _name(line: Line, found: dict[Any, Any]) -> None:
    if len(found) == 1:
        (line.row["person"],) = found.values()
    else:
        told = _("Nobody has the number “%(text)s”.") if not found else _("Several persons have the number “%(text)s”.")
        line.problems.append(told % {"text": line.person})


def _read(number: int, text: str) -> Line:
    cells = [cell.strip() for cell in re.split(r"[;\t]", text)]
    line = Line(number, {})
    if len(cells) > PARTS:
        told = {"count": len(cells), "most": PARTS}
        line.problems.append(_("There are %(count)d parts; at most %(most)d can be read.") % told)
    tag, result, method, day, line.person, fate = [*cells, *[""] * PARTS][:PARTS]
    line.row = {
        "tag": tag,
        "result": _code(line, result, RemainsResult) or ("" if result else RemainsResult.UNIDENTIFIED),
        "method": _code(line, method, IdentificationMethod),
        "decided": _day(line, day),
        "person": None,
        "fate": _code(line, fate, Fate),
    }
    if not tag:
        line.problems.append(_("The number of the body is missing."))
    return line


def _code(line: Line, text: str, codes: Any) -> str:
    """The code that a word stands for, in either language."""
    if not text:
        return ""
    written = text.casefold()
    found = {each.value: each for each in codes} | {word: code for word, code in ALSO.items() if code in codes}
    for language in ("en", "uk"):
        with override(language):
            found |= {str(each.label).casefold(): each for each in codes}
    if written not in found:
        words = ", ".join(str(each.value) for each in codes)
        line.problems.append(_("“%(text)s” is none of: %(words)s.") % {"text": text, "words": words})
        return ""
    return str(found[written])


def _day(line: Line, text: str) -> PartialDate:
    try:
        return read_date(text) if text else PartialDate()
    except ValueError:
        line.problems.append(_("“%(text)s” is no date. Write it as 17.05.2025, 05.2025 or 2025.") % {"text": text})
        return PartialDate()
