"""What an exchange comes to, in words and figures: for who proposes its completion and for who approves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import acts
from accounts.enums import ApprovalState
from accounts.models import Approval, User
from accounts.models.record import name_for
from common.panels import Panel
from common.reading import Surface, shown
from exchanges.enums import COMPLETE, SETBACKS, CountStatus, ExchangeStatus, Measure
from exchanges.interfaces import comparison, words
from exchanges.manifest_enums import LIVE, EntryOutcome, EntryStatus
from exchanges.models import Claim, Exchange, ManifestEntry
from exchanges.queries.completion import Figures, figures, not_handed_over
from prisoners.models import Person

#: Persons named on the page of an approval; the others are on the manifest.
NAMED = 50
Row = tuple[str, list[Any]]


@dataclass(frozen=True)
class Missed:
    """Somebody who is not handed over, or cannot be: the person in words, with the reason."""

    name: str
    url: str
    state: str
    note: str


class Completion:
    """The figures of an exchange as the template `exchanges/_completion.html` shows them to one reader."""

    def __init__(self, exchange: Exchange, user: User, rest: str = "") -> None:
        self.exchange, self.user, self.rest = exchange, user, rest

    @cached_property
    def figures(self) -> list[Figures]:
        return figures(self.exchange, self.rest, self.user)

    @property
    def has_manifest(self) -> bool:
        """Whether anybody is named at all: of the public record nobody is."""
        return any(each.named or each.missed for each in self.figures)

    @cached_property
    def heads(self) -> list[str]:
        return [_("Returned to %(party)s") % {"party": each.transfer.to_party} for each in self.figures]

    @property
    def transfers(self) -> list[list[Row]]:
        """One table, a column for each transfer."""
        return [self.rows]

    @cached_property
    def rows(self) -> list[Row]:
        rows = [(_("Agreed"), [each.transfer.agreed for each in self.figures]), *self._claimed()]
        rows.append((_("Delivered, as counted"), [_count(each) for each in self.figures]))
        if not self.has_manifest:
            return rows
        rows.append((_("Named on the manifest"), [each.named for each in self.figures]))
        rows.append((_("Unnamed"), [_unnamed(each) for each in self.figures]))
        rows += self._counted(EntryOutcome, "outcomes", _("Named: %(what)s"))
        rows.append((_("Named: military"), [each.military for each in self.figures]))
        rows.append((_("Named: civilians"), [each.civilian for each in self.figures]))
        rows += self._counted(EntryStatus, "missed", _("Not handed over: %(what)s"))
        if any(each.out_of_sight for each in self.figures):
            rows.append((_("Named, not shown to you"), [each.out_of_sight for each in self.figures]))
        return rows

    @cached_property
    def problems(self) -> list[str]:
        """What makes it impossible, in sentences."""
        return [
            _("%(party)s: %(number)d of those named are not held any more.")
            % {"party": each.transfer.to_party, "number": each.over}
            for each in self.figures
            if each.over
        ]

    @cached_property
    def missed(self) -> list[Missed]:
        """The first of those who are not handed over, and why, of whom the reader may see."""
        rows = not_handed_over(self.exchange, self.user, self.rest)[:NAMED]
        shown(Person, [row.captivity.person_id for row in rows], Surface.LIST)
        return [_missed(row, self.user) for row in rows]

    @property
    def are_more(self) -> bool:
        """Whether there are more of them than are named here."""
        return len(self.missed) == NAMED

    def _claimed(self) -> list[Row]:
        """What each side says was delivered, beside ours."""
        keys = [each.transfer.pk for each in self.figures]
        claims = Claim.objects.visible_to(self.user).standing().filter(transfer__in=keys, measure=Measure.DELIVERED)
        said: dict[str, dict[Any, str]] = {}
        for claim in claims.filter(axis="").select_related("claimed_by", "source").order_by("pk"):
            said.setdefault(comparison.claimant(claim), {})[claim.transfer_id] = comparison.figure(claim)
        label = _("Delivered, as %(who)s says")
        return [(label % {"who": who}, [by_transfer.get(key) for key in keys]) for who, by_transfer in said.items()]

    def _counted(self, choices: Any, name: str, label: str) -> Iterable[Row]:
        for choice in choices:
            numbers = [getattr(each, name)[choice] for each in self.figures]
            if any(numbers):
                yield label % {"what": choice.label}, numbers


def what_becomes_of_manifest(exchange: Exchange, to: ExchangeStatus) -> str:
    """What a setback does to those on the manifest; blank where it names nobody."""
    number = sum(each.missed[status] for each in figures(exchange) for status in LIVE)
    if not number or to not in SETBACKS:
        return ""
    if to == ExchangeStatus.POSTPONED:
        told = ngettext("%(number)d stays on the manifest.", "%(number)d stay on the manifest.", number)
    else:
        told = ngettext(
            "%(number)d on the manifest is let go, and free to go in another exchange.",
            "%(number)d on the manifest are let go, and free to go in another exchange.",
            number,
        )
    return told % {"number": number}


def recorded_as_before(exchange: Exchange) -> list[str]:
    """What voiding does to those whom the manifest names, in a sentence; none where it names nobody."""
    number = sum(each.named for each in figures(exchange))
    told = ngettext(
        "%(number)d person handed over is recorded as before, and held still.",
        "%(number)d persons handed over are recorded as before, and held still.",
        number,
    )
    return [told % {"number": number}] if number else []


def figures_of_approval(approval: Approval, request: HttpRequest) -> Panel | None:
    """The figures of an exchange that is to be completed or voided, on the page of the approval."""
    if approval.subject_model != Exchange._meta.label_lower or approval.act not in (COMPLETE, acts.VOID):
        return None
    exchange = Exchange.objects.visible_to(request.user).filter(pk=approval.subject_id).first()
    if exchange is None:
        return None
    waits = approval.state == ApprovalState.PROPOSED and approval.act == COMPLETE
    completion = Completion(exchange, request.user, approval.arguments.get("rest", "") if waits else "")
    context = {"completion": completion, "waits": waits}
    return Panel("figures", gettext_lazy("Who is handed over"), "exchanges/_completion.html", context)


def _count(each: Figures) -> Any:
    if each.count is not None:
        return each.count
    return words.UNKNOWN[CountStatus(each.transfer.count_status)]


def _unnamed(each: Figures) -> Any:
    """How many were delivered whom nobody names; where more are named than were delivered, that."""
    if each.excess:
        return _("%(number)d more are named than delivered") % {"number": each.excess}
    return _("the number delivered is not known") if each.unnamed is None else each.unnamed


def _missed(row: ManifestEntry, user: User) -> Missed:
    person = row.captivity.person
    state = capfirst(str(row.get_status_display()))
    return Missed(name_for(person, user), row.get_absolute_url(), state, row.status_note)
