"""Migrations without needless rendering: a trigger changes no model.

After each operation that adds or removes a trigger Django would render the model and all that it is related to anew;
with some hundred triggers that is most of the time of a first migration.
"""

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def render_nothing_for_triggers() -> None:
    """Has the operations of pgtrigger keep the models that are rendered."""
    for operation in (AddTrigger, RemoveTrigger):
        _keep_rendered(operation)


def _keep_rendered(operation: type[Operation]) -> None:
    forwards = operation.state_forwards

    def state_forwards(self: Operation, app_label: str, state: ProjectState) -> None:
        rendered = state.__dict__.pop("apps", None)
        forwards(self, app_label, state)
        if rendered is not None:
            state.__dict__["apps"] = rendered

    operation.state_forwards = state_forwards
