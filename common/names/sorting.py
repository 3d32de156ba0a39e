"""Names in the order of the Ukrainian alphabet, as text that any byte-wise comparison sorts right.

The key is plain ASCII, so an index in the "C" collation gives the order, keyset pages included, without ICU in the
database. Digits come first, then Cyrillic, then Latin, then other scripts. Letters of Russian stand where the common
Cyrillic order has them (ъ ы before ь, э before ю), ё with е. Case and apostrophes do not count.
"""

import re
import unicodedata
from functools import lru_cache

from .folding import fold

_ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюя"
# Signs between the digits and the small Latin letters; the backslash is left out, text formats have to escape it.
_SIGNS = ":;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`"
_ORDER = dict(zip(_ALPHABET, _SIGNS, strict=False))
_NEIGHBOURS = dict(zip("ӏђғҕәөүұўқҡҝңҥһҳҷҹјљњћџѕѓќѐѝ", "ідггаоууукккннххччйлнчдзгкеи", strict=True))
_OTHER_LATIN = dict(zip("łøđðþæœßıə", ["l", "o", "d", "d", "th", "ae", "oe", "ss", "i", "e"], strict=True))
_BETWEEN = re.compile(r"[\s\-]+")


def sort_key(surname: str, given: str = "", patronymic: str = "") -> str:
    """The key of a full name. Equal for names that differ in case, apostrophes or ё only."""
    return " ".join((_part(surname), _part(given), _part(patronymic))).rstrip()


@lru_cache(maxsize=131_072)
def _part(text: str) -> str:
    return "-".join("".join(map(_sign, word)) for word in _BETWEEN.split(fold(text)) if word)


@lru_cache(maxsize=4_096)
def _sign(letter: str) -> str:
    if letter in _ORDER:
        return _ORDER[letter]
    if letter in _NEIGHBOURS:
        return _ORDER[_NEIGHBOURS[letter]]
    if letter in _OTHER_LATIN:
        return _OTHER_LATIN[letter]
    bare = unicodedata.normalize("NFD", letter)[:1]
    return (_ORDER.get(bare) or bare) if bare.isalnum() else ""
