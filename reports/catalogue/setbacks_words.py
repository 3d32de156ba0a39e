"""The words of derailed and postponed exchanges."""

from django.utils.translation import gettext_lazy as _

from exchanges.enums import ExchangeStatus
from reports.catalogue import gaps

WORDS: dict[str, tuple[str, str]] = {
    **gaps.WORDS,
    "failure_rate": (
        _("Derailed or cancelled"),
        _("Those that ended without anybody handed over, of all that ended."),
    ),
    "ended": (_("Ended"), _("Carried out in whole or in part, derailed or cancelled.")),
    "completed": (_("Carried out"), _("In whole or in part; a stage counts as one, its exchange not again.")),
    "derailed": (_("Derailed"), _("Agreed, and then not carried out.")),
    "cancelled": (_("Cancelled"), _("Called off by one side or both.")),
    "postponed": (
        _("Postponed"),
        _("Put off at least once, whatever became of it later. In a table, for the reason of the row."),
    ),
    "waiting": (_("Postponed still"), _("Put off, and neither carried out nor given up yet.")),
    "attempts_per_completed": (
        _("Attempts for one carried out"),
        _("The mean over those carried out of how many times each was tried."),
    ),
    "reasons": (
        _("Why"),
        _(
            "Exchanges by the reason given. One that was postponed for two reasons stands under both; the sum counts "
            "it once."
        ),
    ),
    "setback_reason": (_("Reason"), _("From the list of reasons; a headquarters adds its own.")),
    "setback_reason.none": (_("no reason from the list"), ""),
    "together": (_("Exchanges"), _("Each exchange once, however often it was set back for the reason.")),
    "years": (_("Year by year"), _("By the day of the hand-over, or the day planned for one that did not take place.")),
    "year": (_("Year"), ""),
    "attempts": (_("Attempts"), _("Exchanges carried out, by how many attempts they took.")),
    "tries": (_("Attempts made"), _("The failed ones linked right before it, and itself.")),
    "setbacks": (_("Exchange by exchange"), _("Every exchange that was set back, and what came of it.")),
    "date": (_("Date"), _("The day of the hand-over, or the day planned for one that did not take place.")),
    "exchange": (_("Exchange"), _("By our own number, with the formula as reported.")),
    "status": (_("State"), _("Its state now.")),
    **{f"status.{status.value}": (status.label, "") for status in ExchangeStatus},
    "times_postponed": (_("Times postponed"), _("How often it was put off, by the book of changes.")),
    "next": (_("Next attempt"), _("The exchange by which it was tried again.")),
    "came_of_it": (_("What came of it"), _("In it, or in the attempts after it.")),
    "came_of_it.carried_out": (_("carried out in the end"), ""),
    "came_of_it.waits": (_("not over yet"), ""),
    "came_of_it.nothing": (_("nobody came home"), ""),
}
