"""The work, at the left of every page. Each room registers its own entry in `AppConfig.ready()`.

    from common.navigation import Entry, register
    register(Entry(_("Exchanges"), "exchanges:list", "exchanges.view", order=20))

An entry shows only when its URL exists and the reader holds its permission.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Entry:
    """A room of the work: its label (lazy), the name of its URL, who sees it (None: anyone signed in), its place.

    `covers` names further lists of the room that are reached from there.
    """

    label: str
    url_name: str
    permission: str | None = None
    order: int = 100
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it; `current` is the room that the page belongs to."""

    label: str
    url: str
    current: bool


_entries: dict[str, Entry] = {}
_search: dict[str, Callable[[Any], bool]] = {}


def register(entry: Entry) -> None:
    """Put an entry into the navigation; the same URL name again replaces it."""
    _entries[entry.url_name] = entry


def offer_search(url_name: str, allowed: Callable[[Any], bool]) -> None:
    """Name the page that the search box of the top bar asks, by POST, and who may use it."""
    _search[url_name] = allowed


def search_url_for(user: Any) -> str:
    """The page that answers this person's search; an empty string for those who have none."""
    if user is None or not user.is_authenticated:
        return ""
    return next((url for name, allowed in _search.items() if allowed(user) and (url := optional_url(name))), "")


def links_for(user: Any, path: str) -> list[Link]:
    """What this person sees on the page at this path, in order. Nothing before signing in."""
    if user is None or not user.is_authenticated:
        return []
    shown = [
        (entry, url)
        for entry in sorted(_entries.values(), key=lambda entry: entry.order)
        if (url := optional_url(entry.url_name)) and (entry.permission is None or user.has_perm(entry.permission))
    ]
    home = optional_url("today")
    under = {each: url for entry, url in shown for each in (url, *map(optional_url, entry.covers)) if each}
    here = max(
        (each for each in under if path == each or (path.startswith(each) and each != home)), key=len, default=""
    )
    return [Link(str(entry.label), url, url == under.get(here)) for entry, url in shown]


def optional_url(name: str) -> str:
    """The URL of that name, or an empty string where no room provides it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
