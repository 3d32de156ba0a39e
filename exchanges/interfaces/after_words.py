"""How the dead and what was passed on are put into words."""

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.pieces import Chip
from exchanges.after_enums import RemainsResult
from exchanges.enums import CountStatus
from exchanges.interfaces.comparison import SIGNS
from exchanges.interfaces.words import UNKNOWN
from exchanges.models import InformationTransfer, RemainsIdentification, RemainsTransfer

TONES = {RemainsResult.IDENTIFIED: "good", RemainsResult.OTHER_SIDE: "warning", RemainsResult.UNIDENTIFIED: "neutral"}


def result_chip(found: RemainsIdentification) -> Chip:
    """What the examination came to."""
    return Chip(str(found.get_result_display()), TONES[RemainsResult(found.result)])


def received(transfer: RemainsTransfer) -> str:
    """How many bodies, or why there is no number."""
    if transfer.received is None:
        return str(UNKNOWN[CountStatus(transfer.count_status)])
    return localize(transfer.received)


def progress_chip(transfer: RemainsTransfer) -> Chip:
    """How far the dead are identified."""
    if transfer.received is None:
        return Chip(_("%(number)s identified") % {"number": localize(transfer.identified)}, "neutral")
    told = {"number": localize(transfer.identified), "whole": localize(transfer.received)}
    done = transfer.received and transfer.identified + transfer.other_side >= transfer.received
    return Chip(_("%(number)s of %(whole)s identified") % told, "good" if done else "active")


def how_many(passed: InformationTransfer) -> str:
    """The number as it was put; blank where none is known."""
    return "" if passed.count is None else SIGNS[passed.qualifier] + localize(passed.count)


def parts(transfer: RemainsTransfer) -> list[tuple[str, int, str]]:
    """(label, number, tone) of what the bodies are known to be; those without a result are the rest of all received."""
    found = [
        (str(RemainsResult.IDENTIFIED.label), transfer.identified, "good"),
        (str(RemainsResult.OTHER_SIDE.label), transfer.other_side, "warning"),
        (str(RemainsResult.UNIDENTIFIED.label), transfer.unidentified, "neutral"),
    ]
    examined = sum(number for _label, number, _tone in found)
    if transfer.received is not None:
        found.append((pgettext("of bodies", "without a result yet"), transfer.received - examined, "active"))
    return found
