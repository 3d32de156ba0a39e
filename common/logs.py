"""Lines of the log hold ids, verbs and places in the code, and nothing that anybody typed.

An exception's message may hold a value: `Key (value)=(…) already exists`, `invalid literal for int()`. So of an
exception its type is told, where it came from, and of a database's refusal the rule that refused.
"""

import logging
import traceback
from collections.abc import Iterator, Mapping
from typing import Any

#: What Celery tells of a task besides its name and id: arguments, the exception and its trace as text.
OF_A_TASK = ("args", "kwargs", "exc", "traceback", "return_value")
#: Members of a database's diagnosis that name a rule and hold no value.
RULE = ("sqlstate", "table_name", "column_name", "constraint_name")


def told(error: BaseException) -> str:
    """An exception without its message: its type, and the rule of the database that refused."""
    diagnosis = getattr(error, "diag", None) or getattr(error.__cause__, "diag", None)
    rule = ", ".join(str(value) for name in RULE if (value := getattr(diagnosis, name, None)))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind} ({rule})" if rule else kind


class DiscreetFormatter(logging.Formatter):
    """Formats a record without the messages of exceptions, wherever they stand in it."""

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have kept its own text of the exception.
        kept, record.exc_text = record.exc_text, None
        args, record.args = record.args, _discreet(record.args)
        try:
            return super().format(record)
        finally:
            record.exc_text, record.args = kept, args

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        return "\n".join(_lines(ei[1]))


def _lines(error: BaseException | None) -> Iterator[str]:
    """The chain of exceptions, the last one first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield told(error)
        yield from (line.rstrip() for line in traceback.format_tb(error.__traceback__))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _discreet(args: Any) -> Any:
    if isinstance(args, Mapping):
        return {name: "…" if name in OF_A_TASK else _word(value) for name, value in args.items()}
    return tuple(map(_word, args)) if isinstance(args, tuple) else args


def _word(value: Any) -> Any:
    return told(value) if isinstance(value, BaseException) else value
