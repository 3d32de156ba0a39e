"""What the database itself holds of lists that go out: what is frozen stays, and who is protected goes out by two."""

import pgtrigger
from django.db import models

from accounts.triggers import approved, refuse_alone
from audit.triggers import ACTOR
from negotiations.list_enums import SEALED, ListStatus
from negotiations.outgoing_enums import FREEZE
from prisoners.enums import Transmission


class FrozenByTwo(pgtrigger.Trigger):
    """Refuses to freeze a list alone that names somebody restricted, or withheld from whom it goes to."""

    name, when, operation = "frozen_by_two", pgtrigger.Before, pgtrigger.Update
    condition = pgtrigger.Condition(f"OLD.status <> '{ListStatus.FROZEN}' AND NEW.status = '{ListStatus.FROZEN}'")

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            IF EXISTS (
                SELECT FROM negotiations_listentry e
                JOIN prisoners_captivity c ON c.id = e.captivity_id JOIN prisoners_person p ON p.id = c.person_id
                WHERE e.name_list_id = NEW.id AND e.voided_at IS NULL AND (
                    p.restricted OR p.transmission = '{Transmission.AGENCY_ONLY}'
                    OR p.transmission = '{Transmission.NOT_TO_ORIGIN}' AND p.party_id = NEW.party_id
                    OR EXISTS (
                        SELECT FROM prisoners_withholding w
                        WHERE w.person_id = p.id AND w.party_id = NEW.party_id AND w.voided_at IS NULL
                              AND w.since <= CURRENT_DATE AND (w.until IS NULL OR w.until > CURRENT_DATE)
                    )
                )
            ) THEN{refuse_alone([approved(FREEZE, ACTOR, subject="NEW.id")], "freeze such a list")}
            END IF;
            RETURN NEW;
        """  # noqa: S608


class SealedContent(pgtrigger.Trigger):
    """Refuses an entry more on a list that is frozen."""

    name, when, operation = "sealed_content", pgtrigger.Before, pgtrigger.Insert

    def get_func(self, model: type[models.Model]) -> str:
        sealed = ", ".join(f"'{status}'" for status in SEALED)
        return f"""
            IF EXISTS (
                SELECT FROM negotiations_namelist WHERE id = NEW.name_list_id AND status IN ({sealed})
            ) THEN
                RAISE EXCEPTION 'obmin: a frozen list takes no entry more';
            END IF;
            RETURN NEW;
        """
