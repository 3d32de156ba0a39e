"""What the database itself holds: the book, versions, no deletion, and the moves of a state machine.

Statement-level triggers with transition tables catch bulk writes and raw SQL too (DESIGN law 5).
"""

from collections.abc import Iterable, Mapping

import pgtrigger
from django.db import models

ACTOR = "NULLIF(current_setting('obmin.actor', true), '')::uuid"
TOLD = "COALESCE(current_setting('obmin.{}', true), '')"

#: EXECUTE, so that it is planned anew for each statement: a plan kept from a statement of one row joins the transition
#: tables of the next one, of 20,000 rows, by nested loops.
BOOK = f"""
EXECUTE $book$
INSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)
SELECT clock_timestamp(), '{{label}}', {{columns}},
       {ACTOR}, {TOLD.format("verb")}, {TOLD.format("reason")}, {TOLD.format("request_id")}, session_user
{{source}}
$book$;
RETURN NULL;
"""


def _names(fields: Iterable[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{name}'" for name in fields) + "]::text[]"


class _Book(pgtrigger.Trigger):
    level, when = pgtrigger.Statement, pgtrigger.After

    def __init__(self, *, leaves_out: Iterable[str] = (), masks: Iterable[str] = ()) -> None:
        self.leaves_out, self.masks = frozenset(leaves_out), sorted(masks)
        super().__init__()

    def _kept(self, model: type[models.Model], row: str, nulls: str, masks: Iterable[str] = ()) -> str:
        """A row as JSON, without what the book does not keep.

        Members stand as jsonb orders them, the shortest first: nothing is left to sort, and this takes a third of the
        time of `to_jsonb`.
        """
        left_out = {"id", "version"} | self.leaves_out
        columns = {field.column for field in model._meta.concrete_fields if not field.generated} - left_out
        members = (
            f"'{name}': '***'::text" if name in masks else f"'{name}': {row}.\"{name}\""
            for name in sorted(columns, key=lambda name: (len(name), name))
        )
        return f"JSON_OBJECT({', '.join(members)} {nulls} ON NULL RETURNING jsonb)"


class BookInsert(_Book):
    """Writes each new row into the book; a member that is absent was null."""

    name, operation = "book_insert", pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="new_rows")

    def get_func(self, model: type[models.Model]) -> str:
        return BOOK.format(
            label=model._meta.label_lower,
            columns=f"n.id, n.version, NULL, {self._kept(model, 'n', 'ABSENT', self.masks)}",
            source="FROM new_rows n",
        )


class BookUpdate(_Book):
    """Writes what changed of each changed row into the book; a row that kept its version changed nothing."""

    name, operation = "book_update", pgtrigger.Update
    referencing = pgtrigger.Referencing(old="old_rows", new="new_rows")

    def get_func(self, model: type[models.Model]) -> str:
        # OFFSET 0, so that each row is made into JSON once and not once for each of its members.
        source = f"""
            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version
            CROSS JOIN LATERAL (
                SELECT {self._kept(model, "o", "NULL")} AS was, {self._kept(model, "n", "NULL")} AS is_now OFFSET 0
            ) whole
            CROSS JOIN LATERAL (
                SELECT jsonb_object_agg(key, {self._told("was -> key")}) AS before,
                       jsonb_object_agg(key, {self._told("value")}) AS after
                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key
            ) change
        """  # noqa: S608
        columns = "n.id, n.version, change.before, change.after"
        return BOOK.format(label=model._meta.label_lower, columns=columns, source=source)

    def _told(self, value: str) -> str:
        if not self.masks:
            return value
        return f"""CASE WHEN key = ANY({_names(self.masks)}) THEN '"***"'::jsonb ELSE {value} END"""


class BumpVersion(pgtrigger.Trigger):
    """Raises `version` by one on a change of anything the book keeps; the same content again raises nothing."""

    name, when, operation = "bump_version", pgtrigger.Before, pgtrigger.Update

    def __init__(self, *, leaves_out: Iterable[str] = ()) -> None:
        self.leaves_out = frozenset(leaves_out)
        super().__init__()

    def get_func(self, model: type[models.Model]) -> str:
        left_out = {"version"} | self.leaves_out
        columns = [f.column for f in model._meta.concrete_fields if not f.generated and f.name not in left_out]
        old, new = (", ".join(f'{side}."{column}"' for column in columns) for side in ("OLD", "NEW"))
        return f"""
            IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'obmin: an id never changes'; END IF;
            NEW.version := OLD.version + (ROW({new}) IS DISTINCT FROM ROW({old}))::int;
            RETURN NEW;
        """


class AppendOnly(pgtrigger.Trigger):
    """Refuses every change of a row but its being voided, and of columns `besides`: what was said stays as it was."""

    name, when, operation = "append_only", pgtrigger.Before, pgtrigger.Update

    def __init__(self, *, besides: Iterable[str] = ()) -> None:
        self.besides = frozenset(besides)
        super().__init__()

    def get_func(self, model: type[models.Model]) -> str:
        marks = {"version", "voided_at", "voided_by_id", "void_reason"} | self.besides
        columns = [f.column for f in model._meta.concrete_fields if not f.generated and f.column not in marks]
        old, new = (", ".join(f'{side}."{column}"' for column in columns) for side in ("OLD", "NEW"))
        return f"""
            IF ROW({new}) IS DISTINCT FROM ROW({old}) THEN
                RAISE EXCEPTION 'obmin: a row of % is added or voided, never changed', TG_TABLE_NAME;
            END IF;
            RETURN NEW;
        """


class StateMachine(pgtrigger.Trigger):
    """Refuses a first state that is not initial, and any move that the table of moves does not hold."""

    when, operation = pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update

    def __init__(self, *, field: str, initial: str | Iterable[str], moves: Mapping[str, Iterable[str]]) -> None:
        self.field, self.moves = field, moves
        self.initial = [str(initial)] if isinstance(initial, str) else sorted(map(str, initial))
        super().__init__(name=f"{field}_machine")

    def get_func(self, model: type[models.Model]) -> str:
        legal = _names(sorted(f"{old}>{new}" for old, news in self.moves.items() for new in news))
        return f"""
            IF TG_OP = 'INSERT' THEN
                IF NEW.{self.field} <> ALL({_names(self.initial)}) THEN
                    RAISE EXCEPTION 'obmin: {self.field} starts as {", ".join(self.initial)}, not %', NEW.{self.field};
                END IF;
            ELSIF NEW.{self.field} <> OLD.{self.field}
                  AND NOT (OLD.{self.field} || '>' || NEW.{self.field}) = ANY({legal}) THEN
                RAISE EXCEPTION 'obmin: no move of {self.field} from % to %', OLD.{self.field}, NEW.{self.field};
            END IF;
            RETURN NEW;
        """


def keep() -> list[pgtrigger.Trigger]:
    """Triggers that refuse DELETE and TRUNCATE: a record is voided, never deleted (DESIGN law 4)."""
    refuse = "RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;"
    return [
        pgtrigger.Trigger(name="no_delete", when=pgtrigger.Before, operation=pgtrigger.Delete, func=refuse),
        pgtrigger.Trigger(
            name="no_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=refuse,
        ),
    ]


def booked(*, leaves_out: Iterable[str] = (), masks: Iterable[str] = ()) -> list[pgtrigger.Trigger]:
    """Triggers of every table that the book follows.

    `leaves_out` names columns that are no content, such as a time of last use; `masks` names secrets, of which the book
    tells only that they changed.
    """
    return [
        BookInsert(leaves_out=leaves_out, masks=masks),
        BookUpdate(leaves_out=leaves_out, masks=masks),
        BumpVersion(leaves_out=leaves_out),
        *keep(),
    ]
