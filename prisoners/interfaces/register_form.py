"""The form that registers a person together with a first captivity, on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.interfaces.editing import SEEN
from accounts.models import User
from common.forms import Form
from common.names import split_name
from prisoners.domain.matching import FullName, Profile
from prisoners.domain.persons import value_key
from prisoners.enums import IdentifierScheme
from prisoners.interfaces.forms import NewCaptivityForm
from prisoners.interfaces.record_forms import PersonsForm
from prisoners.models import Captivity, Person, PersonName
from prisoners.queries.search_text import read

NUMBER = ("scheme", "number")


class _NameFields(PersonsForm):
    class Meta(PersonsForm.Meta):
        model = PersonName
        fields = ("surname", "given_name", "patronymic")


class _PersonFields(PersonsForm):
    class Meta(PersonsForm.Meta):
        model = Person
        fields = ("description", "sex", "born_on", "identity_status", "identity_basis")


class _SideFields(PersonsForm):
    class Meta(PersonsForm.Meta):
        model = Person
        fields = ("party",)


class _CaptivityFields(NewCaptivityForm):
    class Meta(NewCaptivityForm.Meta):
        model = Captivity
        fields = (
            "detaining_power",
            "holder",
            "captured_on",
            "captured_at",
            "unit",
            "rank",
            "service_basis",
            "legal_category",
            "source",
            "notes",
        )


def begun_with(text: str) -> dict[str, Any]:
    """What a search for somebody who is not recorded yet says of them: initial values of `RegisterForm`."""
    words = " ".join(word for word in text.split() if not any(sign.isdigit() for sign in word))
    parts = split_name(words.title() if words.islower() else words)
    return {
        "surname": parts.surname,
        "given_name": parts.given,
        "patronymic": parts.patronymic,
        "born_on": read(text).born,
    }


class RegisterForm(Form):
    """What is known at first; everything but the two sides may be unknown. The rest is added on the person's page."""

    fieldsets = (
        (_("Who"), ["surname", "given_name", "patronymic", "description", "party", "sex", "born_on", *NUMBER]),
        (_("Capture"), ["status", "captured_on", "captured_at", "detaining_power", "holder", "cohorts"]),
        (_("Service"), ["unit", "rank", "service_basis", "legal_category"]),
        (_("Where it is known from"), ["source", "identity_status", "identity_basis", "notes"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {"name": _NameFields(user=user), "person": _PersonFields(user=user)}
        for part in self.parts.values():
            _borrow(self, part)
        self.parts["captivity"] = sided_fields(self, user)
        self.fields["surname"].required = False
        self.fields["surname"].help_text = _("As written, in any script. Blank for somebody unknown: describe them")
        self.fields["scheme"] = forms.ChoiceField(
            label=_("Kind of number"), choices=IdentifierScheme, initial=IdentifierScheme.SERVICE
        )
        self.fields["number"] = forms.CharField(
            label=pgettext_lazy("of a person", "Number"), max_length=100, required=False
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        named = data.get("surname") or data.get("given_name")
        if named and not data.get("surname"):
            self.add_error("surname", _("Give the surname, or the whole name if its parts are not known."))
        if not named and not data.get("description"):
            self.add_error("surname", _("Give a name, or a description of the person whose name is not known."))
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb `register_captive` takes."""
        person = {**self._values("person"), "party": self.cleaned_data["party"]}
        if self.cleaned_data["surname"]:
            person["names"] = [self._values("name")]
        if self.cleaned_data["number"]:
            scheme, value = (self.cleaned_data[name] for name in NUMBER)
            person["identifiers"] = [{"scheme": scheme, "value": value}]
        return {"person": person, "captivity": self._values("captivity")}

    def _values(self, part: str) -> dict[str, Any]:
        form = self.parts[part]
        return {form.dates.get(name, name): self.cleaned_data[name] for name in form.fields}

    @property
    def profile(self) -> Profile:
        """What is compared with those recorded already."""
        data = self.cleaned_data
        name = FullName(data["surname"], data["given_name"], data["patronymic"])
        return Profile(
            names=(name,) if name.surname else (),
            born=data["born_on"],
            sex=data["sex"],
            units=frozenset({data["unit"].pk} if data["unit"] else ()),
            identifiers=frozenset({(data["scheme"], value_key(data["number"]))} if data["number"] else ()),
        )


def sided_fields(form: Form, user: User) -> PersonsForm:
    """Give a form the fields of a first captivity and of the side, as they usually are; returns what reads them."""
    captivity = _CaptivityFields(user=user)
    _borrow(form, captivity)
    side = _SideFields(user=user)
    _borrow(form, side)
    home = form.fields["party"].queryset.filter(is_home=True).first()
    form.initial["party"] = home
    # A headquarters mostly deals with one other state; where there are several it has to choose.
    others = list(form.fields["detaining_power"].queryset.filter(kind="state", is_home=False)[:2])
    form.initial["detaining_power"] = others[0] if len(others) == 1 else None
    return captivity


def _borrow(form: Form, part: PersonsForm) -> None:
    part.fields.pop(SEEN, None)
    form.fields |= part.fields
    form.initial = part.initial | form.initial
