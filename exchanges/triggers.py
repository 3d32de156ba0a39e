"""What the database itself holds of exchanges: nobody completes one alone, and everybody on its manifest is settled."""

from collections.abc import Iterable

import pgtrigger
from django.db import models

from accounts.triggers import approved, refuse_alone
from audit.triggers import ACTOR
from exchanges.enums import COMPLETE, DELIVERED, FINAL, SUPERSEDE, BatchStatus, ExchangeStatus, RowOutcome
from exchanges.manifest_enums import LIVE, EntryStatus
from prisoners.enums import OPEN

#: What the public record says was carried out long ago is brought by an import, whose undoing takes two people.
BROUGHT = f"""OLD.status = '{ExchangeStatus.DRAFT}' AND (
                EXISTS (
                    SELECT FROM exchanges_importrow r JOIN exchanges_importbatch b ON b.id = r.batch_id
                    WHERE r.exchange_id = NEW.id AND r.outcome = '{RowOutcome.CREATED}'
                      AND b.status = '{BatchStatus.CONFIRMED}'
                ) OR EXISTS (
                    SELECT FROM exchanges_importbatch
                    WHERE status = '{BatchStatus.CONFIRMED}' AND NEW.id = ANY(parents_added)
                )
            )"""  # noqa: S608


def _listed(states: Iterable[str]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


CARRIED_OUT = _listed(DELIVERED)
#: The entries of an exchange that count, and how many of a transfer were handed over.
ENTRIES = """exchanges_manifestentry m JOIN exchanges_transfer t ON t.id = m.transfer_id
                WHERE t.exchange_id = NEW.id AND m.voided_at IS NULL"""
NAMED = f"""(
                SELECT count(*) FROM exchanges_manifestentry n
                WHERE n.transfer_id = {{transfer}}.id AND n.voided_at IS NULL AND n.status = '{EntryStatus.DELIVERED}'
            )"""  # noqa: S608


class CompletedByTwo(pgtrigger.Trigger):
    """Refuses an exchange that is completed, in whole or in part, without a second person."""

    name, when, operation = "completed_by_two", pgtrigger.Before, pgtrigger.Update
    condition = pgtrigger.Condition(f"NEW.status <> OLD.status AND NEW.status IN ({CARRIED_OUT})")

    def get_func(self, model: type[models.Model]) -> str:
        of_this = approved(COMPLETE, ACTOR, subject="NEW.id", more=" AND arguments ->> 'to' = NEW.status")
        in_place = approved(SUPERSEDE, ACTOR, subject="NEW.id")
        return f"""
            {refuse_alone([of_this, in_place, BROUGHT], "complete an exchange")}
            RETURN NEW;
        """


class ManifestSettled(pgtrigger.Trigger):
    """Refuses an exchange that is over while its manifest is not: somebody about to go, held still, or not counted.

    The row is locked when this asks, and every entry asks for the row: nobody joins meanwhile.
    """

    name, when, operation = "manifest_settled", pgtrigger.Before, pgtrigger.Update
    condition = pgtrigger.Condition(f"NEW.status <> OLD.status AND NEW.status IN ({_listed(FINAL)})")

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            IF EXISTS (SELECT FROM {ENTRIES} AND m.status IN ({_listed(LIVE)})) THEN
                RAISE EXCEPTION 'obmin: nobody is about to go in an exchange that is over';
            END IF;
            IF NEW.status NOT IN ({CARRIED_OUT}) AND EXISTS (
                SELECT FROM {ENTRIES} AND m.status = '{EntryStatus.DELIVERED}'
            ) THEN
                RAISE EXCEPTION 'obmin: nobody is handed over in an exchange that did not take place';
            END IF;
            IF EXISTS (
                SELECT FROM prisoners_captivity c WHERE c.voided_at IS NULL AND c.status IN ({_listed(OPEN)})
                AND c.id IN (SELECT m.captivity_id FROM {ENTRIES} AND m.status = '{EntryStatus.DELIVERED}')
            ) THEN
                RAISE EXCEPTION 'obmin: whoever was handed over is not held any more';
            END IF;
            IF EXISTS (
                SELECT FROM exchanges_transfer t
                WHERE t.exchange_id = NEW.id AND t.voided_at IS NULL AND t.delivered < {NAMED.format(transfer="t")}
            ) THEN
                RAISE EXCEPTION 'obmin: the manifest names more than were delivered';
            END IF;
            RETURN NEW;
        """  # noqa: S608


class NoFewerThanNamed(pgtrigger.Trigger):
    """Refuses a number delivered, of an exchange that was carried out, below those whom its manifest names."""

    name, when, operation = "no_fewer_than_named", pgtrigger.Before, pgtrigger.UpdateOf("delivered")
    condition = pgtrigger.Condition("NEW.voided_at IS NULL AND NEW.delivered IS DISTINCT FROM OLD.delivered")
    declare = [("exchange_status", "text")]

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            SELECT status INTO exchange_status FROM exchanges_exchange WHERE id = NEW.exchange_id FOR SHARE;
            IF exchange_status IN ({CARRIED_OUT}) AND NEW.delivered < {NAMED.format(transfer="NEW")} THEN
                RAISE EXCEPTION 'obmin: the manifest names more than were delivered';
            END IF;
            RETURN NEW;
        """  # noqa: S608
