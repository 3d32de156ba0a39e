"""Names as people write them into lists: one or several in a cell, in any order, in capitals, with call signs."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from common.names import NameKeys, keys_of, split_name
from common.names.parse import AUTO
from prisoners.domain.importing.problems import CellRefused
from prisoners.domain.importing.words import any_of, is_unknown, words
from prisoners.enums import NameKind

_ALSO = re.compile(rf"[;\n|]|\s/\s|(?<=[^\W\d_])/(?=[^\W\d_])|[,\s](?:{any_of('also_known')})\b[\s:.,]*", re.IGNORECASE)
_CALLED = re.compile(rf"[,\s]*\b(?:{any_of('callsign_marks')})\b[\s.:\-]*([^,;()]+)", re.IGNORECASE)
_QUOTED = re.compile(r"[\"«“„]([^\"»”“]+)[\"»”“]")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_NUMBER = re.compile(r"(?<![^\W\d_])\d{2,}|[=<>@#%&+\\]|\d\s*$")
_UNKNOWN_PERSON = re.compile(rf"^(?:{any_of('unknown_person')})", re.IGNORECASE)
_SINGLE_MARK = re.compile(r"^[DOLМ]['’ʼ]", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’ʼ\-])*")
#: Words of which those are made that say “not known”, “also called” or “call sign”.
_MARKS = {word for name in ("unknown", "also_known", "callsign_marks") for mark in words(name) for word in mark.split()}
#: Languages by script, as far as a script tells; letters that only Ukrainian or only Russian has tell more.
_ONLY_UKRAINIAN, _ONLY_RUSSIAN = re.compile("[ґєіїҐЄІЇ]"), re.compile("[ёыэъЁЫЭЪ]")
LONGEST = 100


class ReadName(NamedTuple):
    """A name by its parts, with the keys by which it is found."""

    surname: str
    given_name: str
    patronymic: str
    as_written: str
    kind: str
    keys: NameKeys
    called: str


class Called(NamedTuple):
    """What a cell of names says: the name, further ones, or a description of somebody unknown."""

    names: tuple[ReadName, ...] = ()
    description: str = ""


def read_full_name(text: str, order: str = AUTO) -> Called:
    """All names in a cell that holds full names; the first is the name itself. Raises CellRefused."""
    if all(map(_is_of_a_name, text.split(" "))):
        return Called((_taken_apart(text, order, NameKind.LEGAL),))
    if is_unknown(text):
        return Called()
    if _UNKNOWN_PERSON.match(text):
        return Called(description=text)
    lines = text.split("\n")
    if any(" " not in line.strip() for line in lines):  # one name, wrapped to fit a narrow column
        text = " ".join(lines)
    first, *others = _parts_of(text, order)
    keys = first.keys
    for other in others:
        apart = other.kind == NameKind.ALIAS and not _may_be_one(keys, other.keys)
        if apart and not re.search(rf"\b(?:{any_of('also_known')})\b|\(", text, re.IGNORECASE):
            raise CellRefused("several_persons", value=text)
    return Called((first, *others))


@lru_cache(maxsize=131_072)
def _is_of_a_name(word: str) -> bool:
    """Whether a word is part of a name and begins no other one: so are all words of most cells."""
    if not _NAME_WORD.fullmatch(word) or _UNKNOWN_PERSON.match(word):
        return False
    return _MARKS.isdisjoint(re.split(r"[.'’ʼ\-]", word.casefold().replace("ё", "е")))


def read_other_names(text: str, kind: str, order: str = AUTO) -> tuple[ReadName, ...]:
    """Further names in a cell of other names or call signs. Raises CellRefused."""
    if is_unknown(text):
        return ()
    cut = re.split(r"[;\n|,/]", text) if kind == NameKind.CALLSIGN else _ALSO.split(text)
    return tuple(_made(part, order, kind) for part in map(str.strip, cut) if not is_unknown(part))


def read_parts(surname: str, given: str, patronymic: str) -> ReadName:
    """A name whose parts stand in columns of their own. Raises CellRefused."""
    whole = [_part(each) for each in (surname, given, patronymic)]
    if not whole[0]:
        raise CellRefused("surname_missing")
    written = " ".join(filter(None, (surname, given, patronymic)))
    return _named(*_spelled(*whole), written, NameKind.LEGAL)


def _part(text: str) -> str:
    text = " ".join(text.split())
    if is_unknown(text):
        return ""
    _check(text)
    return text


def _parts_of(text: str, order: str) -> Iterator[ReadName]:
    called = [match[1].strip(" .\"'«»“”") for match in _CALLED.finditer(text)]
    rest = _CALLED.sub(" ", text)
    called += _QUOTED.findall(rest)
    rest = _QUOTED.sub(" ", rest)
    brackets = [inside.strip() for inside in _IN_BRACKETS.findall(rest)]
    pieces = [piece.strip(" ,") for piece in _ALSO.split(_IN_BRACKETS.sub(" ", rest))]
    first, *further = [piece for piece in pieces if piece] or [""]
    name = _made(first, order, NameKind.LEGAL)
    yield name
    for piece in [*further, *brackets]:
        if is_unknown(piece):
            continue
        if " " in piece or "." in piece:
            yield _made(piece, order, NameKind.ALIAS)
        else:  # a surname alone: the rest of the name is the same
            _check(piece)
            parts = _spelled(piece, name.given_name, name.patronymic)
            yield _named(*parts, piece, NameKind.FORMER if piece in brackets else NameKind.ALIAS)
    for sign in called:
        yield _made(sign, order, NameKind.CALLSIGN)


def _made(text: str, order: str, kind: str) -> ReadName:
    _check(text)
    if kind == NameKind.CALLSIGN:
        return _named(text, "", "", text, kind)
    return _taken_apart(text, order, kind)


def _taken_apart(text: str, order: str, kind: str) -> ReadName:
    parts = split_name(text, order)
    if not parts.surname:
        raise CellRefused("surname_missing" if parts.given else "name_form", value=text)
    return _named(*_spelled(parts.surname, parts.given, parts.patronymic), text, kind)


def _named(surname: str, given: str, patronymic: str, written: str, kind: str) -> ReadName:
    longest = max(len(surname), len(given), len(patronymic))
    if longest > LONGEST:
        raise CellRefused("too_long", length=longest, limit=LONGEST)
    keys = keys_of(surname, given, patronymic)
    if not keys.folded:
        raise CellRefused("name_form", value=written)
    called = " ".join(filter(None, (surname, given, patronymic)))
    return ReadName(surname, given, patronymic, written, kind, keys, called)


def _check(text: str) -> None:
    if _NUMBER.search(text) or not any(sign.isalpha() for sign in text):
        raise CellRefused("name_form", value=text)


def _may_be_one(one: NameKeys, other: NameKeys) -> bool:
    return one.surname_key == other.surname_key or (bool(one.given_key) and one.given_key == other.given_key)


def _spelled(*parts: str) -> tuple[str, ...]:
    """Parts in capitals only, as lists have them, with small letters."""
    return tuple(_small(part) for part in parts) if "".join(parts).isupper() else parts


@lru_cache(maxsize=65_536)
def _small(part: str) -> str:
    return re.sub(r"[^\W\d_](?:[^\W\d_]|['’ʼ`])*", lambda word: _capitalised(word[0]), part)


def _capitalised(word: str) -> str:
    small = word[0] + word[1:].lower()
    return small[:2] + small[2:3].upper() + small[3:] if _SINGLE_MARK.match(word) and word.isascii() else small


def language_of(name: str) -> str:
    """`uk`, `ru` or nothing, by the letters that only one of them has."""
    if _ONLY_UKRAINIAN.search(name):
        return "uk"
    return "ru" if _ONLY_RUSSIAN.search(name) else ""


def as_values(name: ReadName, *, preferred: bool) -> dict[str, Any]:
    """Values of PersonName."""
    keys = name.keys
    return {
        "surname": name.surname,
        "given_name": name.given_name,
        "patronymic": name.patronymic,
        "as_written": name.as_written[:300],
        "kind": str(name.kind),
        "language": language_of(name.called),
        "is_preferred": preferred,
        "surname_key": keys.surname_key,
        "given_key": keys.given_key,
        "patronymic_key": keys.patronymic_key,
        "folded": keys.folded,
    }
