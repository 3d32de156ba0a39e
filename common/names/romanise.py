"""Cyrillic names in Latin letters, by the two standards that passports follow.

- `kmu2010`: Ukrainian, Resolution 55 of the Cabinet of Ministers of 27 January 2010. Not reversible: the soft sign and
  the apostrophe are dropped.
- `icao_russian`: Russian, ICAO Doc 9303 part 3, as Russian passports have it since 2014.

Both keep capitals: `Щербухи` is `Shcherbukhy`, `ЩЕРБУХИ` is `SHCHERBUKHY`. What is not Cyrillic passes unchanged.
"""

import re
from collections.abc import Mapping

APOSTROPHES = "'’‘ʼ`´′″ʹ＇ꞌ\u02bb\u02bd\u055a"

_UKRAINIAN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "ы": "y", "э": "e", "ё": "io", "ъ": "", "зг": "zgh",
}  # fmt: skip
_UKRAINIAN_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}

_RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu",
    "я": "ia", "і": "i", "ї": "i", "є": "ie", "ґ": "g",
}  # fmt: skip

_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{APOSTROPHES}](?=[^\W\d_]))*")
_MARKS = re.compile(f"[{APOSTROPHES}]")
_PIECE = re.compile(r"зг|.", re.IGNORECASE)


def kmu2010(text: str) -> str:
    """`text` in Latin letters by the Ukrainian national standard of 2010."""
    return _WORD.sub(lambda word: _word(word[0], _UKRAINIAN, _UKRAINIAN_INITIAL), text)


def icao_russian(text: str) -> str:
    """`text` in Latin letters by ICAO Doc 9303 for Russian."""
    return _WORD.sub(lambda word: _word(word[0], _RUSSIAN, {}), text)


def _word(word: str, letters: Mapping[str, str], initial: Mapping[str, str]) -> str:
    if word.isascii():
        return word
    shouted = sum(letter.isupper() for letter in word) > 1 and not any(letter.islower() for letter in word)
    pieces = []
    for place, piece in enumerate(_pieces(_MARKS.sub("", word), letters)):
        lower = piece.lower()
        latin = initial.get(lower) if place == 0 else None
        if latin is None:
            latin = letters.get(lower, piece)
        if shouted:
            latin = latin.upper()
        elif piece[0].isupper():
            latin = latin[:1].upper() + latin[1:]
        pieces.append(latin)
    return "".join(pieces)


def _pieces(word: str, letters: Mapping[str, str]) -> list[str]:
    return _PIECE.findall(word) if "зг" in letters else list(word)
