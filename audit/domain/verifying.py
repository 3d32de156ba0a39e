"""Verification of the book: every line against its link, every link against the one before, the chain against anchors.

A link is judged by the one that is kept before it, so one that was touched tells of itself and not of all that follow;
what follows is told by the anchors. Whoever computes the whole chain anew makes every link fit, and contradicts the
heads that were signed before.
"""

import datetime
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audit.chain import GENESIS, content_hash, link
from audit.findings import Fault, Finding, of_line
from audit.models import Verification
from audit.queries import anchors, links
from audit.signing import is_signed, trusted_keys

#: What a redaction leaves of a line that stood for a new record, and of one that stood for a change.
EMPTY = {'[null, {}, ""]', '[{}, {}, ""]'}
#: Faults of one kind that are told one by one; of the others the number.
TOLD = 50


@dataclass
class Check:
    """One verification: `start` and `previous` are where it begins, the rest is filled as it goes."""

    anchored: dict[int, list[anchors.Signed]]
    redacted: set[int]
    after: int = 0
    previous: str | None = GENESIS
    seen: int = 0
    found: int = 0
    told: list[Finding] = field(default_factory=list)

    def note(self, finding: Finding) -> None:
        """Count a fault; keep it to be told while there are few."""
        self.found += 1
        if self.found <= TOLD:
            self.told.append(finding)

    def run(self) -> None:
        """Check everything after the start."""
        links.read_links(self.after, self._take)
        for seq, kept in self.anchored.items():
            if seq > self.after:
                self.note(Finding(Fault.TAIL_CUT, seq, at=kept[0].head.at, note=f"{self.after + 1}–{seq}"))
        for header in links.unchained(TOLD):
            self.note(of_line(Fault.SLIPPED_IN, header))

    def _take(self, each: links.Link) -> None:
        if each.seq != self.after + 1:
            self.note(Finding(Fault.CUT_OUT, self.after + 1, note=f"{self.after + 1}–{each.seq - 1}"))
            self.previous = None
        self._check(each)
        self.after = each.seq
        self.seen += 1

    def _check(self, each: links.Link) -> None:
        if each.header is None:
            self.note(of_line(Fault.REMOVED, None, each.seq))
        else:
            self._check_line(each)
        for signed in self.anchored.get(each.seq, ()):
            if signed.head.hash != each.hash:
                self.note(of_line(Fault.REWRITTEN, each.header, each.seq, signed.where))
        self.previous = each.hash

    def _check_line(self, each: links.Link) -> None:
        if each.salt is None:
            if each.content not in EMPTY or each.change_id not in self.redacted:
                self.note(of_line(Fault.UNPROVED, each.header, each.seq))
        elif content_hash(each.salt, each.content) != each.content_hash:
            self.note(of_line(Fault.EDITED, each.header, each.seq))
        if self.previous is not None and link(self.previous, each.seq, each.content_hash, each.header) != each.hash:
            self.note(of_line(Fault.RELINKED, each.header, each.seq))


def verify(*, since: datetime.datetime | None = None, file: Path | None = None) -> Verification:
    """Verify the book and write down what came of it; from the last anchor before `since`, or from the beginning.

    `file` is the file of anchors; without one only the table's anchors are asked.
    """
    started = time.monotonic()
    kept, faults = _anchors(file)
    check = Check(anchored=defaultdict(list), redacted=links.redacted_lines())
    for fault in faults:
        check.note(fault)
    for signed in kept:
        check.anchored[signed.head.seq].append(signed)
    before = [each.head for each in kept if since and datetime.datetime.fromisoformat(each.head.at) <= since]
    if before:
        head = max(before)
        check.after, check.previous = head.seq, head.hash
    start = check.after + 1
    _expect_head_of_last_check(check)
    check.run()
    return Verification.objects.create(
        start=start,
        links=check.seen,
        head=check.after,
        seconds=round(time.monotonic() - started, 3),
        findings=[finding.to_json() for finding in check.told],
        found=check.found,
    )


def _expect_head_of_last_check(check: Check) -> None:
    """The sequence was once as long as an earlier verification saw it."""
    last = Verification.objects.order_by("-head").first()
    if last and last.head > links.last_number():
        check.note(Finding(Fault.TAIL_CUT, last.head, at=last.at.isoformat()))


def _anchors(file: Path | None) -> tuple[list[anchors.Signed], list[Finding]]:
    """The anchors that count, of the table and of the file, and the faults of the others."""
    trusted, table = trusted_keys(), list(anchors.in_table())
    kept, faults = [], []
    written = list(anchors.in_file(file)) if file else []
    for each in [*table, *written]:
        if isinstance(each, str):
            faults.append(Finding(Fault.UNREADABLE, note=str(file)))
        elif each.key not in trusted or not is_signed(each.head, each.key, each.signature):
            faults.append(Finding(Fault.FORGED, each.head.seq, at=each.head.at, note=each.where))
        else:
            kept.append(each)
    if file:
        faults += _lost(table, written)
    return kept, faults


def _lost(table: Iterable[anchors.Signed], written: Iterable[anchors.Signed | str]) -> Iterator[Finding]:
    there = {each.signature for each in written if isinstance(each, anchors.Signed)}
    for each in table:
        if each.signature not in there:
            yield Finding(Fault.ANCHOR_LOST, each.head.seq, at=each.head.at)
