"""What the database itself holds: the book, versions, no deletion, and the moves of a state machine.

Statement-level triggers with transition tables catch bulk writes and raw SQL too (DESIGN law 5).
"""

from collections.abc import Iterable, Mapping

import pgtrigger
from django.db import models

ACTOR = "NULLIF(current_setting('obmin.actor', true), '')::uuid"
TOLD = "COALESCE(current_setting('obmin.{}', true), '')"

BOOK = f"""
INSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)
SELECT clock_timestamp(), '{{label}}', {{columns}},
       {ACTOR}, {TOLD.format("verb")}, {TOLD.format("reason")}, {TOLD.format("request_id")}, session_user
{{source}};
RETURN NULL;
"""

#: The members of a row as JSON, without what the book does not keep, and with what it must not show masked.
MEMBERS = """
(SELECT jsonb_object_agg(key, CASE WHEN key = ANY({masked}) THEN '"***"'::jsonb ELSE value END)
 FROM jsonb_each(to_jsonb({row})) WHERE {which} AND key <> ALL({left_out}))
"""


def _names(fields: Iterable[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{name}'" for name in fields) + "]::text[]"


class _Book(pgtrigger.Trigger):
    level, when = pgtrigger.Statement, pgtrigger.After

    def __init__(self, *, leaves_out: Iterable[str] = (), masks: Iterable[str] = ()) -> None:
        self.leaves_out, self.masks = frozenset(leaves_out), frozenset(masks)
        super().__init__()

    def _members(self, model: type[models.Model], row: str, which: str) -> str:
        generated = {field.column for field in model._meta.concrete_fields if field.generated}
        left_out = {"id", "version"} | self.leaves_out | generated
        return MEMBERS.format(
            row=row, which=which, masked=_names(sorted(self.masks)), left_out=_names(sorted(left_out))
        )


class BookInsert(_Book):
    """Writes each new row into the book."""

    name, operation = "book_insert", pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="new_rows")

    def get_func(self, model: type[models.Model]) -> str:
        after = self._members(model, "n", "value <> 'null'::jsonb")
        columns = f"n.id, n.version, NULL, COALESCE({after}, '{{}}'::jsonb)"
        return BOOK.format(label=model._meta.label_lower, columns=columns, source="FROM new_rows n")


class BookUpdate(_Book):
    """Writes what changed of each changed row into the book; a row that kept its version changed nothing."""

    name, operation = "book_update", pgtrigger.Update
    referencing = pgtrigger.Referencing(old="old_rows", new="new_rows")

    def get_func(self, model: type[models.Model]) -> str:
        changed = "value IS DISTINCT FROM (to_jsonb({}) -> key)"
        before = self._members(model, "o", changed.format("n"))
        after = self._members(model, "n", changed.format("o"))
        source = "FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.version <> o.version"
        return BOOK.format(label=model._meta.label_lower, columns=f"n.id, n.version, {before}, {after}", source=source)


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


class StateMachine(pgtrigger.Trigger):
    """Refuses a first state other than the initial one, and any move that the table of moves does not hold."""

    when, operation = pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update

    def __init__(self, *, field: str, initial: str, moves: Mapping[str, Iterable[str]]) -> None:
        self.field, self.initial, self.moves = field, initial, moves
        super().__init__(name=f"{field}_machine")

    def get_func(self, model: type[models.Model]) -> str:
        legal = _names(sorted(f"{old}>{new}" for old, news in self.moves.items() for new in news))
        return f"""
            IF TG_OP = 'INSERT' THEN
                IF NEW.{self.field} <> '{self.initial}' THEN
                    RAISE EXCEPTION 'obmin: {self.field} starts as {self.initial}, not %', NEW.{self.field};
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
