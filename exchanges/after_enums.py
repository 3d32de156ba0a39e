"""Words of what goes beside and after exchanges: the dead brought home, and what is passed on with nobody moved."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RemainsResult(TextChoices):
    """What the examination of a body came to."""

    IDENTIFIED = "identified", _("identified as a person of ours")
    OTHER_SIDE = "other_side", _("not ours: of the other side")
    UNIDENTIFIED = "unidentified", _("not identified")


class IdentificationMethod(TextChoices):
    DNA = "dna", _("DNA")
    TAG = "tag", _("identity tag")
    DOCUMENTS = "documents", _("documents")
    APPEARANCE = "appearance", _("appearance")
    TESTIMONY = "testimony", _("testimony")
    OTHER = "other", _("other")


class Fate(TextChoices):
    """How somebody identified had died: what is recorded of a captivity that was thought open."""

    IN_CAPTIVITY = "in_captivity", _("died in captivity")
    NEVER_HELD = "never_held", _("fell, was never held")


class InformationKind(TextChoices):
    LETTERS = "letters", _("letters")
    LISTS = "lists", _("lists")
    PARCELS = "parcels", _("parcels")
    MESSAGES = "messages", _("messages of families")
