"""The words of the composition of exchanges."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchanges.enums import Axis, Direction, Qualifier
from prisoners.enums import ServiceBasis, Sex
from prisoners.queries.bands import Band

DIRECTIONS = {f"direction.{way.value}": (way.label, "") for way in Direction}
QUALIFIERS = {f"qualifier.{each.value}": (each.label, "") for each in Qualifier}
#: What tables about the transfers of exchanges share.
ABOUT: dict[str, tuple[str, str]] = {
    "date": (_("Date"), _("The day of the hand-over, as far as it is known.")),
    "exchange": (_("Exchange"), _("By our own number, with the formula as reported.")),
    "direction": (_("Direction"), _("To whom these persons returned.")),
    "said_by": (_("Said by"), _("The party that said it, else whoever published it; or our own record.")),
    "said_by.none": (_("our record"), ""),
    "qualifier": (_("Exactly?"), _("Whether it was said as exact, as a bound, or as about so many.")),
    **DIRECTIONS,
    **QUALIFIERS,
}
OWN = _("Those named on manifests who came home, by what our register holds of them today.")

WORDS: dict[str, tuple[str, str]] = {
    **ABOUT,
    # Figures
    "hand_overs": (_("Hand-overs"), _("Exchanges and stages of the period in which the living came home.")),
    "told_apart": (
        _("Told apart"),
        _("Hand-overs of which at least one part of those delivered is told, along any axis asked for."),
    ),
    "breakdowns": (
        _("Breakdowns"),
        _("Parts that one claimant, or our record, gives of one direction along one axis as making up the whole."),
    ),
    "whole": (
        _("Add up to the whole"),
        _("Breakdowns whose parts come to all of those delivered, or to 100% but for rounding."),
    ),
    "less": (_("Leave a rest"), _("Breakdowns whose parts come to fewer than were delivered: the rest is not told.")),
    "more": (_("More than the whole"), _("Breakdowns whose parts come to more than were delivered, or to over 100%.")),
    "unknown": (_("Whole not known"), _("Breakdowns in numbers of which nobody says how many were delivered.")),
    "differ": (
        _("Exchanges of which claims differ"),
        _("Hand-overs of which two figures of the same part cannot both be true, rounding and bounds allowed for."),
    ),
    # Tables
    "parts": (
        _("Part by part"),
        _("Every part that was said of those delivered. A claim that our record took over stands as our record."),
    ),
    "checks": (_("Do the parts add up?"), _("Each breakdown that is said to make up the whole, set against it.")),
    "sums": (
        _("Sums by category"),
        _(
            "Over all transfers that tell a category, of one figure each: our record, else a number, else a "
            "percentage. Only transfers of which the number delivered is known."
        ),
    ),
    "own_status": (_("Named: military and civilian"), OWN),
    "own_service_basis": (_("Named: by service basis"), OWN),
    "own_branch": (_("Named: by branch of service"), OWN),
    "own_rank": (_("Named: by rank"), OWN),
    "own_sex": (_("Named: by sex"), OWN),
    "own_cohort": (_("Named: by cohort"), _("Whoever belongs to two cohorts counts in both.")),
    "own_duration": (_("Named: by time held"), _("From capture to hand-over; of an unknown day of capture apart.")),
    # Columns
    "axis": (_("Axis"), _("The one question that the parts answer.")),
    "category": (_("Category"), _("The part, in the words of whoever said it.")),
    "percent": (_("As a percentage"), _("As it was said; empty where a number was said.")),
    "number": (_("As a number"), _("As it was said; empty where a percentage was said.")),
    "of": (_("Of"), _("Persons delivered in this transfer by our record; empty where that is not known.")),
    "exact": (_("Reckoned"), _("The percentage of those delivered, before it is rounded to persons.")),
    "persons": (_("Persons"), _("The number said, or the percentage rounded to whole persons.")),
    "agrees": (_("Against others"), _("Whether whatever was said of the same part can be true together.")),
    "agrees.alone": (_("nobody else told it"), ""),
    "agrees.agree": (_("agrees"), ""),
    "agrees.differ": (_("differs"), ""),
    "parts_said": (_("Parts"), _("How many parts were told.")),
    "sum_percent": (_("Sum, percent"), _("The percentages added up.")),
    "sum_persons": (_("Sum, persons"), _("The parts in persons, each rounded, added up.")),
    "rest": (_("Rest"), _("Persons delivered less that sum; below zero where the parts come to more.")),
    "verdict": (_("Verdict"), _("What the parts come to.")),
    "verdict.whole": (_("adds up"), ""),
    "verdict.rounded": (_("adds up but for rounding"), ""),
    "verdict.less": (_("leaves a rest"), ""),
    "verdict.more": (_("more than the whole"), ""),
    "verdict.unknown": (_("the whole is not known"), ""),
    "exchanges": (_("Exchanges"), _("Exchanges that tell this category, in one direction or both.")),
    "to_us": (_("To us"), _("Persons of this category who came home to us.")),
    "of_us": (_("Of"), _("Persons delivered to us in the transfers that tell it.")),
    "share_us": (_("Share to us"), _("The one as a part of the other.")),
    "to_them": (_("To them"), _("Persons of this category who returned to the other side.")),
    "of_them": (_("Of"), _("Persons delivered to the other side in the transfers that tell it.")),
    "share_them": (_("Share to them"), _("The one as a part of the other.")),
    "status": (_("Military or civilian"), _("As what they went; the sick and others by what they were held as.")),
    "status.military": (pgettext_lazy("of a person", "military"), ""),
    "status.civilian": (pgettext_lazy("of a person", "civilian"), ""),
    "status.unknown": (_("not told"), ""),
    "service_basis": (_("Service basis"), _("On what basis they served.")),
    **{f"service_basis.{each.value}": (each.label, "") for each in ServiceBasis},
    "service_basis.unknown": (_("not known"), ""),
    "branch": (_("Branch of service"), _("The branch of their unit.")),
    "branch.none": (_("not known"), ""),
    "rank": (_("Rank"), _("As it was written.")),
    "rank.none": (_("not known"), ""),
    "sex": (_("Sex"), ""),
    **{f"sex.{each.value}": (each.label, "") for each in Sex},
    "cohort": (_("Cohort"), _("Groups that persons belong to whatever their unit.")),
    "cohort.none": (_("not known"), ""),
    "duration": (_("Time held"), _("From capture to hand-over.")),
    **{f"duration.{each.value}": (each.label, "") for each in Band},
    # Axes
    **{f"axis.{axis.value}": (axis.label, "") for axis in Axis},
    "axis.duration": (_("time held"), ""),
}
