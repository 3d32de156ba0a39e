"""Sections that a room adds to the page of a record of a room below it, which knows of none above.

    # in AppConfig.ready() of an upper room
    from common.panels import register
    register("units.unit", claims_of_unit, order=30)

    def claims_of_unit(record, request) -> Panel | None:
        ...

A provider answers with what the reader of this request may see, or None where that is nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Panel:
    """A section: the anchor that links lead to, the title (lazy), the template of what stands under it, its context."""

    anchor: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


Provider = Callable[[Any, HttpRequest], Panel | None]
_providers: dict[str, dict[Provider, int]] = {}


def register(model: str, provider: Provider, *, order: int = 100) -> None:
    """Let a room show a section on the page of each record of a model, named as "units.unit"."""
    _providers.setdefault(model, {})[provider] = order


def panels_for(record: Any, request: HttpRequest) -> list[Panel]:
    """The sections of a record's page for the reader of this request, in order."""
    providers = _providers.get(record._meta.label_lower, {})
    found = (provider(record, request) for provider in sorted(providers, key=providers.__getitem__))
    return [panel for panel in found if panel is not None]
