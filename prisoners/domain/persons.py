"""Verbs of a person: register, revise, name, number, void."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.domain.together import create_together, revising
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from prisoners.domain.names import called, with_keys
from prisoners.models import Identifier, Person, PersonName

Values = Mapping[str, Any]
_BETWEEN = re.compile(r"[\W_]+")


@verb("prisoners.register_person", permission=Permission.PRISONERS_WRITE)
def register_person(
    *,
    by: User,
    id: uuid.UUID | None = None,
    names: Iterable[Values] = (),
    identifiers: Iterable[Values] = (),
    **fields: Any,
) -> Person:
    """Register a person with the names and numbers known of them; somebody unknown has a description instead.

    `names` are values of PersonName, the preferred one first or marked `is_preferred`; `identifiers` those of
    Identifier. Raises ValidationError by field, also for a number that is another person's.
    """
    names = with_keys(names)
    person = records.create(Person, id=id, **fields, **called(names))
    for values in names:
        records.create(PersonName, person=person, **values)
    for values in identifiers:
        records.create(Identifier, person=person, **with_key(values))
    return person


@verb("prisoners.register_person", permission=Permission.PRISONERS_WRITE)
def register_persons(*, rows: Sequence[Values], by: User) -> None:
    """Register persons, each as `register_person` does, with one statement a table: all or none."""
    names = [with_keys(row.get("names", ())) for row in rows]
    lists = {"names", "identifiers"}
    particulars = [{name: value for name, value in row.items() if name not in lists} for row in rows]
    people = create_together(
        Person, [{**values, **called(theirs)} for values, theirs in zip(particulars, names, strict=True)]
    )
    create_together(
        PersonName,
        [{"person": person, **name} for person, theirs in zip(people, names, strict=True) for name in theirs],
    )
    create_together(
        Identifier,
        [
            {"person": person, **with_key(number)}
            for person, row in zip(people, rows, strict=True)
            for number in row.get("identifiers", ())
        ],
    )


@verb("prisoners.revise_person", permission=Permission.PRISONERS_WRITE)
def revise_person(
    *,
    person: Person,
    by: User,
    expected_version: int | None = None,
    names: Iterable[Values] | None = None,
    identifiers: Iterable[Values] | None = None,
    **changes: Any,
) -> Person:
    """Change particulars of a person; `names` and `identifiers`, where given, replace the whole list of them.

    Raises ValidationError by field, also for somebody left without name and description.
    """
    return _revised(person, expected_version, by, names, identifiers, changes)


#: Their particulars, not their lists.
revise_persons = revising(revise_person, Person)


@verb("prisoners.set_names", permission=Permission.PRISONERS_WRITE)
def set_names(*, person: Person, names: Iterable[Values], by: User, expected_version: int | None = None) -> Person:
    """Make these the names of a person; what left is voided. The preferred one is how the person is called."""
    return _revised(person, expected_version, by, names, None, {})


@verb("prisoners.add_name", permission=Permission.PRISONERS_WRITE)
def add_name(*, person: Person, by: User, is_preferred: bool = False, **values: Any) -> PersonName:
    """Add a name as somebody wrote it. The first one, or one that is preferred, becomes how the person is called."""
    current = _locked(person)
    standing = current.names.standing()
    preferred = is_preferred or not standing.exists()
    if preferred:
        standing.filter(is_preferred=True).update(is_preferred=False)
    (whole,) = with_keys([{**values, "is_preferred": True}])
    name = records.create(PersonName, person=current, **{**whole, "is_preferred": preferred})
    _called(current, [whole] if preferred else None)
    return name


@verb("prisoners.set_identifiers", permission=Permission.PRISONERS_WRITE)
def set_identifiers(
    *, person: Person, identifiers: Iterable[Values], by: User, expected_version: int | None = None
) -> Person:
    """Make these the numbers of a person; what left is voided. Raises ValidationError for another person's number."""
    return _revised(person, expected_version, by, None, identifiers, {})


@verb("prisoners.prefer_name", permission=Permission.PRISONERS_WRITE)
def prefer_name(*, name: PersonName, by: User) -> Person:
    """Call a person by this one of their names."""
    person = _locked(name.person)
    chosen = records.lock(name)
    records.refuse_voided(chosen)
    person.names.standing().filter(is_preferred=True).exclude(pk=chosen.pk).update(is_preferred=False)
    chosen.is_preferred = True
    records.written(chosen, "is_preferred")
    return _called(person, [vars(chosen)])


