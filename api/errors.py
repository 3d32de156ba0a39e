"""The single errors of a problem: which member of the body is wrong (a JSON pointer), its code, and words."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

ALL = {"__all__", "non_field_errors"}


class Detail(dict):
    """One error: `pointer` (RFC 6901, empty for the whole body, null where no body is concerned), `code`, `detail`."""

    @classmethod
    def at(cls, pointer: str | None, code: str, detail: str) -> "Detail":
        return cls(pointer=pointer, code=code, detail=str(detail))

    @classmethod
    def of_parameter(cls, parameter: str, code: str, detail: str) -> "Detail":
        """An error in a parameter of the URL."""
        return cls(pointer=None, parameter=parameter, code=code, detail=str(detail))


def details_of(error: ValidationError) -> list[Detail]:
    """The errors of a broken rule. What a verb calls `when` is the member `date`."""
    by_field = error.error_dict.items() if hasattr(error, "error_dict") else [("__all__", error.error_list)]
    return [
        Detail.at("" if field in ALL else f"/{field}", each.code or "invalid", message)
        for field, errors in by_field
        for each in errors
        for message in each.messages
    ]


def pointers(detail: Any, at: str = "") -> list[Detail]:
    """The errors that serializers found, however deep: each with the pointer to its member."""
    if isinstance(detail, Mapping):
        return [
            each for name, inner in detail.items() for each in pointers(inner, at if name in ALL else f"{at}/{name}")
        ]
    if isinstance(detail, list):
        found = []
        for index, inner in enumerate(detail):
            # A list of errors belongs to its member; a list of mappings is one mapping for each item of the body.
            found += pointers(inner, f"{at}/{index}" if isinstance(inner, Mapping) else at)
        return found
    return [Detail.at(at, getattr(detail, "code", "invalid"), detail)]
