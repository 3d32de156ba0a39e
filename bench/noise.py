"""Lists of names made from the register by noise: as somebody on the other side would write people down.

Nothing here knows of the matcher: what is made is only read, and the matcher was tuned on other seeds and another mix
than those that are reported (`MIXES`).
"""

import datetime
import random
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from common.names import icao_russian, kmu2010
from prisoners.domain.demo.words import names as names_of

_PRESS_UKRAINIAN = {
    "ий": "y", "ій": "iy", "зг": "zg", "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ye",
    "ж": "zh", "з": "z", "и": "y", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ь": "", "ю": "yu", "я": "ya", "'": "", "ы": "y", "э": "e", "ё": "yo", "ъ": "",
}  # fmt: skip
_PRESS_RUSSIAN = _PRESS_UKRAINIAN | {
    "ий": "y", "ый": "y", "кс": "x", "г": "g", "и": "i", "ы": "y", "й": "y", "е": "e", "х": "kh", "ё": "e",
}  # fmt: skip
_RUSSIAN = (
    ("ський", "ский"),
    ("цький", "цкий"),
    ("ий", "ый"),
    ("и", "ы"),
    ("і", "и"),
    ("ї", "и"),
    ("є", "е"),
    ("'", "ъ"),
)
_UKRAINIAN = (("ский", "ський"), ("и", "і"), ("ы", "и"), ("э", "е"), ("ё", "ьо"), ("ъ", "'"), ("ій", "ий"))
_LETTERS = {"cyrillic": "абвгдежзиклмнопрстуфхцчшія", "latin": "abcdefghijklmnoprstuvyz"}
#: Ways of writing, told by what `Written.noise` says of them.
AS_RECORDED, KMU, ICAO, PRESS, TRANSLATED = "as recorded", "KMU-2010", "ICAO", "press", "translated"


@dataclass(frozen=True)
class Mix:
    """How often what happens to an entry: weights of the ways of writing, and shares of 1 for the rest."""

    written: Mapping[str, float]
    no_patronymic: float
    turned: float
    day_and_month: float
    digit: float
    year_only: float
    letter: float
    strangers: float


