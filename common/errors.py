"""What a verb says when it refuses. A broken rule is Django's ValidationError, which names the field."""

from django.utils.translation import gettext as _


class Stale(Exception):
    """The record was changed by somebody else since it was read."""

    def __init__(self, current_version: int, changed_fields: list[str]) -> None:
        self.current_version = current_version
        self.changed_fields = changed_fields
        super().__init__(_("Somebody else changed this record in the meantime."))


class Conflict(Exception):
    """What was asked cannot stand beside what is already there, or another write is in the way."""


class IllegalMove(Exception):
    """The state machine knows no such move from the state that the record is in."""
