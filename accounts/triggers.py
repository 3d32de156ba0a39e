"""What the database itself holds of two people (ADR 0020): nobody voids a record, or gives a role, alone.

An approval speaks in the one transaction in which it was decided. Both marks of the transaction are compared, its
number and when it began, because a restored database counts its transactions anew.
"""

import pgtrigger
from django.apps import apps
from django.db import models

from accounts.acts import GRANT_ROLE, LIFT, UNDO_IMPORT, VOID
from accounts.enums import ApprovalState
from audit.triggers import ACTOR

THIS_TRANSACTION = "pg_current_xact_id()::text::bigint"


def approved(act: str, by: str, subject: str = "", more: str = "") -> str:
    """SQL: was an act approved in this transaction by this person, on this record, with what else is asked?"""
    of_subject = f" AND subject_id = {subject}" if subject else ""
    return f"""EXISTS (
                SELECT FROM accounts_approval
                WHERE decided_in = {THIS_TRANSACTION} AND decided_at = transaction_timestamp()
                  AND state = '{ApprovalState.APPROVED}' AND act = '{act}' AND decided_by_id = {by}{of_subject}{more}
            )"""


def refuse_alone(covered: list[str], what: str) -> str:
    """SQL: raise unless one of these conditions covers the row."""
    conditions = "\n            OR ".join(covered)
    return f"""
            IF NOT ({conditions}) THEN
                RAISE EXCEPTION 'obmin: two people {what}' USING ERRCODE = 'insufficient_privilege';
            END IF;"""


class VoidedByTwo(pgtrigger.Trigger):
    """Refuses to void a record without a second person, and to change anything of its being voided afterwards.

    Covered are a record whose voiding was approved in this transaction, what belongs to a record that is voided, and
    what an import brought while two people undo it. A model says why its voiding takes one person only.
    """

    name, when, operation = "voided_by_two", pgtrigger.Before, pgtrigger.Update
    condition = pgtrigger.Condition(
        "ROW(OLD.voided_at, OLD.voided_by_id, OLD.void_reason)"
        " IS DISTINCT FROM ROW(NEW.voided_at, NEW.voided_by_id, NEW.void_reason)"
    )

    def get_func(self, model: type[models.Model]) -> str:
        # A migration asks with a bare copy of the model, which has not what the class says of itself.
        model = apps.get_model(model._meta.label)
        alone = "" if model.voided_alone else refuse_alone(self._covered(model), "void a record")
        return f"""
            IF OLD.voided_at IS NOT NULL THEN
                RAISE EXCEPTION 'obmin: what is voided stays voided';
            END IF;{alone}
            RETURN NEW;
        """

    def _covered(self, model: type[models.Model]) -> list[str]:
        by = "NEW.voided_by_id"
        covered = [approved(VOID, by, subject="NEW.id"), approved(UNDO_IMPORT, by)]
        for name in model.voided_with:
            field = model._meta.get_field(name)
            owner = field.related_model._meta.db_table
            covered.append(f"EXISTS (SELECT FROM {owner} WHERE id = NEW.{field.column} AND voided_at IS NOT NULL)")
        return covered + ([model.voided_while] if model.voided_while else [])


class LiftedByTwo(pgtrigger.Trigger):
    """Refuses to lift a restriction without a second person. With a person go the records merged with theirs."""

    name, when, operation = "lifted_by_two", pgtrigger.Before, pgtrigger.Update
    condition = pgtrigger.Condition("OLD.restricted AND NOT NEW.restricted")

    def get_func(self, model: type[models.Model]) -> str:
        return f"""{refuse_alone([approved(LIFT, ACTOR)], "lift a restriction")}
            RETURN NEW;
        """


class GrantedByTwo(pgtrigger.Trigger):
    """Refuses a role that two people did not give.

    The one door beside it is for a house that has nobody yet: until there are two active administrators, the system
    itself, which acts from the command line only, gives roles.
    """

    name, when, operation = "granted_by_two", pgtrigger.Before, pgtrigger.Insert

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            {
            refuse_alone(
                [
                    approved(GRANT_ROLE, ACTOR, subject="NEW.user_id", more=" AND arguments ->> 'role' = NEW.role"),
                    self._nobody_yet(model),
                ],
                "give a role",
            )
        }
            RETURN NEW;
        """

    @staticmethod
    def _nobody_yet(model: type[models.Model]) -> str:
        return f"""EXISTS (SELECT FROM accounts_user WHERE id = {ACTOR} AND kind = 'system') AND (
                SELECT count(*) FROM {model._meta.db_table} g JOIN accounts_user u ON u.id = g.user_id
                WHERE g.role = 'administrator' AND g.voided_at IS NULL AND u.is_active AND u.kind = 'person'
            ) < 2"""  # noqa: S608


class SignedByPeople(pgtrigger.Trigger):
    """Refuses an approval that anybody else than an active person signs, or who signs for somebody else.

    It stamps what was approved with the transaction, the only one in which it speaks.
    """

    name, when, operation = "signed_by_people", pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update
    declare = [("signs", "uuid")]

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN
                IF ROW(NEW.decided_by_id, NEW.decided_at, NEW.decided_in, NEW.note)
                   IS DISTINCT FROM ROW(OLD.decided_by_id, OLD.decided_at, OLD.decided_in, OLD.note) THEN
                    RAISE EXCEPTION 'obmin: a decision is made once';
                END IF;
                RETURN NEW;
            END IF;
            NEW.decided_in := NULL;
            IF TG_OP = 'INSERT' THEN
                signs := NEW.proposed_by_id;
            ELSE
                signs := NEW.decided_by_id;
                NEW.decided_at := transaction_timestamp();
                IF NEW.state = '{ApprovalState.APPROVED}' THEN NEW.decided_in := {THIS_TRANSACTION}; END IF;
            END IF;
            IF NEW.state <> '{ApprovalState.LAPSED}' AND (signs IS DISTINCT FROM {ACTOR} OR NOT EXISTS (
                SELECT FROM accounts_user WHERE id = signs AND kind = 'person' AND is_active
            )) THEN
                RAISE EXCEPTION 'obmin: an approval is signed by the person who acts';
            END IF;
            RETURN NEW;
        """
