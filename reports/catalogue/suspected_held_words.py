"""What each figure, table, column and code of the report of those suspected held is called, and what it means."""

from django.utils.translation import gettext_lazy as _

from negotiations.enums import Qualifier
from prisoners.enums import OPEN

STATUS = {status.value: (status.label, "") for status in OPEN} | {
    "unrecorded": (
        _("not on record"),
        _("The status on that day is not known: what is on record begins when the captivity was over."),
    )
}
WORDS = {
    "held": (_("Held"), _("Persons held on the day; those missing and not known to be elsewhere are among them.")),
    "only_missing": (
        _("Only missing"),
        _("Of those held, whom nobody has said to be held: their status is “missing”."),
    ),
    "share_missing": (_("Share only missing"), _("Of those held.")),
    "no_region": (_("No region known"), _("Held, and neither a place of a known region nor a region is recorded.")),
    "undeclared": (
        _("At places not declared"),
        _("Held at a place of which it is recorded that the detaining Power did not declare it (GC III art. 23)."),
    ),
    "regions": (
        _("By region and status"),
        _("The region of the latest detention that is recorded up to the day. Each person once; they add up."),
    ),
    "region": (_("Region"), ""),
    "region.none": (_("not known"), ""),
    "statuses": (_("By status"), _("How much was known of each on the day. Each person once; they add up.")),
    "status": (_("Status"), ""),
    "sites": (
        _("By kind of site"),
        _("Whether the detaining Power declared the place. Each person once; they add up."),
    ),
    "site": (_("Site"), ""),
    "site.declared": (_("declared"), ""),
    "site.undeclared": (_("not declared"), ""),
    "site.unsaid": (_("not known whether declared"), ""),
    "site.nowhere": (_("no place known"), ""),
    "persons": (_("Persons"), _("Persons held on the day.")),
    "claims": (
        _("What is claimed of the places"),
        _("Figures that somebody said of how many are held there, each beside ours. They are added to nothing."),
    ),
    "place": (_("Place"), ""),
    "place.none": (_("not known"), ""),
    "of_status": (_("Of whom"), _("All who are held there, or only those of an official status.")),
    "of_status.all": (_("all"), ""),
    "qualifier": (_("Meant as"), ""),
    "number": (_("Number claimed"), ""),
    "ours": (_("Our record"), _("Persons whom we have as held in that region on the day, of the same status.")),
    "bound": (_("Share is"), _("How the share is meant: a part of “at least” so many is at most that share.")),
    "share": (
        _("Share of the whole claimed"),
        _("The number over the whole that the same source claims of the place."),
    ),
    "claimed_by": (_("Claimed by"), ""),
    "as_of": (_("As of"), ""),
    "source": (_("Source"), ""),
    **{f"of_status.{code}": words for code, words in STATUS.items()},
    **{f"status.{code}": words for code, words in STATUS.items()},
    **STATUS,
    **{f"{column}.{each.name.lower()}": (each.label, "") for column in ("qualifier", "bound") for each in Qualifier},
}
