"""The form of a claim: who said how many, of what, when and where."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, User
from common.forms import CountField, DayField, Form, Pair
from exchanges.enums import Axis, Measure, Qualifier
from exchanges.interfaces.comparison import category_code
from exchanges.queries.choices import parties
from exchanges.queries.record import Dossier
from sources.interfaces.citing import NEW, cited, citing_fields
from units.models import Unit

WHOLE = "exchange"


class PercentField(forms.DecimalField):
    """A percentage; the decimals may stand after a point or a comma in either language."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "class": "count", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(str(value).replace(",", ".").replace("%", "").strip() if value else value)


class FigureForm(Form):
    """A figure that somebody said, with its source; what it is about is known elsewhere."""

    measure = forms.ChoiceField(label=_("What it counts"))
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
    #: What may be counted, the usual one first.
    measures: tuple[Measure, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [(each.value, each.label) for each in self.measures]
        self.fields["measure"].initial = self.measures[0]
        self.add("claimed_by", forms.ModelChoiceField(label=_("Claimed by"), queryset=parties(user), required=False))
        self.fields["claimed_by"].empty_label = _("The source itself")
        for name, field in citing_fields(user).items():
            self.add(name, field)
        self.fieldsets = [
            (_("Who said it, and of whom"), ["claimed_by", "subject"]),
            (_("The figure"), ["measure", "qualifier", Pair(_("How many"), ["number", "percent"])]),
            (_("If it is a part of them"), ["axis", "category", "is_partition"]),
            (_("Where and when"), ["source", "as_of", "quote"]),
            (_("A new source, if it is not registered yet"), NEW),
        ]

    def add(self, name: str, field: forms.Field) -> None:
        """Add a field that depends on the reader."""
        self.fields[name] = field
        self._name_blank(field)

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
        names = ("claimed_by", "measure", "qualifier", "number", "percent", "axis", "category", "as_of", "quote")
        fields = {name: self.cleaned_data[name] for name in (*names, "is_partition")}
        return fields | self.about | {"source": self.source}

    @property
    def about(self) -> dict[str, Record]:
        """What the claim is about, as the verb takes it."""
        raise NotImplementedError


class ClaimForm(FigureForm):
    """Records what a side said of a transfer or of the whole exchange."""

    measures = tuple(sorted(set(Measure) - {Measure.RETURNED_SHARE}, key=[Measure.DELIVERED, *Measure].index))

    def __init__(self, *args: Any, dossier: Dossier, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.dossier = dossier
        subjects = [(str(each.pk), str(each.to_party)) for each in dossier.transfers]
        field = forms.ChoiceField(
            label=_("Of whom"),
            choices=[*subjects, (WHOLE, _("The whole exchange"))],
            widget=forms.RadioSelect,
            help_text=_("Persons who returned to"),
        )
        self.add("subject", field)

    @property
    def about(self) -> dict[str, Record]:
        subjects = {str(each.pk): each for each in self.dossier.transfers}
        transfer = subjects.get(self.cleaned_data["subject"])
        return {"transfer": transfer} if transfer else {"exchange": self.dossier.exchange}


class UnitClaimForm(FigureForm):
    """Records what somebody said of a unit, such as how many of those captured were brought back."""

    measures = (Measure.RETURNED_SHARE, Measure.RETURNED_TOTAL, Measure.HELD)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    @property
    def about(self) -> dict[str, Record]:
        return {"unit": self.unit}