@verb("prisoners.void_name", permission=Permission.PRISONERS_VOID)
def void_name(*, name: PersonName, by: User, reason: str, expected_version: int | None = None) -> PersonName:
    """Void a name that nobody has. Was it the preferred one, the oldest of the others takes its place.

    Raises ValidationError for the only name of a person who has no description.
    """
    person = _locked(name.person)
    voided = records.void(name, by=by, reason=reason, expected_version=expected_version)
    if not voided.is_preferred:
        _called(person, None)
        return voided
    heir = person.names.standing().order_by("id").first()
    if heir is None and not person.description:
        raise ValidationError(_("First describe this person, or add another name: this is the only one."))
    if heir is not None:
        heir.is_preferred = True
        records.written(heir, "is_preferred")
    _called(person, [vars(heir)] if heir else [])
    return voided


@verb("prisoners.add_identifier", permission=Permission.PRISONERS_WRITE)
def add_identifier(*, person: Person, by: User, **values: Any) -> Identifier:
    """Add a number of a person. Raises ValidationError for another person's number."""
    current = _locked(person)
    identifier = records.create(Identifier, person=current, apart=apart(current), **with_key(values))
    _called(current, None)
    return identifier


@verb("prisoners.void_identifier", permission=Permission.PRISONERS_VOID)
def void_identifier(
    *, identifier: Identifier, by: User, reason: str, expected_version: int | None = None
) -> Identifier:
    """Void a number that is not the person's."""
    person = _locked(identifier.person)
    voided = records.void(identifier, by=by, reason=reason, expected_version=expected_version)
    _called(person, None)
    return voided


@verb("prisoners.void_person", permission=Permission.PRISONERS_VOID)
def void_person(*, person: Person, by: User, reason: str, expected_version: int | None = None) -> Person:
    """Void a person who should never have been registered, with names and numbers.

    Raises ValidationError while a captivity or another record stands on the person.
    """
    current = records.lock(person, expected_version)
    check_void(current)
    voided = records.void(current, by=by, reason=reason)
    marks = {"voided_at": voided.voided_at, "voided_by": by, "void_reason": voided.void_reason}
    for parts in (voided.names, voided.identifiers):
        parts.standing().update(**marks)
    return voided


def check_void(person: Person) -> None:
    """Raises ValidationError while a captivity or another record stands on the person."""
    if person.captivities.standing().exists():
        raise ValidationError(_("First void the captivities of this person."))
    if person.duplicates.standing().exists():
        raise ValidationError(_("Other records were merged into this one. Undo those merges first."))


def with_key(values: Values) -> dict[str, Any]:
    """Values of an identifier with the key by which it is compared."""
    return {**values, "value_key": value_key(values.get("value", ""))}


def apart(person: Person) -> uuid.UUID | None:
    """What keeps the numbers of a restricted person apart from those of everybody else."""
    return person.pk if person.restricted else None


def value_key(value: str) -> str:
    """A number without case and all that stands between its letters and digits."""
    folded = value.casefold()
    return folded if folded.isalnum() else _BETWEEN.sub("", folded)


def _locked(person: Person, expected_version: int | None = None) -> Person:
    current = records.lock(person, expected_version)
    records.refuse_voided(current)
    return current


def _revised(
    person: Person,
    expected_version: int | None,
    by: User,
    names: Iterable[Values] | None,
    identifiers: Iterable[Values] | None,
    changes: dict[str, Any],
) -> Person:
    """Write particulars and lists of a person in one version: the name that he is called by follows from the list."""
    current, changed = _locked(person, expected_version), False
    if names is not None:
        wanted = with_keys(names)
        if _set(PersonName, current, wanted, by):
            changes, changed = changes | called(wanted), True
    if identifiers is not None:
        wanted = [{"apart": apart(current), **with_key(values)} for values in identifiers]
        changed |= _set(Identifier, current, wanted, by)
    if changed:
        changes = changes | {"parts_revision": current.parts_revision + 1}
    return records.revise(current, **changes)


def _set(model: type, person: Person, wanted: list[dict[str, Any]], by: User) -> bool:
    """Void what is not wanted, add what is new; True when anything changed."""
    standing = list(model.objects.standing().filter(person=person))
    left = [row for row in standing if not any(_says(row, values) for values in wanted)]
    added = [values for values in wanted if not any(_says(row, values) for row in standing)]
    model.objects.filter(pk__in=[row.pk for row in left]).update(
        voided_at=timezone.now(), voided_by=by, void_reason=_("No longer said of the person.")
    )
    for values in added:
        records.create(model, person=person, **values)
    return bool(left or added)


def _says(row: PersonName | Identifier, values: Values) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _called(person: Person, names: list[dict[str, Any]] | None) -> Person:
    """Save how a person is called now, and that the parts changed."""
    if names is not None:
        for name, value in called(names).items():
            setattr(person, name, value)
    person.parts_revision = F("parts_revision") + 1
    person.save(update_fields=["name", "sort_key", "parts_revision"])
    person.refresh_from_db()
    return person
