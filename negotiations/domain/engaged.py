"""Who is engaged elsewhere already, as rooms above this one know it: on the manifest of an exchange, for one.

A room fills it in `AppConfig.ready()`; this one knows of none.
"""

import uuid
from collections.abc import Callable, Collection

#: Of these captivities, those that are engaged.
Provider = Callable[[Collection[uuid.UUID]], Collection[uuid.UUID]]
_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    """Let a room say which captivities are engaged; once, whoever asks."""
    if provider not in _providers:
        _providers.append(provider)


def withdraw(provider: Provider) -> None:
    """Ask a room no more."""
    _providers.remove(provider)


def engaged(captivities: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these captivities, those that any room knows to be engaged."""
    return {key for provider in _providers for key in provider(captivities)}
