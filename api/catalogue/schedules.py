"""Schedules: questions that are asked every week. Reports are a neighbour room, which says what they are."""

import datetime
import functools
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from api.fields import ClockField
from api.report_shapes import ParametersField
from api.resources import VOIDED, Resource, Verb
from common.reporting import reporting

_schedules = reporting().schedules


def _in_body(verb: Verb) -> Verb:
    """The verb, with errors of the report's parameters told where they stand in the body."""

    @functools.wraps(verb)
    def run(**arguments: Any) -> Any:
        try:
            return verb(**arguments)
        except ValidationError as wrong:
            if not hasattr(wrong, "error_dict"):
                raise
            fields = {each.name for each in _schedules.model._meta.concrete_fields}
            raise ValidationError(
                {name if name in fields else f"parameters/{name}": each for name, each in wrong.error_dict.items()}
            ) from wrong

    return run


SCHEDULES = Resource(
    name="report-schedules",
    model=_schedules.model,
    filterset=_schedules.filterset,
    create=_in_body(_schedules.create),
    revise=_in_body(_schedules.revise),
    doors={"paused": _schedules.pause, "active": _schedules.resume, VOIDED: _schedules.end},
    doors_help=_("Only its owner pauses, resumes or ends a schedule. `stopped` is the system's: its reason is given."),
    fixed=("report",),
    orderings=("report", "weekday"),
    members_fields={
        "parameters": ParametersField(required=False, default=dict),
        "at": ClockField(required=False, default=datetime.time(8), help_text=_("By the clock of the headquarters.")),
    },
)
