"""A consonant skeleton that Ukrainian, Russian and Latin spellings of one name have in common.

Vowels say little about who is meant: Олена, Елена, Olena and Elena differ in nothing else. What is kept: whether the
word begins with a vowel (`a`), and its consonants, those that scripts confuse taken together:

    g  г ґ х, h g kh gh        s  з с ц дз, z s ts tz c(e)        j  ж ч ш щ дж, zh ch sh shch dj
    b d f k l m n p r t        v  в, v w                          й, y, soft signs and the palochka: dropped

One skeleton a word is stored. Latin letters are read differently from tongue to tongue (ch is ч in English, ш in
French, х in German), so a Latin word that is searched for has several `readings`.
"""

import re
import unicodedata
from functools import lru_cache

from .folding import fold

_CYRILLIC_PAIRS = {
    "дж": "J", "тш": "J", "тч": "J", "сч": "J", "зч": "J", "шч": "J",
    "дз": "S", "тц": "S", "тс": "S", "дс": "S",
}  # fmt: skip
_CYRILLIC = {
    **dict(zip("бвгґджзклмнпрстфхцчшщ", "BVGGDJSKLMNPRSTFGSJJJ", strict=True)),
    **dict.fromkeys("аеиіїйоуыэєюя", "a"),
    **dict(zip("ђјљњћџўқңһҳҷғәөүұҥӯӣ", "JaLNJJaKNGGJGaaaaNaa", strict=True)),
}  # fmt: skip
_CYRILLIC_READ = re.compile("|".join(_CYRILLIC_PAIRS) + "|.")

# Letters that lose their sound together with their mark.
_MARKED = {
    **dict.fromkeys("čćçċ", "ch"), **dict.fromkeys("šśşș", "sh"), **dict.fromkeys("žżź", "zh"),
    **dict.fromkeys("țţ", "ts"), "ł": "l", "ß": "ss", "ø": "o", "œ": "o", "đ": "dj", "ð": "d", "þ": "t", "æ": "a",
    "ə": "a", "ğ": "gh", "ı": "y", "ģ": "g", "ñ": "n",
}  # fmt: skip
_LATIN_RULES = (
    ("shch|schtsch|szcz|tsch|tch|sch|sh|sz|cz|dzh|zh|ch|dj", "J"),
    ("kh|gh|h|g", "G"),
    ("ph", "F"),
    ("th", "T"),
    ("ts|tz|tc|ds|dz", "S"),
    ("ck|qu|q", "K"),
    ("x", "KS"),
    ("c(?=[eiy])", "S"),
    ("c", "K"),
    ("w", "V"),
)
# What another tongue reads otherwise, before the common rules read the rest.
_READINGS = (
    # French
    (("ch|sch", "J"), ("(?<=[aeiouylnrt])(ts|ds|rs|ps|[tdsxzpr])$", ""), ("j|g(?=[eiy])", "J"), ("gn", "N"),
     ("(?<![pt])h", ""), ("eill|aill|ill", "")),
    # German
    (("tsch|sch|^s(?=[tp])|(?<=[nrlt])s(?=t)", "J"), ("ch", "G"), ("h(?![aeiouy])|(?<=[aeioutdrlnb])h", ""),
     ("v", "F")),
    # English
    (("wr", "R"), ("wh|w", ""), ("j|dg", "J"), ("gh|(?<=[a-z])h(?![aeiouy])|(?<=[drlnb])h", ""), ("kn", "N"),
     ("g(?=[eiy])|tch|ch", "J"), ("mc", "MK")),
    # Spanish
    (("j|g(?=[ei])|x", "G"), ("(?<!c)h", ""), ("v", "B"), ("z", "S")),
    # Italian
    (("cc?(?=[ei])|gg?(?=[eiy])|sc(?=[ei])|j", "J"), ("ch", "K"), ("gn", "N"), ("h", "")),
    # Japanese, in the system of Polivanov
    (("sh|j", "S"), ("cch|tch|ch", "T"), ("n(?=[mbp])", "M")),
    (("sh|j", "S"), ("cch|tch|ch", "T"), ("h", "F"), ("n(?=[mbp])", "M")),
    # Turkish
    (("ch?|j", "J"), ("gh|g(?![aeiouy])", "")),
    # Hungarian
    (("sz", "S"), ("cs|s", "J"), ("gy", "D"), ("ly", "")),
    # Greek and Latin endings
    (("(?<=[a-z]{3})(ius|us|os|is|es|as|s)$", ""), ("ch", "K")),
    (("(?<=[a-z]{3})(ius|us|os|is|es|as|s)$", ""), ("ch", "G")),
    # Polish
    (("ch", "G"), ("rz|si(?=[aeou])", "J"), ("ck", "SK"), ("c(?!h)", "S")),
    # Chinese
    (("zh", "J"), ("[xqcj]", "S"), ("h", "G")),
    # Greek and Slavic letters
    (("ch|x", "G"), ("th", "F")),
    (("x", "S"), ("ch", "J"), ("w", "")),
)  # fmt: skip
_LATIN_LETTERS = str.maketrans({**{letter: letter.upper() for letter in "bdfklmnprstv"}, "z": "S"})
_LATIN_ONLY = re.compile(r"[a-z]*")
_SOUNDS = "abdfgjklmnprstv"
_VOWELS = re.compile("[a-z]+")
_DOUBLED = re.compile(r"(.)\1+")
_NOT_LETTERS = re.compile(r"[^\w]|[\d_]")

