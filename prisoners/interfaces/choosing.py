"""The box in which somebody says which person: a number, the address of the page, or a name with what else is known."""

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from prisoners.models import Person
from prisoners.queries.records import persons
from prisoners.queries.search import SURE, find_persons

LISTED = 5
_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class PersonField(forms.CharField):
    """Cleans to the one person that the words surely fit, or None when blank. It never guesses between two."""

    default_error_messages = {
        "none": _("Nobody recorded fits “%(text)s”. Register the person first, or write it in another way"),
        "several": _("Several fit: %(names)s. Write a number, or the birth date too"),
    }

    def __init__(self, *, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("A number, the address of the person’s page, or the name and birth date"))
        super().__init__(required=False, max_length=300, **kwargs)
        self.user = user

    def prepare_value(self, value: Any) -> Any:
        """A person is shown by the key, which finds the record again; the name stands beside it."""
        if isinstance(value, uuid.UUID):
            value = persons(self.user).filter(pk=value).first()
        return f"{value} · {value.pk}" if isinstance(value, Person) else value

    def clean(self, value: Any) -> Person | None:
        text = super().clean(value)
        if not text:
            return None
        if key := _KEY.search(text):
            found = list(persons(self.user).standing().filter(pk=key[0]))
        else:
            matches = find_persons(text, self.user, limit=LISTED)
            found = [match.person for match in matches if match.score >= SURE]
        if not found:
            raise forms.ValidationError(self.error_messages["none"], code="none", params={"text": text})
        if len(found) > 1:
            names = "; ".join(f"{each} ({each.born})" for each in found)
            raise forms.ValidationError(self.error_messages["several"], code="several", params={"names": names})
        return Person.objects.get(pk=found[0].pk)
