"""Anchors as they are in the table and in the file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from audit.models import Anchor
from audit.signing import Head


class Signed(NamedTuple):
    """An anchor as somebody kept it; `where` says who."""

    head: Head
    key: str
    signature: str
    where: str

    def to_json(self) -> dict[str, object]:
        return self.head._asdict() | {"key": self.key, "signature": self.signature}


def in_table() -> Iterator[Signed]:
    """The anchors of the table, in the order of the sequence."""
    for row in Anchor.objects.order_by("seq").iterator():
        yield Signed(Head(row.seq, row.hash, row.at.isoformat()), row.key, row.signature, "table")


def in_file(path: Path) -> Iterator[Signed | str]:
    """The anchors of a file in its order; a line that is none comes as it is. A file that is gone has none."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for text in file:
            try:
                line = json.loads(text)
                yield Signed(Head(line["seq"], line["hash"], line["at"]), line["key"], line["signature"], str(path))
            except (ValueError, KeyError, TypeError):
                yield text.strip()


def latest() -> Signed | None:
    """The last anchor, as it is handed to whoever follows the feed."""
    row = Anchor.objects.order_by("-seq").first()
    return row and Signed(Head(row.seq, row.hash, row.at.isoformat()), row.key, row.signature, "table")
