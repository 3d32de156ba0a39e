"""What each figure, table, column and code of the eligible held persons is called, and what it means."""

from django.utils.translation import gettext_lazy as _

from prisoners.enums import LegalCategory, ServiceBasis
from prisoners.queries.bands import Band
from reports.catalogue.flow_words import WORDS as OF_FLOW
from reports.queries import eligible_held as stands

WORDS = {
    **OF_FLOW,
    "held": (
        _("Held by us or missing"),
        _("Persons of the other side whom we hold on the day, those missing among them."),
    ),
    "eligible": (_("Eligible"), _("Persons whom a plan of an exchange may propose.")),
    "standings": (
        _("Who may be proposed, and why not"),
        _("Each person in one line; they add up to those held by us."),
    ),
    "standing": (_("Stands"), _("The first line that holds of a person, from the top.")),
    f"standing.{stands.ELIGIBLE}": (_("eligible"), ""),
    f"standing.{stands.ON_MANIFEST}": (_("on a manifest already"), ""),
    f"standing.{stands.DECLINED}": (_("declined to return"), ""),
    f"standing.{stands.MISSING}": (_("missing, not known as held"), ""),
    f"standing.{stands.MEDICAL}": (_("wounded or sick: home by law"), ""),
    f"standing.{stands.CIVILIAN}": (_("civilian: to be released"), ""),
    f"standing.{stands.OTHER}": (_("medic, chaplain: to be released"), ""),
    "bases": (_("Eligible, by service basis"), _("They add up to those eligible.")),
    "basis": (_("Service basis"), ""),
    "basis.unknown": (_("not known"), ""),
    "categories": (_("Eligible, by legal category"), _("They add up to those eligible.")),
    "category": (_("Legal category"), ""),
    "bands": (_("Eligible, by time held"), _("From the capture to the day, by the calendar; they add up.")),
    "band": (_("Time held"), ""),
    "persons": (_("Persons"), ""),
    **{f"basis.{basis}": (basis.label, "") for basis in ServiceBasis},
    **{f"category.{category}": (category.label, "") for category in LegalCategory},
    **{f"band.{band}": (band.label, "") for band in Band},
}
