"""Bringing a file of persons, saying how its columns are read, undoing what it brought."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.forms import Form, ReasonField
from common.names.parse import AUTO, GIVEN_FIRST, SURNAME_FIRST
from prisoners.domain.importing.columns import Reading
from prisoners.domain.importing.fields import BY_KEY, FIELDS
from prisoners.domain.importing.files import MIB
from prisoners.enums import OPEN
from prisoners.models import PersonImport

#: Fields of which a file may have several columns; their cells are read one after the other.
REPEATED = frozenset({"text", "notes", "places", "identifier", "other_names", "callsign", "countries"})


class FileForm(Form):
    """The file."""

    file = forms.FileField(
        label=_("CSV or PFIF file or XLSX workbook"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xml,.pfif"}),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = f"{settings.IMPORT_MAX_BYTES / MIB:g}"
        self.fields["file"].help_text = _now("At most %(limit)s MiB; with or without a row that names the columns") % {
            "limit": limit
        }


def column_name(at: int, header: str) -> str:
    """A column as a spreadsheet calls it, with its header: “B · Date of birth”."""
    letters, number = "", at + 1
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    return f"{letters} · {header}" if header else letters


class ColumnsForm(Form):
    """What each column tells, and what holds for the whole file."""

    order = forms.ChoiceField(
        label=_("Order of full names"),
        choices=[
            (AUTO, _("as each name tells")),
            (SURNAME_FIRST, _("surname first")),
            (GIVEN_FIRST, _("given name first")),
        ],
    )
    first_row = forms.IntegerField(
        label=_("First row of data"),
        min_value=1,
        max_value=1000,
        help_text=_("As a spreadsheet counts; what stands above is not read"),
    )
    party = forms.ModelChoiceField(label=_("Persons of"), queryset=None)
    detaining_power = forms.ModelChoiceField(
        label=_("Held by"), queryset=None, help_text=_("Where a row does not name another Power")
    )
    captivity_status = forms.ChoiceField(
        label=_("Status where a row says none"), choices=[(each.value, each.label) for each in OPEN]
    )
    source = forms.ModelChoiceField(label=_("Source"), queryset=None, required=False)
    remember = forms.BooleanField(
        label=_("Remember these columns for files with the same header"), required=False, initial=True
    )

    def __init__(
        self,
        *args: Any,
        batch: PersonImport,
        samples: Sequence[Sequence[str]],
        parties: QuerySet,
        sources: QuerySet,
        **kwargs: Any,
    ) -> None:
        # What the columns of PFIF tell is said by PFIF.
        is_given = Reading.of(batch).is_given
        self.width = 0 if is_given else len(batch.columns)
        chosen = {at: key for key, columns in batch.mapping.get("fields", {}).items() for at in columns}
        initial = {f"column_{at}": chosen.get(at, "") for at in range(self.width)} | {
            "order": batch.mapping.get("order", AUTO),
            **{name: getattr(batch, name) for name in ("first_row", "party", "detaining_power", "captivity_status")},
            "remember": True,
        }
        super().__init__(*args, initial=initial, **kwargs)
        for name, queryset in (("party", parties), ("detaining_power", parties), ("source", sources)):
            self.fields[name].queryset = queryset
        if is_given:
            del self.fields["order"], self.fields["first_row"]
        if is_given or not any(batch.columns):
            del self.fields["remember"]
        columns = [f"column_{at}" for at in range(self.width)]
        for at, name in enumerate(columns):
            self.fields[name] = _column(at, batch.columns[at], samples[at])
        self.fieldsets = [
            *([(_("Columns"), columns)] if columns else []),
            (_("The whole file"), [name for name in self.base_fields if name in self.fields]),
        ]

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, list[int]] = {}
        for at in range(self.width):
            if key := self.cleaned_data.pop(f"column_{at}", ""):
                chosen.setdefault(key, []).append(at)
        for key, columns in chosen.items():
            if len(columns) > 1 and BY_KEY[key].kind not in REPEATED:
                again = _now("“%(field)s” is chosen for another column already.")
                words = again % {"field": capfirst(BY_KEY[key].label)}
                self.add_error(f"column_{columns[-1]}", ValidationError(words))
        self.cleaned_data["fields"] = chosen
        return self.cleaned_data


def _column(at: int, header: str, samples: Sequence[str]) -> forms.ChoiceField:
    groups = [
        (str(section), [(each.key, capfirst(each.label)) for each in fields])
        for section, fields in groupby(FIELDS, key=lambda each: each.section)
    ]
    return forms.ChoiceField(
        label=column_name(at, header),
        choices=[("", _("is not read")), *groups],
        required=False,
        help_text=" · ".join(sample[:40] for sample in samples) or _("empty"),
    )


class UndoForm(Form):
    """Why an import is undone."""

    reason = ReasonField()
