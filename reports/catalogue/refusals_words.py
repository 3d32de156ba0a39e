"""What each figure, table, column and code of the refusals is called, and what it means."""

from django.utils.translation import gettext_lazy as _

from negotiations.list_enums import RefusalReason
from prisoners.enums import LegalCategory, ServiceBasis, Sex

WORDS = {
    "asked": (
        _("Asked about"),
        _("Names of whom the home side said whether it takes them: accepted and refused together."),
    ),
    "refused": (_("Refused"), _("Of them, those whom the home side does not take.")),
    "rate": (_("Refusal rate"), _("Those refused of those asked about; not told where nobody was asked about.")),
    "not_asked": (
        _("Not asked about"),
        _("Names decided without a word of the home side: neither accepted nor refused."),
    ),
    "requests": (_("Official requests"), _("Official requests of either side in the period.")),
    "requests_answered": (_("Requests answered"), _("Of them, those accepted or refused by the day.")),
    "requests_refused": (_("Requests refused"), _("Of them, those refused by the day.")),
    "requests_rate": (_("Share of requests refused"), _("Those refused of those answered.")),
    "reasons": (_("By reason"), _("Why the home side does not take them. Each refusal has one reason; they add up.")),
    "reason": (_("Reason"), ""),
    "share": (_("Share"), _("Of all refusals.")),
    "sides": (_("By side"), _("Whose persons they are: it is this side that takes them or not.")),
    "side": (_("Whose people"), ""),
    "side.none": (_("not known"), ""),
    "categories": (_("By legal category"), _("Of the captivity that was decided on.")),
    "category": (_("Legal category"), ""),
    "bases": (_("By service basis"), _("Of the captivity that was decided on.")),
    "basis": (_("Service basis"), ""),
    "sexes": (_("By sex"), _("Of the person who was decided on.")),
    "sex": (_("Sex"), ""),
    "branches": (_("By branch of service"), _("Of the unit of the captivity.")),
    "branch": (_("Branch of service"), ""),
    "branch.none": (_("not known"), ""),
    "months": (_("By month"), _("The month in which the list came.")),
    "month": (_("Month"), ""),
    "month.none": (_("not known"), ""),
    "answers": (
        _("Official requests and their answers"),
        _("By who made them, as answered by the day. What is said in public is no request and starts no clock."),
    ),
    "party": (_("Made by"), ""),
    "made": (_("Made"), _("Official requests made in the period.")),
    "answered": (_("Answered"), _("Accepted or refused by the day.")),
    "ignored": (_("Left without an answer"), _("Recorded as ignored.")),
    "waiting": (_("Waiting"), _("Neither answered nor withdrawn by the day.")),
    "median_days": (_("Median, days"), _("From the request to its answer.")),
    **{f"reason.{reason.value}": (reason.label, "") for reason in RefusalReason},
    **{f"category.{category.value}": (category.label, "") for category in LegalCategory},
    **{f"basis.{basis.value}": (basis.label, "") for basis in ServiceBasis},
    **{f"sex.{sex.value}": (sex.label, "") for sex in Sex},
    "category.unknown": (_("not known"), ""),
    "basis.unknown": (_("not known"), ""),
    "sex.unknown": (_("not known"), ""),
}