_Compiled = tuple[re.Pattern[str], tuple[str, ...]]


def _compiled(rules: tuple[tuple[str, str], ...]) -> _Compiled:
    pattern = "|".join(f"(?P<r{place}>{rule})" for place, (rule, _) in enumerate(rules))
    return re.compile(pattern), tuple(sound for _, sound in rules)


_LATIN = _compiled(_LATIN_RULES)
_TONGUES = tuple(_compiled(rules) for rules in _READINGS)


@lru_cache(maxsize=262_144)
def skeleton(word: str) -> str:
    """The skeleton of a word, or of several read as one: `Нечуй-Левицький` and `Nechui Levytskyi` agree.

    Letters of a script that is neither Cyrillic nor Latin are their own skeleton. Empty where there is no letter.
    """
    letters = _letters(word)
    if _LATIN_ONLY.fullmatch(letters):
        return _finished(_read(letters, _LATIN))
    return _finished(_read_cyrillic(letters))


@lru_cache(maxsize=16_384)
def readings(word: str) -> tuple[str, ...]:
    """The skeleton of `word` first, then those that other tongues give its Latin letters; a handful at most."""
    letters = _letters(word)
    found = {skeleton(word): None}
    if letters and _LATIN_ONLY.fullmatch(letters):
        for tongue in _TONGUES:
            if read := _finished(_read(_read(letters, tongue), _LATIN)):
                found[read] = None
    return tuple(found)


def read_alike(one: str, other: str) -> bool:
    """Whether both words have one skeleton, in whatever tongue the Latin one of them is read."""
    return skeleton(one) in readings(other) or skeleton(other) in readings(one)


def neighbours(key: str) -> tuple[str, ...]:
    """Skeletons one slip away from `key`: a consonant left out, put in, mistaken, or exchanged with the next one."""
    cuts = [(key[:place], key[place:]) for place in range(len(key) + 1)]
    left_out = {head + tail[1:] for head, tail in cuts if tail}
    exchanged = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    mistaken = {head + sound + tail[1:] for head, tail in cuts if tail for sound in _SOUNDS}
    put_in = {head + sound + tail for head, tail in cuts for sound in _SOUNDS}
    return tuple(sorted((left_out | exchanged | mistaken | put_in) - {key, ""}))


def _letters(word: str) -> str:
    letters = _NOT_LETTERS.sub("", fold(word))
    if letters.isascii():
        return letters
    letters = "".join(_MARKED.get(letter, letter) for letter in letters)
    bare = unicodedata.normalize("NFD", letters.replace("й", "и").replace("ў", "у"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _read(letters: str, rules: _Compiled) -> str:
    pattern, sounds = rules
    return pattern.sub(lambda found: sounds[int((found.lastgroup or "")[1:])], letters)


def _read_cyrillic(letters: str) -> str:
    return _CYRILLIC_READ.sub(lambda found: _sound(found[0]), letters)


def _sound(piece: str) -> str:
    if piece in _CYRILLIC_PAIRS:
        return _CYRILLIC_PAIRS[piece]
    return _CYRILLIC.get(piece, "" if "\u0400" <= piece <= "\u052f" else piece)


def _finished(sounds: str) -> str:
    sounds = _VOWELS.sub("a", sounds.translate(_LATIN_LETTERS))
    sounds = _DOUBLED.sub(r"\1", sounds)
    return (sounds[:1] + sounds[1:].replace("a", "")).lower()
