"""Tier and reason on the page of a person."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from common import clock
from common.panels import Panel
from prisoners.interfaces.order import people_of
from prisoners.models import Person
from prisoners.queries.held import Selection, of_reader
from prisoners.queries.priority import policy_on, standing_of
from prisoners.rules import sees_order


def priority_panel(person: Person, request: HttpRequest) -> Panel | None:
    """How a person who is held stands in the order; nothing for whoever may not see what the tiers tell."""
    captivity = person.latest_captivity
    policy = policy_on(clock.today())
    if captivity is None or not captivity.is_open or not sees_order(request.user, policy.tells):
        return None
    found = standing_of(Selection(person.party_id, clock.today(), of_reader(request.user)), policy, captivity.pk)
    shown = people_of(request.user, policy, [found] if found else [], clock.today())
    if not shown:
        return None
    context: dict[str, Any] = {"standing": shown[0], "policy": policy.policy, "captivity": captivity}
    return Panel("priority", _("Priority"), "prisoners/policies/panel.html", context)
