"""What takes two people. Each room registers its acts in `AppConfig.ready()`; the words are lazy.

    acts.register(acts.void(Exchange, void_exchange), acts.Act("complete", _("complete this exchange"), Exchange, …))

`propose` (accounts.domain.approvals) keeps the wish, and `approve` runs the verb, in the name of who approves.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from audit.verbs import VERBS

#: Acts that the database itself looks for. A room may have others.
VOID, UNDO_IMPORT, GRANT_ROLE, LIFT = "void", "undo_import", "grant_role", "lift_restriction"


def _nothing_more(_arguments: dict[str, Any]) -> str:
    return ""


@dataclass(frozen=True)
class Act:
    """One thing that takes two people.

    `label` says it as an order ("void this record"). `verb(*, <record>, by, reason, **arguments)` does it, and its
    permission is that of who proposes; the second one holds it too, or the right to second (`seconded_by`). The record
    is named as its model is, or as `takes` says. `check(record, **arguments)` raises what the verb would refuse anyway,
    so that the first person is told, not the second. Without `wants_reason` the proposal may go without one. `exactly`
    puts the arguments into words, `consequences` say what will happen.
    """

    name: str
    label: str | Promise
    model: type[Model]
    verb: Callable[..., Any]
    check: Callable[..., None] | None = None
    wants_reason: bool = True
    takes: str = ""
    exactly: Callable[[dict[str, Any]], str] = _nothing_more
    consequences: tuple[str | Promise, ...] = ()
    #: What lets somebody second it who may not do it: roles are for administrators only.
    seconded_by: str = Permission.APPROVALS_SECOND

    @property
    def argument(self) -> str:
        """The name under which the verb takes the record: `unit_name` of UnitName."""
        return self.takes or re.sub(r"(?<!^)(?=[A-Z])", "_", self.model.__name__).lower()

    @property
    def permission(self) -> str:
        return VERBS[self.verb.verb_name]

    def may_second(self, user: Any) -> bool:
        """Whether somebody may approve or refuse it, whoever proposed it."""
        return user.has_perm(self.permission) or user.has_perm(self.seconded_by)


def void(model: type[Model], verb: Callable[..., Any], check: Callable[..., None] | None = None) -> Act:
    """The voiding of a kind of record."""
    told = (_("The record counts nowhere any more and cannot be changed, nor can what belongs to it."),)
    return Act(VOID, _("void this record"), model, verb, check, consequences=told)


def lift(model: type[Model], verb: Callable[..., Any]) -> Act:
    """The lifting of the restriction of a kind of record."""
    told = (_("Everybody who sees records of this kind sees it from then on, with all that belongs to it."),)
    return Act(LIFT, _("lift the restriction of this record"), model, verb, _refuse_general, consequences=told)


def _refuse_general(record: Any) -> None:
    if not record.restricted:
        raise ValidationError(_now("This record is not restricted."))


_acts: dict[tuple[str, str], Act] = {}


def register(*acts: Act) -> None:
    """Let two people do these."""
    _acts.update({(act.name, act.model._meta.label_lower): act for act in acts})


def registered() -> list[Act]:
    """Every act, in the order of the rooms."""
    return list(_acts.values())


def get(name: str, model: type[Model]) -> Act | None:
    """The act of this name on records of a model, if it takes two people."""
    return _acts.get((name, model._meta.label_lower))


def find(name: str, model: str) -> Act:
    """The act of this name on records of a model, named as "units.unit". Raises KeyError for one nobody registered."""
    return _acts[name, model]


def of_verb(verb: Callable[..., Any]) -> Act | None:
    """The act that runs a verb, which then nobody runs alone."""
    name = getattr(getattr(verb, "func", verb), "verb_name", "")
    return next((act for act in _acts.values() if act.verb.verb_name == name), None)
