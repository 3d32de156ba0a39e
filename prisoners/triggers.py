"""What the database itself holds of merges."""

import pgtrigger
from django.db import models

#: Every writer of a link between two persons waits for this advisory lock, or two at once could close a ring.
MERGE_LOCK = 7_305_700_002


class NoChain(pgtrigger.Trigger):
    """Refuses a link to a record that is merged itself, or from one that others are merged into: no chain, no ring.

    A link needs an approved merge, which two people made; a record begins without one.
    """

    name, when = "no_chain", pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("merged_into_id")
    condition = pgtrigger.Condition("NEW.merged_into_id IS NOT NULL")

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            PERFORM pg_advisory_xact_lock({MERGE_LOCK});
            IF EXISTS (SELECT FROM prisoners_person WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL)
               OR EXISTS (SELECT FROM prisoners_person WHERE merged_into_id = NEW.id) THEN
                RAISE EXCEPTION 'obmin: a merged record is merged into nothing else, and nothing into it';
            END IF;
            IF NOT EXISTS (
                SELECT FROM prisoners_merge WHERE duplicate_id = NEW.id AND into_id = NEW.merged_into_id
                                              AND status = 'approved' AND voided_at IS NULL
            ) THEN
                RAISE EXCEPTION 'obmin: a link of two persons needs an approved merge';
            END IF;
            RETURN NEW;
        """  # noqa: S608


class SettledByPeople(pgtrigger.Trigger):
    """Refuses a merge that a machine or the system proposes or settles."""

    name, when, operation = "by_people", pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update

    def get_func(self, model: type[models.Model]) -> str:
        return """
            IF EXISTS (SELECT FROM accounts_user WHERE id IN (NEW.proposed_by_id, NEW.settled_by_id)
                                                   AND kind <> 'person') THEN
                RAISE EXCEPTION 'obmin: two records are merged by people, never by a machine';
            END IF;
            RETURN NEW;
        """
