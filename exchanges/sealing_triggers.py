"""What the database itself holds of a completed exchange: it stays as it is, and a correction comes in its place.

And of the dead and the living: they move apart.
"""

import pgtrigger
from django.db import models

from accounts.acts import UNDO_IMPORT
from accounts.triggers import approved
from audit.triggers import ACTOR
from exchanges.enums import COMPLETE, SUPERSEDE, ExchangeKind, ExchangeStatus
from exchanges.triggers import CARRIED_OUT

#: What lets the record in whose place a correction comes be voided: two people agreed to that correction.
SUPERSEDED = approved(
    SUPERSEDE,
    "NEW.voided_by_id",
    more=" AND EXISTS (SELECT FROM exchanges_exchange c WHERE c.id = subject_id AND c.supersedes_id = NEW.id)",
)
#: What stays open of a completed exchange: who may know of it, what the staff writes beside it, that it is voided.
STAYS_OPEN = {"version", "parts_revision", "status", "embargo_until", "notes", "restricted", "restricted_why"}
VOIDING = {"voided_at", "voided_by_id", "void_reason"}
SEALED = "RAISE EXCEPTION 'obmin: a completed exchange is corrected by another record in its place';"


def _columns(model: type[models.Model], besides: set[str]) -> tuple[str, str]:
    """SQL: the columns of the old and of the new row, but those besides."""
    names = [f.column for f in model._meta.concrete_fields if not f.generated and f.column not in besides]
    return tuple(", ".join(f'{side}."{name}"' for name in names) for side in ("OLD", "NEW"))


def _acted(exchange: str) -> str:
    """SQL: do two people complete this exchange, or correct one, in this transaction?"""
    return f"{approved(COMPLETE, ACTOR, subject=exchange)} OR {approved(SUPERSEDE, ACTOR)}"


class Sealed(pgtrigger.Trigger):
    """Refuses a change of what a completed exchange says. The transaction that completes or corrects it may."""

    name, when, operation = "sealed", pgtrigger.Before, pgtrigger.Update
    condition = pgtrigger.Condition(f"OLD.status IN ({CARRIED_OUT})")

    def get_func(self, model: type[models.Model]) -> str:
        old, new = _columns(model, STAYS_OPEN | VOIDING)
        return f"""
            IF ROW({new}) IS DISTINCT FROM ROW({old}) AND NOT ({_acted("NEW.id")}) THEN {SEALED} END IF;
            RETURN NEW;
        """


class SealedPart(pgtrigger.Trigger):
    """Refuses to add a part to a completed exchange, to change one or to void one while the exchange stands.

    `through` is the relation that leads to the exchange, where the part belongs to a transfer of it. By its name it
    comes after `voided_by_two`, so that one person is told of that first.
    """

    name, when, operation = "within_sealed", pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update
    declare = [("sealed", "boolean")]

    def __init__(self, *, through: str = "", besides: tuple[str, ...] = ()) -> None:
        self.through, self.besides = through, set(besides)
        super().__init__()

    def get_func(self, model: type[models.Model]) -> str:
        exchange = "NEW.exchange_id"
        if self.through:
            exchange = f"(SELECT exchange_id FROM exchanges_transfer WHERE id = NEW.{self.through})"  # noqa: S608
        old, new = _columns(model, {"version"} | VOIDING | self.besides)
        voided, voiding = _columns(model, {f.column for f in model._meta.concrete_fields} - VOIDING)
        return f"""
            IF TG_OP = 'UPDATE' AND ROW({new}) IS NOT DISTINCT FROM ROW({old})
               AND ROW({voided}) IS NOT DISTINCT FROM ROW({voiding}) THEN
                RETURN NEW;
            END IF;
            SELECT status IN ({CARRIED_OUT}) AND voided_at IS NULL INTO sealed
            FROM exchanges_exchange WHERE id = {exchange} FOR SHARE;
            IF sealed AND NOT ({_acted(exchange)} OR {approved(UNDO_IMPORT, ACTOR)}) THEN {SEALED} END IF;
            RETURN NEW;
        """  # noqa: S608


