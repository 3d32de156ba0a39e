"""The scopes that a token may hold, as the views of the API declare them."""

from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import SAFE_METHODS

from api.catalogue import RESOURCES
from api.checks import PREFIX, views_under
from api.permissions import ANY

READ, WRITE = "read", "write"
#: Reads whatever the roles show; nothing writes everything.
EVERYTHING = f"{ANY}:{READ}"
#: What is no type of record, in words.
OTHERS: dict[str, str | Promise] = {
    "plans": _("plans of who goes"),
    "reports": _("reports"),
    "report-runs": _("runs of reports"),
    "submissions": _("parked submissions"),
    "sync": _("the feed, the snapshot and batches"),
}


@cache
def declared() -> dict[str, frozenset[str]]:
    """What may be done with each type, by its name: `read`, `write` or both."""
    found: dict[str, set[str]] = {}
    for _route, callback in views_under(PREFIX):
        scope = getattr(callback.cls, "scope", ANY)
        if scope not in ("", ANY):
            found.setdefault(scope, set()).update(_verbs(callback))
    return {scope: frozenset(verbs) for scope, verbs in sorted(found.items())}


def _verbs(callback: Any) -> set[str]:
    view = callback.cls
    methods = getattr(callback, "actions", None) or [each for each in view.http_method_names if hasattr(view, each)]
    reads_only = getattr(view, "reads_only", False)
    return {READ if reads_only or each.upper() in SAFE_METHODS else WRITE for each in methods if each != "options"}


def in_words(name: str) -> str:
    """What a type is called."""
    names = {each.name: each.model._meta.verbose_name_plural for each in RESOURCES} | OTHERS
    return capfirst(str(names.get(name, name)))


def types() -> list[str]:
    """The types of records by name, in the order of the catalogue."""
    return [each.name for each in RESOURCES]
