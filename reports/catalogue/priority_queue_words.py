"""What each figure, table, column and code of the priority queue is called, and what it means."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "held": (_("Held"), _("Persons held on the day; those missing and not known to be elsewhere are among them.")),
    "in_tiers": (_("In a tier"), _("Of them, those whom at least one rule of the policy takes.")),
    "no_tier": (_("In no tier"), _("Of them, those whom no rule takes; they come after all others.")),
    "first_tier": (_("In the first tier"), _("Of them, those who come before all others.")),
    "first_longest": (
        _("Longest in the first tier, days"),
        _("Days since the earliest capture that is known among those in the first tier."),
    ),
    "tiers": (
        _("By tier"),
        _("The best tier of each person; they add up to those held. Inside a tier those held longest come first."),
    ),
    "tier": (_("Tier"), _("1 comes first.")),
    "tier.none": (_("no tier"), ""),
    "rules": (
        _("By the rule that matched"),
        _("The first rule of the policy that takes the person. Two rules of one tier are alternatives."),
    ),
    "rule": (_("Rule"), _("Why somebody has the tier.")),
    "rule.none": (_("no rule"), ""),
    "persons": (_("Persons"), _("Persons held on the day.")),
    "unknown_start": (_("Capture not dated"), _("Of them, those of whom no day of capture is known; they come last.")),
    "median_days": (_("Median, days"), _("Days held; of those whose day of capture is known.")),
    "longest_days": (_("Longest, days"), _("Days held; of those whose day of capture is known.")),
    "queue": (
        _("The first of the queue"),
        _("In order, each with the rule that matched. Names stand in the files, for those who may see them."),
    ),
    "names": (_("The first of the queue by name"), _("In order, each with the rule that matched.")),
    "place": (_("Place"), _("In the whole order, from 1.")),
    "person": (_("Person"), ""),
    "captured": (_("Captured"), _("As far as it is known.")),
    "days": (_("Days held"), _("Blank where no day of capture is known.")),
}
