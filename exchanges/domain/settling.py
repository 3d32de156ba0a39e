"""What becomes of everybody on a manifest when the exchange is over. Called by the verbs of an exchange only.

Persons, captivities and entries are locked in the one order of the manifest, and written in a few statements, however
many they are.
"""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import lending
from common.partial_dates import PartialDate, Precision
from exchanges.domain.manifest.locking import become
from exchanges.enums import CountStatus, Rest
from exchanges.manifest_enums import LIVE, MISSED, EntryOutcome, EntryStatus
from exchanges.models import Exchange, ManifestEntry
from exchanges.queries.completion import GOING, Figures, figures, unmarked
from prisoners.domain.together import Happening, lock_together, record_events, take_back_events
from prisoners.enums import EventKind

S = EntryStatus
#: The ends of a captivity that an exchange brings.
ENDS = tuple(EventKind(outcome) for outcome in EntryOutcome)
Rows = list[ManifestEntry]


def check_settled(exchange: Exchange, rest: str, named: int | None = None) -> None:
    """Raises ValidationError where the manifest and the numbers contradict each other, or nothing is said of somebody.

    A number that is withheld contradicts nobody; fewer named than delivered is no error but the unnamed.
    """
    if rest not in ("", *Rest.values):
        raise ValidationError({"rest": _("There is no such answer.")})
    waiting = sum(unmarked(exchange).values())
    if waiting and not rest:
        told = ngettext(
            "%(number)d on the manifest is not marked: say whether they were handed over.",
            "%(number)d on the manifest are not marked: say whether they were handed over.",
            waiting,
        )
        raise ValidationError({"rest": told % {"number": waiting}}, code="unmarked")
    found = figures(exchange, rest)
    now = sum(each.named for each in found)
    if named is not None and now != named:
        told = {"then": named, "now": now}
        raise ValidationError(
            _("The manifest changed: %(then)d were to be handed over, now it is %(now)d. Propose it anew.") % told
        )
    errors = [error for each in found for error in _errors(each)]
    if errors:
        raise ValidationError(errors, code="not_as_counted")


def deliver(exchange: Exchange, rest: str, *, by: User) -> None:
    """Hand over everybody who goes, ending their captivities, and let go of the others. The exchange is locked."""
    rows = _locked(exchange)
    going = [row for row in rows if row.status in GOING[rest]]
    _hand_over(going, exchange)
    _let_go([row for row in rows if row.status not in GOING[rest]], _("Not handed over in this exchange."), by=by)
    with lending(Permission.PRISONERS_WRITE, to=by):
        record_events(happenings=[_end(row, exchange) for row in going], by=by)
    for each in figures(exchange):
        _tell_parts(each)


def let_go(exchange: Exchange, reason: str, *, by: User) -> None:
    """Let go of everybody on the manifest of an exchange that did not take place. The exchange is locked.

    Raises ValidationError where somebody was marked as handed over.
    """
    rows = _locked(exchange)
    number = sum(row.status == S.DELIVERED for row in rows)
    if number:
        told = ngettext(
            "%(number)d person was marked as handed over: complete the exchange in part, or take the mark back.",
            "%(number)d persons were marked as handed over: complete the exchange in part, or take the marks back.",
            number,
        )
        raise ValidationError(told % {"number": number}, code="handed_over")
    _let_go(rows, reason, by=by)


def take_back(entries: Iterable[ManifestEntry], reason: str, *, by: User) -> None:
    """Give the captivities of entries that are voided the status back that they had before. Inside a verb only.

    Raises ValidationError where somebody was captured again since.
    """
    rows = list(entries)
    _back([row for row in rows if row.status == S.DELIVERED], [EventKind.LISTED, *ENDS], reason, by=by)
    _back([row for row in rows if row.status in LIVE], [EventKind.LISTED], reason, by=by)


def entries_of(exchange: Exchange) -> Rows:
    """Everybody who stands on the manifest of an exchange."""
    return list(ManifestEntry.objects.standing().filter(transfer__exchange=exchange))


