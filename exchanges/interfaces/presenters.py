"""An exchange as its page shows it to one reader. What is hidden from her is not there."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.interfaces import restriction
from accounts.interfaces.history import Entries, History
from accounts.models import User
from accounts.models.record import visible_fields
from accounts.roles import Permission
from common.classification import FieldClass
from common.partial_dates import PartialDate, Precision
from common.pieces import Chip, Event
from exchanges.domain.attempts import AGAIN
from exchanges.enums import DELIVERED, FINAL, CountStatus
from exchanges.interfaces import comparison, words
from exchanges.interfaces import glance as at_a_glance
from exchanges.interfaces.timeline import timeline
from exchanges.models import Exchange, Transfer
from exchanges.queries.correcting import corrected_by, correction_of
from exchanges.queries.glance import glance
from exchanges.queries.hand_over import CARRIED, may_hand_over
from exchanges.queries.record import Dossier
from exchanges.queries.sides import Sides


@dataclass(frozen=True)
class Action:
    """A button or a link of the page."""

    label: str
    url: str


class ExchangePage:
    """What `templates/exchanges/detail.html` shows."""

    def __init__(self, dossier: Dossier, sides: Sides, user: User, *, history_before: int | None = None) -> None:
        self.history_before = history_before
        self.dossier, self.sides, self.user = dossier, sides, user
        self.exchange = dossier.exchange

    @cached_property
    def title(self) -> str:
        return words.title(self.exchange)

    @cached_property
    def day(self) -> str:
        """The date, else the day planned for, in words."""
        exchange = self.exchange
        if exchange.date or not exchange.planned_on:
            return str(exchange.when) if exchange.date else _("date not known")
        return _("planned for %(day)s") % {"day": PartialDate(exchange.planned_on, Precision.DAY)}

    @cached_property
    def chip(self) -> Chip:
        return words.status_chip(self.exchange)

    @cached_property
    def marks(self) -> list[Chip]:
        """That it is restricted, or under embargo, for those who know of it."""
        waits = self.exchange.is_under_embargo and "embargo_until" in self.seen
        embargo = [Chip(_("under embargo"), "warning")] if waits else []
        return [*restriction.chips(self.exchange, self.user), *embargo]

    @cached_property
    def seen(self) -> frozenset[str]:
        return visible_fields(Exchange, self.user)

    @cached_property
    def next_action(self) -> Action | None:
        """The one thing that usually comes next."""
        move = words.next_move(self.exchange)
        return self._move(move) if move and self.user.has_perm(Permission.EXCHANGES_MOVE, self.exchange) else None

    @cached_property
    def more_actions(self) -> list[Action]:
        """What else may be done, the gravest last."""
        user, exchange = self.user, self.exchange
        actions = []
        if exchange.status in CARRIED and may_hand_over(user):
            actions.append(Action(_("Hand-over on a phone"), self._url("hand-over")))
        if user.has_perm(Permission.PLANS_MAKE) and not exchange.is_voided and exchange.status not in FINAL:
            actions.append(Action(_("Plan who goes"), f"{reverse('exchanges:plan-new')}?exchange={exchange.pk}"))
        if user.has_perm(Permission.EXCHANGES_WRITE, exchange):
            actions.append(Action(_("Add a claim"), self._url("claim-add")))
            actions += self._correct
            create = reverse("exchanges:create")
            if not exchange.parent_id and not self.dossier.transfers:
                actions.append(Action(_("Log a stage"), f"{create}?parent={exchange.number}"))
            if exchange.status in AGAIN and not self.dossier.next_attempts:
                actions.append(Action(_("Log the next attempt"), self._url("again")))
        if user.has_perm(Permission.EXCHANGES_MOVE, exchange):
            usual = words.next_move(exchange)
            actions += [self._move(move) for move in exchange.moves if move != usual]
        actions += [Action(*each) for each in restriction.actions(exchange, user, "exchanges")]
        if user.has_perm(Permission.EXCHANGES_VOID, exchange):
            actions.append(Action(_("Void this exchange"), self._url("void")))
        return actions

    @cached_property
    def edit_url(self) -> str:
        name = "afterwards" if self.exchange.is_sealed else "edit"
        return self._url(name) if self.user.has_perm(Permission.EXCHANGES_WRITE, self.exchange) else ""

    @cached_property
    def corrects(self) -> Exchange | None:
        return corrected_by(self.exchange, self.user) if self.exchange.supersedes_id else None

    @cached_property
    def _correction(self) -> Exchange | None:
        return correction_of(self.exchange, self.user)

    @property
    def _correct(self) -> list[Action]:
        if self._correction or not self.exchange.is_sealed:
            return []
        return [Action(_("Correct this record"), self._url("correct"))]

    @property
    def corrected_by(self) -> Exchange | None:
        """What came in the place of this one."""
        return self._correction if self.exchange.is_voided else None

    @property
    def correction_waits(self) -> Exchange | None:
        """The draft of a correction of this one."""
        return None if self.exchange.is_voided else self._correction

    @cached_property
    def manifest_url(self) -> str:
        return self._url("manifest") if self.user.has_perm(Permission.MANIFESTS_VIEW) else ""

    @cached_property
    def claim_url(self) -> str:
        return self._url("claim-add") if self.user.has_perm(Permission.EXCHANGES_WRITE, self.exchange) else ""

    @cached_property
    def facts(self) -> list[tuple[str, Any]]:
        """Label and value; what is not known says so, what the reader may not see is left out."""
        exchange, dossier = self.exchange, self.dossier
        rows: list[tuple[str, str, Any, bool]] = [
            ("date", _("Date"), exchange.when, True),
            ("planned_on", _("Planned for"), exchange.planned_on, exchange.status not in DELIVERED),
            ("kind", _("Kind"), exchange.get_kind_display(), True),
            ("counted_in_format", _("Counted in the format"), exchange.counted_in_format, True),
            ("formula", _("Mediators"), _listed(dossier.mediations), True),
            ("formula", _("Programmes"), _listed(each.programme for each in dossier.bookings), True),
            ("formula", _("Ordinals as reported"), self._ordinals(), True),
            ("venue", _("Venue"), exchange.venue, True),
            ("venue_as_reported", _("Venue as reported"), exchange.venue_as_reported, True),
            ("setback_reason", _("Reason of the setback"), exchange.setback_reason, exchange.setback_reason_id),
            ("status_note", _("About the status"), exchange.status_note, exchange.status_note),
            ("embargo_until", _("Embargo until"), exchange.embargo_until, exchange.embargo_until),
            ("parent", _("Stage of"), _link(exchange.parent), exchange.parent),
            ("previous_attempt", _("Previous attempt"), _link(exchange.previous_attempt), exchange.previous_attempt),
            ("previous_attempt", _("Next attempt"), _links(dossier.next_attempts), dossier.next_attempts),
        ]
        if not self.user.has_perm(Permission.NEGOTIATIONS_VIEW):
            rows = [row for row in rows if row[1] != _("Programmes")]
        told = [(label, value) for field, label, value, shown in rows if shown and field in self.seen]
        return told + restriction.facts(exchange, self.user)

    @cached_property
    def notes(self) -> str:
        return self.exchange.notes if "notes" in self.seen else ""

    @cached_property
    def heads(self) -> list[str]:
        """The heads of the two columns of numbers."""
        return [_("Returned to %(party)s") % {"party": self.sides.name(each)} for each in words.directions()]

    @cached_property
    def transfers(self) -> list[list[tuple[str, list[Any]]]]:
        """For each pair of transfers the rows (label, [to us, to them]); mostly there is one pair."""
        ways = [[each for each in self.dossier.transfers if each.direction == way] for way in words.directions()]
        return [self._pair(pair) for pair in itertools.zip_longest(*ways)]

    @cached_property
    def glance(self) -> at_a_glance.View | None:
        """From requested to delivered, each way."""
        return at_a_glance.view(glance(self.dossier, self.user), self.exchange, self.sides)

    @cached_property
    def ratio(self) -> str:
        """Persons to us for one to them, in words of the trade."""
        return words.ratio(*(words.returned(self.dossier.transfers, way) for way in words.directions()))

    @cached_property
    def comparisons(self) -> list[comparison.Comparison]:
        """Claims side by side: of each transfer, then of the exchange as a whole."""
        subjects = [(self._heading(each), each.pk, each.delivered) for each in self.dossier.transfers]
        subjects.append((_("Of the whole exchange"), None, None))
        made = []
        for title, key, whole in subjects:
            if claims := [claim for claim in self.dossier.claims if claim.transfer_id == key]:
                made.append(comparison.compare(title, claims, whole))
        return made

    @cached_property
    def timeline(self) -> list[Event]:
        return timeline(self.dossier, self.user)

    @cached_property
    def history(self) -> Entries:
        """The book's entries, for those who may see who did what."""
        if FieldClass.STAFF not in self.user.field_classes_seen:
            return Entries()
        return History(self.dossier.ids, self.user, before=self.history_before).entries()

    @cached_property
    def sees_sources(self) -> bool:
        return self.user.has_perm(Permission.SOURCES_VIEW)

    @cached_property
    def may_adopt(self) -> bool:
        return self.user.has_perm(Permission.EXCHANGES_WRITE, self.exchange)

    @cached_property
    def may_void(self) -> bool:
        return self.user.has_perm(Permission.EXCHANGES_VOID, self.exchange)

    def _url(self, name: str, *args: Any) -> str:
        return reverse(f"exchanges:{name}", args=[self.exchange.pk, *args])

    def _move(self, status: str) -> Action:
        return Action(str(words.MOVE_LABELS[status]), self._url("move", status))

    def _heading(self, transfer: Transfer) -> str:
        return _("Returned to %(party)s") % {"party": transfer.to_party}

    def _ordinals(self) -> str:
        sourced = self.user.has_perm(Permission.SOURCES_VIEW)
        told = []
        for each in self.dossier.ordinals:
            who = [str(party) for party in (each.counted_by, each.source if sourced else None) if party]
            told.append(f"{each.value} ({', '.join(who)})" if who else str(each.value))
        return ", ".join(told)

    def _parts(self, pair: list[Transfer | None]) -> list[tuple[str, list[Any]]]:
        """Of the delivered, how many were military and civilians; not there before anybody was delivered."""
        if all(each is None or each.delivered is None for each in pair):
            return []
        return [
            (_("of them military"), [each and each.delivered_military for each in pair]),
            (_("of them civilians"), [each and each.delivered_civilian for each in pair]),
            (_("not told apart"), [_untold(each) for each in pair]),
        ]

    def _pair(self, pair: Iterable[Transfer | None]) -> list[tuple[str, list[Any]]]:
        pair = list(pair)
        rows = [
            (_("Handed over by"), [each and each.from_party for each in pair]),
            (_("Agreed"), [each and each.agreed for each in pair]),
            (_("Delivered"), [_delivered(each) for each in pair]),
            *self._parts(pair),
            (_("Composition as reported"), [each and each.composition for each in pair]),
        ]
        if "via" in visible_fields(Transfer, self.user):
            rows.append((_("Via"), [each and each.via for each in pair]))
        return [(label, [_none(each, value) for each, value in zip(pair, cells, strict=True)]) for label, cells in rows]


def _none(transfer: Transfer | None, value: Any) -> Any:
    return value if transfer else format_html('<span class="unknown">{}</span>', _("no transfer"))


def _delivered(transfer: Transfer | None) -> Any:
    if transfer is None or transfer.delivered is not None:
        return transfer and transfer.delivered
    label = words.UNKNOWN[CountStatus(transfer.count_status)]
    return format_html('<span class="unknown">{}</span>', label)


def _untold(transfer: Transfer | None) -> int | None:
    """Persons delivered of whom nobody said whether they are military or civilian."""
    if transfer is None or transfer.delivered is None:
        return None
    return transfer.delivered - (transfer.delivered_military or 0) - (transfer.delivered_civilian or 0)


def _listed(things: Iterable[Any]) -> str:
    return ", ".join(str(each) for each in things)


def _link(record: Model | None) -> SafeString | None:
    return record and format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)


def _links(records: Iterable[Model]) -> SafeString:
    return format_html_join(", ", '<a href="{}">{}</a>', ((each.get_absolute_url(), each) for each in records))
