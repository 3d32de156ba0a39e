"""What waits among persons, and how many are held, for the page Today."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.record import name_for
from accounts.roles import Permission
from common.classification import FieldClass
from common.reading import Surface, shown
from common.small_figures import in_words
from common.small_figures import told as rounded
from common.today import Figure, Waiting
from prisoners.models import Person
from prisoners.queries.overview import held_now, unanswered

SHOWN, COUNTED = 5, 100


def waiting(user: User) -> list[Waiting]:
    """Alerts to answer."""
    if not user.has_perm(Permission.PRISONERS_VIEW):
        return []
    alerts = list(unanswered(user)[:COUNTED])
    shown(Person, [each.captivity.person_id for each in alerts[:SHOWN]], Surface.LIST)
    items = [
        (name_for(each.captivity.person, user), each.captivity.person.get_absolute_url()) for each in alerts[:SHOWN]
    ]
    url = f"{reverse('prisoners:article-117')}?waits=yes" if FieldClass.STAFF in user.field_classes_seen else ""
    return [Waiting(_("Captured again after a return"), "bad", len(alerts), items, url)]


def figures(user: User) -> list[Figure]:
    """How many are held, and for how long."""
    if not user.has_perm(Permission.PRISONERS_FIGURES):
        return []
    held = held_now(user)
    sees = user.has_perm(Permission.PRISONERS_VIEW)
    url = f"{reverse('prisoners:list')}?held=held" if sees else ""
    told = [
        (_("Held or missing"), held.total, _("persons whose captivity is open"), url),
        (_("Longer than a year"), held.over_a_year, _("since the day of capture"), ""),
        (_("Longer than three years"), held.over_three_years, _("since the day of capture"), ""),
    ]
    return [
        Figure(label, number if sees else in_words(rounded(number)), note, url) for label, number, note, url in told
    ]
