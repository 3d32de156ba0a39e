"""Verbs over an exchange and its parts at once, as one form logs and revises them: all of it or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from accounts.domain import records
from accounts.domain.approvals import propose
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import Stale
from exchanges.domain.claims import adopt_claim, record_claim
from exchanges.domain.exchanges import log_exchange, move_exchange, revise_exchange
from exchanges.domain.relations import set_mediators, set_ordinals, set_programmes
from exchanges.domain.transfers import add_transfer, revise_transfer
from exchanges.enums import COMPLETE, DELIVERED, ExchangeStatus, Measure
from exchanges.models import Claim, Exchange, SetbackReason, Transfer
from exchanges.queries.completion import figures
from exchanges.queries.versions import versions_of
from negotiations.models import Programme
from sources.domain.sources import register_source
from sources.models import Source
from units.models import Party


@verb("exchanges.log_whole", permission=Permission.EXCHANGES_WRITE)
def log_whole(
    *,
    by: User,
    transfers: Mapping[str, Mapping[str, Any]],
    mediators: Iterable[tuple[Party, str]] = (),
    ordinals: Iterable[tuple[int, Party | None]] = (),
    programmes: Iterable[Programme] = (),
    source: Source | Mapping[str, Any] | None = None,
    claimed_by: Party | None = None,
    completed: bool = False,
    **fields: Any,
) -> Exchange:
    """Log an exchange with the transfers of each direction and all that was said of it.

    With a source (a registered one, or the fields of a new one) each number becomes an adopted claim of it.
    Where it is said to be completed, that is proposed: a second person approves it. Raises ValidationError by field;
    those of a transfer are named `to_us_delivered`, those of a source `new_source_title`.
    """
    exchange = log_exchange(by=by, **fields)
    cited = _cited(source, by)
    for direction, values in transfers.items():
        with _named(direction):
            transfer = add_transfer(exchange=exchange, direction=direction, by=by, **values)
        if cited:
            _claim_numbers(transfer, source=cited, claimed_by=claimed_by, by=by)
    set_mediators(exchange=exchange, mediators=mediators, by=by)
    set_ordinals(exchange=exchange, ordinals=[(value, party, cited) for value, party in ordinals], by=by)
    set_programmes(exchange=exchange, programmes=programmes, by=by)
    if completed:
        propose(act=COMPLETE, subject=exchange, arguments={"to": ExchangeStatus.COMPLETED}, by=by)
    return exchange


@verb("exchanges.revise_whole", permission=Permission.EXCHANGES_WRITE)
def revise_whole(
    *,
    exchange: Exchange,
    by: User,
    versions: Mapping[str, int],
    transfers: Mapping[str, Mapping[str, Any]],
    mediators: Iterable[tuple[Party, str]],
    ordinals: Iterable[tuple[int, Party | None]],
    programmes: Iterable[Programme],
    **changes: Any,
) -> Exchange:
    """Revise an exchange and its parts. `versions` is `versions_of` as it was when the form was given out.

    Raises Stale when anything of it has changed since, ValidationError by field as `log_whole` does.
    """
    current = records.lock(exchange)
    if versions_of(current) != dict(versions):
        raise Stale(current.version, records.changed_since(current, versions.get(str(current.pk), 0)))
    there = {transfer.direction: transfer for transfer in current.transfers.standing()}
    for direction, values in transfers.items():
        with _named(direction):
            if direction in there:
                revise_transfer(transfer=there[direction], by=by, **values)
            else:
                add_transfer(exchange=current, direction=direction, by=by, **values)
    set_mediators(exchange=current, mediators=mediators, by=by)
    _set_ordinals(current, ordinals, by)
    set_programmes(exchange=current, programmes=programmes, by=by)
    return revise_exchange(exchange=current, by=by, **changes)


@verb("exchanges.revise_afterwards", permission=Permission.EXCHANGES_WRITE)
def revise_afterwards(
    *,
    exchange: Exchange,
    by: User,
    ordinals: Iterable[tuple[int, Party | None]],
    expected_version: int | None = None,
    **changes: Any,
) -> Exchange:
    """Revise what of a completed exchange stays open: its ordinals, notes and embargo. Raises Stale."""
    current = records.lock(exchange, expected_version)
    _set_ordinals(current, ordinals, by)
    return revise_exchange(exchange=current, by=by, **changes)


@verb("exchanges.move_whole", permission=Permission.EXCHANGES_MOVE)
def move_whole(
    *,
    exchange: Exchange,
    to: ExchangeStatus,
    by: User,
    expected_version: int,
    reason: str = "",
    setback_reason: SetbackReason | None = None,
    transfers: Mapping[Transfer, Mapping[str, Any]] | None = None,
    rest: str = "",
    **changes: Any,
) -> Exchange:
    """Move an exchange and record what its new state needs: the date, the numbers delivered, the day planned for.

    A completion is proposed only: a second person approves it.

    Raises Stale, IllegalMove and ValidationError as `move_exchange` does; numbers by `<key of transfer>_delivered`.
    """
    current = records.lock(exchange, expected_version)
    if changes:
        current = revise_exchange(exchange=current, by=by, **changes)
    for transfer, values in (transfers or {}).items():
        with _named(str(transfer.pk)):
            revise_transfer(transfer=transfer, by=by, **values)
    if to in DELIVERED:
        # Who approves agrees to as many as were told to who proposed.
        named = sum(each.named for each in figures(current, rest))
        told = {"to": to} | ({"rest": rest} if rest else {}) | ({"named": named} if named else {})
        propose(act=COMPLETE, subject=current, arguments=told, reason=reason, by=by)
        return current
    return move_exchange(exchange=current, to=to, by=by, reason=reason, setback_reason=setback_reason)


@verb("exchanges.record_sourced_claim", permission=Permission.EXCHANGES_WRITE)
def record_sourced_claim(*, by: User, source: Source | Mapping[str, Any], **fields: Any) -> Claim:
    """Record a claim together with the source that it stands in. Errors of a new source: `new_source_title`."""
    return record_claim(source=_cited(source, by), by=by, **fields)


def _set_ordinals(exchange: Exchange, ordinals: Iterable[tuple[int, Party | None]], by: User) -> None:
    """Those that were there keep their source."""
    sources = {(each.value, each.counted_by_id): each.source for each in exchange.ordinals.standing()}
    sourced = [(value, party, sources.get((value, party and party.pk))) for value, party in ordinals]
    set_ordinals(exchange=exchange, ordinals=sourced, by=by)


def _cited(source: Source | Mapping[str, Any] | None, by: User) -> Source | None:
    if source is None or isinstance(source, Source):
        return source
    with _named("new_source"):
        return register_source(by=by, **source)


def _claim_numbers(transfer: Transfer, *, source: Source, claimed_by: Party | None, by: User) -> None:
    """The numbers of a new transfer as adopted claims; at most two, so one by one."""
    numbers = {Measure.AGREED: transfer.agreed, Measure.DELIVERED: transfer.delivered}
    for measure, number in numbers.items():
        if number is not None:
            said = {"measure": measure, "number": number, "source": source, "claimed_by": claimed_by}
            claim = record_claim(transfer=transfer, by=by, **said)
            adopt_claim(claim=claim, by=by, reason=str(source))


@contextmanager
def _named(prefix: str) -> Iterator[None]:
    """Name the fields of a part's errors after the part."""
    try:
        yield
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            raise
        names = {NON_FIELD_ERRORS: "delivered"}
        raise ValidationError(
            {f"{prefix}_{names.get(name, name)}": errors for name, errors in error.error_dict.items()}
        ) from error
