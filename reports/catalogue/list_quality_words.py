"""What each figure, table, column and code of the quality of lists is called, and what it means."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negotiations.list_enums import EntryVerdict, ListKind

V = EntryVerdict
WORDS = {
    "lists": (_("Lists"), _("Lists that came in up to the day, in the period that is asked for.")),
    "entries": (
        pgettext_lazy("of a person", "Names"),
        _("Entries of these lists, each row as it came; a row that stands twice counts twice."),
    ),
    "decided": (_("Decided"), _("Entries of which people decided what they are.")),
    "waiting": (_("Not decided yet"), _("Entries of which nobody has decided yet what they are.")),
    "fit": (
        _("Can be exchanged"),
        _("Entries found to be somebody who is held and can be exchanged, those captured again among them."),
    ),
    "returned": (_("Already returned"), _("Entries found to be somebody who came home before.")),
    "civilians": (_("Civilians"), _("Entries found to be civilians, who are released and never exchanged.")),
    "errors": (
        _("Errors of the list"),
        _("Entries with an identity given wrongly, of nobody known here, or that stand on the list twice."),
    ),
    "fit_share": (_("Share that can be exchanged"), _("Of those decided.")),
    "returned_share": (_("Share already returned"), _("Of those decided.")),
    "civilian_share": (_("Share of civilians"), _("Of those decided.")),
    "error_share": (_("Share of errors"), _("Of those decided.")),
    "claimed": (
        _("Names, as claimed"),
        _("As many as the list was said to hold; blank where nobody said so. Set beside the rows that came."),
    ),
    "median_days": (
        _("Median days to the answer"),
        _("From the day on which an official list came to the day of its answer. Other lists start no clock."),
    ),
    "verdicts": (
        _("By verdict"),
        _("What people found of each name. The rows add up to all names of these lists."),
    ),
    "verdict": (_("Verdict"), ""),
    "share": (_("Share"), _("Of all names of these lists.")),
    "by_list": (
        _("List by list"),
        _("Each list that came in, the latest first, and how far it is decided. Blank is not known, which is no zero."),
    ),
    "list_verdicts": (
        _("List by list, by verdict"),
        _("The names of each list by what people found of them; those not decided yet or out of sight have none."),
    ),
    "list": (_("List"), _("By the number in our register.")),
    "list.none": (_("none"), ""),
    "title": (_("Title"), _("As the list was registered.")),
    "received_on": (_("Received"), _("The day on which it came; blank where it is not known.")),
    "days": (_("Days to the answer"), _("Blank where it is not answered, or a day is not known.")),
    "out_of_sight": (
        _("Decided, out of sight"),
        _("Decided on somebody of whom the reader may not be told; of no verdict here."),
    ),
    "turnaround": (
        _("How long an answer takes"),
        _("Official lists by who sent them: only these start a clock. A list without an answer waits until the day."),
    ),
    "party": (_("Sent by"), ""),
    "official": (_("Official lists"), _("Lists that came by the agreed channel.")),
    "answered": (_("Answered"), _("Of them, those whose answer had gone out by the day.")),
    "unanswered": (_("Not answered"), _("Of them, those whose answer had not gone out by the day.")),
    "longest_days": (_("Longest, days"), _("The longest time to an answer.")),
    "longest_waiting": (
        _("Longest wait, days"),
        _("From the day on which the oldest list without an answer came to the day of the report."),
    ),
    **{f"verdict.{verdict.value}": (verdict.label, "") for verdict in V},
    "verdict.waiting": (_("not decided yet"), ""),
    "verdict.out_of_sight": (_("decided, out of sight"), ""),
    **{verdict.value: (verdict.label, _("Entries of this verdict.")) for verdict in V},
    **{f"kind.{kind.value}": (kind.label, "") for kind in ListKind},
}