TUNED = Mix(
    {AS_RECORDED: 4, KMU: 2, ICAO: 1, PRESS: 1, TRANSLATED: 2},
    no_patronymic=0.3, turned=0.2, day_and_month=0.06, digit=0.06, year_only=0.05, letter=0.1, strangers=0.1,
)  # fmt: skip
REPORTED = Mix(
    {AS_RECORDED: 2, KMU: 2, ICAO: 2, PRESS: 2, TRANSLATED: 3},
    no_patronymic=0.4, turned=0.3, day_and_month=0.1, digit=0.1, year_only=0.06, letter=0.15, strangers=0.15,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """A person as the register has them. `has_kin`: a brother or a twin is recorded too."""

    person: object
    surname: str
    given_name: str
    patronymic: str
    born_on: datetime.date | None
    precision: str
    language: str = "uk"
    has_kin: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A row of a list: name and birth date, whom it means (None for a stranger), and what was done to it."""

    name: str
    born: str
    person: object
    noise: tuple[str, ...] = field(default=())
    has_kin: bool = False


def listed(people: Sequence[Recorded], mix: Mix, seed: int) -> list[Written]:
    """One row for each of these people, some of them turned into strangers, in the order given."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    return [_written(each, people, mix, chance) for each in people]


def _written(each: Recorded, people: Sequence[Recorded], mix: Mix, chance: random.Random) -> Written:
    person, has_kin = each.person, each.has_kin
    if not has_kin and chance.random() < mix.strangers:
        each, person = _stranger(people, chance), None
    noise: list[str] = []
    parts = [each.surname, each.given_name, each.patronymic]
    if parts[2] and chance.random() < mix.no_patronymic:
        parts[2] = ""
        noise.append("no patronymic")
    way = chance.choices(list(mix.written), mix.written.values())[0]
    parts = _spelt(parts, way, each.language, chance)
    noise.append(way)
    if chance.random() < mix.letter:
        place = chance.choice([0, 0, 1, 2] if parts[2] else [0, 1])
        parts[place] = _slipped(parts[place], chance)
        noise.append("a letter off")
    if chance.random() < mix.turned:
        parts = [parts[1], parts[2], parts[0]]
        noise.append("given name first")
    born = _born(each, mix, noise, chance)
    return Written(" ".join(filter(None, parts)), born, person, tuple(noise), has_kin)


def _stranger(people: Sequence[Recorded], chance: random.Random) -> Recorded:
    """Somebody who is not recorded: the parts of several people put together."""
    surname, given, born = (chance.choice(people) for _part in range(3))
    return Recorded(
        None, surname.surname, given.given_name, given.patronymic, born.born_on, born.precision, given.language
    )


def _spelt(parts: list[str], way: str, language: str, chance: random.Random) -> list[str]:
    """The parts of a name, spelt. Passports and the press write people down from either language."""
    if way == AS_RECORDED:
        return parts
    if way == TRANSLATED or chance.random() < 0.4:
        parts, language = translated(parts, language), "ru" if language == "uk" else "uk"
    if way == KMU:
        return [kmu2010(part) for part in parts]
    if way == ICAO:
        return [icao_russian(part) for part in parts]
    if way == PRESS:
        return [_press(part, _PRESS_UKRAINIAN if language == "uk" else _PRESS_RUSSIAN) for part in parts]
    return parts


def translated(parts: Sequence[str], language: str) -> list[str]:
    """A Ukrainian name in Russian, or the reverse: given names by their equivalents, the rest by letters."""
    letters = _RUSSIAN if language == "uk" else _UKRAINIAN
    known = [{}, *_translations(language)]
    return [names.get(part) or _by_letters(part, letters) for names, part in zip(known, parts, strict=True)]


@cache
def _translations(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Given names and patronymics in the other language, from the names of which people are invented."""
    given, fathers = {}, {}
    for each in names_of("ukrainian").male.things:
        if each.russian:
            given[each.name], fathers[each.son], fathers[each.daughter] = each.russian
    if language == "uk":
        return given, fathers
    return {russian: name for name, russian in given.items()}, {russian: name for name, russian in fathers.items()}


def _by_letters(word: str, letters: Sequence[tuple[str, str]]) -> str:
    low = word.lower()
    for old, new in letters:
        low = low.replace(old, new)
    return low.title()


def _press(word: str, letters: Mapping[str, str]) -> str:
    low, spelt, place = word.lower(), "", 0
    while place < len(low):
        pair = low[place : place + 2]
        # A pair stands for an ending, except those that are sounds.
        step = 2 if pair in letters and (place + 2 == len(low) or pair in ("зг", "кс")) else 1
        spelt += letters.get(low[place : place + step], low[place : place + step])
        place += step
    return spelt.title()


def _slipped(word: str, chance: random.Random) -> str:
    """A word with one letter left out, put in, mistaken or exchanged with the next; never the first one."""
    if len(word) < 3:
        return word
    place = chance.randrange(1, len(word) - 1)
    other = chance.choice(_LETTERS["latin" if word.isascii() else "cyrillic"])
    return chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + other + word[place:],
            word[:place] + other + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )


def _born(each: Recorded, mix: Mix, noise: list[str], chance: random.Random) -> str:
    """The birth date as the list has it. It knows the day even where the register has the year, or nothing."""
    day = each.born_on or datetime.date(1960, 1, 1) + datetime.timedelta(days=chance.randrange(15_000))
    if each.precision == "month":
        day = day.replace(day=chance.randint(1, monthrange(day.year, day.month)[1]))
    elif each.precision == "year":
        day = day.replace(month=chance.randint(1, 12), day=chance.randint(1, 28))
    what = chance.random()
    if what < mix.day_and_month and day.day <= 12 and day.day != day.month:
        noise.append("day and month exchanged")
        return f"{day:%m.%d.%Y}"
    what -= mix.day_and_month
    if 0 <= what < mix.digit:
        noise.append("a digit off")
        return f"{_misread(day, chance):%d.%m.%Y}"
    if 0 <= what - mix.digit < mix.year_only:
        noise.append("year only")
        return str(day.year)
    return f"{day:%d.%m.%Y}"


def _misread(day: datetime.date, chance: random.Random) -> datetime.date:
    while True:
        digits = f"{day:%Y%m%d}"
        place = chance.randrange(2, 8)
        read = f"{digits[:place]}{chance.choice('0123456789')}{digits[place + 1 :]}"
        try:
            found = datetime.datetime.strptime(read, "%Y%m%d").date()  # noqa: DTZ007 (a birth date)
        except ValueError:
            continue
        if found != day and 1940 <= found.year <= 2008:
            return found
