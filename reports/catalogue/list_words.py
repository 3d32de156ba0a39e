"""Words of the reports about lists of names: (label, definition) by key."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negotiations.enums import Category
from negotiations.list_enums import Acceptance, EntryVerdict
from prisoners.enums import EventKind, LegalCategory, Sex

NOT_DECIDED, SETTLED = "not_decided", "settled"


def _codes(column: str, choices: type) -> dict[str, tuple[str, str]]:
    return {f"{column}.{each.value}": (each.label, "") for each in choices}


ANSWER: Mapping[str, tuple[str, str]] = {
    "total": (
        pgettext_lazy("of a person", "Names"),
        _("Rows of the list, those that repeat another among them."),
    ),
    "claimed": (_("Announced"), _("As many persons as the list was said to hold.")),
    "held": (_("Held, and might go home"), _("Whom the register has as held now, civilians among them.")),
    "women": (_("Women"), _("By our register; of those whom it does not know, by what the list says.")),
    "grave": (_("Seriously wounded or gravely sick"), _("By the latest assessment of each who is held.")),
    "waiting": (_("Not decided yet"), _("Rows that nobody has decided.")),
    "verdicts": (_("What the names are"), _("Each row once, by what was decided of it.")),
    "verdict": (_("Verdict"), _("What was decided of a row.")),
    **_codes("verdict", EntryVerdict),
    f"verdict.{NOT_DECIDED}": (_("not decided yet"), ""),
    f"verdict.{SETTLED}": (_("settled, not shown here"), ""),
    "number": (_("Persons"), _("Rows of the list.")),
    "tiers": (_("Our order of priority"), _("Those who are held, by the best tier that takes each.")),
    "tier": (_("Tier"), _("By the priority policy in force.")),
    "agreed": (
        _("Agreed categories"),
        _("Those who are held, by the categories of the programme; one may be of several."),
    ),
    "category": (_("Category"), _("As the programme agreed on it.")),
    **_codes("category", Category),
    "category.outside": (_("of none of these"), ""),
    "overlaps": (_("Other lists"), _("Lists that name the same persons, as far as they are decided.")),
    "list": (_("List"), ""),
    "received_on": (_("Received on"), ""),
    "names": (_("Row by row"), _("Each row as the list wrote it, and what was decided of it.")),
    "row": (_("Row"), ""),
    "name": (_("Name as written"), ""),
    "born": (_("Born on, as written"), ""),
    "returned_on": (_("Came home on"), _("Of those who came home already.")),
    "returned_as": (_("How they came home"), _("Of those who came home already, as our register has it.")),
    **_codes("returned_as", EventKind),
    "repeats": (_("Repeats row"), ""),
    "acceptance": (_("Home side"), _("Whether the home side of the person takes them.")),
    **_codes("acceptance", Acceptance),
}
OUTGOING: Mapping[str, tuple[str, str]] = {
    "persons": (_("Persons"), _("Whom the list names.")),
    "not_shown": (_("Not in this file"), _("Persons on the list whom the person who took this file may not see.")),
    "number_of": (_("Number"), _("In our register, without a gap within a year.")),
    "frozen_on": (_("Frozen on"), _("Since that day nothing on the list changes.")),
    "hash": (_("SHA-256"), _("Of the content: to whom, of what kind, and each entry in its order.")),
    "kinds": (_("Whom it names"), _("By legal category, as written down when the list was frozen.")),
    "category": (_("Category"), ""),
    **_codes("category", LegalCategory),
    "number": (_("Persons"), ""),
    "people": (_("The list"), _("As it was frozen.")),
    "row": (_("№"), ""),
    "name": (_("Name"), ""),
    "born": (_("Born on"), ""),
    "sex": (_("Sex"), ""),
    **_codes("sex", Sex),
    "unit": (_("Unit"), ""),
    "rank": (_("Rank"), ""),
}
