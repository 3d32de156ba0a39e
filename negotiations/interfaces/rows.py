"""Forms of records with lists: rows of fields that repeat, of which those left blank count nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.interfaces.record_form import RecordForm
from accounts.models import Record, User
from common.forms import Pair

#: More rows than this are no honest form.
MOST = 99


@dataclass(frozen=True)
class Rows:
    """A list on a form, as `party_0`, `body_0`, `party_1`, …; a row without its first field is left out.

    `name` is that of the list, and of the relation that its rows are read from; `fields` makes the fields of one row.
    """

    name: str
    legend: Any
    fields: Callable[[], dict[str, forms.Field]]
    spare: int = 2


class Choices:
    """Many fields that choose from the same records, read once."""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset = queryset
        self.options = [(each.pk, str(each)) for each in queryset]

    def field(self, *, blank: Any, **kwargs: Any) -> forms.ModelChoiceField:
        """A field that may be left out; `blank` is what it then says."""
        field = forms.ModelChoiceField(queryset=self.queryset, required=False, **kwargs)
        field.choices = [("", blank), *self.options]
        return field


class RowsForm(RecordForm):
    """A form of a record with lists; each is among the `values` under its name, as a list of dictionaries."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.lists = self.get_lists(user)
        self._counts: dict[str, int] = {}
        #: The fields of each list in a row.
        self._names: dict[str, list[str]] = {}
        for rows in self.lists:
            self._add(rows)
        self.fieldsets = [*self.fieldsets, *((rows.legend, self._pairs(rows)) for rows in self.lists)]

    def get_lists(self, user: User) -> list[Rows]:
        """The lists on the form."""
        raise NotImplementedError

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        own = {f"{name}_{row}" for rows in self.lists for row in self._range(rows) for name in self._names[rows.name]}
        plain = {name: value for name, value in super().values.items() if name not in own}
        return plain | {rows.name: self._filled(rows) for rows in self.lists}

    def _add(self, rows: Rows) -> None:
        there = self._there(rows)
        made = rows.fields()
        self._names[rows.name] = list(made)
        posted = [self._row_of(key, made) + 1 for key in self.data]
        self._counts[rows.name] = min(max([len(there) + rows.spare, *posted]), MOST)
        for row in self._range(rows):
            for name, field in (made if row == 0 else rows.fields()).items():
                field.required = False
                self.fields[f"{name}_{row}"] = field
        for row, part in enumerate(there):
            for name in made:
                field = part._meta.get_field(name)
                self.initial[f"{name}_{row}"] = getattr(part, field.attname)

    def _there(self, rows: Rows) -> list[Record]:
        """The parts that stand, in the order in which they were named."""
        if self.instance._state.adding:
            return []
        return list(getattr(self.instance, rows.name).standing().order_by("id"))

    def _filled(self, rows: Rows) -> list[dict[str, Any]]:
        names = self._names[rows.name]
        found = [{name: self.cleaned_data.get(f"{name}_{row}") for name in names} for row in self._range(rows)]
        told = [each for each in found if each[names[0]]]
        # What is left blank is what the model says of itself.
        return [{name: value for name, value in each.items() if value not in ("", None)} for each in told]

    def _pairs(self, rows: Rows) -> list[Pair]:
        names = self._names[rows.name]
        return [Pair(f"{row + 1}.", [f"{name}_{row}" for name in names]) for row in self._range(rows)]

    def _range(self, rows: Rows) -> range:
        return range(self._counts[rows.name])

    @staticmethod
    def _row_of(key: str, fields: Mapping[str, forms.Field]) -> int:
        """The number of the row that a posted key belongs to; -1 for others."""
        name, _sep, row = key.rpartition("_")
        return int(row) if name in fields and row.isascii() and row.isdecimal() and len(row) < 3 else -1
