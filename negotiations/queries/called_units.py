"""Units as lists call them: by a code or a name of any time, with whatever stands around it."""

import re
import uuid
from collections import defaultdict
from functools import cached_property

from django.db import connection

from common import clock
from common.names import fold
from units.models import Unit, UnitName
from units.queries.tree import closure_sql

_UNDER = f"WITH RECURSIVE {closure_sql()} SELECT root_id, unit_id FROM closure"  # noqa: S608
_CODE = re.compile(r"[\w\-]*\d[\w\-]*")
#: A number of fewer signs is that of a battalion, and says nothing of whose.
_LONG_ENOUGH = 3


class CalledUnits:
    """What units are called, read once for a whole list: two statements and the tree."""

    @cached_property
    def _by_word(self) -> dict[str, set[uuid.UUID]]:
        found: dict[str, set[uuid.UUID]] = defaultdict(set)
        today = Unit.objects.standing().values_list("pk", "code", "name_uk", "name_en")
        former = UnitName.objects.standing().filter(unit__voided_at=None).values_list("unit", "name")
        for key, *names in (*today, *former):
            for name in filter(None, names):
                found[fold(name)].add(key)
        return found

    @cached_property
    def _under(self) -> dict[uuid.UUID, set[uuid.UUID]]:
        found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        with connection.cursor() as cursor:
            cursor.execute(_UNDER, {"on": clock.today()})
            for above, unit in cursor.fetchall():
                found[above].add(unit)
        return found

    def of(self, text: str) -> frozenset[uuid.UUID]:
        """The units that a text names, with everything under them; none where it names none."""
        if not text.strip():
            return frozenset()
        codes = [code for code in _CODE.findall(text) if len(code) >= _LONG_ENOUGH]
        called = {key for word in (text, *codes) for key in self._by_word.get(fold(word), ())}
        return frozenset(unit for key in called for unit in self._under[key] | {key})
