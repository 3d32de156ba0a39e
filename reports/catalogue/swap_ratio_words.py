"""The words of the swap ratio: what each figure, table, column and code is called, and what it means."""

from django.utils.translation import gettext_lazy as _

from exchanges.enums import ExchangeKind
from reports.catalogue import gaps

WORDS: dict[str, tuple[str, str]] = {
    **gaps.WORDS,
    # Figures and columns
    "ratio": (
        _("Swap ratio"),
        _("The sum to us : the sum to them, both as they are and reduced to one person to them."),
    ),
    "decimal": (
        _("As a decimal"),
        _("The sum to us divided by the sum to them; empty where the return was one-sided."),
    ),
    "to_us": (
        _("To us"),
        _(
            "Persons delivered to us in the exchanges that are in the sum, civilians included unless only "
            "the military are counted."
        ),
    ),
    "to_them": (_("To them"), _("Persons delivered to the other side in the same exchanges.")),
    "exchanges_in": (_("Exchanges in the sum"), _("Completed hand-overs of which both directions are known.")),
    "exchanges_out": (
        _("Exchanges left out"),
        _(
            "Planned or carried out in the period, but not in the sum; the table "
            "“Left out of the sum” gives the reason of each."
        ),
    ),
    "median": (
        _("Median of single ratios"),
        _(
            "The middle one of the ratios of single exchanges, each counting the same "
            "whatever its size; one-sided returns have no ratio."
        ),
    ),
    "balance": (_("Balance"), _("Persons to us less persons to them.")),
    "cumulative": (_("Balance so far"), _("The balance added up over time from the start of the period.")),
    "month": (_("Month"), _("The month of the hand-over.")),
    "year": (_("Year"), _("The year of the hand-over.")),
    "kind": (_("Kind"), _("What kind of exchange it was recorded as.")),
    "format": (_("Format"), _("Whether official running totals count it.")),
    "mediator": (
        _("Mediator"),
        _("An exchange with two mediators counts with each of them, so the rows add up to more than the whole."),
    ),
    "variant": (_("Who is counted"), _("The same sum over other persons or other exchanges.")),
    "reason": (_("Left out because"), _("The first reason that applies.")),
    "which": (_("Which"), _("The exchanges themselves.")),
    "date": (_("Date"), _("The day of the hand-over, or the day planned for one that did not take place.")),
    "exchange": (_("Exchange"), _("By our own number, with the formula as reported.")),
    # Tables
    "groups": (_("Sums by group"), _("The same definition within each group; the last row is the whole.")),
    "variants": (
        _("Variants"),
        _(
            "All persons; only the military, of exchanges that tell the military of both directions; "
            "without medical and unilateral returns, which are not given for something."
        ),
    ),
    "left_out": (_("Left out of the sum"), _("Every exchange of the period that is not in the sum, with the reason.")),
    "exchanges": (
        _("Exchange by exchange"),
        _("Every hand-over of the period; the balance grows only by those in the sum."),
    ),
    # Codes
    **{f"kind.{kind.value}": (kind.label, "") for kind in ExchangeKind},
    "format.counted": (_("counted in the format"), ""),
    "format.beside": (_("beside the format"), ""),
    "variant.all": (_("all persons"), ""),
    "variant.military": (_("military only"), ""),
    "variant.reciprocal": (_("without medical and unilateral"), ""),
    "reason.derailed": (_("derailed"), ""),
    "reason.cancelled": (_("cancelled"), ""),
    "reason.postponed": (_("postponed"), ""),
    "reason.not_completed": (_("not completed yet"), ""),
    "reason.not_reciprocal": (_("medical or unilateral"), ""),
    "reason.withheld": (_("number withheld by the sides"), ""),
    "reason.both_unknown": (_("neither direction stated"), ""),
    "reason.one_way": (_("one direction only"), ""),
    "reason.to_us_unknown": (_("number to us not stated"), ""),
    "reason.to_them_unknown": (_("number to them not stated"), ""),
    "reason.military_unknown": (_("military not stated apart"), ""),
}
