"""What a move of a unit will do, in sentences, and what the person has seen of it before confirming."""

import hashlib

from django.utils.translation import gettext as _

from common.templatetags.obmin import known
from units.domain.placements import Move


def consequences(move: Move) -> list[str]:
    """What stays, what changes and up to when."""
    told = []
    if move.before and not move.replaces:
        words = {"day": known(move.since), "place": _place(move.before.parent)}
        told.append(_("Until %(day)s it stays as recorded: %(place)s.") % words)
    elif move.before:
        told.append(
            _("What was recorded for that time is corrected; it was: %(was)s.") % {"was": _place(move.before.parent)}
        )
    told.append(_stretch(move))
    if move.until:
        told.append(_("From %(day)s on the places already recorded stay.") % {"day": known(move.until)})
    return told


def seen_of(move: Move) -> str:
    """A mark of what the person was shown: another one when anything about the move has changed since."""
    before = (move.before.pk, move.before.version) if move.before else None
    parts = (move.unit.pk, move.parent and move.parent.pk, move.since, move.until, before)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _stretch(move: Move) -> str:
    words = {"place": _place(move.parent), "since": known(move.since), "until": known(move.until)}
    if move.since and move.until:
        return _("From %(since)s to %(until)s: %(place)s.") % words
    if move.since:
        return _("From %(since)s on: %(place)s.") % words
    if move.until:
        return _("As far back as is known, until %(until)s: %(place)s.") % words
    return _("At all times: %(place)s.") % words


def _place(parent: object) -> str:
    return _("under %(parent)s") % {"parent": parent} if parent else _("under no other unit")
