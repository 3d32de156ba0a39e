"""A client that keeps a copy by the feed and the snapshot, as the contract tells it to."""

import json
from typing import Any

from accounts.models import User
from accounts.roles import Role
from tests.api.client import ROOT, ApiClient
from tests.factories import user_with
from tests.factories.accounts import EVERYWHERE, Sees, token_for

Copy = dict[str, dict[str, Any]]


def bureau(sees: Sees = EVERYWHERE, **fields: Any) -> User:
    """A machine client."""
    return user_with(Role.MACHINE, sees=sees, kind="machine", password=None, **fields)


class Follower(ApiClient):
    """`copy` holds the data of records by key; `cursor` says how far it has come."""

    def __init__(self, user: User | None = None, scopes: tuple[str, ...] = ("*:read",)) -> None:
        self.user = user or bureau()
        super().__init__(token_for(self.user, list(scopes)))
        self.cursor: str | None = None
        self.copy: Copy = {}

    def page(self, **params: Any) -> dict[str, Any]:
        """One page of the feed, taken into the copy."""
        told = self.asked("changes", **params).json()
        self._keep(told["entries"])
        self.cursor = told["cursor"]
        return told

    def asked(self, what: str, **params: Any) -> Any:
        """The answer of one request from where the copy stands."""
        place = {"cursor": self.cursor} if self.cursor and what == "changes" else {}
        return self.get(f"{ROOT}/sync/{what}/", place | params)

    def follow(self, **params: Any) -> list[dict[str, Any]]:
        """Every entry up to the end of the feed."""
        entries, up_to_date = [], False
        while not up_to_date:
            page = self.page(**params)
            entries += page["entries"]
            up_to_date = page["up_to_date"]
        return entries

    def begin(self, **params: Any) -> "Follower":
        """Take the snapshot in the place of whatever there was."""
        self.copy, place, self.cursor = {}, {}, None
        while place is not None:
            told = self.asked("snapshot", **params, **place).json()
            self.cursor = self.cursor or told["start_cursor"]
            self._keep(told["entries"])
            place = told["next"]
        return self

    def _keep(self, entries: list[dict[str, Any]]) -> None:
        for each in entries:
            if each["op"] == "removed":
                self.copy.pop(each["id"], None)
            elif each["version"] >= self.copy.get(each["id"], each)["version"]:
                self.copy[each["id"]] = each["data"]


def told(entries: list[dict[str, Any]], *records: Any) -> list[tuple[str, str | None]]:
    """What was told of these records: operation and reason, by the order of the entries."""
    keys = {str(record.pk) for record in records}
    return [(each["op"], each["reason"]) for each in entries if each["id"] in keys]


def as_text(value: Any) -> str:
    """All words of an answer."""
    return json.dumps(value, ensure_ascii=False)
