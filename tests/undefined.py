"""Makes an undefined variable in a template of ours an error. Templates of packages lean on silence, and may."""

import sys
from pathlib import Path
from typing import Any

OURS = Path(__file__).resolve().parent.parent / "templates"


class UndefinedVariable(Exception):
    """A template names a variable that its context does not have."""


class Undefined(str):
    """For `string_if_invalid`: Django asks it for `% variable` whenever a variable cannot be resolved."""

    __slots__ = ()

    def __new__(cls) -> "Undefined":
        return super().__new__(cls, "%s")

    def __mod__(self, variable: Any) -> str:
        template = _template_being_rendered()
        if template and Path(template).is_relative_to(OURS):
            raise UndefinedVariable(f"{template}: {variable}")
        return ""


def _template_being_rendered() -> str | None:
    """The file of the innermost node being rendered: with extends and include, not always the context's template."""
    frame = sys._getframe(2)
    while frame:
        if frame.f_code.co_name == "render_annotated":
            origin = getattr(frame.f_locals["self"], "origin", None)
            return origin.name if origin else None
        frame = frame.f_back
    return None
