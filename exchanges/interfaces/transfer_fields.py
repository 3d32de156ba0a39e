"""The two sides of the form of an exchange: for each direction a column of numbers, under the name of its party."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import CountField, Pair
from exchanges.enums import CountStatus, Direction
from exchanges.models import Transfer
from exchanges.queries.range import historic_range
from exchanges.queries.sides import Sides

#: Said instead of a transfer: nobody goes this way.
NOBODY = "nobody"
NUMBERS = ("agreed", "delivered", "delivered_military", "delivered_civilian")
WAYS = (Direction.TO_US, Direction.TO_THEM)

LEGENDS = {
    "agreed": _("Agreed"),
    "delivered": _("Delivered"),
    "count_status": _("About the number delivered"),
    "delivered_military": _("Of them military"),
    "delivered_civilian": _("Of them civilians"),
    "composition": _("Composition as reported"),
}

UNUSUAL = _(
    "%(legend)s, %(party)s: %(number)s. Nine of ten exchanges so far lie from %(low)s to %(high)s; "
    "the largest was %(largest)s."
)

STATUSES = [
    ("", _("Choose")),
    (CountStatus.KNOWN, _("It is known")),
    (CountStatus.PENDING, _("Not handed over yet")),
    (CountStatus.WITHHELD, _("The sides withhold it")),
    (CountStatus.NOT_STATED, _("No source states it")),
]


def transfer_fields(sides: Sides, there: Mapping[str, Transfer]) -> dict[str, forms.Field]:
    """Fields by name, `to_us_agreed` and so on; `there` holds the transfers that exist already, by direction."""
    fields: dict[str, forms.Field] = {}
    for way in WAYS:
        name = sides.name(way)
        for number in NUMBERS:
            fields[f"{way}_{number}"] = CountField(label=name, help_text="")
        nobody = [] if way in there else [(NOBODY, _("Nobody goes this way"))]
        # Not required: a number typed says that it is known. A blank one without a choice is refused in `clean`.
        fields[f"{way}_count_status"] = forms.ChoiceField(label=name, choices=STATUSES + nobody, required=False)
        fields[f"{way}_composition"] = forms.CharField(
            label=name, required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
    return fields


def transfer_rows() -> list[Pair]:
    """The rows of the section, both directions side by side."""
    return [Pair(legend, [f"{way}_{name}" for way in WAYS]) for name, legend in LEGENDS.items()]


def transfer_initial(there: Mapping[str, Transfer]) -> dict[str, Any]:
    """What the fields show of the transfers that exist."""
    return {f"{way}_{name}": getattr(transfer, name) for way, transfer in there.items() for name in LEGENDS}


def clean_transfers(form: forms.Form, sides: Sides) -> dict[str, dict[str, Any]]:
    """The transfers by direction; adds an error where a number and what is said about it do not go together."""
    return {way: values for way in WAYS if (values := _clean_way(form, way, sides)) is not None}


def _clean_way(form: forms.Form, way: str, sides: Sides) -> dict[str, Any] | None:
    values = {name: form.cleaned_data.get(f"{way}_{name}") for name in LEGENDS}
    if any(f"{way}_{name}" in form.errors for name in LEGENDS):
        return None
    status, number = values["count_status"], values["delivered"]
    if number is not None and status not in ("", CountStatus.KNOWN):
        form.add_error(
            f"{way}_delivered", _("You gave a number, and said below that there is none: clear one of the two")
        )
    elif number is None and status == CountStatus.KNOWN:
        form.add_error(f"{way}_delivered", _("Give the number, or say below why there is none"))
    elif number is None and status == "":
        form.add_error(f"{way}_count_status", _("Give the number above, or say why there is none; nobody is 0"))
    if status == NOBODY:
        if values["agreed"] is not None:
            form.add_error(f"{way}_agreed", _("You gave a number agreed, and said below that nobody goes this way"))
        return None
    returned_to, handed_over_by = (sides.home, sides.other) if way == Direction.TO_US else (sides.other, sides.home)
    values["count_status"] = CountStatus.KNOWN if number is not None else status
    return values | {"from_party": handed_over_by, "to_party": returned_to}


def unusual_numbers(form: forms.Form, sides: Sides, user: User) -> list[str]:
    """Numbers outside of what the record shows so far, in words. They may be right: 1,000 happened."""
    found = []
    for way in WAYS:
        usual = historic_range(way, user)
        for name in ("agreed", "delivered"):
            number = form.cleaned_data.get(f"{way}_{name}")
            if usual and number and not usual.holds(number):
                words = {"legend": LEGENDS[name], "party": sides.name(way), "number": number}
                words |= {"low": usual.low, "high": usual.high, "largest": usual.largest}
                found.append(UNUSUAL % words)
    return found
