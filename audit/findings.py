"""What a verification of the book may find, in words that tell where, and never what a line holds."""

import json
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fault(TextChoices):
    EDITED = "edited", _("the content of the line was changed")
    RELINKED = "relinked", _("the link does not fit: who, when, which record or the order was changed")
    REMOVED = "removed", _("the line was removed")
    CUT_OUT = "cut_out", _("links were removed from the sequence")
    TAIL_CUT = "tail_cut", _("the end of the sequence was cut off")
    REWRITTEN = "rewritten", _("the chain was computed anew: its signed head says otherwise")
    FORGED = "forged", _("an anchor carries no signature that is trusted")
    ANCHOR_LOST = "anchor_lost", _("an anchor is in the table and not in the file")
    UNREADABLE = "unreadable", _("a line of the file of anchors cannot be read")
    SLIPPED_IN = "slipped_in", _("the line was put into the book past the publisher")
    UNPROVED = "unproved", _("the content was removed without a redaction that two people agreed on")


@dataclass(frozen=True)
class Finding:
    """A fault and its place: number in the sequence, record (kind and key), time (ISO 8601); empty where unknown."""

    fault: Fault
    seq: int | None = None
    record: str = ""
    at: str = ""
    note: str = ""

    def to_json(self) -> dict[str, object]:
        return {"fault": self.fault.value, "seq": self.seq, "record": self.record, "at": self.at, "note": self.note}

    def __str__(self) -> str:
        place = [f"#{self.seq}" if self.seq is not None else "", self.record, self.at, self.note]
        return f"{self.fault.label} ({', '.join(each for each in place if each)})"


def of_line(fault: Fault, header: str | None, seq: int | None = None, note: str = "") -> Finding:
    """A fault of a line, placed by its header."""
    if header is None:
        return Finding(fault, seq, note=note)
    _key, at, model, record, *_rest = json.loads(header)
    return Finding(fault, seq, f"{model} {record}", f"{at}Z", note)
