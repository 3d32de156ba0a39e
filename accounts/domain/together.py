"""What single verbs do, done to many records of one type with one statement: all or none.

    register_sources = creating(register_source, Source)
    revise_sources = revising(revise_source, Source)

They go by the name and the permission of the single verb, so the book tells no difference.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models.expressions import DatabaseDefault

from accounts.domain import records
from accounts.models import Record, User
from audit.verbs import VERBS, verb
from common.bulk import copy_in, update_in
from common.errors import Stale
from common.partial_columns import columns_of

R = TypeVar("R", bound=Record)
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Revision:
    """What is to change of a record that is at this version."""

    key: uuid.UUID
    version: int
    changes: Mapping[str, Any]


def creating(one: Callable, model: type[Record], prepared: Callable[[Rows], Rows] = list) -> Callable:
    """The verb that creates many records as `one` creates one, which does no more once they are `prepared`."""

    @verb(one.verb_name, permission=VERBS[one.verb_name])
    def create_many(*, rows: Rows, by: User) -> None:
        create_together(model, prepared(rows))

    return create_many


def revising(one: Callable, model: type[Record]) -> Callable:
    """The verb that changes many records as `one` changes one, which does no more than that."""

    @verb(one.verb_name, permission=VERBS[one.verb_name])
    def revise_many(*, rows: Sequence[Revision], by: User) -> None:
        revise_together(model, rows)

    return revise_many


def create_together(model: type[R], rows: Sequence[Mapping[str, Any]]) -> list[R]:
    """Insert checked records with one statement, under the ids that clients minted where they gave some.

    Checks that ask the database for each are left to its constraints. Raises ValidationError for the first record that
    is wrong, IntegrityError for whatever the database refuses: then none is there.
    """
    made = [model(**fields) for fields in rows]
    relations = _relations(model)
    for record in made:
        record.clean_fields(exclude=relations)
        record.clean()
    copy_in(model, [_row(record) for record in made])
    return made


def revise_together(model: type[R], rows: Sequence[Revision]) -> None:
    """Change fields of standing records, each at the version that is expected, under locks taken in one order.

    Checks that ask the database for each are left to its constraints. Raises Stale, or ValidationError, for the first
    record of which that is so, IntegrityError for whatever the database refuses: then nothing is changed.
    """
    locked = model._base_manager.filter(pk__in=[row.key for row in rows]).order_by("pk").select_for_update(no_key=True)
    found, relations, names = {record.pk: record for record in locked}, _relations(model), set()
    for row in rows:
        record = found[row.key]
        if record.version != row.version:
            raise Stale(record.version, records.changed_since(record, row.version))
        records.refuse_voided(record)
        for name, value in row.changes.items():
            setattr(record, name, value)
        record.clean_fields(exclude=relations)
        record.clean()
        names |= {column for name in row.changes for column in columns_of(model, name)}
    if names:
        update_in(model, names, found.values())


def _relations(model: type[Record]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if field.is_relation}


def _row(record: Record) -> dict[str, Any]:
    """Its values by column; what the database fills by itself is left to it."""
    fields = [field for field in record._meta.concrete_fields if not field.generated]
    values = {field.column: getattr(record, field.attname) for field in fields}
    return {column: value for column, value in values.items() if not isinstance(value, DatabaseDefault)}
