"""One page of the feed: what changed behind a cursor, as it is now, and what is seen no longer or for the first time.

A record that may have been hidden is told as removed only if this client was given it once, which the log of reads
says: it is written before an answer leaves. Of any other hidden record nothing is told.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from api.queries import copies
from api.resources import Resource
from api.sync.cursor import Cursor, Place
from api.sync.scope import Scope
from api.sync.ways import OF_PERSONS, TOGETHER, kinds_of, parts, ways
from audit.domain.epochs import epoch_of
from audit.domain.publishing import catch_up
from audit.queries import feed
from audit.queries.reads import given
from common import clock
from prisoners.models import Person

#: So many numbers are looked through for one page, however few of them are of the types asked for.
WINDOW = 20_000
ENTRY = '{"seq":%s,"type":"%s","id":"%s","version":%s,"op":"%s","reason":%s,"data":%s}'
#: A record is written about so often in one act: so many changes are read for each entry of a page.
CHANGES_OF_ONE = 2
Roots = dict[type[Model], set[str]]


class Outdated(Exception):
    """A cursor that leads nowhere: the database was restored, or what the client may see changed; says which."""


@dataclass(frozen=True)
class Page:
    """Entries as JSON texts, the records among them that are shown, and where the next page begins."""

    entries: list[str]
    shown: dict[type[Model], list[str]]
    cursor: Cursor
    has_more: bool


@dataclass(frozen=True)
class Told:
    """A record to be told of: under which number, and whether it may have been hidden."""

    seq: int
    resource: Resource
    id: str
    hides: bool


def start(scope: Scope, *, seq: int | None = None) -> Cursor:
    """A cursor at the end of the feed, with all that is committed, or behind a number of it."""
    catch_up()
    now = feed.position(0)
    behind = now.head if seq is None else seq
    return Cursor(epoch_of(now).hex[:12], scope.version, behind, now.head, now.link, clock.today())


def read(scope: Scope, cursor: Cursor | None, limit: int) -> Page:
    """The page behind a cursor, without one from the very beginning.

    Raises Outdated where the cursor leads nowhere any more.
    """
    cursor = cursor or start(scope, seq=0)
    catch_up()
    now = feed.position(cursor.head)
    _refuse_outdated(cursor, scope, now)
    found, place = _changed(scope, cursor, now.head, limit)
    own = [] if cursor.place else _latest(scope, found)
    moved, rest = _moved(scope, _roots(scope, found, cursor, place), place, limit - len(own))
    entries, shown = _entries(scope, [*own, *moved])
    here = replace(cursor, head=now.head, link=now.link, place=rest)
    if rest is None:
        here = replace(here, seq=place.until, day=place.day)
    return Page(entries, shown, here, rest is not None or place.until < now.head)


def _refuse_outdated(cursor: Cursor, scope: Scope, now: feed.Position) -> None:
    if cursor.epoch != epoch_of(now).hex[:12] or cursor.head > now.head or cursor.link != now.asked:
        raise Outdated(_("The register was restored from a backup since this cursor was given."))
    if cursor.scope != scope.version:
        raise Outdated(_("What you may see changed since this cursor was given."))


def _changed(scope: Scope, cursor: Cursor, head: int, limit: int) -> tuple[list[feed.Changed], Place]:
    """The changes of the page, of so many records as the limit says, and where it begins among what stands on them."""
    kinds = kinds_of(scope)
    if cursor.place:
        return feed.changed(kinds, cursor.seq, cursor.place.until, None), cursor.place
    until, most = min(head, cursor.seq + WINDOW), limit * CHANGES_OF_ONE
    found, records = feed.changed(kinds, cursor.seq, until, most), set()
    for number, each in enumerate(found):
        records.add(each.id)
        if len(records) > limit:
            del found[number:]
            break
    else:
        if len(found) < most:
            return found, Place(until, clock.today())
    return found, Place(found[-1].seq, clock.today())


def _latest(scope: Scope, found: Iterable[feed.Changed]) -> list[Told]:
    """The last change of each record of a type asked for."""
    types = {each.model._meta.label_lower: each for each in scope.asked}
    latest: dict[str, Told] = {}
    for each in _as_owners(found):
        if each.model in types:
            before = latest.pop(each.id, None)
            hides = each.hides or bool(before and before.hides)
            latest[each.id] = Told(each.seq, types[each.model], each.id, hides)
    return list(latest.values())


def _as_owners(found: Iterable[feed.Changed]) -> list[feed.Changed]:
    """The changes, those of a list that belongs to a record as one of the record."""
    found, owners = list(found), {}
    for label, (part, resource) in parts().items():
        if keys := {each.id for each in found if each.model == label}:
            owner = resource.model._meta.label_lower
            of = copies.named_by(part.model, keys, part.model._meta.get_field(part.owner).attname)
            owners |= {key: {"model": owner, "id": owned[0]} for key, owned in of.items()}
    return [each._replace(**owners[each.id]) if each.id in owners else each for each in found]


def _roots(scope: Scope, found: Iterable[feed.Changed], cursor: Cursor, place: Place) -> Roots:
    """The records whose change may have shown or hidden others, by kind; those too that appear by their date."""
    moved: dict[str, set[str]] = defaultdict(set)
    for each in found:
        if each.moves:
            moved[each.model].add(each.id)
    if not moved and cursor.day >= place.day:
        return {}
    leading = {way.root for way in ways() if way.resource in scope.asked}
    dated = copies.by_date(cursor.day, place.day) if cursor.day < place.day else {}
    roots = {model: moved[model._meta.label_lower] | dated.get(model, set()) for model in leading}
    for model, columns in OF_PERSONS.items() if Person in leading else ():
        if keys := moved[model._meta.label_lower]:
            roots[Person].update(*copies.named_by(model, keys, *columns).values())
    for model, relation in TOGETHER.items():
        if roots.get(model):
            roots[model] = copies.together(model, roots[model], relation)
    return {model: keys for model, keys in roots.items() if keys}


def _moved(scope: Scope, roots: Roots, place: Place, room: int) -> tuple[list[Told], Place | None]:
    """What stands on these records or names them, from a place on, as far as there is room; where to go on."""
    names = [way.name for way in ways()]
    # A way that is there no longer: from the first one on, again.
    begin = names.index(place.way) if place.way in names else 0
    wanted = [
        (number, way.resource.model, way.path, roots[way.root])
        for number, way in enumerate(ways())
        if number >= begin and way.root in roots and way.resource in scope.asked
    ]
    if not wanted or room <= 0:
        return [], place if wanted else None
    after = (begin, place.key) if place.way == names[begin] else None
    found = copies.beyond(wanted, after, room + 1)
    told = [Told(place.until, ways()[each.way].resource, each.id, hides=True) for each in found[:room]]
    if len(found) <= room:
        return told, None
    last = found[room - 1]
    return told, replace(place, way=names[last.way], key=last.id)


def _entries(scope: Scope, told: Iterable[Told]) -> tuple[list[str], dict[type[Model], list[str]]]:
    """The entries in the order told, each record once, with the data of those that are seen."""
    first: dict[str, Told] = {}
    for each in told:
        before = first.setdefault(each.id, each)
        if each.hides and not before.hides:
            first[each.id] = replace(before, hides=True)
    of_type: dict[Resource, list[str]] = defaultdict(list)
    for each in first.values():
        of_type[each.resource].append(each.id)
    seen: dict[str, tuple[int, str]] = {}
    shown = {}
    for resource, keys in of_type.items():
        rows = _statement(Written(scope.version, resource, clock.today(), scope)).among(keys)
        seen |= {key: (version, text) for key, version, text in rows}
        shown[resource.model] = [key for key, _version, _text in rows]
    hidden = [each for each in first.values() if each.hides and each.id not in seen]
    gone = dict(_removed(scope.user, hidden)) if hidden else {}
    return [
        ENTRY % (each.seq, each.resource.name, each.id, seen[each.id][0], "upsert", "null", seen[each.id][1])
        if each.id in seen
        else gone[each.id]
        for each in first.values()
        if each.id in seen or each.id in gone
    ], shown


@dataclass(frozen=True)
class Written:
    """What decides how the statement of a type is written: what a reader may see, and the day."""

    version: str
    resource: Resource
    day: datetime.date
    scope: Scope = field(compare=False)


@lru_cache(maxsize=2048)
def _statement(asked: Written) -> copies.Statement:
    members = asked.scope.members[asked.resource.name]
    return copies.Statement.of(copies.rows_of(asked.resource, asked.scope.user, members))


def _removed(user: User, hidden: Iterable[Told]) -> Iterator[tuple[str, str]]:
    """Entries of those records that the client was given once, with the reason; nothing of the others."""
    had = given(user.pk, [each.id for each in hidden])
    of_type: dict[Resource, list[Told]] = defaultdict(list)
    for each in hidden:
        if (each.resource.model._meta.label_lower, each.id) in had:
            of_type[each.resource].append(each)
    for resource, those in of_type.items():
        why = copies.reasons(resource, user, [each.id for each in those])
        for each in those:
            version, reason = why.get(each.id, ("null", "out_of_scope"))
            yield each.id, ENTRY % (each.seq, resource.name, each.id, version, "removed", f'"{reason}"', "null")
