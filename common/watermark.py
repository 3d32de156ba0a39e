"""Who took a file, when, and by which export: in the file where its format has room, and in its name."""

import datetime
import zipfile
from dataclasses import dataclass
from typing import IO

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

PROPERTIES = "docProps/core.xml"
CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:creator>{user}</dc:creator><dc:description>{line}</dc:description><dc:identifier>{export}</dc:identifier>\
<dcterms:created xsi:type="dcterms:W3CDTF">{made_at}</dcterms:created></cp:coreProperties>
"""


@dataclass(frozen=True)
class Watermark:
    """Who took a file, and for whom.

    `export` is the id of the run, or of the request, under which the book and the logs tell more.
    """

    user: str
    login: str
    made_at: datetime.datetime
    export: str
    #: For whom it was made, in words, and by its code; nobody else is the headquarters itself.
    recipient: str = ""
    recipient_code: str = ""

    @property
    def line(self) -> str:
        """The mark as people read it, in the active language."""
        made_at = date_format(template_localtime(self.made_at), "DATETIME_FORMAT")
        values = {"user": self.user, "time": made_at, "export": self.export}
        line = _("Taken by %(user)s on %(time)s, export %(export)s") % values
        whom = _("for: %(recipient)s") % {"recipient": self.recipient} if self.recipient else _("for internal use")
        return f"{line} · {whom}"

    @property
    def in_file_name(self) -> str:
        """The mark in letters that every file system takes; 111 of them at most."""
        login = slugify(self.login)[:30] or "user"
        whom = f"for-{slugify(self.recipient_code)[:20]}" if self.recipient else "internal"
        return f"{whom}_{login}_{self.made_at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}_{self.export}"

    def as_json(self) -> dict[str, str]:
        """The mark for programs."""
        return {"id": self.export, "user": self.user, "made_at": self.made_at.isoformat()}

    def write_into(self, workbook: IO[bytes]) -> None:
        """Puts the mark into the properties of an XLSX workbook, which the fast writer leaves empty.

        The index of the archive then names the new properties only; no sheet is packed anew.
        """
        made_at = f"{self.made_at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
        words = {"user": self.user, "line": self.line, "export": self.export, "made_at": made_at}
        core = CORE.format(**{name: escape(word) for name, word in words.items()})
        with zipfile.ZipFile(workbook, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.filelist.remove(archive.NameToInfo.pop(PROPERTIES))
            archive.writestr(PROPERTIES, core)
        workbook.seek(0)
