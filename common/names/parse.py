"""A full name written in one field, taken apart into surname, given name and patronymic."""

import re
from functools import lru_cache
from typing import NamedTuple

from .equivalents import PATRONYMIC_OF
from .folding import fold, script_of
from .keys import is_given_name

AUTO = "auto"
SURNAME_FIRST = "surname_first"
GIVEN_FIRST = "given_first"

_BEFORE = (
    "ібн ибн ibn бін бин bin бен ben бінт бинт bint абу abu аль ель эль ал ас ад ан ар аш al el as ad an ar ash "
    "де де-ла дель дю да ді ди дос de del della du da di dos la ла ле le фон von zu цу ван van дер der ден den тер ter "
    "мак mac о' сан san санта santa"
)
_AFTER = "оглы оглу огли кызы кизи гызы улы уулу заде oglu oğlu ogly ogli qizi qızı kyzy kizi uly uulu zade zadeh"
_LEADING = frozenset(_BEFORE.split())
_TRAILING = frozenset(_AFTER.split())
_FEMALE_OR_LONG = re.compile(r"(івна|ївна|овна|евна|ічна|инична|ивна|ivna|ovna|evna|ichna|inichna)$")
_MALE = re.compile(r"(ович|евич|йович|євич|ёвич|[oei]v[iy]ch|ovič|jevič)$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s*)+|[^\W\d_]")
_GLUED = re.compile(r"(?<=[^\W\d_]\.)(?=[^\W\d_])")
_JUNK = re.compile(r"[;:/\\()\[\]{}\"«»„“”]+")


class NameParts(NamedTuple):
    """The parts of a full name, as written; a part that is not there is empty."""

    surname: str = ""
    given: str = ""
    patronymic: str = ""


def split_name(text: str, order: str = AUTO) -> NameParts:
    """The parts of a full name written in one field.

    `order` is "surname_first", "given_first" or "auto". A comma, a word in capitals beside words that are not,
    initials and a patronymic say the order by themselves; "auto" then looks for a known given name, and in the end
    takes two Cyrillic words as surname and given name, as lists have them, and two Latin ones the other way round.
    """
    text = " ".join(_JUNK.sub(" ", text).split()).strip(" ,.-") + ("." if text.rstrip().endswith(".") else "")
    if "," in text:
        surname, _, rest = text.partition(",")
        return _with_surname(_tokens(surname), _tokens(rest.replace(",", " ")))
    tokens = _tokens(text)
    if len(tokens) < 2:
        return NameParts(surname="".join(tokens))
    return _by_initials(tokens) or _by_capitals(tokens) or _by_order(tokens, _order_of(tokens, order))


def _tokens(text: str) -> list[str]:
    """The words of `text`, particles together with the word they belong to."""
    tokens: list[str] = []
    open_particle = False
    words = (_GLUED.sub(" ", text) if "." in text else text).split()
    if not any(map(_is_particle, words)):
        return words
    for word in words:
        lower = word.lower()
        if open_particle or (tokens and lower in _TRAILING):
            tokens[-1] += f" {word}"
        else:
            tokens.append(word)
        open_particle = lower.rstrip("-") in _LEADING
    return tokens


@lru_cache(maxsize=131_072)
def _is_particle(word: str) -> bool:
    lower = word.lower()
    return lower in _TRAILING or lower.rstrip("-") in _LEADING


@lru_cache(maxsize=131_072)
def is_patronymic(word: str, *, surely: bool = False) -> bool:
    """Whether `word` has the form of a patronymic; `surely` leaves out what may as well be a surname (Абрамович)."""
    folded = fold(word)
    last = folded.rsplit(" ", 1)[-1]
    if folded in PATRONYMIC_OF or (last in _TRAILING and last != folded):
        return True
    if _FEMALE_OR_LONG.search(folded):
        return True
    male = _MALE.search(folded)
    return bool(male) and not (surely and not _father(folded))


def _father(folded: str) -> bool:
    """Whether the stem of a male patronymic is a known given name: Петрович yes, Франкович no."""
    stem = re.sub(r"(йович|ович|евич|євич|ёвич|i?[io]?[oe]v[iy]ch)$", "", folded)
    return any(is_given_name(stem + ending) for ending in ("", "о", "й", "ій", "ий", "ь", "я", "o", "i", "y", "ii"))


@lru_cache(maxsize=131_072)
def _is_initials(token: str) -> bool:
    return bool(_INITIALS.fullmatch(token))


def _by_initials(tokens: list[str]) -> NameParts | None:
    initials = [token for token in tokens if _is_initials(token)]
    if not initials or len(initials) > 2:
        return None
    words = [token for token in tokens if not _is_initials(token)]
    if not words:
        return None
    if len(words) == 1:
        return NameParts(words[0], initials[0], initials[1] if len(initials) > 1 else "")
    if len(words) == 2 and _is_initials(tokens[1]):
        return NameParts(words[1], words[0], initials[0])  # Олег П. Коваленко
    if len(words) == 2 and _is_initials(tokens[-1]):
        return NameParts(words[0], words[1], initials[0])  # Коваленко Олег П.
    return None


def _by_capitals(tokens: list[str]) -> NameParts | None:
    shouted = [token.isupper() and len(token) > 1 for token in tokens]
    if all(shouted) or not any(shouted):
        return None
    surname = [token for token, loud in zip(tokens, shouted, strict=True) if loud]
    return _with_surname(surname, [token for token, loud in zip(tokens, shouted, strict=True) if not loud])


def _with_surname(surname: list[str], rest: list[str]) -> NameParts:
    if len(rest) > 1 and (is_patronymic(rest[-1]) or (len(rest) == 2 and script_of(rest[-1]) == "cyrillic")):
        return NameParts(" ".join(surname), " ".join(rest[:-1]), rest[-1])
    return NameParts(" ".join(surname), " ".join(rest))


def _order_of(tokens: list[str], order: str) -> str:
    if order in (SURNAME_FIRST, GIVEN_FIRST):
        return order
    first, last = tokens[0], tokens[-1]
    if len(tokens) > 2:
        # Роман Аркадійович Абрамович: the second word tells, though the last looks like a patronymic too.
        middle = is_patronymic(tokens[1])
        if is_patronymic(last) and not (middle and is_given_name(first)):
            return SURNAME_FIRST
        if middle:
            return GIVEN_FIRST
    if is_given_name(first) != is_given_name(tokens[1]):
        return GIVEN_FIRST if is_given_name(first) else SURNAME_FIRST
    return GIVEN_FIRST if script_of("".join(tokens)) == "latin" else SURNAME_FIRST


def _by_order(tokens: list[str], order: str) -> NameParts:
    if len(tokens) == 2 and is_given_name(tokens[0]) and is_patronymic(tokens[1], surely=True):
        return NameParts(given=tokens[0], patronymic=tokens[1])  # Іван Петрович
    if order == SURNAME_FIRST:
        return _with_surname(tokens[:1], tokens[1:])
    given, surname = tokens[:-1], tokens[-1:]
    if len(given) > 1 and is_patronymic(given[-1]):
        return NameParts(surname[0], " ".join(given[:-1]), given[-1])
    return NameParts(surname[0], " ".join(given))
