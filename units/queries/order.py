"""Units in the order of the Ukrainian alphabet, which the database's own order of letters is not."""

from django.db.models import CharField, Func, Value
from django.db.models.functions import Collate, Lower

from common.names.sorting import sort_key

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"

#: Sorts by the Ukrainian name; each letter is replaced by the sign that `common.names.sorting` gives it.
by_name = Collate(
    Func(
        Lower("name_uk"),
        Value(ALPHABET),
        Value("".join(map(sort_key, ALPHABET))),
        function="translate",
        output_field=CharField(),
    ),
    "C",
)
