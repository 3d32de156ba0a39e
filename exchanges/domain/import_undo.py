"""Undoing an import: was anything that it created changed or built upon since? If not, all of it is voided."""

import uuid
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Record, User
from audit.models import Change
from exchanges.enums import RowOutcome
from exchanges.models import Claim, Exchange, ImportBatch, Mediation, Ordinal, ProgrammeBooking, Transfer
from sources.models import Source

VERB = "exchanges.confirm_import"
NAMED = 20
#: What belongs to an exchange, and the path that leads from it there.
PARTS: tuple[tuple[type[Record], str], ...] = (
    (Claim, "transfer__exchange"),
    (Claim, "exchange"),
    (Transfer, "exchange"),
    (Mediation, "exchange"),
    (Ordinal, "exchange"),
    (ProgrammeBooking, "exchange"),
)


def made_by(batch: ImportBatch) -> QuerySet[Exchange]:
    """The exchanges that an import created and that stand, with those added above their stages."""
    created = batch.rows.filter(outcome=RowOutcome.CREATED).values("exchange")
    return Exchange.objects.standing().filter(Q(pk__in=created) | Q(pk__in=batch.parents_added))


def check_untouched(batch: ImportBatch, reason: str) -> None:
    """Raises ValidationError without a reason, or naming the rows whose exchange was changed or built upon since."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the import is undone.")})
    rows = dict(batch.rows.filter(outcome=RowOutcome.CREATED).values_list("exchange", "row_no"))
    touched = Exchange.objects.filter(pk__in=_touched(batch)).order_by("number")
    named = [_named(exchange, rows.get(exchange.pk)) for exchange in touched[: NAMED + 1]]
    if not named:
        return
    if len(named) > NAMED:
        left = touched.count() - NAMED
        named[NAMED:] = [ngettext("and %(left)d more", "and %(left)d more", left) % {"left": left}]
    what = _("Nothing was undone: these were changed or built upon since the import. Void or keep them one by one.")
    raise ValidationError([what, *named], code="touched")


def void_all(batch: ImportBatch, *, by: User, reason: str) -> None:
    """Void what an import created, a statement a table. Sources that others use or that were corrected since stay."""
    marks = {"voided_at": timezone.now(), "voided_by": by, "void_reason": reason}
    made = list(made_by(batch).values_list("pk", flat=True))
    for model, path in PARTS:
        model.objects.standing().filter(**{f"{path}__in": made}).update(**marks)
    Exchange.objects.filter(pk__in=made).update(**marks)
    _unused(Source.objects.standing().filter(pk__in=batch.sources_added)).update(**marks)
    batch.rows.filter(outcome=RowOutcome.CREATED).update(outcome=RowOutcome.UNDONE)


def _touched(batch: ImportBatch) -> set[uuid.UUID]:
    """Keys of the exchanges of an import that the book saw another verb touch, or that others stand on."""
    made = made_by(batch)
    inside = made.values("pk")
    others = Exchange.objects.standing().exclude(pk__in=inside)
    found = [
        made.filter(pk__in=_changed(made)).values_list("pk"),
        others.filter(parent__in=inside).values_list("parent"),
        others.filter(previous_attempt__in=inside).values_list("previous_attempt"),
    ]
    for model, path in PARTS:
        parts = model.objects.filter(**{f"{path}__in": inside})
        found.append(parts.filter(pk__in=_changed(parts)).values_list(path))
    return {key for keys in found for (key,) in keys}


def _changed(rows: QuerySet) -> QuerySet:
    """Keys of those rows that the book saw written by a verb other than the confirmation of an import."""
    return Change.objects.filter(object_id__in=rows.values("pk")).exclude(verb=VERB).values("object_id")


def _unused(sources: QuerySet[Source]) -> QuerySet[Source]:
    changed = Change.objects.filter(object_id=OuterRef("pk")).exclude(verb=VERB)
    users = [~Exists(rows) for rows in _users()]
    return sources.filter(~Exists(changed), *users)


def _users() -> Iterator[QuerySet]:
    """For each relation that leads to a source, in whatever room: the standing rows that hold the one asked about."""
    for relation in Source._meta.related_objects:
        field, model = relation.field, relation.related_model
        yield model._base_manager.filter(**{field.name: OuterRef("pk"), "voided_at": None})


def _named(exchange: Exchange, row_no: int | None) -> str:
    if row_no is None:
        return _("%(exchange)s (added above its stages)") % {"exchange": exchange}
    return _("Row %(row)d: %(exchange)s") % {"row": row_no, "exchange": exchange}
