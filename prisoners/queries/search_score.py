"""How well a name and a birth date found in the register answer what was typed, and why: a score and its reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.names import fold, likeness, patronymic_key, read_alike, same_given_name
from common.partial_dates import PartialDate, Precision
from prisoners.domain.births import BirthVerdict, compare_births
from prisoners.queries.search_text import Sought

SURNAME, GIVEN_NAME, PATRONYMIC = "surname", "given_name", "patronymic"
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


@dataclass(frozen=True, slots=True)
class Answer:
    """How well something found answers, 0 to 100, and the reasons in words, the weightiest first."""

    score: int
    reasons: tuple[Promise | str, ...]


def answer(sought: Sought, found: Found, *, unit: str = "") -> Answer:
    """Scores one name of one person. `unit`: what the unit is called that was named too, and then counts."""
    weight, got, reasons = 0.0, 0.0, []
    for part, kind, alike, name in sorted(_matched(sought.words, found), key=_place):
        weight += WEIGHTS.get(part, STRAY)
        got += WEIGHTS.get(part, STRAY) * alike
        if kind:
            reasons.append(format_lazy(_REASONS[part, kind], name=name))
    if sought.born:
        alike, reason = _birth(sought.born, found.born)
        weight, got = weight + BORN, got + BORN * alike
        reasons += [reason] if reason else []
    if unit:
        weight, got = weight + UNIT, got + UNIT * found.in_unit
        reasons += [format_lazy(_("unit {unit}"), unit=unit)] if found.in_unit else []
    return Answer(round(100 * got / weight) if weight else 0, tuple(reasons))


def _matched(words: Iterable[str], found: Found) -> Iterator[tuple[str, str, float, str]]:
    """Each word with the part of the name that it fits best: part, kind, likeness, and both forms to be shown."""
    parts = [
        (part, token)
        for part in (SURNAME, GIVEN_NAME, PATRONYMIC)
        for token in fold(getattr(found, part)).replace("-", " ").split()
    ]
    left = {word: None for word in words for word in word.replace("-", " ").split()}
    pairs = sorted(
        ((compare(part, word, token), place, part, word) for word in left for place, (part, token) in enumerate(parts)),
        key=lambda pair: (-pair[0][0], pair[1]),
    )
    taken: set[int] = set()
    for (alike, kind), place, part, word in pairs:
        if alike >= ALIKE and word in left and place not in taken:
            del left[word]
            taken.add(place)
            yield part, kind, alike, f"{word.title()} = {parts[place][1].title()}"
    yield from (("", "", 0.0, "") for _word in left)


def _place(fit: tuple[str, str, float, str]) -> int:
    return (SURNAME, GIVEN_NAME, PATRONYMIC, "").index(fit[0])


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


def _birth(sought: PartialDate, found: PartialDate) -> tuple[float, Promise | None]:
    if not found:
        return NOT_KNOWN, None
    verdict = compare_births(sought, found)
    alike, words = _BIRTHS[verdict]
    if verdict is BirthVerdict.SAME_YEAR and sought.precision == Precision.YEAR:
        alike = 1.0
    return alike, format_lazy(words, date=found)
