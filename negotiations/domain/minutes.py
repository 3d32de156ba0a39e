"""Verbs of minutes: file and void. What is filed is kept as it came, and its bytes are no part of the book."""

import hashlib
import re
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.uploads import REFUSALS, UploadKind, UploadRefused, examine
from negotiations.models import Minutes, MinutesFile, Round

#: The endings that the name of a file of each kind may have, the usual one first, and what it is sent as.
ENDINGS: dict[UploadKind, tuple[str, ...]] = {
    UploadKind.TEXT: (".txt", ".csv", ".md"),
    UploadKind.WORKBOOK: (".xlsx",),
    UploadKind.DOCUMENT: (".docx",),
    UploadKind.PDF: (".pdf",),
}
OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES: dict[UploadKind, str] = {
    UploadKind.TEXT: "text/plain",
    UploadKind.WORKBOOK: f"{OFFICE}.spreadsheetml.sheet",
    UploadKind.DOCUMENT: f"{OFFICE}.wordprocessingml.document",
    UploadKind.PDF: "application/pdf",
}
LONGEST = 200


@verb("negotiations.file_minutes", permission=Permission.NEGOTIATIONS_WRITE)
def file_minutes(*, round: Round, name: str, content: bytes, by: User) -> Minutes:
    """File the minutes of a round. Raises ValidationError for `file`: of another kind, active, damaged or there."""
    kind = _examined(content)
    records.refuse_voided(records.lock(round))
    digest = hashlib.sha256(content).hexdigest()
    if Minutes.objects.standing().filter(round=round, sha256=digest).exists():
        raise ValidationError({"file": _("This file is already among the minutes of the round.")})
    minutes = records.create(
        Minutes,
        round=round,
        name=_named(name, kind),
        content_type=CONTENT_TYPES[kind],
        size=len(content),
        sha256=digest,
    )
    MinutesFile.objects.create(minutes=minutes, content=content)
    return minutes


@verb("negotiations.void_minutes", permission=Permission.NEGOTIATIONS_VOID)
def void_minutes(*, minutes: Minutes, by: User, reason: str, expected_version: int | None = None) -> Minutes:
    """Void minutes that are of another round, or of none."""
    return records.void(minutes, by=by, reason=reason, expected_version=expected_version)


def _examined(content: bytes) -> UploadKind:
    try:
        return examine(content, frozenset(UploadKind))
    except UploadRefused as refused:
        if refused.code == "not_a_table":
            raise ValidationError({"file": _("This is neither text, nor a PDF, DOCX or XLSX file.")}) from refused
        raise ValidationError({"file": str(REFUSALS[refused.code]) % refused.params}) from refused


def _named(name: str, kind: UploadKind) -> str:
    """The name that a file was brought under, without a path and with an ending of what it is by its content."""
    bare = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", PurePath(name.replace("\\", "/")).name).strip()
    endings = ENDINGS[kind]
    if not bare.lower().endswith(endings):
        bare = f"{bare or 'minutes'}{endings[0]}"
    return bare if len(bare) <= LONGEST else f"{bare[: LONGEST - len(endings[0])]}{endings[0]}"
