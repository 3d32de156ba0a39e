"""One written form for the many ways in which the same letters are typed.

`fold` is what is compared letter by letter: lower case, NFC, no invisible characters, no apostrophes, ё as е, words of
mixed scripts repaired. It keeps every sound; coarser keys are made from it in `keys`.
"""

import re
import unicodedata
from functools import lru_cache

from .romanise import APOSTROPHES

# The palochka of Chechen and its neighbours is typed as I, l, 1, | or the Ukrainian І: all of them become і.
_PALOCHKA = {"Ӏ": "і", "ӏ": "і", "1": "і", "l": "і", "|": "і", "I": "і"}
_LOOKS_CYRILLIC = {
    **dict(zip("aceiopxyABCEHIKMOPTXYkmtj", "асеіорхуАВСЕНІКМОРТХУкмтј", strict=True)),
    "ï": "ї", "Ï": "Ї", "ë": "е", "Ë": "Е", **_PALOCHKA,
}  # fmt: skip
_LOOKS_LATIN = dict(zip("асеіорхуАВСЕНІКМОРТХУкмтјѕ", "aceiopxyABCEHIKMOPTXYkmtjs", strict=True))
_TO_CYRILLIC = str.maketrans(_LOOKS_CYRILLIC)
_TO_LATIN = str.maketrans(_LOOKS_LATIN)

_CYRILLIC = re.compile(r"[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]")
_LATIN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0250-\u02af\u1e00-\u1eff]")
_WORD = re.compile(r"[^\s\-]+")
_PLAIN = re.compile(r"[\sA-Za-z\-.,]*|[\sА-Яа-яҐґЄєІіЇї\-.,]*")
_DIGIT_IN_WORD = re.compile(r"(?<=[^\W\d_])[1|](?!\d)|(?<!\d)[1|](?=[^\W\d_])")
_HYPHENS = re.compile(r"\s*[\-\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]+\s*")
_DROPPED = re.compile(rf"[{APOSTROPHES}\u0301]")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=131_072)
def fold(text: str) -> str:
    """`text` in the form that is compared: see the head of this module."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", "".join(map(_visible, text))).replace("Ё", "Е").replace("ё", "е")
    text = _DROPPED.sub("", text)
    if not _PLAIN.fullmatch(text):
        text = _WORD.sub(lambda word: _repaired(word[0]), text)
    text = _SPACES.sub(" ", _HYPHENS.sub("-", text)).strip(" -")
    return text.lower().replace("i\u0307", "i")


def is_mixed_script(text: str) -> bool:
    """Whether some word of `text` mixes Latin and Cyrillic letters: nearly always a slip of the keyboard."""
    return any(_CYRILLIC.search(word) and _LATIN.search(word) for word in _WORD.findall(text))


def script_of(text: str) -> str:
    """ "cyrillic", "latin", "mixed" (both of them), "other" (letters of neither), or "" where there is no letter."""
    cyrillic, latin = bool(_CYRILLIC.search(text)), bool(_LATIN.search(text))
    if cyrillic and latin:
        return "mixed"
    if cyrillic or latin:
        return "cyrillic" if cyrillic else "latin"
    return "other" if any(letter.isalpha() for letter in text) else ""


def _visible(letter: str) -> str:
    """Nothing for a character that is not seen; a space for each kind of space. A soft hyphen is not seen either."""
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Cc", "Co", "Cn", "Cs"):
        return " " if letter in "\t\n\r\x0b\x0c\x85" else ""
    return " " if kind in ("Zs", "Zl", "Zp") else letter


def _repaired(word: str) -> str:
    cyrillic, latin = _CYRILLIC.findall(word), _LATIN.findall(word)
    if not cyrillic:
        return word
    if not latin:
        return _DIGIT_IN_WORD.sub("і", word).replace("Ӏ", "і").replace("ӏ", "і")
    own_latin = [letter for letter in latin if letter not in _LOOKS_CYRILLIC]
    own_cyrillic = [letter for letter in cyrillic if letter not in _LOOKS_LATIN]
    if not own_latin and (own_cyrillic or len(cyrillic) >= len(latin)):
        return _DIGIT_IN_WORD.sub("і", word.translate(_LETTERS_TO_CYRILLIC))
    if not own_cyrillic:
        return word.translate(_TO_LATIN)
    return word


_LETTERS_TO_CYRILLIC = {code: letter for code, letter in _TO_CYRILLIC.items() if chr(code) not in "1|"}
