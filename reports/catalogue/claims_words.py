"""The words of claims against our record."""

from django.utils.translation import gettext_lazy as _

from exchanges.enums import Measure
from reports.catalogue.composition_words import ABOUT

WORDS: dict[str, tuple[str, str]] = {
    **ABOUT,
    # Figures
    "claims": (
        _("Claims set against our record"),
        _("Claims of figures that our record has too, less those that it took its figure from."),
    ),
    "taken": (_("Taken over"), _("Claims that our record has its figure from: they cannot confirm it.")),
    "agrees": (_("Agree"), _("To the person.")),
    "within": (_("Allow it"), _("Bounds, “about” and percentages that allow the figure of our record.")),
    "differs": (_("Differ"), _("They cannot be true together with our record.")),
    "unknown": (_("Meet no figure"), _("Our record does not know the number, or of what the percentage is.")),
    "several": (_("Said by several"), _("Figures that two sources or more tell; a reprint is no second source.")),
    "disagree": (_("Sides disagree"), _("Of them those of which not everything said can be true together.")),
    "intervals": (_("Intervals of official totals"), _("From each official running total to the next.")),
    "agree": (
        _("Intervals that agree"),
        _("As the report of official totals counts them: to the person, with no number unknown."),
    ),
    # Tables
    "sides": (_("Side by side"), _("What several sources said of the same figure, by who said it.")),
    "claimants": (_("Who says it"), _("The claims of each, by how they stand to our record.")),
    "totals": (
        _("Running totals"),
        _("What is claimed since the beginning, beside our record of hand-overs counted in the format up to that day."),
    ),
    "dead": (_("The dead, apart"), _("Remains claimed to be handed over, beside the bodies received.")),
    # Columns
    "direction.both": (_("both together"), ""),
    "measure": (_("What"), _("What the figure counts.")),
    **{f"measure.{each.value}": (each.label, "") for each in Measure},
    "category": (_("Of them"), _("The part that the claim is about; empty for all.")),
    "category.none": (_("all"), ""),
    "percent": (_("As a percentage"), _("As it was said; empty where a number was said.")),
    "number": (_("As a number"), _("As it was said; empty where a percentage was said.")),
    "ours": (_("Our record"), _("The same figure of our record; empty where it is not known.")),
    "difference": (_("Difference"), _("The claim less our record.")),
    "verdict": (_("Verdict"), _("How the claim stands to our record.")),
    "verdict.agrees": (_("agrees"), ""),
    "verdict.within": (_("allows it"), ""),
    "verdict.differs": (_("differs"), ""),
    "verdict.unknown": (_("not comparable"), ""),
    "verdict.record": (_("our record has it from here"), ""),
    "home_said": (_("We said"), _("What our own side claims.")),
    "they_said": (_("Other sides said"), _("What other parties claim.")),
    "others_said": (_("Others said"), _("What sources say in nobody's name.")),
    "together": (_("Together"), _("Whether all of it can be true.")),
    "together.agree": (_("can be true together"), ""),
    "together.disagree": (_("disagree"), ""),
    "surplus": (_("Sum of differences"), _("Of the claims that differ, in persons: claims less our record.")),
    "as_of": (_("As of"), _("The day of the claim.")),
    "party": (_("Of whom"), _("To whom those counted returned.")),
    "not_known": (_("Number unknown"), _("Counted hand-overs of which nobody said how many; they may explain it.")),
}
