"""The words of words.toml, and how a cell is made comparable with them."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

_DROPPED = re.compile(r"['’‘ʼ`´′\u0301\u200b\ufeff]")
_BETWEEN = re.compile(r"[\s.,:;()\"«»“”]+")


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """A text as words are compared: small letters, ё as е, no apostrophes, full stops, colons or double spaces."""
    return _BETWEEN.sub(" ", _DROPPED.sub("", text.casefold().replace("ё", "е"))).strip()


def _table(groups: dict[str, list[str]]) -> dict[str, str]:
    return {plain(word): value for value, words in groups.items() for word in words}


def words(name: str) -> frozenset[str]:
    """The words of one list, as `plain` writes them."""
    return frozenset(plain(word) for word in WORDS[name])


UNKNOWN = words("unknown") | {""}
ENDED = words("ended")
MONTHS = {word: int(number) for word, number in _table(WORDS["months"]).items()}
CHOICES = {name: _table(groups) for name, groups in WORDS["choices"].items()}
COUNTRIES = _table(WORDS["countries"])
HEADERS = _table(WORDS["headers"])


def is_unknown(text: str) -> bool:
    """Whether a cell says that something is not known, or says nothing. No word for that ends with a digit."""
    return not text or (not text[-1].isdecimal() and plain(text) in UNKNOWN)


def any_of(name: str) -> str:
    """A pattern of the words of a list, the longest first; a full stop may follow each."""
    return "|".join(re.escape(word) for word in sorted(WORDS[name], key=len, reverse=True))
