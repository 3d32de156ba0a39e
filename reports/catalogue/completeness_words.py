"""What each figure, table, column and code of the report of completeness is called, and what it means."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prisoners.enums import LegalCategory

PARTICULARS = {
    "surname": _("Surname"),
    "given_name": _("First name"),
    "rank": _("Rank"),
    "number": _("Army or personal number"),
    "birth_date": _("Full date of birth"),
    "birth_place": _("Place of birth"),
    "nationality": _("Nationality"),
    "last_residence": _("Last residence"),
    "marks": _("Distinguishing marks"),
    "father_name": _("Father's first name"),
    "mother_maiden_name": _("Mother's maiden name"),
    "measure_date": _("Date of the measure"),
    "measure_place": _("Place of the measure"),
    "measure_nature": _("Nature of the measure"),
    "correspondence": _("Address for correspondence"),
    "inform": _("Person to inform, with address"),
}
WORDS = {
    "held": (_("Held"), _("Persons held on the day; those missing and not known to be elsewhere are among them.")),
    "whole": (
        pgettext_lazy("record of a person", "Complete"),
        _("Persons of whom everything that the article of their category asks for is on record."),
    ),
    "share_whole": (_("Share complete"), _("Complete records of all persons counted.")),
    "not_whole": (_("Something missing"), _("Persons of whom at least one particular is not on record.")),
    "recorded": (
        _("Particulars on record"),
        _("Of all particulars that are asked for of all persons counted, how many are on record."),
    ),
    "article_122": (
        _("Article 122, particular by particular"),
        _("What GC III art. 122 asks for of prisoners of war, retained personnel and those not yet determined."),
    ),
    "article_138": (
        _("Article 138, particular by particular"),
        _("What GC IV art. 138 asks for of civilians."),
    ),
    "particular": (_("Particular"), ""),
    "persons": (_("Persons"), _("Persons held on the day of whom it is asked for.")),
    "filled": (_("On record"), _("Persons of whom it is on record.")),
    "missing": (pgettext_lazy("particulars", "Missing"), _("Persons of whom it is not on record.")),
    "share": (_("Share on record"), _("Persons of whom it is on record, of all of whom it is asked for.")),
    "categories": (_("By legal category"), _("Each person once; they add up to those held.")),
    "category": (_("Legal category"), ""),
    "units": (
        _("By unit"),
        _("The tree of units as it stood on the day: each unit with everything under it."),
    ),
    "unit": (_("Unit"), _("The unit at the capture.")),
    "unit.none": (_("not known"), ""),
    "level": (_("Level"), _("1 is the highest unit; 2 is what stands directly under one of them.")),
    **{f"particular.{code}": (label, "") for code, label in PARTICULARS.items()},
    **{f"category.{category}": (category.label, "") for category in LegalCategory},
}
