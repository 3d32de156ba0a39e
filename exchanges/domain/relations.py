"""Verbs that set what belongs to an exchange: mediators, ordinals, programmes. What left is voided, not deleted."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import Record, User
from accounts.roles import Permission
from audit.verbs import verb
from exchanges.domain.sealing import refuse_sealed
from exchanges.models import Exchange, Mediation, Ordinal, ProgrammeBooking
from negotiations.models import Programme
from sources.models import Source
from units.models import Party


@verb("exchanges.set_mediators", permission=Permission.EXCHANGES_WRITE)
def set_mediators(*, exchange: Exchange, mediators: Iterable[tuple[Party, str]], by: User) -> None:
    """Make these parties in these roles the mediators of an exchange."""
    wanted = [{"mediator": party, "role": role} for party, role in mediators]
    _set(Mediation, exchange, wanted, by)


@verb("exchanges.set_ordinals", permission=Permission.EXCHANGES_WRITE)
def set_ordinals(*, exchange: Exchange, ordinals: Iterable[tuple[int, Party | None, Source | None]], by: User) -> None:
    """Make these the ordinals that others gave to an exchange."""
    wanted = [{"value": value, "counted_by": party, "source": source} for value, party, source in ordinals]
    _set(Ordinal, exchange, wanted, by)


@verb("exchanges.set_programmes", permission=Permission.EXCHANGES_WRITE)
def set_programmes(*, exchange: Exchange, programmes: Iterable[Programme], by: User) -> None:
    """Count an exchange to these programmes."""
    _set(ProgrammeBooking, exchange, [{"programme": programme} for programme in programmes], by)


def _set(model: type[Record], exchange: Exchange, wanted: list[dict[str, Any]], by: User) -> None:
    current = records.lock(exchange)
    records.refuse_voided(current)
    standing = list(model.objects.standing().filter(exchange=exchange))
    names = wanted[0].keys() if wanted else ()
    there = {tuple(getattr(row, name) for name in names): row for row in standing}
    kept = {there[key].pk for fields in wanted if (key := tuple(fields.values())) in there}
    added = [fields for fields in wanted if tuple(fields.values()) not in there]
    left = [row.pk for row in standing if row.pk not in kept]
    if (added or left) and model is not Ordinal:
        # What others count is told long after; who helped, and to what it counts, is what we say of it.
        refuse_sealed(current)
    for fields in added:
        records.create(model, exchange=exchange, **fields)
    if added or left:
        Exchange.objects.filter(pk=exchange.pk).update(parts_revision=F("parts_revision") + 1)
    model.objects.filter(pk__in=left).update(
        voided_at=timezone.now(), voided_by=by, void_reason=_("No longer said of the exchange.")
    )
