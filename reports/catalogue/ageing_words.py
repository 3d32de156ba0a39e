"""What each figure, table and column of ageing is called, and what it means."""

from django.utils.translation import gettext_lazy as _

from reports.catalogue.backlog_words import WORDS as OF_BACKLOG

WORDS = {
    **{key: words for key, words in OF_BACKLOG.items() if key.partition(".")[0] in {
        "median", "p90", "longest", "unknown_start", "bands", "band", "category", "sex", "branch", "cohort", "persons",
    }},
    "held": (_("Held"), _("Persons held on the day; those missing and not known to be elsewhere are among them.")),
    "starts": (
        _("By month of capture"),
        _("Those captured in each month, and how many of them are held on the day; without those of unknown days."),
    ),
    "month": (_("Month of capture"), ""),
    "captured": (_("Captured"), _("Persons captured in the month, whatever became of them.")),
    "share_held": (_("Held still"), _("Persons held on the day, of those captured in the month.")),
    "dated": (_("Of known day"), _("Of them, those of whom the day of capture is known: ages are of these.")),
    "categories": (_("By legal category"), _("Each person once; they add up to those held.")),
    "sexes": (_("By sex"), _("Each person once; they add up to those held.")),
    "branches": (_("By branch of service"), _("By the branch of the unit. Each person once; they add up.")),
    "cohorts": (
        _("By cohort"),
        _("A person may belong to several cohorts or to none, so that these do not add up to those held."),
    ),
}  # fmt: skip
