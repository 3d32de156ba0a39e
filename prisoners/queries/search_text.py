"""What somebody typed into the search box, taken apart: words of a name, a birth date, numbers."""

import datetime
import re
from dataclasses import dataclass, field
from itertools import pairwise

from common.names import fold
from common.partial_dates import PartialDate, Precision
from prisoners.domain.persons import value_key

#: More than these are no name any more; the rest is left out.
MOST_WORDS = 6
#: Longer than this nobody is looking for a person. Characters.
LONGEST = 300

_DAY = re.compile(r"(?<![\w.])(\d{1,2})[./\-](\d{1,2})[./\-]((?:19|20)\d{2})(?!\w)")
_ISO = re.compile(r"(?<![\w.])((?:19|20)\d{2})-(\d{2})(?:-(\d{2}))?(?!\w)")
_MONTH = re.compile(r"(?<![\w.])(\d{1,2})[./]((?:19|20)\d{2})(?!\w)")
_YEAR = re.compile(r"(?<!\w)((?:19|20)\d{2})(?!\w)")
_WORD = re.compile(r"[^\s,;:()\"«»„“”]+")
#: What is written after a year: 1990 р.н., 1990 г.р., 1990 року.
_AFTER_YEAR = re.compile(r"\s*(?:р\.\s?н\.?|г\.\s?р\.?|року|рік|года|год|[рг]\.)(?!\w)")
_NOT_A_NAME = frozenset({"born", "в/ч", "вч", "unit", "частина"})


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for. `words` are those of a name, folded; `values` keys of numbers; `codes` words with digits."""

    words: tuple[str, ...] = ()
    born: PartialDate = field(default_factory=PartialDate)
    values: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.born or self.values)


def read(text: str) -> Sought:
    """Takes a typed text apart. A number may be a year, a unit's code and a person's number at once: all are tried."""
    text = " ".join(text[:LONGEST].split())
    born, rest = _born(text)
    tokens = [token.strip(".'’") for token in _WORD.findall(rest)]
    words = [fold(token) for token in tokens if not any(sign.isdigit() for sign in token)]
    names = (word for word in words if word not in _NOT_A_NAME and any(sign.isalpha() for sign in word))
    numbers = [token for token in _WORD.findall(text) if any(sign.isdigit() for sign in token)]
    return Sought(
        words=tuple(dict.fromkeys(names))[:MOST_WORDS],
        born=born,
        values=_values(text, numbers),
        codes=tuple(dict.fromkeys(numbers))[:MOST_WORDS],
    )


def _born(text: str) -> tuple[PartialDate, str]:
    """The first date in a text, and the text without it. A day that does not exist leaves its year."""
    for pattern, order in ((_DAY, (3, 2, 1)), (_ISO, (1, 2, 3)), (_MONTH, (2, 1, 0)), (_YEAR, (1, 0, 0))):
        if found := pattern.search(text):
            year, month, day = (int(found[group] or 0) if group else 0 for group in order)
            end = _AFTER_YEAR.match(text, found.end()) or found
            return _date(year, month, day), f"{text[: found.start()]} {text[end.end() :]}"
    return PartialDate(), text


def _date(year: int, month: int, day: int) -> PartialDate:
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    for first, second in ((month or 1, day or 1), (day or 1, month or 1)):
        try:
            return PartialDate(datetime.date(year, first, second), precision)
        except ValueError:
            continue
    return PartialDate(datetime.date(year, 1, 1), Precision.YEAR)


def _values(text: str, numbers: list[str]) -> tuple[str, ...]:
    """Keys of what may be a person's number: each word with digits, alone, with the word before it, and all in all."""
    if not numbers:
        return ()
    words = text.split()
    pairs = (f"{one}{other}" for one, other in pairwise(words))
    keys = (value_key(part) for part in (text, *numbers, *pairs))
    return tuple(dict.fromkeys(key for key in keys if len(key) >= 3 and any(sign.isdigit() for sign in key)))
