"""The verb that registers many persons taken together: the rules of the single verbs, one statement a table."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.bulk import copy_in
from common.partial_dates import PartialDate
from prisoners.domain.names import called, with_keys
from prisoners.domain.persons import with_key
from prisoners.enums import OPEN, IdentityStatus
from prisoners.models import Captivity, Cohort, CohortMembership, Identifier, Person, PersonName
from units.models import Party

#: Persons of one intake at most: more come by the import of a file.
MOST = 1000


@dataclass(frozen=True)
class Taken:
    """One of those who were taken: a name, or a description; what else is known of them alone."""

    name: Mapping[str, str] | None = None
    description: str = ""
    born: PartialDate = field(default_factory=PartialDate)
    rank: str = ""
    identifier: Mapping[str, str] | None = None


@verb("prisoners.register_intake", permission=Permission.PRISONERS_WRITE)
def register_intake(
    *, people: Sequence[Taken], party: Party, captivity: Mapping[str, Any], by: User, cohorts: Iterable[Cohort] = ()
) -> list[uuid.UUID]:
    """Register these persons with provisional identities, each with the captivity that they share.

    `captivity` is what `open_captivity` takes. All or nobody: raises ValidationError that names each wrong one by its
    place, from 1, and the rule; Conflict for a number that came to be somebody else's in the meantime. A bounded number
    of statements. Returns the keys of the persons in their order.
    """
    if captivity.get("status") not in OPEN:
        raise ValidationError({"status": _("A captivity begins as missing or held; what ends it is recorded after.")})
    rows, problems = _rows_of(people, party, captivity, cohorts)
    if problems:
        raise ValidationError(
            [
                _("%(number)d: %(problem)s") % {"number": place, "problem": " ".join(said)}
                for place, said in problems.items()
            ]
        )
    for model, instances in rows.items():
        copy_in(model, [_row(instance) for instance in instances])
    return [person.pk for person in rows[Person]]


def problems_of(people: Sequence[Taken], party: Party, captivity: Mapping[str, Any]) -> dict[int, list[str]]:
    """What `register_intake` would refuse, by the place of each person, from 1; two statements."""
    return _rows_of(people, party, captivity, ())[1]


def _rows_of(
    people: Sequence[Taken], party: Party, captivity: Mapping[str, Any], cohorts: Iterable[Cohort]
) -> tuple[dict[type[Model], list[Model]], dict[int, list[str]]]:
    models = (Person, PersonName, Identifier, Captivity, CohortMembership)
    rows: dict[type[Model], list[Model]] = {model: [] for model in models}
    problems = _numbers_taken(people)
    cohorts = list(cohorts)
    for place, taken in enumerate(people, start=1):
        try:
            for instance in _records_of(taken, party, captivity, cohorts):
                rows[type(instance)].append(instance)
        except ValidationError as refused:
            problems.setdefault(place, []).extend(refused.messages)
    return rows, dict(sorted(problems.items()))


def _records_of(taken: Taken, party: Party, captivity: Mapping[str, Any], cohorts: list[Cohort]) -> Iterable[Model]:
    names = with_keys([taken.name] if taken.name else [])
    person = Person(
        party=party,
        identity_status=IdentityStatus.PROVISIONAL if names else IdentityStatus.UNKNOWN,
        description=taken.description,
        born=taken.born,
        **called(names),
    )
    held = Captivity(person=person, **{**captivity, "rank": taken.rank})
    person.latest_captivity_id = held.pk
    records = [person, *(PersonName(person=person, **values) for values in names)]
    if taken.identifier:
        records.append(Identifier(person=person, **with_key(taken.identifier)))
    records += [held, *(CohortMembership(captivity=held, cohort=cohort) for cohort in cohorts)]
    for record in records:
        _check(record)
    if not (person.name or person.description):
        raise ValidationError(_("Give a name, or a description of the person whose name is not known."))
    return records


def _check(record: Model) -> None:
    """The checks of a single record, less those that ask the database: each of them is asked once for all."""
    record.clean_fields(exclude={field.name for field in record._meta.concrete_fields if field.is_relation})
    record.clean()


def _numbers_taken(people: Sequence[Taken]) -> dict[int, list[str]]:
    """Numbers that stand twice in the intake, or that are another person's already."""
    places: dict[tuple[str, str], int] = {}
    problems: dict[int, list[str]] = {}
    for place, taken in enumerate(people, start=1):
        if not taken.identifier:
            continue
        values = with_key(taken.identifier)
        first = places.setdefault((values["scheme"], values["value_key"]), place)
        if first != place:
            problems[place] = [_("The same number stands in line %(number)d.") % {"number": first}]
    held = Identifier.objects.standing().filter(apart__isnull=True, value_key__in=[key for _scheme, key in places])
    for number in held.values_list("scheme", "value_key"):
        if number in places:
            problems.setdefault(places[number], []).append(_("Another person has this number already."))
    return problems


def _row(record: Model) -> dict[str, Any]:
    """The values of a record by column; a column that the database fills by itself is left to it."""
    fields = [field for field in record._meta.concrete_fields if not field.generated and not field.has_db_default()]
    return {field.column: getattr(record, field.attname) for field in fields}
