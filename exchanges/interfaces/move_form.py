"""The form that moves an exchange to another state, asking for what that state needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from common.forms import CountField, DayField, Form, Pair, PartialDateField, ReasonField
from exchanges.enums import DELIVERED, SETBACKS, CountStatus, ExchangeStatus, Rest
from exchanges.models import Transfer
from exchanges.queries.completion import unmarked
from exchanges.queries.record import Dossier, setback_reasons

STATUSES = [
    ("", _("Choose")),
    (CountStatus.KNOWN, _("It is known")),
    (CountStatus.WITHHELD, _("The sides withhold it")),
    (CountStatus.NOT_STATED, _("No source states it")),
]


class MoveForm(Form):
    """Why, when, and of each open transfer how many were delivered. Only the reason for those who may not write."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, dossier: Dossier, to: ExchangeStatus, user: User, **kwargs: Any) -> None:
        exchange = dossier.exchange
        initial = {"version": exchange.version, "when": exchange.when}
        if to == ExchangeStatus.SCHEDULED:
            initial["planned_on"] = exchange.planned_on
        super().__init__(*args, initial=initial | (kwargs.pop("initial", None) or {}), **kwargs)
        writes = user.has_perm(Permission.EXCHANGES_WRITE, exchange)
        pending = [each for each in dossier.transfers if each.count_status == CountStatus.PENDING]
        self.open_transfers = pending if to in DELIVERED and writes else []
        for name, field in self._needed(dossier, to, writes, user).items():
            self.fields[name] = field
            if not name.endswith("count_status"):
                self._name_blank(field)
        self.fieldsets = self._sections()

    def _needed(self, dossier: Dossier, to: ExchangeStatus, writes: bool, user: User) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        if to in SETBACKS:
            fields["setback_reason"] = forms.ModelChoiceField(
                label=_("Kind of reason"), queryset=setback_reasons(user), required=False
            )
        if to in DELIVERED and (waiting := sum(unmarked(dossier.exchange).values())):
            fields["rest"] = forms.ChoiceField(
                label=ngettext(
                    "%(number)d on the manifest is not marked", "%(number)d on the manifest are not marked", waiting
                )
                % {"number": waiting},
                help_text=_("Whoever was not handed over is free to go in another exchange."),
                choices=Rest.choices,
                widget=forms.RadioSelect,
            )
        if to in DELIVERED and writes:
            fields["when"] = PartialDateField(label=_("Date on which people came home"))
        if writes and to in {ExchangeStatus.SCHEDULED, ExchangeStatus.POSTPONED}:
            label = _("Planned for") if to == ExchangeStatus.SCHEDULED else _("New day, if there is one")
            fields["planned_on"] = DayField(label=label)
        for transfer in self.open_transfers:
            name = str(transfer.to_party)
            fields[f"{transfer.pk}_delivered"] = CountField(label=name, help_text="")
            fields[f"{transfer.pk}_count_status"] = forms.ChoiceField(label=name, choices=STATUSES, required=False)
        fields["reason"] = (
            ReasonField(label=_("What happened"))
            if to in SETBACKS
            else forms.CharField(
                label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
            )
        )
        return fields

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for transfer in self.open_transfers:
            self._check(transfer, data)
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb `move_whole` takes."""
        data = self.cleaned_data
        numbers = {
            transfer: {"delivered": data[f"{transfer.pk}_delivered"], "count_status": self._status(transfer, data)}
            for transfer in self.open_transfers
        }
        changes = {name: data[name] for name in ("when", "planned_on") if name in data}
        return changes | {
            "expected_version": data["version"],
            "reason": data["reason"],
            "setback_reason": data.get("setback_reason"),
            "transfers": numbers,
            "rest": data.get("rest", ""),
        }

    def _check(self, transfer: Transfer, data: dict[str, Any]) -> None:
        names = [f"{transfer.pk}_delivered", f"{transfer.pk}_count_status"]
        if any(name in self.errors for name in names):
            return
        number, status = (data.get(name) for name in names)
        if number is None and status in ("", CountStatus.KNOWN):
            self.add_error(names[0], _("Give the number, or say below why there is none; nobody is 0"))
        elif number is not None and status not in ("", CountStatus.KNOWN):
            self.add_error(names[0], _("You gave a number, and said below that there is none: clear one of the two"))

    @staticmethod
    def _status(transfer: Transfer, data: dict[str, Any]) -> str:
        known = data[f"{transfer.pk}_delivered"] is not None
        return CountStatus.KNOWN if known else data[f"{transfer.pk}_count_status"]

    def _sections(self) -> list[tuple[Any, list[Any]]]:
        delivered = [f"{transfer.pk}_delivered" for transfer in self.open_transfers]
        statuses = [f"{transfer.pk}_count_status" for transfer in self.open_transfers]
        pairs = [Pair(_("Delivered"), delivered), Pair(_("About the number delivered"), statuses)]
        return [("", ["when", "planned_on", *(pairs if delivered else []), "rest", "setback_reason", "reason"])]
