"""One case for each type of record: how to make one, a body that creates one, and a change of one member."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.acts import VOID
from accounts.models import Record, User
from accounts.roles import Role
from api.catalogue import RESOURCES
from api.resources import Resource
from common.partial_dates import PartialDate
from exchanges.domain.identifications import identify_remains
from prisoners.domain import custody, evidence, health
from prisoners.domain.after_return import report_after_return
from prisoners.domain.identity import judge
from prisoners.domain.merges import propose_merge
from prisoners.domain.restricting import withhold
from prisoners.models import Alert, PriorityPolicy
from tests.factories import (
    BranchFactory,
    CaptivityFactory,
    ClaimFactory,
    CohortFactory,
    ExchangeFactory,
    InformationFactory,
    ManifestEntryFactory,
    PartyFactory,
    PersonFactory,
    PlaceFactory,
    PlacementFactory,
    ProgrammeFactory,
    ProposalFactory,
    RemainsFactory,
    RoundFactory,
    SourceFactory,
    StanceFactory,
    TransferFactory,
    UnitFactory,
    UnitNameFactory,
    home,
    other,
    proposed,
    returned,
    user_with,
)
from tests.factories.lists import decision_of, entered, received
from tests.factories.schedules import new_schedule


@dataclass(frozen=True)
class Case:
    """`change` is a member with a value that no other record has. Without a body the API only reads the type.

    What `is_owned` is changed by its owner alone, and has tests of its own for that.
    """

    name: str
    make: Callable[..., Record]
    body: Callable[[], dict[str, Any]] | None
    change: tuple[str, Any]
    required: str = ""
    is_owned: bool = False

    @property
    def resource(self) -> Resource:
        return next(each for each in RESOURCES if each.name == self.name)

    @property
    def path(self) -> str:
        return f"/{self.name}/"

    def path_of(self, record: Record) -> str:
        return f"/{self.name}/{record.pk}/"


def _transfer() -> dict[str, Any]:
    exchange = ExchangeFactory()
    return {
        "exchange": str(exchange.pk),
        "direction": "to_us",
        "from_party": str(other().pk),
        "to_party": str(home().pk),
        "agreed": 5,
    }


def _remains() -> dict[str, Any]:
    return {
        "direction": "to_us",
        "from_party": str(other().pk),
        "to_party": str(home().pk),
        "received": 5,
        "count_status": "known",
        "handed_over_on": "2025-06",
    }


def _claim() -> dict[str, Any]:
    return {
        "exchange": str(ExchangeFactory().pk),
        "measure": "delivered",
        "number": 7,
        "source": str(SourceFactory().pk),
        "claimed_by": str(other().pk),
    }


def _nomination() -> dict[str, Any]:
    return {"transfer": str(TransferFactory().pk), "captivity": str(CaptivityFactory().pk), "reason": "synthetic"}


def _frozen() -> Record:
    return ManifestEntryFactory(status="approved").frozen_in


def _proposal() -> dict[str, Any]:
    return {
        "title": "Synthetic",
        "kind": "official",
        "made_by": str(other().pk),
        "made_to": str(home().pk),
        "made_on": "2024-10-18",
        "terms": [{"direction": "to_us", "category": "women", "number": 5}],
    }


def _person() -> dict[str, Any]:
    return {
        "party": str(home().pk),
        "born_on": "1990-04",
        "names": [{"surname": "Вигаданий", "given_name": "Іван", "is_preferred": True}],
    }


def _captivity() -> dict[str, Any]:
    return {"person": str(PersonFactory().pk), "detaining_power": str(other().pk), "captured_on": "2022-05"}


def _of_captivity(**members: Any) -> Callable[[], dict[str, Any]]:
    return lambda: {"captivity": str(CaptivityFactory().pk), **members}


def _recorded(verb: Callable[..., Record], **fields: Any) -> Callable[..., Record]:
    """Makes what a verb records of a captivity; what is called makes its value anew for each."""
    return lambda: verb(
        captivity=CaptivityFactory(),
        by=User.objects.system(),
        **{name: value() if callable(value) else value for name, value in fields.items()},
    )


def _event() -> Record:
    return returned().events.get()


def _alert() -> Record:
    home_again = returned()
    CaptivityFactory(person=home_again.person, captured=PartialDate.parse("2025-01-02"))
    return Alert.objects.get(captivity__person=home_again.person)


def _judgement() -> Record:
    return judge(first=PersonFactory(), second=PersonFactory(), verdict="different", by=user_with(Role.REGISTRAR))


def _merge() -> Record:
    by = user_with(Role.REGISTRAR)
    return propose_merge(duplicate=PersonFactory(), into=PersonFactory(), note="Synthetic", by=by)


def _policy() -> Record:
    days = PriorityPolicy.objects.count()
    return PriorityPolicy.objects.create(name="Synthetic", effective_from=datetime.date(2024, 1, 1 + days))


def _withholding() -> Record:
    return withhold(person=PersonFactory(), party=PartyFactory(), reason="family", by=User.objects.system())


def _withheld() -> dict[str, Any]:
    return {"person": str(PersonFactory().pk), "party": str(PartyFactory().pk), "reason": "family"}


NAMES = {"name_uk": "Вигадане", "name_en": "Synthetic"}

CASES = [
    Case("parties", PartyFactory, lambda: NAMES | {"code": "XX"}, ("name_en", "Renamed"), "code"),
    Case("branches", BranchFactory, lambda: NAMES | {"code": "xx"}, ("name_en", "Renamed"), "code"),
    Case(
        "units",
        UnitFactory,
        lambda: NAMES | {"party": str(home().pk), "kind": "brigade", "code": "3057"},
        ("name_en", "Renamed"),
        "party",
    ),
    Case(
        "unit-names",
        UnitNameFactory,
        lambda: {"unit": str(UnitFactory().pk), "kind": "code", "name": "A0001"},
        ("name", "A0002"),
        "name",
    ),
    Case(
        "placements",
        PlacementFactory,
        lambda: {"unit": str(UnitFactory().pk), "parent": str(UnitFactory().pk), "valid_from": "2024-06-01"},
        ("valid_from", "2014-05-05"),
        "parent",
    ),
    Case("places", PlaceFactory, lambda: NAMES | {"kind": "camp"}, ("name_en", "Renamed"), "kind"),
    Case("sources", SourceFactory, lambda: {"kind": "press", "title": "Synthetic"}, ("title", "Renamed"), "title"),
    Case(
        "rounds",
        RoundFactory,
        lambda: {
            "title": "Synthetic",
            "starts_on": "2024-10-18",
            "delegations": [{"party": str(home().pk), "body": "Headquarters"}],
            "mediations": [{"mediator": str(PartyFactory().pk), "role": "host"}],
        },
        ("title", "Renamed"),
        "title",
    ),
    Case("proposals", ProposalFactory, _proposal, ("title", "Renamed"), "made_by"),
    Case(
        "stances",
        StanceFactory,
        lambda: {
            "party": str(other().pk),
            "position": "refuses",
            "direction": "to_us",
            "category": "women",
            "source": str(SourceFactory().pk),
        },
        ("note", "so it was said"),
        "source",
    ),
    Case("programmes", ProgrammeFactory, lambda: NAMES | {"code": "xx"}, ("name_en", "Renamed"), "code"),
    Case("exchanges", ExchangeFactory, lambda: {"formula": "5 for 5"}, ("formula", "6 for 5"), ""),
    Case("transfers", TransferFactory, _transfer, ("composition", "all of them sailors"), "exchange"),
    Case("claims", lambda: ClaimFactory(exchange=ExchangeFactory()), _claim, ("quote", "so it was said"), "source"),
    Case("remains-transfers", RemainsFactory, _remains, ("notes", "so it was said"), "from_party"),
    Case(
        "remains-identifications",
        lambda: identify_remains(
            remains_transfer=RemainsFactory(), tag="0-1", result="unidentified", by=User.objects.system()
        ),
        lambda: {"remains_transfer": str(RemainsFactory().pk), "tag": "0-2", "result": "other_side"},
        ("note", "so it was said"),
        "tag",
    ),
    Case("information-transfers", InformationFactory, lambda: {"kind": "lists"}, ("notes", "Synthetic"), "kind"),
    Case("manifest-entries", ManifestEntryFactory, _nomination, ("reason", "so it was said"), "captivity"),
    Case("frozen-manifests", _frozen, None, ("number", 1)),
    Case("persons", PersonFactory, _person, ("birth_place", "Synthetic town"), "party"),
    Case("captivities", CaptivityFactory, _captivity, ("rank", "sergeant"), "person"),
    Case(
        "detentions",
        _recorded(custody.record_detention, place_as_reported="a camp"),
        _of_captivity(place_as_reported="a camp", since="2023"),
        ("note", "so it was said"),
        "captivity",
    ),
    Case(
        "custody-changes",
        _recorded(custody.change_custody, holder_to=PartyFactory),
        lambda: {"captivity": str(CaptivityFactory().pk), "holder_to": str(PartyFactory().pk)},
        ("note", "so it was said"),
        "holder_to",
    ),
    Case(
        "health-assessments",
        _recorded(health.record_health_assessment, grade="fit"),
        _of_captivity(grade="wounded", assessed_on="2024-10"),
        ("findings", "so it was said"),
        "grade",
    ),
    Case(
        "commission-decisions",
        _recorded(health.record_commission_decision, decided_on=datetime.date(2025, 2, 1), basis="a110_1"),
        _of_captivity(decided_on="2025-02-01", basis="a110_1"),
        ("commission", "of three doctors"),
        "basis",
    ),
    Case(
        "confirmations",
        _recorded(evidence.record_confirmation, source=SourceFactory, evidence="icrc_visit"),
        lambda: {
            "captivity": str(CaptivityFactory().pk),
            "source": str(SourceFactory().pk),
            "evidence": "icrc_visit",
        },
        ("note", "so it was said"),
        "source",
    ),
    Case(
        "post-return-reports",
        lambda: report_after_return(
            captivity=returned(), kind="leave", source=SourceFactory(), by=User.objects.system()
        ),
        lambda: {"captivity": str(returned().pk), "kind": "front", "source": str(SourceFactory().pk)},
        ("note", "so it was said"),
        "source",
    ),
    Case(
        "consents",
        _recorded(evidence.record_consent, answer="given"),
        _of_captivity(answer="given"),
        ("document", "letter 5"),
        "answer",
    ),
    Case("cohorts", CohortFactory, lambda: NAMES | {"code": "xx"}, ("name_en", "Renamed"), "code"),
    Case("withholdings", _withholding, _withheld, ("reason", "so it was said"), "person"),
    Case("status-events", _event, None, ("note", "")),
    Case("name-lists", received, None, ("notes", "")),
    Case("list-entries", entered, None, ("note", "")),
    Case("decisions", lambda: decision_of(entered()), None, ("note", "")),
    Case("alerts", _alert, None, ("answer", "")),
    Case("judgements", _judgement, None, ("note", "")),
    Case("merges", _merge, None, ("note", "")),
    Case("priority-policies", _policy, None, ("note", "")),
    Case(
        "report-schedules",
        lambda: new_schedule(role=Role.REGISTRAR),
        lambda: {"report": "swap-ratio", "role": "registrar", "weekday": 3, "at": "07:30:00"},
        ("weekday", 5),
        "report",
        is_owned=True,
    ),
    Case("approvals", lambda: proposed(VOID, SourceFactory()), None, ("note", "")),
]
