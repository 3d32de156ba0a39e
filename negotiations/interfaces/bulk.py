"""The certain ones of a list as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form, ReasonField
from common.pieces import Chip
from negotiations.models import Candidate, ListEntry
from prisoners.interfaces.words import person_chip
from prisoners.models import Person


class AcceptForm(Form):
    """How many are accepted together: as many as the page showed."""

    expected = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class UndoForm(Form):
    """Why what was accepted together is taken back."""

    reason = ReasonField(label=_("Why they are taken back"))


@dataclass(frozen=True)
class Pair:
    """An entry that waits, and who it certainly is."""

    entry: ListEntry
    person: Person
    status: Chip
    likeness: int


def certain_people(found: Iterable[Candidate]) -> list[Pair]:
    """The certain entries that wait, in the order of the list; likeness is of 1,000."""
    return [Pair(each.entry, each.person, person_chip(each.person), each.score) for each in found]
