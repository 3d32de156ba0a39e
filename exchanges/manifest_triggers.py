"""What the database itself holds of manifests: nobody approves one alone, and of an exchange that is over none changes.

An entry asks its exchange under a shared lock, so that one that is being completed meanwhile is waited for.
"""

import pgtrigger
from django.db import models

from accounts.triggers import approved, refuse_alone
from audit.triggers import ACTOR
from exchanges.enums import FINAL, SUPERSEDE
from exchanges.manifest_enums import APPROVE_MANIFEST, NOMINATE, SUBSTITUTE
from prisoners.enums import Transmission

OVER = ", ".join(f"'{status}'" for status in sorted(FINAL))


class OnOpenManifest(pgtrigger.Trigger):
    """Refuses an entry, and a move of one, once the exchange is over; and to approve one alone."""

    name, when, operation = "on_open_manifest", pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update
    declare = [("of_exchange", "uuid"), ("exchange_status", "text"), ("frozen_before", "uuid")]

    def get_func(self, model: type[models.Model]) -> str:
        of_this = approved(APPROVE_MANIFEST, ACTOR, subject="of_exchange")
        return f"""
            IF TG_OP = 'UPDATE' THEN
                IF NEW.status = OLD.status AND NEW.frozen_in_id IS NOT DISTINCT FROM OLD.frozen_in_id THEN
                    RETURN NEW;
                END IF;
                frozen_before := OLD.frozen_in_id;
            END IF;
            SELECT e.id, e.status INTO of_exchange, exchange_status
            FROM exchanges_transfer t JOIN exchanges_exchange e ON e.id = t.exchange_id
            WHERE t.id = NEW.transfer_id FOR SHARE OF e;
            IF exchange_status IN ({OVER}) THEN
                RAISE EXCEPTION 'obmin: the exchange is over, its manifest stays as it is';
            END IF;
            IF NEW.frozen_in_id IS DISTINCT FROM frozen_before THEN{refuse_alone([of_this], "approve a manifest")}
            END IF;
            RETURN NEW;
        """  # noqa: S608


class CarriedOver(pgtrigger.Trigger):
    """Refuses to move an entry to another transfer, but where two people correct a completed exchange."""

    name, when = "carried_over", pgtrigger.Before
    operation = pgtrigger.UpdateOf("transfer_id")
    condition = pgtrigger.Condition("NEW.transfer_id <> OLD.transfer_id")

    def get_func(self, model: type[models.Model]) -> str:
        return f"""{refuse_alone([approved(SUPERSEDE, ACTOR)], "carry an entry over")}
            RETURN NEW;
        """


def protected(person: str, transfer: str) -> str:
    """SQL: is a person restricted, or told of to nobody, or not to a party of the transfer (GC IV art. 137)?"""
    return f"""(
                    {person}.restricted OR {person}.transmission <> '{Transmission.FREE}'
                    OR EXISTS (
                        SELECT FROM prisoners_withholding w
                        WHERE w.person_id = {person}.id
                              AND w.party_id IN ({transfer}.from_party_id, {transfer}.to_party_id)
                              AND w.voided_at IS NULL AND w.since <= CURRENT_DATE
                              AND (w.until IS NULL OR w.until > CURRENT_DATE)
                    )
                )"""


class ProtectedByTwo(pgtrigger.Trigger):
    """Refuses to nominate alone somebody who is restricted or withheld, in somebody's place too."""

    name, when, operation = "protected_by_two", pgtrigger.Before, pgtrigger.Insert

    def get_func(self, model: type[models.Model]) -> str:
        covered = [
            approved(NOMINATE, ACTOR, subject="NEW.captivity_id"),
            approved(SUBSTITUTE, ACTOR, subject="NEW.substitutes_id"),
        ]
        return f"""
            IF EXISTS (
                SELECT FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id, exchanges_transfer t
                WHERE c.id = NEW.captivity_id AND t.id = NEW.transfer_id AND {protected("p", "t")}
            ) THEN{refuse_alone(covered, "nominate somebody protected")}
            END IF;
            RETURN NEW;
        """


class FrozenByTwo(pgtrigger.Trigger):
    """Refuses a frozen manifest that two people did not approve."""

    name, when, operation = "frozen_by_two", pgtrigger.Before, pgtrigger.Insert

    def get_func(self, model: type[models.Model]) -> str:
        return f"""{refuse_alone([approved(APPROVE_MANIFEST, ACTOR, subject="NEW.exchange_id")], "freeze a manifest")}
            RETURN NEW;
        """
