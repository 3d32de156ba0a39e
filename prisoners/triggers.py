"""What the database itself holds of merges, and of policies: what a second person signs does not change meanwhile."""

import pgtrigger
from django.db import models

from accounts.acts import UNDO_IMPORT
from accounts.enums import ApprovalState
from prisoners.enums import HOME_AGAIN, PolicyStatus
from prisoners.import_enums import ImportState

#: Every writer of a link between two persons waits for this advisory lock, or two at once could close a ring.
MERGE_LOCK = 7_305_700_002


#: A worker undoes an import in many transactions, long after two people decided it: meanwhile it may void what they
#: sent it for, signed as they signed it.
IMPORT_IS_UNDONE = f"""EXISTS (
                SELECT FROM prisoners_personimport b JOIN accounts_approval a ON a.subject_id = b.id
                WHERE b.state = '{ImportState.UNDOING}' AND a.act = '{UNDO_IMPORT}'
                  AND a.state = '{ApprovalState.APPROVED}' AND a.why = b.why
                  AND b.asked_by_id = NEW.voided_by_id AND b.why = NEW.void_reason
            )"""


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


class FixedRules(pgtrigger.Trigger):
    """Refuses every change of the rules of a policy that is no draft any more.

    It locks the policy, so that a rule and the proposal of its policy wait for each other.
    """

    name, when, operation = "fixed_rules", pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update
    declare = [("state", "text")]

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            SELECT status INTO state FROM prisoners_prioritypolicy WHERE id = NEW.policy_id FOR SHARE;
            IF TG_OP = 'UPDATE' AND NEW.policy_id <> OLD.policy_id THEN
                RAISE EXCEPTION 'obmin: a rule never changes its policy';
            END IF;
            IF state <> '{PolicyStatus.DRAFT}' THEN
                RAISE EXCEPTION 'obmin: the rules of a policy change only while it is a draft, not when %', state;
            END IF;
            RETURN NEW;
        """  # noqa: S608


class FixedPolicy(pgtrigger.Trigger):
    """Refuses a change of what a policy says once it is no draft any more; only its status moves on."""

    name, when, operation = "fixed_policy", pgtrigger.Before, pgtrigger.Update
    SAYS = ("name", "effective_from", "source_id", "note")

    def get_func(self, model: type[models.Model]) -> str:
        old, new = (", ".join(f"{side}.{column}" for column in self.SAYS) for side in ("OLD", "NEW"))
        return f"""
            IF OLD.status <> '{PolicyStatus.DRAFT}' AND ROW({new}) IS DISTINCT FROM ROW({old}) THEN
                RAISE EXCEPTION 'obmin: a policy changes only while it is a draft, not when %', OLD.status;
            END IF;
            RETURN NEW;
        """


class AfterHome(pgtrigger.Trigger):
    """Refuses a report of what came after a return for a captivity from which nobody came home."""

    name, when = "after_home", pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("captivity_id")

    def get_func(self, model: type[models.Model]) -> str:
        home = ", ".join(f"'{status}'" for status in sorted(HOME_AGAIN))
        return f"""
            IF NOT EXISTS (SELECT FROM prisoners_captivity WHERE id = NEW.captivity_id AND status IN ({home})) THEN
                RAISE EXCEPTION 'obmin: nobody came home from this captivity';
            END IF;
            RETURN NEW;
        """  # noqa: S608
