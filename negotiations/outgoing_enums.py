"""What may be wrong with a person on a list that goes out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Problem(TextChoices):
    NOT_HELD = "not_held", _("is not held any more")
    ON_MANIFEST = "on_manifest", _("goes home already: on the manifest of an exchange")
    REFUSED = "refused", _("refused to return")
    RESTRICTED = "restricted", _("restricted")
    WITHHELD = "withheld", _("withheld from this recipient (GC IV art. 137)")
    COERCED = "coerced", _("the consent was coerced, so there is none")
    NOT_ASKED = "not_asked", _("was not asked for consent to return")
    ON_ANOTHER_LIST = "on_another_list", _("stands on another list of ours that is out")
    CHANGED = "changed", _("the register changed since the entry was written")


#: With these nobody freezes a list; with those it takes two people. The others are shown, and weighed by who decides.
BLOCKING = frozenset({Problem.NOT_HELD, Problem.ON_MANIFEST, Problem.REFUSED})
BY_TWO = frozenset({Problem.RESTRICTED, Problem.WITHHELD})
#: The act that takes two people, by its name in the register of acts.
FREEZE = "freeze_list"
