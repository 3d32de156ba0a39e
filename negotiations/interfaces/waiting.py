"""What waits among negotiations, for the page Today."""

import datetime
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from common import clock
from common.today import Waiting
from negotiations.interfaces import words
from negotiations.models import Proposal, Round
from negotiations.queries.waiting import rounds_ahead, rounds_passed, unanswered

SHOWN, AHEAD = 5, datetime.timedelta(days=14)


def waiting(user: User) -> list[Waiting]:
    """Rounds that are near or were never closed, official requests without an answer."""
    if not user.has_perm(Permission.NEGOTIATIONS_VIEW):
        return []
    today = clock.today()
    requests = unanswered(user)
    ours = [each for each in requests if each.made_to.is_home]
    theirs = [each for each in requests if not each.made_to.is_home]
    return [
        _rounds(_("Rounds that are over by their days, without an outcome"), "bad", rounds_passed(user, today)),
        _rounds(_("Rounds in the next two weeks"), "active", rounds_ahead(user, today, today + AHEAD)),
        _proposals(_("Official requests to us without an answer"), "warning", ours),
        _proposals(_("Our official requests without an answer"), "neutral", theirs),
    ]


def _rounds(label: str, tone: str, rounds: Sequence[Round]) -> Waiting:
    items = [(f"{each} · {words.days_of(each)}", each.get_absolute_url()) for each in rounds[:SHOWN]]
    return Waiting(label, tone, len(rounds), items, reverse("rounds:list") if len(rounds) > SHOWN else "")


def _proposals(label: str, tone: str, proposals: Sequence[Proposal]) -> Waiting:
    items = [(f"{each} · {words.waiting(each)}", each.get_absolute_url()) for each in proposals[:SHOWN]]
    more = f"{reverse('proposals:list')}?waiting=on" if len(proposals) > SHOWN else ""
    return Waiting(label, tone, len(proposals), items, more)
