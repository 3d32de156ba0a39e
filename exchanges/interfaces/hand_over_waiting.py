"""Who came to a hand-over unexpectedly and is not known yet, for the page Today: a person says who it is."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.reading import Surface, shown
from common.today import Waiting
from exchanges.queries.hand_over import may_hand_over, not_known_yet
from prisoners.models import Person

SHOWN = 5


def waiting(user: User) -> list[Waiting]:
    """Provisional identities from hand-overs; each leads to the person, and whom it may be is shown there."""
    if not may_hand_over(user):
        return []
    found = list(not_known_yet(user)[:100])
    persons = [entry.captivity.person for entry in found]
    shown(Person, [person.pk for person in persons[:SHOWN]], Surface.LIST)
    items = [(person.called, person.get_absolute_url()) for person in persons[:SHOWN]]
    return [Waiting(_("Came to a hand-over unexpectedly: say who it is"), "warning", len(found), items)]
