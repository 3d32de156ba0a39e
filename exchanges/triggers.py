"""What the database itself holds of exchanges: nobody completes one alone."""

import pgtrigger
from django.db import models

from accounts.triggers import approved, refuse_alone
from audit.triggers import ACTOR
from exchanges.enums import COMPLETE, DELIVERED, BatchStatus, ExchangeStatus, RowOutcome

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


class CompletedByTwo(pgtrigger.Trigger):
    """Refuses an exchange that is completed, in whole or in part, without a second person."""

    name, when, operation = "completed_by_two", pgtrigger.Before, pgtrigger.Update
    condition = pgtrigger.Condition(
        "NEW.status <> OLD.status AND NEW.status IN (" + ", ".join(f"'{each}'" for each in sorted(DELIVERED)) + ")"
    )

    def get_func(self, model: type[models.Model]) -> str:
        of_this = approved(COMPLETE, ACTOR, subject="NEW.id", more=" AND arguments ->> 'to' = NEW.status")
        return f"""
            {refuse_alone([of_this, BROUGHT], "complete an exchange")}
            RETURN NEW;
        """
