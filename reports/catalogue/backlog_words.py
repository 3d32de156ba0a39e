"""What each figure, table, column and code of the backlog is called, and what it means."""

from django.utils.translation import gettext_lazy as _

from prisoners.enums import LegalCategory, Sex
from prisoners.queries.bands import Band

WORDS = {
    "held": (_("Held"), _("Persons held on the day; those missing and not known to be elsewhere are among them.")),
    "median": (_("Median time held"), _("Days; half of those whose day of capture is known are held no longer.")),
    "p90": (_("90th percentile"), _("Days; nine of ten of those whose day of capture is known are held no longer.")),
    "longest": (_("Longest held"), _("Days since the earliest capture that is known among those held.")),
    "unknown_start": (_("Capture not dated"), _("Persons held of whom no day of capture is known; of no age here.")),
    "returned_in_year": (
        _("Returned in 12 months"),
        _("Persons returned or released in the twelve months up to the day."),
    ),
    "clearance": (
        _("Clearance time, months"),
        _("Those held divided by the mean monthly returns of the last twelve months; blank where nobody returned."),
    ),
    "bands": (
        _("By time held"),
        _("From the capture to the day, by the calendar. Each person is in one band; they add up to those held."),
    ),
    "band": (_("Time held"), ""),
    "units": (
        _("By unit"),
        _("The tree of units as it stood on the day: of the unit itself, and with everything under it."),
    ),
    "unit": (_("Unit"), _("The unit at the capture.")),
    "unit.none": (_("not known"), ""),
    "level": (_("Level"), _("1 is the highest unit; 2 is what stands directly under one of them.")),
    "own": (_("Of itself"), _("Persons of the unit itself, without the units under it.")),
    "with_those_under": (_("With those under it"), _("Persons of the unit and of all units under it on the day.")),
    "branches": (_("By branch of service"), _("By the branch of the unit. Each person once; they add up.")),
    "branch": (_("Branch of service"), ""),
    "branch.none": (_("not known"), ""),
    "categories": (_("By legal category"), _("Each person once; they add up to those held.")),
    "category": (_("Legal category"), ""),
    "sexes": (_("By sex"), _("Each person once; they add up to those held.")),
    "sex": (_("Sex"), ""),
    "cohorts": (
        _("By cohort"),
        _("A person may belong to several cohorts or to none, so that these do not add up to those held."),
    ),
    "cohort": (_("Cohort"), ""),
    "cohort.none": (_("none"), ""),
    "regions": (
        _("By region of detention"),
        _("Where each was held on the day, as far as it is known. Each person once; they add up."),
    ),
    "region": (_("Region"), ""),
    "region.none": (_("not known"), ""),
    "tiers": (
        _("By tier of the priority policy"),
        _("The policy in force on the day; the best tier of each person. They add up to those held."),
    ),
    "tier": (_("Tier"), ""),
    "tier.none": (_("no tier"), ""),
    "persons": (_("Persons"), _("Persons held on the day.")),
    "flow": (
        _("Month by month"),
        _("Captures and ends of captivities by the month in which they happened; those of unknown days are not here."),
    ),
    "month": (_("Month"), ""),
    "captured": (_("Captured"), _("Persons captured in the month, whatever became of them.")),
    "returned": (_("Returned"), _("Persons returned or released in the month.")),
    "died": (_("Died"), _("Persons who died in captivity in the month.")),
    "other": (_("Other ends"), _("Escapes, parole, internment in a neutral country, staying by own choice.")),
    **{f"band.{band}": (band.label, "") for band in Band},
    **{f"category.{category}": (category.label, "") for category in LegalCategory},
    **{f"sex.{sex}": (sex.label, "") for sex in Sex},
}
