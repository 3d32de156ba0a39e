"""Lists that go out, as pages show them: the forms, the people with what may be wrong, what comes next."""

import datetime
import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import DayField, Form, ReasonField
from common.pieces import Chip
from negotiations.interfaces.list_forms import AnyListForm
from negotiations.list_enums import ListStatus
from negotiations.models import ListEntry, NameList
from negotiations.outgoing_enums import BLOCKING, BY_TWO, Problem
from prisoners.enums import LegalCategory, Sex
from prisoners.interfaces.words import person_chip
from prisoners.models import Cohort
from prisoners.queries.held import Selection, of_reader
from prisoners.queries.priority import in_order, policy_on
from units.interfaces.choosing import UnitField
from units.models import Unit

S = ListStatus
TONES = {S.DRAFT: "neutral", S.CHECKED: "active", S.FROZEN: "warning", S.SENT: "good", S.RECEIVED_CONFIRMED: "good"}
ANY = [("", _("all"))]


class OutgoingForm(AnyListForm):
    """What is said of a list that goes out."""

    class Meta(AnyListForm.Meta):
        fields = ("title", "kind", "party", "side", "channel", "programme", "round", "previous", "notes")

    fieldsets = (
        ("", ["title", "kind", "party", "side", "channel"]),
        (_("What it belongs to"), ["programme", "round", "previous", "notes"]),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].label = _("To whom it goes")
        self.fields["side"].required = True
        self.fields["side"].label = _("Whose persons it names")


class FillForm(Form):
    """Whom to take from the order of priority, the first of it first."""

    number = forms.IntegerField(label=_("How many"), initial=50, min_value=1, max_value=1000)
    in_tier = forms.IntegerField(label=_("Tier"), required=False, min_value=1, max_value=1000)
    unit = UnitField(label=_("Unit, with those under it"), required=False)
    category = forms.ChoiceField(label=_("Legal category"), choices=ANY + LegalCategory.choices, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=ANY + Sex.choices, required=False)
    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=Cohort.objects.none(), required=False)

    blank_label = _("all")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["unit"].queryset = Unit.objects.visible_to(user).standing()
        self.fields["cohort"].queryset = Cohort.objects.visible_to(user).standing()

    def captivities(self, name_list: NameList, there: Collection[uuid.UUID]) -> list[uuid.UUID]:
        """Keys of the first in the order who are not on the list yet."""
        told, today = self.cleaned_data, clock.today()
        selection = Selection(
            name_list.side_id,
            today,
            of_reader(self.user),
            unit=told["unit"] and told["unit"].pk,
            category=told["category"],
            sex=told["sex"],
            cohort=told["cohort"] and told["cohort"].pk,
        )
        found = in_order(selection, policy_on(today), tier=told["in_tier"], limit=told["number"] + len(there))
        return [each.id for each in found if each.id not in there][: told["number"]]


class PersonForm(Form):
    """Somebody to put on the list by hand."""

    q = forms.CharField(label=_("Look for a person"), max_length=200)


class SendForm(Form):
    """How the list was sent."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(label=_("How it was sent"))


class ReceiptForm(Form):
    """Who confirmed that the list came."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    receipt = ReasonField(label=_("Receipt"), help_text=_("Who confirmed it, and under which number"))
    receipt_on = DayField(label=_("Confirmed on"), required=False)


@dataclass(frozen=True)
class Line:
    """A row of the list: who, how they stand now, and what may be wrong."""

    entry: ListEntry
    status: Chip
    category: str
    days: int | None
    problems: list[Chip]


def status_chip(name_list: NameList) -> Chip:
    """Where the list stands."""
    return Chip(name_list.get_status_display(), TONES[S(name_list.status)])


def problem_chip(problem: Problem) -> Chip:
    """A problem in words, as grave as it is."""
    tone = "bad" if problem in BLOCKING else "warning" if problem in BY_TWO else "neutral"
    return Chip(str(Problem(problem).label), tone)


def lines(entries: list[ListEntry], problems: dict[uuid.UUID, list[Problem]]) -> list[Line]:
    """The rows in their order."""
    return [_line(entry, problems.get(entry.pk, [])) for entry in entries]


def _line(entry: ListEntry, problems: list[Problem]) -> Line:
    captured = entry.captivity.captured_on
    days = (clock.today() - captured).days if captured and isinstance(captured, datetime.date) else None
    category = str(LegalCategory(entry.category_text).label) if entry.category_text in LegalCategory.values else ""
    return Line(entry, person_chip(entry.captivity.person), category, days, [problem_chip(each) for each in problems])


def counted(problems: dict[uuid.UUID, list[Problem]]) -> list[tuple[Chip, int]]:
    """How many have each problem, the gravest first."""
    found = Counter(problem for each in problems.values() for problem in each)
    return [(problem_chip(problem), found[problem]) for problem in Problem if found[problem]]
