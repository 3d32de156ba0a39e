"""Tables and lines of text out of documents (PDF, DOCX), read in a process of its own with little memory and time.

Such files come from anywhere and their formats are large: what a reader of them does wrong ends with its process.
"""

import json
import subprocess  # nosec B404 - our own reader, no shell
import sys
from pathlib import Path
from typing import Any

#: What a reading may take: address space in bytes, seconds of work, and seconds until it is given up.
MEMORY, CPU_SECONDS, SECONDS = 768 * 1024 * 1024, 60, 90
MOST_PAGES = 500
ROOT = Path(__file__).resolve().parents[2]


class DocumentRefused(Exception):
    """The document cannot be read; `code` with `params` says why."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code)


def read_apart(kind: str, content: bytes, *, most_rows: int) -> tuple[list[list[str]], list[str]]:
    """The rows of the tables of a document (`pdf` or `docx`), or where it has none its lines of text.

    Raises DocumentRefused with one of: protected, active, images_only, too_many_pages, too_long_file, too_slow,
    too_heavy, broken_document.
    """
    command = [sys.executable, "-m", "common.documents", kind, str(most_rows)]
    try:
        run = subprocess.run(  # noqa: S603  # nosec B603 - fixed command
            command, input=content, capture_output=True, timeout=SECONDS, cwd=ROOT, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise DocumentRefused("too_slow", seconds=SECONDS) from late
    if run.returncode < 0:
        # Killed from outside: by the limit on its time, or by the machine for its memory.
        raise DocumentRefused("too_slow", seconds=CPU_SECONDS)
    if run.returncode:
        raise DocumentRefused("broken_document")
    answer = json.loads(run.stdout)
    if code := answer.get("refused"):
        raise DocumentRefused(code, **answer["params"])
    return answer["tables"], answer["text"]
