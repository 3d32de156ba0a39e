"""The chain of published changes: what is hashed, and how. Anyone can do it again with SHA-256 and UTF-8.

    content hash = SHA-256(salt in hex, line feed, content)
    link         = SHA-256(previous link in hex, line feed, sequence, line feed, content hash in hex, line feed, header)

The content (before, after, reason) is what a redaction may remove: its salt goes with it, so that nobody can guess a
name and try it against the hash. The header (which record, who, when, through what) stays. Both are PostgreSQL's text
of a JSON array: members of an object by length and bytes of the key, one space after comma and colon, nothing escaped
that need not be; times in UTC. The first link follows 64 zeros.
"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise

GENESIS = "0" * 64

#: The header and the content of a line `c` of the book, as text.
HEADER = """jsonb_build_array(c.id, c.at AT TIME ZONE 'UTC', c.model, c.object_id, c.version, c.actor_id, c.verb,
                              c.request_id, c.db_user)::text"""
CONTENT = "jsonb_build_array(c.before, c.after, c.reason)::text"


def content_hash(salt: str, content: str) -> str:
    """The salted hash of a content, in hex."""
    return sha256(f"{salt}\n{content}".encode()).hexdigest()


def link(previous: str, seq: int, content: str, header: str) -> str:
    """The link of a change in hex, from the link before it, its number and the hash of its content."""
    return sha256(f"{previous}\n{seq}\n{content}\n{header}".encode()).hexdigest()


def runs(keys: list[int]) -> Iterator[tuple[int, int]]:
    """What is missing between sorted keys, as ranges: the first key, and the first after it that is there."""
    for here, there in pairwise(keys):
        if there - here > 1:
            yield here + 1, there
