"""On the page of a programme: the exchanges that are counted to it."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.roles import Permission
from common.panels import Panel
from common.reading import Surface, shown
from exchanges.interfaces import words
from exchanges.models import Exchange
from exchanges.queries.programmes import counted_to
from negotiations.models import Programme


def exchanges_of_programme(programme: Programme, request: HttpRequest) -> Panel | None:
    """The exchanges booked to the programme; nothing for who may not see exchanges."""
    if not request.user.has_perm(Permission.EXCHANGES_VIEW):
        return None
    rows = [(each, words.status_chip(each)) for each in counted_to(programme, request.user)]
    shown(Exchange, [each.pk for each, _chip in rows], Surface.LIST)
    return Panel("exchanges", _("Exchanges counted to it"), "exchanges/_of_programme.html", {"rows": rows})
