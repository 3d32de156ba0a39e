"""Undoing an import: was anything that it created changed or built upon since? If not, all of it is voided."""

import uuid
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet, Subquery
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


def made_by(batch: ImportBatch) -> list[uuid.UUID]:
    """Keys of the exchanges that an import created and that stand, with those added above their stages."""
    # A list: as a subquery joined by OR, it was worked out anew for each of 20,000 rows.
    created = batch.rows.filter(outcome=RowOutcome.CREATED).values_list("exchange", flat=True)
    made = Exchange.objects.standing().filter(pk__in=[*created, *batch.parents_added])
    return list(made.values_list("pk", flat=True))


def check_untouched(batch: ImportBatch) -> None:
    """Raises ValidationError naming the rows whose exchange was changed or built upon since."""
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
    made = made_by(batch)
    for model, path in PARTS:
        model.objects.standing().filter(**{f"{path}__in": made}).update(**marks)
    Exchange.objects.filter(pk__in=made).update(**marks)
    _unused(Source.objects.standing().filter(pk__in=batch.sources_added), batch).update(**marks)
    batch.rows.filter(outcome=RowOutcome.CREATED).update(outcome=RowOutcome.UNDONE)


def _touched(batch: ImportBatch) -> set[uuid.UUID]:
    """Keys of the exchanges of an import that the book saw another verb touch, or that others stand on."""
    made, changed = made_by(batch), _changed_since(batch)
    others = Exchange.objects.standing().exclude(pk__in=made)
    found = [
        Exchange.objects.filter(pk__in=made).filter(pk__in=changed).values_list("pk"),
        others.filter(parent__in=made).values_list("parent"),
        others.filter(previous_attempt__in=made).values_list("previous_attempt"),
    ]
    for model, path in PARTS:
        found.append(model.objects.filter(**{f"{path}__in": made}, pk__in=changed).values_list(path))
    return {key for keys in found for (key,) in keys}


def _changed_since(batch: ImportBatch) -> QuerySet:
    """Keys of what the book saw written since the import was confirmed, by verbs other than such a confirmation."""
    confirmed = Change.objects.of(batch).filter(verb=VERB)[:1]
    return Change.objects.filter(pk__gt=Subquery(confirmed.values("pk"))).exclude(verb=VERB).values("object_id")


def _unused(sources: QuerySet[Source], batch: ImportBatch) -> QuerySet[Source]:
    users = [~Exists(rows) for rows in _users()]
    return sources.exclude(pk__in=_changed_since(batch)).filter(*users)


def _users() -> Iterator[QuerySet]:
    """For each relation that leads to a source, in whatever room: the standing rows that hold the one asked about."""
    for relation in Source._meta.related_objects:
        field, model = relation.field, relation.related_model
        yield model._base_manager.filter(**{field.name: OuterRef("pk"), "voided_at": None})


def _named(exchange: Exchange, row_no: int | None) -> str:
    if row_no is None:
        return _("%(exchange)s (added above its stages)") % {"exchange": exchange}
    return _("Row %(row)d: %(exchange)s") % {"row": row_no, "exchange": exchange}
