"""The form of an exchange: one page for the exchange, its transfers and all that was said of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.editing import SeenField
from accounts.models import User
from accounts.models.record import visible_fields
from accounts.roles import Permission
from common.forms import CountField, DayField, Form, Pair, PartialDateField
from exchanges.enums import ExchangeKind, MediatorRole
from exchanges.interfaces.fields import ExchangeNumberField
from exchanges.interfaces.transfer_fields import (
    clean_transfers,
    transfer_fields,
    transfer_initial,
    transfer_rows,
    unusual_numbers,
)
from exchanges.models import Exchange
from exchanges.queries.choices import parties, places
from exchanges.queries.listing import programmes
from exchanges.queries.record import Dossier
from exchanges.queries.sides import Sides
from sources.interfaces.citing import NEW, cited, citing_fields

#: Empty rows for further mediators and ordinals.
SPARE = 2
PLAIN = (
    "formula",
    "kind",
    "planned_on",
    "counted_in_format",
    "venue",
    "venue_as_reported",
    "parent",
    "stage_no",
    "previous_attempt",
    "embargo_until",
    "notes",
)


class ExchangeForm(Form):
    """Logs an exchange (without a dossier) or edits one. `warnings` are confirmed once, and never a block."""

    seen = SeenField()
    formula = forms.CharField(
        label=_("Formula as reported"),
        max_length=300,
        required=False,
        help_text=_("In the words of the source, such as “157 for 157”"),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ExchangeKind, widget=forms.RadioSelect, initial="negotiated")
    when = PartialDateField(label=_("Date on which people came home"), required=False)
    planned_on = DayField(label=_("Planned for"))
    counted_in_format = forms.BooleanField(
        label=_("Counted in the format"),
        required=False,
        initial=True,
        help_text=_("Not for those handed over beside the exchange: official totals leave them out"),
    )

    def __init__(self, *args: Any, user: User, sides: Sides, dossier: Dossier | None = None, **kwargs: Any) -> None:
        self.user, self.sides, self.dossier = user, sides, dossier
        ways = [each.direction for each in dossier.transfers] if dossier else []
        #: Two transfers one way, or stages, are edited by themselves.
        self.has_sides = len(ways) == len(set(ways)) and not (dossier and dossier.stages)
        kwargs["initial"] = {**self._initial(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self._add(self._own_fields(kwargs.get("data") or (args[0] if args else None) or {}))
        hidden = set(PLAIN) & set(self.fields) - visible_fields(Exchange, user)
        for name in hidden | self._out_of_sight():
            del self.fields[name]
        self.fieldsets = self._fieldsets()
        self.warnings: list[str] = []

    @property
    def there(self) -> dict[str, Any]:
        """The transfers that exist, by direction."""
        return {each.direction: each for each in self.dossier.transfers} if self.dossier else {}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.transfers = clean_transfers(self, self.sides) if self.has_sides else {}
        self.source = cited(self) if "source" in self.fields else None
        if not self.errors and self.has_sides and not self.data.get("numbers_right"):
            self.warnings = unusual_numbers(self, self.sides, self.user)
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verbs `log_whole` and `revise_whole` take."""
        data = self.cleaned_data
        fields = {name: data[name] for name in PLAIN if name in data}
        rows = {name: self._filled(name) for name in ("mediator", "ordinal")}
        return fields | {
            "when": data["when"],
            "transfers": self.transfers,
            "mediators": [
                (data[f"mediator_{row}"], data[f"role_{row}"] or MediatorRole.BROKER) for row in rows["mediator"]
            ],
            "ordinals": [(data[f"ordinal_{row}"], data[f"counted_by_{row}"]) for row in rows["ordinal"]],
            "programmes": data.get("programmes", ()),
        }

    def _filled(self, name: str) -> list[int]:
        return [row for row in range(self._rows) if self.cleaned_data.get(f"{name}_{row}")]

    def _own_fields(self, data: Mapping[str, Any]) -> dict[str, forms.Field]:
        fields = transfer_fields(self.sides, self.there) if self.has_sides else {}
        shown = max(len(self.dossier.mediations), len(self.dossier.ordinals)) if self.dossier else 0
        self._rows = max(shown + SPARE, *(self._row_of(key) + 1 for key in data), 0)
        known = Choices(parties(self.user))
        for row in range(self._rows):
            fields |= _row_fields(row, known)
        fields["programmes"] = forms.ModelMultipleChoiceField(
            label=_("Counted to"),
            queryset=programmes(self.user),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        if not self.dossier:
            fields |= citing_fields(self.user)
            fields["claimed_by"] = known.field(label=_("Said by"), blank=_("The source itself"))
        fields |= _further_fields(self.user)
        if not self.dossier and self.user.has_perm(Permission.EXCHANGES_MOVE):
            fields["completed"] = forms.BooleanField(
                label=_("It took place: log it as completed"),
                required=False,
                help_text=_("Needs the date, and of each direction the number or why there is none"),
            )
        return fields

    def _out_of_sight(self) -> set[str]:
        """Fields that name a record which the editor may not see: they stay as they are, and are not there."""
        exchange = self.dossier and self.dossier.exchange
        names = ("venue", "parent", "previous_attempt")
        return {name for name in names if exchange and getattr(exchange, f"{name}_id") and not getattr(exchange, name)}

    @staticmethod
    def _row_of(key: str) -> int:
        """The number of the row that a posted key belongs to; -1 for others."""
        name, _sep, row = key.rpartition("_")
        return int(row) if name in {"mediator", "ordinal"} and row.isdecimal() and len(row) < 3 else -1

    def _add(self, fields: dict[str, forms.Field]) -> None:
        for name, field in fields.items():
            self.fields[name] = field
            if name.endswith("count_status") or isinstance(field, forms.ModelChoiceField):
                continue
            self._name_blank(field)

    def _initial(self) -> dict[str, Any]:
        if not self.dossier:
            return {}
        exchange = self.dossier.exchange
        initial = {name: getattr(exchange, name) for name in PLAIN} | {"when": exchange.when}
        initial |= transfer_initial(self.there) if self.has_sides else {}
        for row, each in enumerate(self.dossier.mediations):
            initial |= {f"mediator_{row}": each.mediator_id, f"role_{row}": each.role}
        for row, each in enumerate(self.dossier.ordinals):
            initial |= {f"ordinal_{row}": each.value, f"counted_by_{row}": each.counted_by_id}
        return initial | {"programmes": [each.programme_id for each in self.dossier.bookings]}

    def _fieldsets(self) -> list[tuple[Any, list[Any]]]:
        rows = range(self._rows)
        mediators = [Pair(f"{row + 1}.", [f"mediator_{row}", f"role_{row}"]) for row in rows]
        ordinals = [Pair(f"{row + 1}.", [f"ordinal_{row}", f"counted_by_{row}"]) for row in rows]
        return [
            (_("What and when"), ["formula", "kind", "when", "planned_on", "counted_in_format"]),
            (_("Persons who return to"), transfer_rows() if self.has_sides else []),
            (_("Where the numbers come from"), ["source", "claimed_by"]),
            (_("A new source, if it is not registered yet"), NEW),
            (_("Mediators"), mediators),
            (_("Programmes"), ["programmes"]),
            (_("Ordinals as reported"), ordinals),
            (_("Place and context"), ["venue", "venue_as_reported", "parent", "stage_no", "previous_attempt"]),
            (_("For the staff"), ["embargo_until", "notes"]),
            (_("State"), ["completed"]),
        ]


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


def _row_fields(row: int, known: Choices) -> dict[str, forms.Field]:
    return {
        f"mediator_{row}": known.field(label=_("Mediator"), blank=_("Nobody")),
        f"role_{row}": forms.ChoiceField(
            label=_("Role"), choices=MediatorRole, initial=MediatorRole.BROKER, required=False
        ),
        f"ordinal_{row}": forms.IntegerField(
            label=_("Ordinal"),
            min_value=1,
            max_value=32767,
            required=False,
            widget=forms.TextInput({"inputmode": "numeric", "class": "count", "autocomplete": "off"}),
        ),
        f"counted_by_{row}": known.field(label=_("Counted by"), blank=_("Not known")),
    }


def _further_fields(user: User) -> dict[str, forms.Field]:
    return {
        "venue": forms.ModelChoiceField(
            label=_("Venue"), queryset=places(user), required=False, empty_label=_("Not known")
        ),
        "venue_as_reported": forms.CharField(label=_("Venue as reported"), max_length=300, required=False),
        "parent": ExchangeNumberField(
            user=user, label=_("Stage of №"), help_text=_("When this is one stage of another")
        ),
        "stage_no": CountField(label=_("Number of the stage"), max_value=99, help_text=""),
        "previous_attempt": ExchangeNumberField(user=user, label=_("Previous attempt №")),
        "embargo_until": DayField(label=_("Embargo until")),
        "notes": forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 4})),
    }
