"""Lists of names, their entries, and what was decided of them. A list comes in as a file (api/views/name_lists.py)."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from api.fields import CharField, DateField
from api.queries.rows import partial_date
from api.resources import GENERAL, RESTRICTED, RESTRICTION, VOIDED, Part, Resource
from negotiations.domain import answering, deciding, freezing, lists
from negotiations.interfaces.list_filters import DecisionFilter, ListEntryResourceFilter
from negotiations.interfaces.list_tables import NameListFilter
from negotiations.models import Decision, ListEntry, NameList, Reconciliation


def _compared(*, name_list: NameList, by: User, expected_version: int, reason: str = "") -> Any:
    """Have the list compared with the register, its columns read as they were guessed."""
    return lists.reconcile_list(name_list=name_list, by=by, expected_version=expected_version, reason=reason)


def _stopped(*, name_list: NameList, by: User, expected_version: int, reason: str = "") -> Any:
    """Stop the work on the list."""
    return lists.cancel(name_list=name_list, by=by, expected_version=expected_version, reason=reason)


NAME_LISTS = Resource(
    name="name-lists",
    model=NameList,
    doors={
        "reconciled": _compared,
        "cancelled": _stopped,
        "answered": answering.answer_list,
        "checked": freezing.check_list,
        "frozen": freezing.freeze_list,
        "frozen_by_two": freezing.freeze_protected_list,
        "sent": freezing.send_list,
        "received_confirmed": freezing.confirm_receipt,
        RESTRICTED: lists.restrict_list,
        GENERAL: lists.lift_restriction,
        VOIDED: lists.void_list,
    },
    doors_help=format_lazy(
        "{} {} {}",
        _("`reconciled` has a worker compare the list with the register, `cancelled` stops that work."),
        _(
            "A list that goes out is `checked`, `frozen` (`frozen_by_two` proposes it where somebody on it is "
            "restricted or withheld from whom it goes to), `sent`, and `received_confirmed` with its `receipt`."
        ),
        RESTRICTION,
    ),
    door_members={
        "receipt": CharField(required=False, max_length=2000),
        "receipt_on": DateField(required=False, help_text=_("Today unless given.")),
    },
    filterset=NameListFilter,
    orderings=("received_on", "number"),
    parts=(
        Part(
            "reconciliation",
            Reconciliation,
            "name_list",
            ("status", "message", "done", "total", "columns", "mapping", "first_row", "failure"),
        ),
    ),
)

LIST_ENTRIES = Resource(
    name="list-entries",
    model=ListEntry,
    filterset=ListEntryResourceFilter,
    orderings=("row_number",),
    left_out=("surname_key", "given_key", "patronymic_key", "folded", "born_on_precision"),
    computed={"born_on": partial_date("born_on", "born_on_precision")},
)

DECISIONS = Resource(name="decisions", model=Decision, doors={VOIDED: deciding.undo_decision}, filterset=DecisionFilter)
