"""What each figure, table, column and code of the report on stances is called, and what it means."""

from django.utils.translation import gettext_lazy as _

from negotiations.enums import Direction, Position

WORDS = {
    "stances": (_("Stances"), _("Stances that had been taken by the day.")),
    "wants": (_("Wants"), _("Stances that want a group back, or are ready to return it.")),
    "when_pressed": (_("Takes when pressed"), _("Stances that take a group when pressed.")),
    "refuses": (_("Refuses"), _("Stances that refuse the return of a group.")),
    "not_told": (
        _("Not to be counted"),
        _("Stances on a group that the register does not tell, such as an origin: nobody is counted by it."),
    ),
    "against": (
        _("Wanted or refused, and what came of it"),
        _(
            "Each stance with the persons of its group, while it was taken: named on lists of requests and of offers, "
            "refused by their home side, handed over. Each captivity counts once. A group that the register does not "
            "tell, or not to this reader, is blank, which is not zero; lists without a day are not counted."
        ),
    ),
    "proposed": (
        _("What was proposed"),
        _("Proposals with a term on the same category in the same direction, while the stance was taken."),
    ),
    "party": (_("Party"), _("Whose stance it is.")),
    "direction": (_("On the return"), _("Whom it would bring home.")),
    "group": (_("Group"), _("What the stance is about. What is said of a group is about no person.")),
    "group.none": (_("none"), ""),
    "position": (_("Position"), ""),
    "since": (_("Since"), _("Blank: as far back as is known.")),
    "until": (_("Until"), _("The first day on which it was not so any more; blank: it lasts.")),
    "asked": (_("Requested"), _("Persons named on requests, ours and theirs.")),
    "offered": (_("Offered"), _("Persons named on offers and publications, ours and theirs.")),
    "refused": (_("Not taken"), _("Persons on lists whom their home side refused to take.")),
    "delivered": (_("Handed over"), _("Persons whom the manifests of completed exchanges name as handed over.")),
    "proposals": (_("Proposals"), _("Of the category in the direction, while the stance was taken.")),
    **{f"direction.{way.value}": (way.label, "") for way in Direction},
    **{f"position.{position.value}": (position.label, "") for position in Position},
    "tabled": (_("Waiting"), _("Proposals without an answer by the day.")),
    "accepted": (_("Accepted"), _("Proposals that were accepted by the day.")),
    "ignored": (_("Left without an answer"), _("Proposals recorded as ignored.")),
    "withdrawn": (_("Withdrawn"), _("Proposals that were taken back.")),
    "proposal_refused": (_("Refused"), _("Proposals that were refused by the day.")),
}
