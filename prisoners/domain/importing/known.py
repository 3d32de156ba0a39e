"""What is registered, as far as rows are read against it: parties, units, places. A query each, whatever the rows."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from places.models import Place
from prisoners.domain.importing.words import COUNTRIES, plain
from units.models import Party, Unit, UnitName


class Known:
    """Registered records by what they are called, as `plain` writes it. A name that two records share names none."""

    @cached_property
    def parties(self) -> dict[str, Party]:
        found: dict[str, Party] = {}
        for party in Party.objects.standing():
            found |= {plain(name): party for name in (party.code, party.name_uk, party.name_en)}
        by_code = {party.code: party for party in found.values()}
        return {word: by_code[code] for word, code in COUNTRIES.items() if code in by_code} | found

    @cached_property
    def units(self) -> dict[tuple[uuid.UUID, str], uuid.UUID]:
        """Units by party and code or name; former codes and names too, where nothing goes by them today."""
        units = list(Unit.objects.standing().values_list("pk", "party", "code", "name_uk", "name_en"))
        today = ((pk, (party, plain(name))) for pk, party, *names in units for name in names if name)
        former = UnitName.objects.standing().filter(unit__voided_at=None).values_list("unit", "unit__party", "name")
        return _only(((pk, (party, plain(name))) for pk, party, name in former)) | _only(today)

    @cached_property
    def places(self) -> dict[str, str]:
        rows = Place.objects.standing().values_list("pk", "name_uk", "name_en")
        return _only((str(pk), plain(name)) for pk, *names in rows for name in names)


def _only(pairs: Iterable[tuple]) -> dict:
    """What each name means, where it means one thing only."""
    meant = defaultdict(set)
    for record, name in pairs:
        meant[name].add(record)
    return {name: records.pop() for name, records in meant.items() if len(records) == 1}
