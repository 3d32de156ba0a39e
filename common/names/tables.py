"""What `fold` and `readings` go by, as plain data: for a script that reads names where no server answers.

`static/js/hand-over/names.js` does with it what those two do here; a test compares them over real names.
"""

from typing import Any

from .folding import _LOOKS_CYRILLIC, _LOOKS_LATIN
from .romanise import APOSTROPHES
from .skeleton import _CYRILLIC, _CYRILLIC_PAIRS, _LATIN_LETTERS, _LATIN_RULES, _MARKED, _READINGS


def tables() -> dict[str, Any]:
    """The tables of the folding and of the skeleton."""
    return {
        "apostrophes": APOSTROPHES,
        "palochka": "Ӏӏ",
        "to_cyrillic": _LOOKS_CYRILLIC,
        "to_latin": _LOOKS_LATIN,
        "marked": _MARKED,
        "pairs": _CYRILLIC_PAIRS,
        "cyrillic": _CYRILLIC,
        "latin": _LATIN_RULES,
        "tongues": _READINGS,
        "sounds": {chr(code): sound for code, sound in _LATIN_LETTERS.items()},
    }
