"""Which records appear, disappear or lose a member when another one changes: by what they stand on and what they name.

A captivity stands on its person: where the person is restricted, the captivity is gone for most, though nothing of it
changed. All such ways are found in the declarations of the models (`scoped_by`) and of the API (masked members).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import Model

from accounts.models import Restrictable
from accounts.sight import NOWHERE, Recipient, Sight, related
from api.resources import Part, Resource
from api.sync.scope import SYNCED, Scope
from audit.queries.feed import Kind
from exchanges.models import Exchange
from negotiations.models import NameList, Round
from places.models import Place
from prisoners.models import Captivity, Merge, Person, Withholding

Moving = dict[type[Model], set[str]]
#: Whose change is one of the persons that these columns name.
OF_PERSONS = {Captivity: ("person_id",), Withholding: ("person_id",), Merge: ("duplicate_id", "into_id")}
#: Relations between records of one kind that are hidden together.
TOGETHER = {Exchange: "parent", Person: "merged_into"}


@dataclass(frozen=True, eq=False)
class Way:
    """Records of a type by the path that leads from them to a record of `root`; "pk" where they are it."""

    resource: Resource
    path: str
    root: type[Model]

    @property
    def name(self) -> str:
        """As it stands in cursors."""
        return f"{self.resource.name} {self.path}"


@cache
def ways() -> tuple[Way, ...]:
    """Every way, always in the same order."""
    return tuple(Way(resource, path, root) for resource in SYNCED for path, root in _paths(resource))


@cache
def parts() -> dict[str, tuple[Part, Resource]]:
    """Lists that belong to a record, by their kind, where a change of them raises no version of it."""
    return {
        part.model._meta.label_lower: (part, resource)
        for resource in SYNCED
        for part in resource.parts
        if not hasattr(resource.model, "parts_revision")
    }


def _paths(resource: Resource) -> Iterator[tuple[str, type[Model]]]:
    model = resource.model
    for path in model.scoped_by:
        yield ("pk", model) if path == "self" else (path, related(model, path))
    for name in resource.field_names:
        target = model._meta.get_field(name).related_model
        if name in resource.masked:
            for path in target.scoped_by:
                yield (name, target) if path == "self" else (f"{name}__{path}", related(target, path))
        elif target and issubclass(target, Restrictable) and name not in model.scoped_by:
            yield name, target


def moving(sights: Iterable[Sight]) -> Moving:
    """The columns whose change may show or hide others to somebody with these sights; a change of any other cannot."""
    sights = list(sights)
    found: Moving = {model: set() for model in (*OF_PERSONS, Person, Place, Exchange, Round, NameList)}
    if any(sight.restricted is not None for sight in sights):
        for model in (Person, Place, Exchange, Round, NameList):
            found[model].add("restricted")
        found[Exchange].add("parent_id")
    if any(sight.general is not None or sight.restricted not in (None, NOWHERE) for sight in sights):
        found[Person].add("latest_captivity_id")
        found[Captivity].add("unit_id")
    if not all(sight.embargoed for sight in sights):
        found[Exchange] |= {"status", "embargo_until"}
    if any(sight.recipient for sight in sights):
        found[Person] |= {"transmission", "party_id", "merged_into_id"}
        found[Withholding] |= {"person_id", "since", "until", "voided_at"}
        found[Merge] |= {"status", "voided_at"}
    return {model: columns for model, columns in found.items() if columns}


def kinds_of(scope: Scope) -> list[Kind]:
    """The kinds of records to follow for a reader: those asked for, and those that show or hide them."""
    leading = {way.root for way in ways() if way.resource in scope.asked}
    leading |= OF_PERSONS.keys() if Person in leading else set()
    moves = {model: each for model, each in moving(scope.sights.values()).items() if model in leading}
    models = {each.model: None for each in scope.asked} | dict.fromkeys(moves)
    whole = [Kind(label) for label, (_part, resource) in parts().items() if resource in scope.asked]
    return whole + [
        Kind(model._meta.label_lower, _hiding(model), tuple(moves.get(model, ())), model is Withholding)
        for model in models
    ]


@cache
def _hiding(model: type[Model]) -> tuple[str, ...]:
    """The columns of a record whose change may hide it."""
    ways_in = {path.split("__")[0] for path in model.scoped_by if path != "self"}
    columns = {model._meta.get_field(name).attname for name in ways_in} | {"voided_at", "merged_into_id"}
    return tuple(sorted(columns | moving([Sight(recipient=Recipient())]).get(model, set())))
