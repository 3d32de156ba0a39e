"""Names of people: written in Latin letters, folded, keyed, taken apart and put in order. Pure functions of text."""

from .folding import fold, is_mixed_script, script_of
from .keys import (
    NameKeys,
    forms_of,
    given_key,
    given_readings,
    is_given_name,
    keys_of,
    patronymic_key,
    same_given_name,
)
from .likeness import likeness
from .parse import NameParts, is_patronymic, split_name
from .romanise import icao_russian, kmu2010
from .skeleton import neighbours, read_alike, readings, skeleton
from .sorting import sort_key

__all__ = [
    "NameKeys",
    "NameParts",
    "fold",
    "forms_of",
    "given_key",
    "given_readings",
    "icao_russian",
    "is_given_name",
    "is_mixed_script",
    "is_patronymic",
    "keys_of",
    "kmu2010",
    "likeness",
    "neighbours",
    "patronymic_key",
    "read_alike",
    "readings",
    "same_given_name",
    "script_of",
    "skeleton",
    "sort_key",
    "split_name",
]
