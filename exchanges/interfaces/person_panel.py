"""On the page of a person: the body that was identified as theirs."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.panels import Panel
from exchanges.queries.after import identified_as
from prisoners.models import Person


def remains_of_person(person: Person, request: HttpRequest) -> Panel | None:
    """Where and as which body the person came home; nothing for who may not know, or where nothing is known."""
    rows = list(identified_as(person, request.user))
    return Panel("remains", _("Brought home"), "exchanges/_identified_as.html", {"rows": rows}) if rows else None
