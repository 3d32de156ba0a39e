"""Words for the states of captivities, and how long somebody has been held."""

import datetime

from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.translation import gettext as _

from common import clock
from common.partial_dates import Precision
from common.pieces import Chip
from prisoners.enums import CaptivityStatus as S
from prisoners.models import Captivity, Person, Withholding

TONES: dict[str, str] = {
    S.MISSING: "warning",
    S.CLAIMED: "active",
    S.CONFIRMED: "active",
    S.LISTED: "active",
    S.RETURNED: "good",
    S.RELEASED: "good",
    S.PAROLED: "good",
    S.ESCAPED: "good",
    S.INTERNED: "neutral",
    S.STAYED: "neutral",
    S.DIED: "bad",
    S.NOT_CAPTIVE: "neutral",
}
#: The sign of an invented record in a row.
SYNTHETIC = "◇"


def status_chip(captivity: Captivity | None) -> Chip:
    """The state of a captivity in words, and its tone."""
    if captivity is None:
        return Chip(_("no captivity recorded"), "neutral")
    if captivity.is_voided:
        return Chip(_("voided"), "bad")
    return Chip(str(S(captivity.status).label), TONES.get(captivity.status, "neutral"))


def person_chip(person: Person) -> Chip:
    """The state that a person is in: that of the latest captivity."""
    if person.is_voided:
        return Chip(_("voided"), "bad")
    if person.merged_into_id:
        return Chip(_("merged"), "neutral")
    return status_chip(person.latest_captivity)


def marked(person: Person) -> str:
    """What a person is called, with a sign where the record is invented: in a row the word would take a line."""
    if not person.is_synthetic:
        return person.called
    return format_html(
        '{}&nbsp;<span class="synthetic" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        person.called, _("Synthetic record: nobody real."), SYNTHETIC, _("synthetic"),
    )  # fmt: skip


def withholding_chip(withholding: Withholding) -> Chip:
    """Whether a withholding holds today, is over, or begins later."""
    if withholding.holds:
        return Chip(_("withheld now"), "warning")
    return Chip(_("begins later") if withholding.since > clock.today() else _("ended"), "neutral")


def days_held(captivity: Captivity | None, today: datetime.date | None = None) -> int | None:
    """Days between capture and end, or until today; None where that is not known or never was.

    At least so many: of a date known to the month, the last day counts.
    """
    held = captivity.surely_held if captivity else None
    if held is None or held.isempty or held.lower is None:
        return None
    return ((held.upper or today or clock.today()) - held.lower).days


def days_held_words(captivity: Captivity | None) -> str:
    """Days held as a number, with “at least” before one that rests on a date half known; blank where not known."""
    days = days_held(captivity)
    if days is None:
        return ""
    return localize(days) if captivity.captured_on_precision == Precision.DAY else f"≥ {localize(days)}"
