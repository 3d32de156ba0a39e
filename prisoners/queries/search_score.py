"""How well a name and a birth date found in the register answer what was typed, and why: a score and its reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.names import fold, likeness, patronymic_key, read_alike, same_given_name
from common.partial_dates import PartialDate, Precision
from prisoners.domain.births import BirthVerdict, compare_births
from prisoners.queries.search_text import Sought

PARTS = SURNAME, GIVEN_NAME, PATRONYMIC = "surname", "given_name", "patronymic"
#: What a word of each part weighs, what one weighs that fits nowhere, a birth date and a unit.
WEIGHTS = {SURNAME: 40, GIVEN_NAME: 30, PATRONYMIC: 20}
STRAY, BORN, UNIT = 30, 30, 20
#: Below this likeness a word is not taken for another one written wrong.
ALIKE = 0.6

_REASONS: dict[tuple[str, str], Promise] = {
    (SURNAME, "written"): _("surname as written"),
    (SURNAME, "spelling"): _("surname in another spelling ({name})"),
    (SURNAME, "alike"): _("surname is similar ({name})"),
    (GIVEN_NAME, "written"): _("given name as written"),
    (GIVEN_NAME, "form"): _("given name in another form ({name})"),
    (GIVEN_NAME, "spelling"): _("given name in another spelling ({name})"),
    (GIVEN_NAME, "initial"): _("initial of the given name"),
    (GIVEN_NAME, "alike"): _("given name is similar ({name})"),
    (PATRONYMIC, "written"): _("patronymic as written"),
    (PATRONYMIC, "form"): _("patronymic in another form ({name})"),
    (PATRONYMIC, "initial"): _("initial of the patronymic"),
    (PATRONYMIC, "alike"): _("patronymic is similar ({name})"),
}
_BIRTHS: dict[BirthVerdict, tuple[float, Promise]] = {
    BirthVerdict.SAME_DAY: (1.0, _("born {date}")),
    BirthVerdict.SAME_MONTH: (0.95, _("born {date}")),
    BirthVerdict.SAME_YEAR: (0.85, _("born {date}")),
    BirthVerdict.DAY_AND_MONTH: (0.85, _("born {date}: day and month exchanged")),
    BirthVerdict.ONE_DIGIT: (0.8, _("born {date}: one digit differs")),
    BirthVerdict.NEXT_YEAR: (0.6, _("born {date}: a year apart")),
    BirthVerdict.DIFFERENT: (0.0, _("born {date}: different")),
}
NOT_KNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A name of a person as the register has it, with what else is compared."""

    surname: str
    given_name: str
    patronymic: str
    born: PartialDate
    in_unit: bool = False


class Fit(NamedTuple):
    """How a typed word fits a word of a name: of which part, in what way, how well (0 to 1), and which word."""

    part: str = ""
    kind: str = ""
    alike: float = 0.0
    word: str = ""
    token: str = ""


def score(sought: Sought, found: Found, *, by_unit: bool = False) -> float:
    """How well a name of a person answers, 0 to 100. `by_unit`: a unit was named too, and counts."""
    weight = got = 0.0
    for fit in fits(sought.words, found):
        weight += WEIGHTS.get(fit.part, STRAY)
        got += WEIGHTS.get(fit.part, STRAY) * fit.alike
    if sought.born:
        weight, got = weight + BORN, got + BORN * _birth(sought.born, found.born)[0]
    if by_unit:
        weight, got = weight + UNIT, got + UNIT * found.in_unit
    return 100 * got / weight if weight else 0.0


def reasons(sought: Sought, found: Found, *, unit: str = "") -> tuple[Promise | str, ...]:
    """Why a name of a person answers, in words. `unit`: what the unit is called that was named too."""
    said: list[Promise | str] = [
        format_lazy(_REASONS[fit.part, fit.kind], name=f"{fit.word.title()} = {fit.token.title()}")
        for fit in sorted(fits(sought.words, found), key=lambda fit: PARTS.index(fit.part) if fit.part else 9)
        if fit.kind
    ]
    if sought.born and found.born:
        said.append(format_lazy(_birth(sought.born, found.born)[1], date=found.born))
    if unit and found.in_unit:
        said.append(format_lazy(_("unit {unit}"), unit=unit))
    return tuple(said)


def fits(words: Iterable[str], found: Found) -> list[Fit]:
    """Each typed word with that of the name which it fits best, one to one; without any where none is like it."""
    tokens = [(part, token) for part in PARTS for token in _tokens(getattr(found, part))]
    left = dict.fromkeys(word for typed in words for word in _tokens(typed))
    pairs = [
        (-alike, place, word, kind)
        for word in left
        for place, (part, token) in enumerate(tokens)
        if (alike := (judged := compare(part, word, token))[0]) >= ALIKE and (kind := judged[1])
    ]
    taken: set[int] = set()
    fitting: list[Fit] = []
    for against, place, word, kind in sorted(pairs):
        if word in left and place not in taken:
            del left[word]
            taken.add(place)
            fitting.append(Fit(tokens[place][0], kind, -against, word, tokens[place][1]))
    return fitting + [Fit(word=word) for word in left]


@lru_cache(maxsize=65_536)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(fold(text).replace("-", " ").split())


@lru_cache(maxsize=65_536)
def compare(part: str, word: str, token: str) -> tuple[float, str]:
    """How well a typed word fits a word of one part of a name, both folded, and what kind of fit it is."""
    if word == token:
        return 1.0, "written"
    if part != SURNAME and 1 in (len(word), len(token)):
        return (0.65, "initial") if word[0] == token[0] else (0.0, "")
    if part == GIVEN_NAME and same_given_name(word, token):
        return 0.97, "form"
    if part == PATRONYMIC:
        return _patronymics(word, token)
    alike = likeness(word, token)
    if alike >= ALIKE and read_alike(word, token):
        return 0.8 + 0.17 * alike, "spelling"
    return 0.9 * alike, "alike"


def _patronymics(word: str, token: str) -> tuple[float, str]:
    alike = likeness(word, token)
    return (
        (0.97, "form") if alike >= ALIKE and patronymic_key(word) == patronymic_key(token) else (0.9 * alike, "alike")
    )


def _birth(sought: PartialDate, found: PartialDate) -> tuple[float, Promise | str]:
    if not found:
        return NOT_KNOWN, ""
    verdict = compare_births(sought, found)
    alike, words = _BIRTHS[verdict]
    whole = verdict is BirthVerdict.SAME_YEAR and sought.precision == Precision.YEAR
    return (1.0 if whole else alike), words
