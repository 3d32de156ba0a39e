"""The form of a claim: who said how many, of what, when and where."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import CountField, DayField, Form, Pair
from exchanges.enums import Axis, Measure, Qualifier
from exchanges.interfaces.comparison import category_code
from exchanges.queries.choices import parties
from exchanges.queries.record import Dossier
from sources.interfaces.citing import NEW, cited, citing_fields

WHOLE = "exchange"


class PercentField(forms.DecimalField):
    """A percentage; the decimals may stand after a point or a comma in either language."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "class": "count", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(str(value).replace(",", ".").replace("%", "").strip() if value else value)


class ClaimForm(Form):
    """Records what a side said of a transfer or of the whole exchange."""

    measure = forms.ChoiceField(label=_("What it counts"), choices=Measure, initial=Measure.DELIVERED)
    qualifier = forms.ChoiceField(label=_("How it was put"), choices=Qualifier, initial=Qualifier.EXACTLY)
    number = CountField(label=_("Number"), help_text="")
    percent = PercentField(label=_("or percent"))
    axis = forms.ChoiceField(label=_("A part, by"), choices=[("", ""), *Axis.choices], required=False)
    category = forms.CharField(
        label=_("Which part"),
        max_length=100,
        required=False,
        help_text=_("In the words of the source. Of “military or civilian” write military or civilians"),
    )
    is_partition = forms.BooleanField(
        label=_("One of several parts that do not overlap and add up to the whole"), required=False
    )
    as_of = DayField(label=_("As of"))
    quote = forms.CharField(label=_("Quote"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    blank_label = _("The whole")

    def __init__(self, *args: Any, dossier: Dossier, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        subjects = [(str(each.pk), str(each.to_party)) for each in dossier.transfers]
        fields = {
            "subject": forms.ChoiceField(
                label=_("Of whom"),
                choices=[*subjects, (WHOLE, _("The whole exchange"))],
                widget=forms.RadioSelect,
                help_text=_("Persons who returned to"),
            ),
            "claimed_by": forms.ModelChoiceField(label=_("Claimed by"), queryset=parties(user), required=False),
            **citing_fields(user),
        }
        for name, field in fields.items():
            self.fields[name] = field
            self._name_blank(field)
        self.fields["claimed_by"].empty_label = _("The source itself")
        self.fieldsets = [
            (_("Who said it, and of whom"), ["claimed_by", "subject"]),
            (_("The figure"), ["measure", "qualifier", Pair(_("How many"), ["number", "percent"])]),
            (_("If it is a part of them"), ["axis", "category", "is_partition"]),
            (_("Where and when"), ["source", "as_of", "quote"]),
            (_("A new source, if it is not registered yet"), NEW),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["category"] = category_code(data.get("axis", ""), data.get("category", ""))
        self.source = cited(self)
        if self.source is None and not any(name in self.errors for name in ("source", *NEW)):
            self.add_error("source", _("A figure has a source: choose one, or enter a new one below"))
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb `record_sourced_claim` takes."""
        data = dict(self.cleaned_data)
        names = ("claimed_by", "measure", "qualifier", "number", "percent", "axis", "category", "as_of", "quote")
        fields = {name: data[name] for name in (*names, "is_partition")}
        subjects = {str(each.pk): each for each in self.dossier.transfers}
        transfer = subjects.get(data["subject"])
        about = {"transfer": transfer} if transfer else {"exchange": self.dossier.exchange}
        return fields | about | {"source": self.source}
