"""At start-up: a view of the API without a declared scope is an error, not an open door."""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from api.permissions import Scoped

PREFIX = "api/"


@register("api")
def every_view_has_a_scope(app_configs: list[AppConfig] | None = None, **_: Any) -> list[Error]:
    """Each view under /api/ says its `scope`, and `Scoped` guards it."""
    return [
        Error(
            f"/{route} has no declared scope", hint="Give the view a `scope` and the permission Scoped.", id="api.E001"
        )
        for route, view in views_under(PREFIX)
        if not _guarded(view)
    ]


def views_under(prefix: str) -> Iterator[tuple[str, Any]]:
    """Routes that begin with a prefix, and what answers them."""
    for route, callback in _walk(get_resolver(), ""):
        if route.startswith(prefix):
            yield route, callback


def _walk(resolver: URLResolver, above: str) -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from _walk(pattern, route)


def _guarded(callback: Any) -> bool:
    view = getattr(callback, "cls", None)
    if view is None:
        return False
    return getattr(view, "answers_nothing", False) or (
        bool(getattr(view, "scope", "")) and Scoped in view.permission_classes
    )
