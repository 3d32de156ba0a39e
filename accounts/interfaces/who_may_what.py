"""The page of who may what, out of the code that decides it."""

from dataclasses import dataclass

from accounts.roles import FIELD_CLASSES, PERMISSIONS, SCOPES, Permission, Role
from common.classification import FieldClass


@dataclass(frozen=True)
class Line:
    """A permission or a class of fields, and for each role in its order whether it holds it."""

    label: str
    held: list[tuple[str, bool]]


def permissions() -> list[Line]:
    """Every permission."""
    return [_line(each.label, each, PERMISSIONS) for each in Permission]


def field_classes() -> list[Line]:
    """Every class of fields."""
    return [_line(each.label, each, FIELD_CLASSES) for each in FieldClass]


def scopes() -> list[tuple[str, str]]:
    """Of each role, whose records it is shown."""
    return [(role.label, SCOPES[role]) for role in Role]


def _line(label: str, what: str, matrix: dict[Role, frozenset]) -> Line:
    return Line(label, [(role.label, what in matrix[role]) for role in Role])
