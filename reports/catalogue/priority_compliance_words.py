"""What each figure, table and column of the compliance with the order of priority is called, and what it means."""

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: Tiers beyond this one share a column.
TIERS = 9
_EACH = _("Persons of this tier who came home in the exchange.")


def _numbered(number: int) -> str:
    return gettext("Tier %(number)s") % {"number": number}


_tier = lazy(_numbered, str)
WORDS = {
    "came_home": (_("Came home by name"), _("Persons whom the manifests of these exchanges name as handed over.")),
    "in_tiers": (_("Of them in a tier"), _("Those whom a rule of the policy of that day takes.")),
    "in_tiers_share": (_("Share in a tier"), _("Of those who came home by name.")),
    "first_tier": (
        _("Of them in the first tier"),
        _("Those who come before all others by the policy of the day on which they were handed over."),
    ),
    "first_share": (_("Share in the first tier"), _("Of those who came home by name.")),
    "exchanges_in": (_("Exchanges with names"), _("Completed hand-overs of the period whose manifest names somebody.")),
    "exchanges_out": (
        _("Exchanges without names"),
        _("Completed hand-overs of the period of which it is not on record who came home; of no tier here."),
    ),
    "unnamed": (
        _("Handed over without a name"),
        _("Persons delivered in the exchanges with names beyond those whom the manifests name, as far as known."),
    ),
    "tiers": (
        _("By tier"),
        _(
            "Who came home in the period by their tier on the day of the hand-over, beside those held still by their "
            "tier on the day of the report. Where the policy changed, each stands by the policy of its day."
        ),
    ),
    "tier": (_("Tier"), _("1 comes first.")),
    "tier.none": (_("no tier"), ""),
    "returned": (_("Came home"), _("Persons named as handed over in the period.")),
    "share": (_("Of those who came home"), _("In percent.")),
    "held": (_("Held still"), _("Persons of the tier held on the day, by the policy in force then.")),
    "held_share": (_("Of those held still"), _("In percent.")),
    "returned_share": (
        _("Returned of the tier"),
        _("Those who came home in the period, of these and those held still together."),
    ),
    "exchanges": (
        _("Exchange by exchange"),
        _("Persons named as handed over, by their tier on that day, the latest exchange first."),
    ),
    "shares": (
        _("Exchange by exchange, in percent"),
        _("The share of each tier among the persons named. Rounded to a tenth, so a row may add up to 99.9 or 100.1."),
    ),
    "exchange": (_("Exchange"), _("By our own number, with the formula as reported.")),
    "date": (_("Date"), _("The day of the hand-over.")),
    "delivered": (_("Delivered"), _("As it is said; blank where that is withheld or not stated.")),
    "named": (_("By name"), _("Persons whom the manifest names as handed over.")),
    **{f"tier_{n}": (_tier(n), _EACH) for n in range(1, TIERS + 1)},
    "later_tiers": (_("Later tiers"), _EACH),
    "no_tier": (_("No tier"), _("Persons whom no rule of the policy of that day took.")),
}
