"""What verbs of all rooms share that keep a list belonging to a record. Called inside a verb only."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import Record, User


def set_parts(
    model: type[Record], name: str, wanted: Iterable[Mapping[str, Any]], *, by: User, why: str, **owner: Record
) -> bool:
    """Make these the parts of a model that belong to a record (`round=round`); tells whether anything changed.

    A part of the same content stays, what is gone is voided. Raises ValidationError under `name`, the name of the list.
    """
    wanted = [dict(fields) for fields in wanted]
    standing = list(model.objects.standing().filter(**owner))
    there = {part.pk: part for part in standing}
    added = []
    for fields in wanted:
        same = next((part for part in there.values() if _says(part, fields)), None)
        if same is None:
            added.append(fields)
        else:
            del there[same.pk]
    # Before the new ones, so that a part which changed does not stand beside itself.
    if there:
        marks = {"voided_at": timezone.now(), "voided_by": by, "void_reason": why}
        model.objects.filter(pk__in=there).update(**marks)
    try:
        for fields in added:
            records.create(model, **owner, **fields)
    except ValidationError as error:
        raise ValidationError({name: _told(model, error)}) from error
    return bool(there or added)


def refuse_leaned_on(record: Record) -> None:
    """Raises ValidationError while standing records of any room point to a record, other than its own parts."""
    found = []
    for relation in record._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if not issubclass(model, Record) or model.voided_alone or name in model.voided_with:
            continue
        if count := model.objects.standing().filter(**{name: record}).count():
            found.append(f"{capfirst(model._meta.verbose_name_plural)}: {count}")
    if found:
        raise ValidationError(_("First void what stands on it. %(what)s") % {"what": "; ".join(sorted(found))})


def void_parts(record: Record, *relations: str) -> None:
    """Void with a voided record the standing parts under these names, a statement each."""
    marks = {name: getattr(record, name) for name in ("voided_at", "voided_by", "void_reason")}
    for name in relations:
        getattr(record, name).standing().update(**marks)


def _says(part: Record, fields: Mapping[str, Any]) -> bool:
    """Whether a part has this content; what is not given has its default."""
    said = type(part)(**fields)
    told = [
        field.attname
        for field in part._meta.concrete_fields
        if field.editable and not field.primary_key and (field.name in fields or not field.is_relation)
    ]
    return all(getattr(part, name) == getattr(said, name) for name in told)


def _told(model: type[Record], error: ValidationError) -> list[str]:
    """The errors of a part, each with the name of its field."""
    told = []
    for name, messages in error.message_dict.items():
        label = "" if name == NON_FIELD_ERRORS else f"{capfirst(model._meta.get_field(name).verbose_name)}: "
        told += [f"{label}{message}" for message in messages]
    return told
