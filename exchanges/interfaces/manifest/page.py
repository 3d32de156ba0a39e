"""The head of a manifest's page: both directions beside each other in numbers, and what was frozen."""

from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.pieces import Chip
from exchanges.domain.manifest.approving import APPROVED_IN
from exchanges.enums import FINAL, ExchangeStatus
from exchanges.interfaces.manifest import words
from exchanges.manifest_enums import EntryCategory, EntryStatus
from exchanges.models import Exchange, Transfer
from exchanges.queries.manifest.entries import Tally


@dataclass(frozen=True)
class Way:
    """One direction: its head, the numbers, chips that lead to the entries of a state, and what may be done."""

    head: str
    tally: Tally
    states: list[tuple[Chip, int, str]]
    places: str
    mix: str

    @property
    def transfers(self) -> list[Transfer]:
        return self.tally.transfers


def ways(tallies: list[Tally]) -> list[Way]:
    """The two columns."""
    return [Way(_head(each), each, _states(each), _places(each), _mix(each)) for each in tallies]


def _head(tally: Tally) -> str:
    parties = list(dict.fromkeys(str(transfer.to_party) for transfer in tally.transfers))
    return _("To %(party)s") % {"party": ", ".join(parties)} if parties else str(tally.direction.label)


def _states(tally: Tally) -> list[tuple[Chip, int, str]]:
    return [
        (words.state_chip(state), tally.states[state], "?" + urlencode({"direction": tally.direction, "status": state}))
        for state in EntryStatus
        if tally.states[state]
    ]


def _places(tally: Tally) -> str:
    """How the number of people going fits the number agreed."""
    if (places := tally.places) is None:
        return ""
    if places < 0:
        told = ngettext("%(number)s more than agreed", "%(number)s more than agreed", -places)
        return told % {"number": -places}
    if not places:
        return _("as many as agreed")
    return ngettext("%(number)s place is open", "%(number)s places are open", places) % {"number": places}


def _mix(tally: Tally) -> str:
    """Of those going, who stands outside any ratio: civilians are released, the sick repatriated."""
    civilians, medical = tally.categories[EntryCategory.CIVILIAN], tally.categories[EntryCategory.MEDICAL]
    told = []
    if civilians:
        said = ngettext("%(number)s civilian is released", "%(number)s civilians are released", civilians)
        told.append(said % {"number": civilians})
    if medical:
        said = ngettext(
            "%(number)s is repatriated on medical grounds", "%(number)s are repatriated on medical grounds", medical
        )
        told.append(said % {"number": medical})
    return ", ".join(told)


def is_open(exchange: Exchange) -> bool:
    """Whether its manifest may still change."""
    return not exchange.is_voided and exchange.status not in FINAL


def takes_nominations(exchange: Exchange, *, is_frozen: bool) -> bool:
    """Whether people may be nominated: not once it was approved, unless it is talked over anew."""
    return is_open(exchange) and (not is_frozen or exchange.status == ExchangeStatus.POSTPONED)


def may_be_approved(exchange: Exchange, tallies: list[Tally]) -> bool:
    """Whether somebody waits for approval, and the exchange is where a manifest is approved."""
    waits = any(each.states[EntryStatus.NOMINATED] for each in tallies)
    return waits and is_open(exchange) and exchange.status in APPROVED_IN