class InItsPlace(pgtrigger.Trigger):
    """Holds a correction to its one way: a draft of what is completed, which comes in its place, or is cancelled.

    It is as restricted as what it corrects.
    """

    name, when, operation = "in_its_place", pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update
    declare = [("old_one", "exchanges_exchange")]

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            IF TG_OP = 'UPDATE' AND NEW.supersedes_id IS DISTINCT FROM OLD.supersedes_id THEN
                RAISE EXCEPTION 'obmin: what an exchange corrects is said once';
            END IF;
            IF NEW.supersedes_id IS NULL OR TG_OP = 'UPDATE' AND NEW.status = OLD.status THEN RETURN NEW; END IF;
            SELECT * INTO old_one FROM exchanges_exchange WHERE id = NEW.supersedes_id FOR SHARE;
            IF TG_OP = 'INSERT' THEN
                IF old_one.voided_at IS NOT NULL OR old_one.status NOT IN ({CARRIED_OUT}) THEN
                    RAISE EXCEPTION 'obmin: only a completed exchange that stands is corrected';
                END IF;
                IF old_one.restricted THEN
                    NEW.restricted := true;
                    NEW.restricted_why := old_one.restricted_why;
                END IF;
            ELSIF NEW.status IN ({CARRIED_OUT}) THEN
                IF old_one.voided_at IS NULL THEN
                    RAISE EXCEPTION 'obmin: two completed exchanges in one place';
                END IF;
            ELSIF NEW.status <> '{ExchangeStatus.CANCELLED}' THEN
                RAISE EXCEPTION 'obmin: a correction comes in its place or is cancelled';
            END IF;
            RETURN NEW;
        """  # noqa: S608


def _kind_of(exchange: str) -> str:
    return f"(SELECT kind FROM exchanges_exchange WHERE id = {exchange} FOR SHARE)"  # noqa: S608


class LivingOnly(pgtrigger.Trigger):
    """Refuses a transfer of persons in a return of remains: so no sum of persons can hold the dead."""

    name, when = "living_only", pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("exchange_id")

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            IF {_kind_of("NEW.exchange_id")} = '{ExchangeKind.REMAINS}' THEN
                RAISE EXCEPTION 'obmin: in a return of remains nobody living moves';
            END IF;
            RETURN NEW;
        """


class RemainsOnly(pgtrigger.Trigger):
    """Refuses a transfer of remains in an exchange of the living."""

    name, when = "remains_only", pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("exchange_id")
    condition = pgtrigger.Condition("NEW.exchange_id IS NOT NULL")

    def get_func(self, model: type[models.Model]) -> str:
        return f"""
            IF {_kind_of("NEW.exchange_id")} <> '{ExchangeKind.REMAINS}' THEN
                RAISE EXCEPTION 'obmin: in an exchange the living move, the dead apart';
            END IF;
            RETURN NEW;
        """


class KindKept(pgtrigger.Trigger):
    """Refuses to turn an exchange with transfers of persons into a return of remains, or one with the dead back."""

    name, when = "kind_kept", pgtrigger.Before
    operation = pgtrigger.UpdateOf("kind")
    condition = pgtrigger.Condition("NEW.kind <> OLD.kind")

    def get_func(self, model: type[models.Model]) -> str:
        remains = str(ExchangeKind.REMAINS)
        return f"""
            IF NEW.kind = '{remains}' AND EXISTS (
                SELECT FROM exchanges_transfer WHERE exchange_id = NEW.id AND voided_at IS NULL
            ) OR OLD.kind = '{remains}' AND EXISTS (
                SELECT FROM exchanges_remainstransfer WHERE exchange_id = NEW.id AND voided_at IS NULL
            ) THEN
                RAISE EXCEPTION 'obmin: the dead and the living move apart';
            END IF;
            RETURN NEW;
        """  # noqa: S608
