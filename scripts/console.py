"""How the set-up speaks: plain lines, and one line with a non-zero exit for what a person can mend."""

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Trouble(Exception):
    """Something a person can mend; the message says what happened and what to do."""


def say(line: str) -> None:
    print(line, flush=True)


def exit_with(main: Callable[[], int]) -> None:
    """Runs `main` and exits with its code; trouble is one line on stderr and code 1."""
    try:
        code = main()
    except Trouble as trouble:
        print(f"obmin: {trouble}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
