"""What a list is, as facts for its page."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.interfaces.record_form import COMMON, record_facts
from accounts.models import User
from accounts.models.record import visible_fields
from negotiations.interfaces.pages import link
from negotiations.models import ListEntry, NameList, NameListFile, Round

#: Said in the heading, or of what has not happened to a list that came in.
ELSEWHERE = {"status", "year", "number", "title", "is_synthetic", "restricted", "restricted_why"}
OUTGOING_ONLY = {"content_hash", "frozen_at", "receipt", "receipt_on"}


def facts_of(name_list: NameList, file: NameListFile | None, user: User) -> list[tuple[str, Any]]:
    """Label and value of what the reader may know of a list; the file leads to itself for who may see names."""
    left_out = ELSEWHERE | COMMON | (OUTGOING_ONLY if name_list.is_incoming else set())
    labels = {str(field.verbose_name).casefold(): field.name for field in name_list._meta.concrete_fields}
    left_out |= {name for name in ("previous", "round") if getattr(name_list, name) is None}
    told = [each for each in record_facts(name_list, user) if labels.get(str(each[0]).casefold()) not in left_out]
    facts = [(label, link(value) if isinstance(value, NameList | Round) else value) for label, value in told]
    if file and "raw" in visible_fields(ListEntry, user):
        words = f"{file.name} · {filesizeformat(file.size)} · SHA-256 {file.sha256[:16]}…"
        facts.append(
            (_("File"), format_html('<a href="{}">{}</a>', reverse("name-lists:file", args=[name_list.pk]), words))
        )
    return facts
