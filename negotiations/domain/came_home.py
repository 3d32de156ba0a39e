"""In which exchange people came home, as rooms above this one know it. This one knows of none.

# in AppConfig.ready() of the room above
from negotiations.domain import came_home
came_home.provide(homecomings)      # homecomings(captivities, user) -> {key of the captivity: Homecoming}
"""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Homecoming:
    """The exchange that ended a captivity, in words and as the address of its page."""

    exchange: str
    url: str


#: Of these captivities, what a reader may see of how they ended.
Provider = Callable[[Collection[uuid.UUID], "User"], Mapping[uuid.UUID, Homecoming]]
_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    """Let a room above tell."""
    if provider not in _providers:
        _providers.append(provider)


def homecomings(captivities: Collection[uuid.UUID], user: "User") -> dict[uuid.UUID, Homecoming]:
    """By captivity the exchange that ended it, of those that a reader may see; nothing is asked of nobody."""
    told: dict[uuid.UUID, Homecoming] = {}
    for provider in _providers if captivities else ():
        told |= provider(captivities, user)
    return told
