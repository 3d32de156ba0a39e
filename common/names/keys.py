"""What a person's names have in common over spellings, languages and scripts: keys to be stored and indexed."""

import re
from functools import lru_cache
from typing import NamedTuple

from .equivalents import GROUPS, PATRONYMIC_OF
from .folding import fold
from .romanise import icao_russian, kmu2010
from .skeleton import readings, skeleton
from .sorting import sort_key

_BETWEEN = re.compile(r"[\s\-]+")
_OGLU = re.compile(r"[\s\-]*(оглы|оглу|огли|кызы|кизи|гызы|qizi|qızı|kyzy|kizi|oglu|oglou|ogly|oğlu|o'g'li|ogli)$")
_PATRONYMIC = re.compile(
    r"(?:ьович|йович|ович|евич|євич|ёвич|івна|ївна|йівна|овна|евна|євна|ична|ич|іч"
    r"|[iy]?[oe]v[iy](?:ch|c|č)|ivna|[iy]?[oe]vna|ichna|ychna|[iy]ch)$"
)
_LATIN_LOOSE = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in ((r"x", "ks"), (r"kh|g", "h"), (r"j|y", "i"), (r"w", "v"), (r"(.)\1+", r"\1"))
)


class NameKeys(NamedTuple):
    """The derived keys of a full name. Empty for a part that is not given."""

    surname_key: str
    given_key: str
    patronymic_key: str
    folded: str  # surname, given name and patronymic as `fold` writes them, one space between
    sort_key: str


def keys_of(surname: str, given: str = "", patronymic: str = "") -> NameKeys:
    """The keys of a full name."""
    return NameKeys(
        surname_key=skeleton(surname),
        given_key=given_key(given),
        patronymic_key=patronymic_key(patronymic),
        folded=" ".join(filter(None, (fold(surname), fold(given), fold(patronymic)))),
        sort_key=sort_key(surname, given, patronymic),
    )


@lru_cache(maxsize=131_072)
def given_key(word: str) -> str:
    """The skeleton of the canonical form of a given name: the same for Микола, Николай, Mykola and Nikolai."""
    return "".join(_canonical(part) for part in _BETWEEN.split(fold(word)) if part)


@lru_cache(maxsize=16_384)
def given_readings(word: str) -> tuple[str, ...]:
    """`given_key` first, then the keys that other tongues' readings of the Latin letters give."""
    others = (_BY_SKELETON.get(read, read) for read in readings(word))
    return tuple(dict.fromkeys((given_key(word), *others)))


@lru_cache(maxsize=131_072)
def patronymic_key(word: str) -> str:
    """The key of the father's given name: the same for Миколайович, Николаевна, Mykolaiovych and Ніколаєвіч."""
    folded = fold(word)
    if not folded:
        return ""
    if name := PATRONYMIC_OF.get(folded):
        return given_key(name)
    without = _OGLU.sub("", folded)
    stem = _PATRONYMIC.sub("", without) if without == folded else without
    return given_key(stem) if stem else given_key(folded)


def is_given_name(word: str) -> bool:
    """Whether `word` is a spelling of a given name of the table, in Cyrillic or in any usual romanisation."""
    return _group_of(word) is not None


def forms_of(word: str) -> tuple[str, ...]:
    """All forms of the given name that `word` is one of; the word alone where the table does not know it."""
    group = _group_of(word)
    return (word,) if group is None else GROUPS[group]


def same_given_name(one: str, other: str) -> bool:
    """Whether both are forms of one given name of the table. Names that only sound alike are not."""
    first = _group_of(one)
    return first is not None and first == _group_of(other)


def loose(folded: str) -> str:
    """A Latin spelling without what romanisations disagree in: Andriy, Andrii and Andrij are one."""
    for pattern, sound in _LATIN_LOOSE:
        folded = pattern.sub(sound, folded)
    return folded


def _canonical(part: str) -> str:
    group = _group_of(part)
    if group is not None:
        return _CANONICAL[group]
    read = skeleton(part)
    return _BY_SKELETON.get(read, read)


@lru_cache(maxsize=16_384)
def _group_of(word: str) -> int | None:
    folded = fold(word)
    place = _GROUP_BY_FORM.get(folded)
    return _GROUP_BY_LOOSE.get(loose(folded)) if place is None else place


def _latin_forms(form: str) -> tuple[str, ...]:
    return (loose(fold(kmu2010(form))), loose(fold(icao_russian(form))))


_CANONICAL = tuple(skeleton(group[0]) for group in GROUPS)
_GROUP_BY_FORM = {fold(form): place for place, group in enumerate(GROUPS) for form in group}
_GROUP_BY_LOOSE = {latin: place for place, group in enumerate(GROUPS) for form in group for latin in _latin_forms(form)}


def _by_skeleton() -> dict[str, str]:
    """Skeleton of any form -> skeleton of the canonical form, where no other name of the table claims it."""
    claims: dict[str, set[str]] = {}
    for group in GROUPS:
        for form in group:
            claims.setdefault(skeleton(form), set()).add(skeleton(group[0]))
    return {read: next(iter(owners)) for read, owners in claims.items() if len(owners) == 1}


_BY_SKELETON = _by_skeleton()
