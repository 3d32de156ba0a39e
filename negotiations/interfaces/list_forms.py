"""Forms of lists: bringing one, correcting what is recorded of it, saying how its columns are read."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.record_form import RecordForm
from accounts.models import User
from common import clock
from common.forms import Form
from common.names.parse import AUTO, GIVEN_FIRST, SURNAME_FIRST
from common.uploads import MIB
from negotiations.domain.reading.fields import KEYS
from negotiations.models import NameList, Reconciliation
from negotiations.queries.lists import lists_to_choose, parties, rounds_to_choose
from prisoners.domain.importing.fields import FIELDS
from prisoners.interfaces.importing.forms import column_name
from sources.interfaces.citing import SourceField

ACCEPTED = ".csv,.txt,.tsv,.xlsx,.docx,.pdf"
WHAT_IT_IS = ["title", "party", "side", "kind", "channel", "official", "received_on", "claimed_size"]
CONTEXT = ["programme", "round", "source", "previous", "notes"]


class AnyListForm(RecordForm):
    """What the forms of all lists share. A record that a list names out of the editor's sight stays and is not told."""

    class Meta(RecordForm.Meta):
        model = NameList
        fields = ("programme", "round", "previous")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["round"].queryset = rounds_to_choose(user)
        self.fields["previous"].queryset = lists_to_choose(user).exclude(pk=self.instance.pk)
        for name in ("programme", "round", "previous"):
            self.fields[name].empty_label = _("none")
        self._hidden = {name for name in ("round", "previous") if self._is_hidden(name)}
        for name in self._hidden:
            del self.initial[name]

    def _is_hidden(self, name: str) -> bool:
        key = getattr(self.instance, f"{name}_id")
        return key is not None and not self.fields[name].queryset.filter(pk=key).exists()

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        given = super().values
        return {name: value for name, value in given.items() if value is not None or name not in self._hidden}


class NameListForm(AnyListForm):
    """What is recorded of a list that came in."""

    class Meta(AnyListForm.Meta):
        fields = (*WHAT_IT_IS, *CONTEXT)

    fieldsets = ((_("What it is"), WHAT_IT_IS), (_("Context"), CONTEXT))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        sides = parties(user)
        self.fields["party"].queryset = sides
        self.fields["side"].queryset = sides
        self.fields["source"] = SourceField(user=user, label=_("Source"))


class ReceiveForm(NameListForm):
    """A list as it comes: a file or pasted text, and what is known of it."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": _("The file is empty.")},
    )
    text = forms.CharField(
        label=_("Or the list as text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One person a line, as it was sent: 1. Surname Given name Patronymic, 01.02.1990"),
    )
    once_more = forms.BooleanField(
        label=_("It came once more"),
        required=False,
        help_text=_("The same file by another way, such as published first and sent officially later."),
    )

    fieldsets = ((_("The list"), ["file", "text", "once_more"]), *NameListForm.fieldsets)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        home = parties(user).filter(is_home=True).first()
        initial = {"side": home, "received_on": clock.today()} | kwargs.pop("initial", {})
        super().__init__(*args, user=user, initial=initial, **kwargs)
        self.fields["file"].help_text = _now(
            "CSV, XLSX, DOCX or PDF with text, at most %(limit)s MiB. It is kept as it is; columns in any order."
        ) % {"limit": f"{settings.IMPORT_MAX_BYTES / MIB:g}"}
        del self.fields["seen"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        file, text = self.cleaned_data.get("file"), (self.cleaned_data.get("text") or "").strip()
        if not self.errors.get("file") and bool(file) == bool(text):
            words = _now("Choose a file or paste the list.") if not file else _now("Either a file or text, not both.")
            self.add_error("file", ValidationError(words, code="required"))
        return self.cleaned_data

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        given = super().values
        file, text = given.pop("file"), given.pop("text")
        content = file.read() if file else text.encode()
        return given | {"content": content, "file_name": file.name if file else "pasted.txt"}


class ColumnsForm(Form):
    """What each column of a list tells, the order of names, and where the data begin."""

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

    def __init__(self, *args: Any, work: Reconciliation, samples: Sequence[Sequence[str]], **kwargs: Any) -> None:
        self.width = len(work.columns)
        chosen = {at: key for key, columns in work.mapping.get("fields", {}).items() for at in columns}
        initial = {f"column_{at}": chosen.get(at, "") for at in range(self.width)}
        initial |= {"order": work.mapping.get("order", AUTO), "first_row": work.first_row}
        super().__init__(*args, initial=initial, **kwargs)
        for at in range(self.width):
            self.fields[f"column_{at}"] = _column(at, work.columns[at], samples[at])
        columns = [f"column_{at}" for at in range(self.width)]
        self.fieldsets = [(_("Columns"), columns), (_("The whole list"), ["order", "first_row"])]

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, list[int]] = {}
        for at in range(self.width):
            if key := self.cleaned_data.pop(f"column_{at}", ""):
                chosen.setdefault(key, []).append(at)
        self.cleaned_data["fields"] = chosen
        return self.cleaned_data


def _column(at: int, header: str, samples: Sequence[str]) -> forms.ChoiceField:
    offered = [each for each in FIELDS if each.key in KEYS]
    groups = [
        (str(section), [(each.key, capfirst(each.label)) for each in fields])
        for section, fields in groupby(offered, key=lambda each: each.section)
    ]
    return forms.ChoiceField(
        label=column_name(at, header),
        choices=[("", _("is not read")), *groups],
        required=False,
        help_text=" · ".join(sample[:40] for sample in samples) or _("empty"),
    )
