"""How alike two words of a name are, whatever their scripts."""

import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from .folding import fold, script_of
from .keys import loose
from .romanise import icao_russian, kmu2010
from .skeleton import readings

#: Skeletons less alike than this are of two names, and the letters need not be compared.
STRANGERS = 0.4


@lru_cache(maxsize=65_536)
def likeness(one: str, other: str) -> float:
    """From 0.0, nothing in common, to 1.0, the same letters. Symmetric.

    The letters are compared in their own script, romanised by each standard without what the standards disagree in,
    and as consonant skeletons; the best of these counts, a skeleton only half, for it leaves half of the word out.
    """
    if one > other:
        one, other = other, one
    first, second = fold(one), fold(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    bones = max(OSA.normalized_similarity(a, b) for a in readings(first) for b in readings(second))
    if bones < STRANGERS:
        return bones / 2
    letters = max(OSA.normalized_similarity(a, b) for a in latin_forms(first) for b in latin_forms(second))
    if script_of(first) == script_of(second):
        letters = max(letters, OSA.normalized_similarity(first, second))
    return min(0.99, max(letters, (letters + bones) / 2))


@lru_cache(maxsize=65_536)
def latin_forms(folded: str) -> tuple[str, ...]:
    """A folded word in Latin letters by each standard, loosely spelt; one form where it is Latin already."""
    if folded.isascii():
        return (loose(folded),)
    spelt = {kmu2010(folded), icao_russian(folded)}
    bare = ("".join(letter for letter in unicodedata.normalize("NFD", form) if letter.isascii()) for form in spelt)
    return tuple(sorted({loose(form) for form in bare}))
