"""Bringing a file, and undoing what it brought."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.forms import Form, ReasonField
from exchanges.interfaces.importing.files import MIB


class ImportForm(Form):
    """The file."""

    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = f"{settings.IMPORT_MAX_BYTES / MIB:g}"
        self.fields["file"].help_text = _("In UTF-8, columns separated by commas, at most %(limit)s MiB") % {
            "limit": limit
        }


class UndoForm(Form):
    """Why an import is undone."""

    reason = ReasonField()