def _locked(exchange: Exchange) -> Rows:
    """Everybody on the manifest, locked, and their captivities and persons before them."""
    rows = ManifestEntry.objects.standing().filter(transfer__exchange=exchange)
    lock_together(rows.values_list("captivity", flat=True))
    return list(rows.select_related("captivity").order_by("pk").select_for_update(of=["self"], no_key=True))


def _hand_over(going: Rows, exchange: Exchange) -> None:
    """Two steps for those who never were marked as boarded: the state machine skips none."""
    skipping = [row for row in going if row.status == S.APPROVED]
    become(skipping, S.BOARDED)
    for row in skipping:
        row.status = S.BOARDED
    become([row for row in going if row.status == S.BOARDED], S.DELIVERED, delivered_on=exchange.date)


def _end(row: ManifestEntry, exchange: Exchange) -> Happening:
    """How a captivity ends; on the day that was marked at the bus, else on that of the exchange."""
    marked = PartialDate(row.delivered_on, Precision.DAY)
    terms = {"condition": row.condition, "until": row.until} if row.outcome == EventKind.INTERNED else {}
    return Happening(row.captivity_id, EventKind(row.outcome), marked or exchange.when, **terms)


def _let_go(rows: Rows, reason: str, *, by: User) -> None:
    """Those about to go leave the manifest; nobody who was missed is listed any more; of those who died it is told."""
    become([row for row in rows if row.status in LIVE], S.WITHDRAWN, note=reason, let_go=True)
    missed = [row for row in rows if row.status in (*LIVE, *MISSED)]
    _back(missed, [EventKind.LISTED], reason, by=by)
    told = {S.DIED: EventKind.DIED, S.REFUSED: EventKind.REFUSED}
    happened = [
        Happening(row.captivity_id, told[row.status], note=row.status_note)
        for row in rows
        if row.status in told and row.captivity.is_open
    ]
    with lending(Permission.PRISONERS_WRITE, to=by):
        record_events(happenings=happened, by=by)


def _back(rows: Rows, kinds: Collection[EventKind], reason: str, *, by: User) -> None:
    """Whoever goes in another exchange meanwhile stays as they are."""
    keys = [row.captivity_id for row in rows]
    elsewhere = ManifestEntry.objects.live().filter(captivity__in=keys).exclude(pk__in=[row.pk for row in rows])
    free = set(keys) - set(elsewhere.values_list("captivity", flat=True))
    with lending(Permission.PRISONERS_VOID, to=by):
        take_back_events(captivities=free, kinds=kinds, by=by, reason=reason)


def _tell_parts(each: Figures) -> None:
    """Where everybody is named and nobody said how many were military, the manifest says so."""
    transfer = each.transfer
    said = transfer.delivered_military is not None or transfer.delivered_civilian is not None
    if said or not each.named or each.unnamed != 0 or each.military + each.civilian != each.named:
        return
    records.revise(transfer, delivered_military=each.military, delivered_civilian=each.civilian)


def _errors(each: Figures) -> list[str]:
    """What is wrong with the numbers of one transfer, in sentences."""
    party, errors = str(each.transfer.to_party), []
    if each.over:
        told = ngettext(
            "%(number)d of those named for %(party)s is not held any more: look at the manifest.",
            "%(number)d of those named for %(party)s are not held any more: look at the manifest.",
            each.over,
        )
        errors.append(told % {"number": each.over, "party": party})
    if each.transfer.count_status != CountStatus.KNOWN:
        return errors
    said = {
        _("delivered"): (each.named, each.transfer.delivered),
        _("military"): (each.military, each.transfer.delivered_military),
        _("civilians"): (each.civilian, each.transfer.delivered_civilian),
    }
    for what, (named, count) in said.items():
        if count is not None and named > count:
            told = {"party": party, "what": what, "named": named, "count": count, "more": named - count}
            errors.append(
                _("%(party)s, %(what)s: the manifest names %(named)d, %(more)d more than the %(count)d said.") % told
            )
    return errors
