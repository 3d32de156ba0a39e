"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from common.navigation import Link, links_for, optional_url, search_url_for


class Shell:
    """The frame of a page, worked out only as far as the template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = getattr(request, "user", None)

    @cached_property
    def signed_in(self) -> bool:
        return bool(self.user and self.user.is_authenticated)

    @cached_property
    def links(self) -> list[Link]:
        return links_for(self.user, self.request.path)

    @cached_property
    def name(self) -> str:
        """The person signed in, by name."""
        return str(self.user) if self.signed_in else ""

    @cached_property
    def roles(self) -> str:
        """The person's roles in words."""
        return ", ".join(sorted(str(role.label) for role in self.user.roles)) if self.signed_in else ""

    @cached_property
    def home_url(self) -> str:
        return optional_url("today") or "/"

    @cached_property
    def search_url(self) -> str:
        return search_url_for(self.user)

    @cached_property
    def query(self) -> str:
        """What was searched for, so that the box keeps it on the page of answers only."""
        return self.request.POST.get("q", "") if self.search_url and self.request.path == self.search_url else ""

    @cached_property
    def language_url(self) -> str:
        return optional_url("accounts:language") or optional_url("set_language")

    @cached_property
    def account_url(self) -> str:
        return optional_url("accounts:profile") if self.signed_in else ""

    @cached_property
    def sign_out_url(self) -> str:
        return optional_url("accounts:sign-out") if self.signed_in else ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """`shell`: navigation, search, language and the person signed in."""
    return {"shell": Shell(request)}
