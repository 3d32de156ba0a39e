"""Kinds of sources, and the two scales of NATO STANAG 2511: how reliable the source, how credible the statement."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    STATEMENT = "statement", _("official statement")
    PRESS = "press", _("press report")
    DOCUMENT = "document", _("document")
    TESTIMONY = "testimony", _("testimony")
    OPEN_SOURCE = "open_source", _("open source research")


class Reliability(TextChoices):
    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: cannot be judged")


class Credibility(IntegerChoices):
    CONFIRMED = 1, _("1: confirmed by other sources")
    PROBABLE = 2, _("2: probably true")
    POSSIBLE = 3, _("3: possibly true")
    DOUBTFUL = 4, _("4: doubtful")
    IMPROBABLE = 5, _("5: improbable")
    UNKNOWN = 6, _("6: cannot be judged")
