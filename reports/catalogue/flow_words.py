"""What each figure and column of the flow is called, and what it means."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "held": (_("Held"), _("Persons held at the end of the day, or of the month, as the backlog counts them.")),
    "clearance": (
        _("Clearance time, months"),
        _("Those held divided by the mean monthly returns of the last twelve months; blank where nobody returned."),
    ),
    "captured": (_("Captured"), _("Persons captured in the time, whatever became of them.")),
    "confirmed": (
        _("Confirmed"),
        _("Persons first confirmed as held in the time; who was entered as confirmed has no day of it."),
    ),
    "returned": (_("Returned"), _("Persons returned or released in the time.")),
    "died": (_("Died"), _("Persons who died in captivity in the time.")),
    "other": (_("Other ends"), _("Escapes, parole, internment in a neutral country, staying by own choice.")),
    "change": (_("Change of those held"), _("By how many more are held at the end than at the beginning.")),
    "returned_in_year": (
        _("Returned in 12 months"),
        _("Persons returned or released in the twelve months up to the day."),
    ),
    "undated_captures": (
        _("Capture not dated"),
        _("Persons ever captured on an unknown day, also those who are home: in no month."),
    ),
    "undated_ends": (_("End not dated"), _("Captivities that ended on an unknown day: in no month.")),
    "flow": (
        _("Month by month"),
        _("Captures, confirmations and ends by the month in which they happened, and those held at its end."),
    ),
    "month": (_("Month"), ""),
}
