"""On the page of a unit: what others said of it, with the source, beside our own figures."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from common.panels import Panel
from exchanges.interfaces import comparison
from exchanges.queries.record import claims_of_unit as said_of
from units.models import Unit


class _Reader:
    """What the template of a claim asks of its page. No figure of ours is adopted from a claim about a unit."""

    may_adopt = False

    def __init__(self, user: User) -> None:
        self.sees_sources = user.has_perm(Permission.SOURCES_VIEW)
        self.may_void = user.has_perm(Permission.EXCHANGES_VOID)


def claims_of_unit(unit: Unit, request: HttpRequest) -> Panel | None:
    """Claims about the unit side by side; nothing for who may not see claims."""
    user = request.user
    if not user.has_perm(Permission.EXCHANGES_VIEW):
        return None
    may_add = user.has_perm(Permission.EXCHANGES_WRITE) and not unit.is_voided
    found = said_of(unit, user)
    context: dict[str, Any] = {
        "comparison": comparison.compare(_("What others say"), found, None) if found else None,
        "page": _Reader(user),
        "add_url": reverse("exchanges:unit-claim-add", args=[unit.pk]) if may_add else "",
    }
    return Panel("claims", _("What others say"), "exchanges/_unit_claims.html", context)
