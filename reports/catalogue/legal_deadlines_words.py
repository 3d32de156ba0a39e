"""What each figure, table, column and code of the report of deadlines is called, and what it means."""

from django.utils.translation import gettext_lazy as _

from prisoners.queries.deadlines import Deadline, Standing

MEANINGS = {
    Standing.IN_TIME: _("Done on the last day of the time or before."),
    Standing.LATE: _("Done after the time was over."),
    Standing.RUNNING: _("Not done, and the time is not over on the day."),
    Standing.OVERDUE: _("Not done, and the time was over before the day."),
    Standing.UNKNOWN: _("The day from which the time runs is not on record, or that on which it was done."),
}
WORDS = {
    "known_held": (
        _("Known to be held"),
        _("Persons held on the day of whom more is known than that they are missing."),
    ),
    "concerned": (_("Something overdue"), _("Persons known to be held of whom at least one deadline is overdue.")),
    "deadlines": (
        _("Deadline by deadline"),
        _("Each person whom a deadline concerns once; the five ways in which it may stand add up to them."),
    ),
    "deadline": (_("Deadline"), ""),
    "persons": (_("Persons"), _("Persons known to be held whom the deadline concerns.")),
    "longest": (_("Longest overdue, days"), _("Days since the time was over for the person who has waited longest.")),
    "bands": (_("For how long overdue"), _("What is overdue on the day, by the days since the time was over.")),
    "month": (_("Up to 30 days"), ""),
    "quarter": (_("31–91 days"), ""),
    "year": (_("92–365 days"), ""),
    "longer": (_("More than a year"), ""),
    "powers": (
        _("Against whom"),
        _("What is overdue by the detaining Power, which answers whoever holds a person (GC III art. 12)."),
    ),
    "power": (_("Detaining Power"), ""),
    "power.none": (_("not known"), ""),
    **{each.value: (each.label, MEANINGS[each]) for each in Standing},
    **{each.value: (each.label, "") for each in Deadline},
    **{f"deadline.{each.value}": (each.label, "") for each in Deadline},
}
