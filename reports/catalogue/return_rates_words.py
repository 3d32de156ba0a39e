"""What each figure, table, column and code of the return rates is called, and what it means."""

from django.utils.translation import gettext_lazy as _

from negotiations.enums import Qualifier

WORDS = {
    "rate": (_("Return rate"), _("Persons brought back, of those ever captured.")),
    "captured": (
        _("Ever captured"),
        _("Persons captured up to the day, each once; those only missing are not among them."),
    ),
    "brought_back": (
        _("Brought back"),
        _("Of them, ever returned by exchange or on medical grounds, or released; also who was captured again since."),
    ),
    "held": (_("Still held"), _("Persons held on the day by the latest of their captivities.")),
    "dead": (_("Died in captivity"), _("Persons of whom the death in captivity is recorded.")),
    "elsewhere": (
        _("Elsewhere"),
        _("Persons paroled, escaped, interned in a neutral country, or staying by their own choice."),
    ),
    "missing": (_("Missing"), _("Persons missing and not known to be held: in no rate, for nobody knows.")),
    "units": (
        _("By unit"),
        _("The tree of units as it stood on the day, each with everything under it, so that rows do not add up."),
    ),
    "unit": (_("Unit"), _("The unit at the capture.")),
    "unit.none": (_("not known"), ""),
    "level": (_("Level"), _("1 is the highest unit; 2 is what stands directly under one of them.")),
    "claimed": (_("Said by others"), _("The rate that somebody stated of the unit, the latest statement; see below.")),
    "branches": (_("By branch of service"), _("By the branch of the unit at the capture.")),
    "branch": (_("Branch of service"), ""),
    "branch.none": (_("not known"), ""),
    "outcomes": (
        _("Where those captured are now"),
        _("Each person once, by the latest captivity: these add up to those ever captured."),
    ),
    "outcome": (_("On the day"), ""),
    "outcome.home": (_("home"), ""),
    "outcome.held": (_("still held"), ""),
    "outcome.dead": (_("died in captivity"), ""),
    "outcome.elsewhere": (_("elsewhere"), ""),
    "persons": (_("Persons"), ""),
    "of_captured": (_("Of those captured"), ""),
    "claims": (
        _("What others say"),
        _("Rates that were stated of a unit, with their source, beside ours: claims change no figure."),
    ),
    "qualifier": (_("Meaning"), _("Whether the number is exact, a bound, or about right.")),
    "claimed_by": (_("Said by"), ""),
    "as_of": (_("As of"), _("The day that the statement speaks of.")),
    "source": (_("Source"), ""),
    **{f"qualifier.{qualifier}": (qualifier.label, "") for qualifier in Qualifier},
}
