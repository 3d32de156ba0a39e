"""Where those held are said to be and how much is known of each, and what is claimed of the same places."""

import datetime
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from exchanges.enums import Axis, Measure, Qualifier
from exchanges.models import Claim
from places.models import Place
from prisoners.enums import CaptivityStatus
from prisoners.queries.held import STAY, Selection, Statement, held, rows
from prisoners.queries.status_on import READS, status_on
from reports.queries.as_known import as_known_on
from sources.models import Source
from units.models import Party

COUNTED = """
    counted AS (
        SELECT c.id, {status} AS status, {place} AS place_id
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id {joins} WHERE {where}
    )
"""
SITE = """
    CASE WHEN l.id IS NULL THEN 'nowhere' WHEN l.declared THEN 'declared' WHEN NOT l.declared THEN 'undeclared'
         ELSE 'unsaid' END
"""
#: Regions are told of places, not of each of a million stays.
GROUPED = f"""
    SELECT nullif(l.region, ''), n.status, {SITE}, sum(n.persons)::bigint
    FROM (SELECT place_id, status, count(*) AS persons FROM counted GROUP BY place_id, status) n
    LEFT JOIN places_place l ON l.id = n.place_id GROUP BY 1, 2, 3
"""  # noqa: S608
WITHIN = "c.id IN (SELECT k.id FROM counted k LEFT JOIN places_place l ON l.id = k.place_id WHERE {condition})"


@dataclass(frozen=True)
class Suspected:
    """Persons held on a day by (region, status, site); a region or a status of None is not known."""

    persons: Counter[tuple[str | None, str | None, str]]

    def of(self, *, region: str | None = "", status: str | None = "", site: str = "") -> int:
        """How many are of this region, status and site; an empty one is any."""
        wanted = (region, status, site)
        return sum(
            number
            for key, number in self.persons.items()
            if all(want in ("", have) for want, have in zip(wanted, key, strict=True))
        )


def suspected_held(selection: Selection, *, with_places: bool) -> Suspected:
    """Those held on the day of the selection, in one statement; without places they are all nowhere."""
    found: Counter[tuple[str | None, str | None, str]] = Counter()
    for region, status, site, persons in rows(_counted(selection, with_places), GROUPED):
        found[region, status, site] += persons
    return Suspected(found)


def held_there(selection: Selection, condition: str, **params: object) -> Statement:
    """Those held who meet a condition on `k`, whom the report counts, and `l`, the place of each."""
    statement = _counted(selection, with_places=True)
    return Statement(statement.ctes, statement.params | params, [WITHIN.format(condition=condition)])


def _counted(selection: Selection, with_places: bool) -> Statement:
    statement = held(selection, *READS)
    status, joins = status_on(selection, statement)
    place = "NULL::uuid"
    if with_places:
        statement.ctes.append(STAY.format(places=selection.places))
        place, joins = "stay.place_id", f"{joins} LEFT JOIN stay ON stay.captivity_id = c.id"
    statement.ctes.append(COUNTED.format(status=status, place=place, joins=joins, where=statement.where))
    return statement


@dataclass(frozen=True)
class Said:
    """What somebody said of how many are held at a place: all of them (`status` blank), or those of a status."""

    place: list[str]
    region: str
    claimed_by: list[str] | None
    status: str
    qualifier: Qualifier
    number: int | None
    percent: Decimal | None
    as_of: datetime.date | None
    source: str

    @property
    def said_of(self) -> tuple[str, datetime.date | None, str]:
        """What a part and its whole have in common."""
        return self.place[0], self.as_of, self.source


IN_ORDER = ("place__region", "place__name_en", "as_of", "source__title", "axis", "category", "pk")


def said_of_places(user: User, on: datetime.date, known_on: datetime.date | None) -> list[Said]:
    """Claims of how many are held at places, as far as the user may see them; each whole before its parts."""
    of_places = {"place__isnull": False, "measure": Measure.HELD, "axis__in": ("", Axis.RECORD)}
    with as_known_on((Claim, Place, Source, Party), known_on, user):
        claims = Claim.objects.visible_to(user).standing().filter(**of_places).exclude(as_of__gt=on)
        known = [_said(claim) for claim in claims.select_related("place", "claimed_by", "source").order_by(*IN_ORDER)]
    return [each for each in known if each.status in ("", *CaptivityStatus)]


def _said(claim: Claim) -> Said:
    party = claim.claimed_by
    return Said(
        place=[str(claim.place_id), claim.place.name_uk, claim.place.name_en],
        region=claim.place.region,
        claimed_by=[party.code, party.name_uk, party.name_en] if party else None,
        status=claim.category,
        qualifier=Qualifier(claim.qualifier),
        number=claim.number,
        percent=claim.percent,
        as_of=claim.as_of,
        source=claim.source.title,
    )


#: What a share of two claimed numbers is worth: the part over a whole that is a floor is at most that much.
BOUNDS = {
    (Qualifier.EXACTLY, Qualifier.EXACTLY): "exactly",
    (Qualifier.EXACTLY, Qualifier.AT_LEAST): "at_most",
    (Qualifier.AT_MOST, Qualifier.AT_LEAST): "at_most",
    (Qualifier.AT_MOST, Qualifier.EXACTLY): "at_most",
    (Qualifier.EXACTLY, Qualifier.AT_MOST): "at_least",
    (Qualifier.AT_LEAST, Qualifier.AT_MOST): "at_least",
    (Qualifier.AT_LEAST, Qualifier.EXACTLY): "at_least",
}
