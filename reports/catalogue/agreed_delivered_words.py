"""The words of agreed against delivered."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchanges.enums import Direction
from exchanges.manifest_enums import EntryCategory, EntryStatus

CATEGORIES = ("goes_as", "gone", "came")

WORDS: dict[str, tuple[str, str]] = {
    # Figures
    "carried_out": (_("Directions carried out"), _("To us and to them counted apart, of exchanges carried out.")),
    "both_known": (_("Both known"), _("Of them those of which the number agreed and the number delivered are known.")),
    "agreed": (_("Agreed"), _("Persons agreed; as a figure, in the directions of which both numbers are known.")),
    "delivered": (_("Delivered"), _("Persons delivered by our record; as a figure, in the same directions.")),
    "difference": (_("Difference"), _("Delivered less agreed: below zero where fewer came than were agreed.")),
    "equal": (_("As many as agreed"), _("Directions in which as many came as were agreed.")),
    "fewer": (_("Fewer than agreed"), _("Directions in which fewer came than were agreed.")),
    "more": (_("More than agreed"), _("Directions in which more came than were agreed.")),
    "lost": (_("Agreed and lost"), _("Persons agreed in exchanges that were derailed or cancelled.")),
    # Tables
    "ways": (_("Direction by direction"), _("Each direction of each exchange, of all its transfers together.")),
    "manifests": (_("Those named"), _("Where a manifest exists: how many came how far, of those whom you may see.")),
    "fates": (_("What became of those named"), _("Everybody who was ever on a manifest of these exchanges.")),
    "substitutions": (
        _("Who went instead of whom"),
        _("Those who came in somebody's place, by the side that demanded it and what both of them went as."),
    ),
    "people": (_("Person by person"), _("Everybody on the manifest of the exchange, as it stands.")),
    # Columns
    "date": (_("Date"), _("The day of the hand-over, or the day planned for one that did not take place.")),
    "exchange": (_("Exchange"), _("By our own number, with the formula as reported.")),
    "direction": (_("Direction"), _("To whom these persons returned.")),
    **{f"direction.{way.value}": (way.label, "") for way in Direction},
    "verdict": (_("Verdict"), _("The one against the other.")),
    "verdict.equal": (_("as agreed"), ""),
    "verdict.fewer": (_("fewer"), ""),
    "verdict.more": (_("more"), ""),
    "verdict.agreed_unknown": (_("number agreed not known"), ""),
    "verdict.delivered_unknown": (_("number delivered not stated"), ""),
    "verdict.withheld": (_("number delivered withheld"), ""),
    "verdict.failed": (_("not carried out"), ""),
    "verdict.waits": (_("not carried out yet"), ""),
    "requested": (_("Requested"), _("Named at first, before anybody came in somebody's place or at the bus.")),
    "approved": (_("Approved"), _("Approved by two people and not taken off since.")),
    "boarded": (_("Boarded"), _("Of them and of those added at the bus, who got on.")),
    "named": (_("Delivered by name"), _("Handed over, of those named.")),
    "unnamed": (_("Delivered, not named"), _("Counted as delivered, and nobody says who.")),
    "substituted": (_("Substituted"), _("In whose place somebody else came.")),
    "withdrawn": (_("Withdrawn"), _("Taken off the manifest, or let go when the exchange ended without them.")),
    "vetoed": (_("Vetoed"), _("Refused by one who approves.")),
    "refused": (_("Refused to go"), _("Declined at the bus (GC III art. 109).")),
    "absent": (_("Not brought"), _("Not brought to the hand-over by whoever holds them.")),
    "died": (pgettext_lazy("of a person", "Died"), _("Before the hand-over.")),
    "state": (_("State"), _("How far it came with them.")),
    **{f"state.{status.value}": (status.label, "") for status in EntryStatus},
    "to_us": (_("To us"), _("Of those who were to come home to us.")),
    "to_them": (_("To them"), _("Of those who were to return to the other side.")),
    "demanded_by": (_("At the demand of"), _("The side that wanted somebody else.")),
    "demanded_by.none": (_("nobody"), ""),
    "gone": (_("Instead of"), _("As what those went who were replaced.")),
    "came": (_("Came"), _("As what those go who came in their place.")),
    "number": (_("Persons"), _("How many were replaced so.")),
    "name": (_("Name"), _("As our register has it.")),
    "goes_as": (_("Goes as"), ""),
    "delivered_on": (_("Handed over on"), ""),
    "in_place_of": (_("In the place of"), ""),
    **{f"{key}.{each.value}": (each.label, "") for key in CATEGORIES for each in EntryCategory},
}
