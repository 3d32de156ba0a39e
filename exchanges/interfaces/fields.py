"""Form fields of exchanges."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exchanges.models import Exchange
from exchanges.queries.record import exchanges


class ExchangeNumberField(forms.CharField):
    """Our own № of another exchange; cleans to the exchange, or None when blank."""

    default_error_messages = {
        "not_a_number": _("Write the № in digits, such as 58"),
        "unknown": _("There is no exchange with this №"),
    }

    def __init__(self, *, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "count"}))
        super().__init__(required=False, **kwargs)
        self.user = user

    def prepare_value(self, value: Any) -> Any:
        return value.number if isinstance(value, Exchange) else value

    def clean(self, value: Any) -> Exchange | None:
        text = re.sub(r"[\s№#]", "", super().clean(value))
        if not text:
            return None
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise forms.ValidationError(self.error_messages["not_a_number"], code="not_a_number")
        found = exchanges(self.user).standing().filter(number=int(text)).first()
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found
