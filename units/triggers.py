"""What the database itself holds of the tree of units."""

import pgtrigger
from django.db import models

#: Every writer of the tree waits for this advisory lock, or two moves at once could close a ring between them.
TREE_LOCK = 7_305_700_001


class NoRing(pgtrigger.Trigger):
    """Refuses a placement that would put a unit above itself on any day of its stretch of time.

    AFTER, so that all rows of a statement are seen; the walk begins after the lock, so that it sees what was committed
    while waiting.
    """

    name, when, operation = "no_ring", pgtrigger.After, pgtrigger.Insert | pgtrigger.Update

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            IF NEW.voided_at IS NOT NULL THEN RETURN NULL; END IF;
            PERFORM pg_advisory_xact_lock({TREE_LOCK});
            IF EXISTS (
                WITH RECURSIVE above(id, during, trail) AS (
                    SELECT NEW.parent_id, daterange(NEW.valid_from, NEW.valid_until), ARRAY[NEW.parent_id]
                    UNION ALL
                    SELECT p.parent_id, a.during * daterange(p.valid_from, p.valid_until), a.trail || p.parent_id
                    FROM above a JOIN units_placement p ON p.unit_id = a.id
                    WHERE p.voided_at IS NULL AND a.id <> NEW.unit_id AND p.parent_id <> ALL(a.trail)
                          AND daterange(p.valid_from, p.valid_until) && a.during
                )
                SELECT FROM above WHERE id = NEW.unit_id
            ) THEN
                RAISE EXCEPTION 'obmin: unit % would stand above itself', NEW.unit_id;
            END IF;
            RETURN NULL;
        """  # noqa: S608
