"""What the database holds of the book itself: it is added to; only an approved redaction empties a line."""

import pgtrigger
from django.db import models

#: Both doors ask the same: that two people agreed to empty this line.
APPROVED = "EXISTS (SELECT FROM audit_redaction WHERE status = 'approved' AND change_ids @> ARRAY[{line}])"


class _OneDoor(pgtrigger.Trigger):
    """Refuses every update but the one that an approved redaction makes."""

    name, when, operation = "no_update", pgtrigger.Before, pgtrigger.Update
    #: The columns that a redaction empties, what it leaves in them, and the column that names the line.
    emptied: tuple[str, ...]
    left: str
    line: str

    def get_func(self, model: type[models.Model]) -> str:
        columns = [field.column for field in model._meta.concrete_fields if field.column not in self.emptied]
        old, new = (", ".join(f'{side}."{column}"' for column in columns) for side in ("OLD", "NEW"))
        return f"""
            IF ROW({new}) IS DISTINCT FROM ROW({old}) OR NOT ({self.left})
               OR NOT {APPROVED.format(line=f"OLD.{self.line}")} THEN
                RAISE EXCEPTION 'obmin: Cannot update rows of %, but to redact as two people agreed', TG_TABLE_NAME;
            END IF;
            RETURN NEW;
        """


class EmptiedByRedaction(_OneDoor):
    """A line of the book is emptied, never rewritten; that it stood for a new record can still be told."""

    emptied, line = ("before", "after", "reason"), "id"
    left = """NEW.after = '{}' AND NEW.reason = '' AND (OLD.before IS NULL) = (NEW.before IS NULL)
              AND COALESCE(NEW.before, '{}') = '{}'"""


class SaltTakenByRedaction(_OneDoor):
    """The salt of a link goes with the content, or a name could be guessed from the hash."""

    emptied, line, left = ("salt",), "change_id", "NEW.salt IS NULL"


class SignedByWhoActs(pgtrigger.Trigger):
    """Refuses a redaction in another's name, and every change of what was proposed."""

    name, when, operation = "signed_by_who_acts", pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update

    def get_func(self, model: type[models.Model]) -> str:
        actor = "NULLIF(current_setting('obmin.actor', true), '')::uuid"
        return f"""
            IF TG_OP = 'INSERT' AND NEW.proposed_by_id IS DISTINCT FROM {actor}
               OR TG_OP = 'UPDATE' AND NEW.status <> OLD.status AND NEW.settled_by_id IS DISTINCT FROM {actor} THEN
                RAISE EXCEPTION 'obmin: a redaction is proposed and settled in nobody else''s name';
            END IF;
            IF TG_OP = 'UPDATE' AND ROW(NEW.change_ids, NEW.note, NEW.proposed_by_id)
                                    IS DISTINCT FROM ROW(OLD.change_ids, OLD.note, OLD.proposed_by_id) THEN
                RAISE EXCEPTION 'obmin: what was proposed is settled as it is';
            END IF;
            RETURN NEW;
        """
