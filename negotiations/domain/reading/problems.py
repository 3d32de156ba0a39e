"""Why the file of a list, or one of its rows, cannot be read: a code with parameters, put into the reader's words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from common.uploads import REFUSALS
from prisoners.domain.importing.problems import MESSAGES as OF_IMPORTS

#: Files that are refused as a whole, each with what to do about it.
FILE = {
    **REFUSALS,
    "not_a_table": _(
        "This is none of the files that can be read here: CSV, XLSX, DOCX, PDF with text. Save the list as one of them."
    ),
    "old_workbook": _("This file is of an old kind (XLS, DOC). Open it and save it as XLSX or DOCX."),
    "protected": _("This file is protected by a password. Save it without one, and bring that."),
    "bomb": _("Unpacked, this file is larger than %(limit)s MiB. Save the list alone, or as CSV."),
    "too_dense": _("Unpacked, this file is more than %(limit)s times as large as it is. Save the list as CSV."),
    "too_many_parts": _("This file has more than %(limit)s parts. Save the list alone, or as CSV."),
    "active": _(
        "This file carries something that could run, or links to or embeds another file (%(part)s). Copy the list into "
        "an empty document, or paste it as text."
    ),
    "broken_workbook": _("This file cannot be read: it is damaged. Open it, and save it anew."),
    "too_large": _("The file is larger than %(limit)s MiB, the most that is taken. Cut the list into several files."),
    "too_long_file": _("The list has more than %(limit)s rows. Cut it into several files."),
    "too_many_pages": _(
        "The document has more than %(limit)s pages. Cut it into several files, or bring it as a table."
    ),
    "images_only": _(
        "The pages of this document are pictures without text. Have them recognised (OCR) or typed, and bring the text."
    ),
    "no_table": _("The document holds neither a table nor lines of names. Paste the list as text."),
    "too_slow": _("The document could not be read within %(seconds)s seconds. Bring the list as XLSX, CSV or text."),
    "too_heavy": _("The document needs more memory to be read than is given to it. Bring the list as XLSX or CSV."),
    "broken_document": _("The document is damaged and cannot be read. Open it, and save it anew, or paste its text."),
    "no_name_column": _("No column could be taken for names. Say which one holds them."),
    "worker_died": _("The work broke off every time it was tried. Bring the list in another form, or in parts."),
    "broke": _("The work broke off by an error. Try again; if it breaks off again, tell the administrator."),
}

#: Rows of which something could not be read; each is on the list all the same.
ROW = {
    "no_name": _("There is no name in this row."),
    "name_alone": _("There is one word only; it was taken for the surname."),
    "name_as_it_stands": _("“%(value)s” could not be taken apart as a name; it is kept as it stands."),
    "side_unknown": _("“%(value)s” is no party known here."),
    "cut": _("A text longer than %(limit)s characters was cut; the row as it came has all of it."),
}

MESSAGES = OF_IMPORTS | FILE | ROW


def words_of(problem: dict[str, Any]) -> str:
    """A problem as it is kept, in the reader's language; with the field that it is about where there is one."""
    return str(MESSAGES[problem["code"]]) % problem.get("params", {})


class ListRefused(Exception):
    """No reader can make rows of the file; `as_json()` is how a job keeps why."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "params": self.params}

    @property
    def message(self) -> str:
        """Why, and what to do, in the reader's language."""
        return words_of(self.as_json())
