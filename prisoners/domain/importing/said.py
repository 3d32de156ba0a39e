"""What a row says: the values of the records that it becomes, and what is to be told of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from prisoners.domain.importing.problems import Problem

Values = dict[str, Any]


@dataclass(slots=True)
class Said:
    """Values by record, and what is to be told of the row. Refused when a problem of it refuses."""

    parsed: Values | None = None
    problems: list[Problem] = field(default_factory=list)
    key: str = ""
    #: All the values as JSON, where `parsed` has only those by which the row is compared.
    text: str = ""

    @property
    def refused(self) -> bool:
        return self.parsed is None

    def in_short(self) -> "Said":
        """With the values as JSON, and apart those by which the row is compared: little to send between processes."""
        if self.parsed is None:
            return self
        return Said(_compared(self.parsed), self.problems, self.key, orjson.dumps(self.parsed).decode())


def _compared(parsed: Values) -> Values:
    """As much of what a row says as it is compared by with other rows and with what is recorded."""
    held = parsed["captivity"]
    return {
        "person": _some(parsed["person"], ("born_on", "born_on_precision")),
        "names": [_some(name, ("surname_key", "given_key")) for name in parsed["names"]],
        "identifiers": [_some(number, ("scheme", "value_key")) for number in parsed["identifiers"]],
        "captivity": held and _some(held, ("status", "captured_on", "captured_on_precision")),
    }


def _some(values: Values, keys: Sequence[str]) -> Values:
    return {key: values[key] for key in keys}
