"""A house with at least one row in every table of records."""

import copy
import datetime
from collections.abc import Iterator

import pytest

from accounts.acts import VOID
from accounts.domain.emergency import break_glass
from accounts.domain.failures import note_failure
from accounts.domain.reading import Reader, raise_alarm
from accounts.domain.tokens import issue_token
from accounts.enums import Failure
from accounts.models import User
from accounts.roles import Role
from api.models import Operation, Submission
from audit.domain.anchoring import anchor
from audit.domain.publishing import publish_all
from audit.domain.reads import Line, write_reads
from audit.domain.redactions import propose_redaction
from audit.domain.verifying import verify
from audit.models import Change
from common.ids import new_id
from common.partial_dates import PartialDate
from exchanges.domain.correcting import draft_correction
from exchanges.domain.hand_over import hand_over
from exchanges.domain.identifications import identify_remains
from exchanges.domain.relations import set_ordinals
from exchanges.enums import ExchangeStatus
from exchanges.hand_over_enums import MarkKind
from exchanges.models import Exchange, ImportBatch, ImportRow
from negotiations.domain.programmes import record_programme_event
from prisoners.domain.after_return import report_after_return
from prisoners.domain.custody import change_custody, record_detention
from prisoners.domain.evidence import record_confirmation, record_consent
from prisoners.domain.health import record_commission_decision, record_health_assessment
from prisoners.domain.merges import propose_merge
from prisoners.domain.restricting import withhold
from prisoners.models import ColumnMapping, PriorityPolicy, PriorityRule
from reports.domain.exports import export_list
from tests.factories import (
    BranchFactory,
    CaptivityFactory,
    ClaimFactory,
    CohortFactory,
    InformationFactory,
    ManifestEntryFactory,
    PartyFactory,
    PersonFactory,
    PlaceFactory,
    ProgrammeFactory,
    ProposalFactory,
    RemainsFactory,
    RoundFactory,
    SourceFactory,
    StanceFactory,
    UnitFactory,
    UnitNameFactory,
    completed_exchange,
    minutes_of,
    proposed,
    returned,
    user_with,
)
from tests.factories.decided import outgoing_list
from tests.factories.hand_over import marked
from tests.factories.hidden import Hidden, hide_everything
from tests.factories.lists import candidate_of, decision_of, entered
from tests.factories.manifests import at
from tests.factories.person_imports import brought, persons_csv
from tests.factories.plans import ours, reckoned
from tests.factories.schedules import noticed
from tests.shared import kept, shared


def _book() -> None:
    """The chain of what was changed so far, signed and verified, and the wish to redact a line of it."""
    publish_all()
    anchor()
    verify()
    propose_redaction(changes=[Change.objects.first()], note="synthetic", by=user_with(Role.AUDITOR))


def _register() -> None:
    """One of each record of the register of persons."""
    system = User.objects.system()
    person = PersonFactory(identifiers=[{"scheme": "service", "value": "0-1"}])
    home_again = returned(person=person, cohorts=[CohortFactory()])
    report_after_return(captivity=home_again, kind="leave", source=SourceFactory(), by=system)
    held = CaptivityFactory(person=person, captured=PartialDate.parse("2025-01-02"))
    record_detention(captivity=held, place=PlaceFactory(), by=system)
    change_custody(captivity=held, holder_to=PartyFactory(), by=system)
    record_health_assessment(captivity=held, grade="fit", by=system)
    record_commission_decision(captivity=held, decided_on=datetime.date(2025, 2, 1), basis="a110_1", by=system)
    record_confirmation(captivity=held, source=SourceFactory(), evidence="icrc_visit", by=system)
    record_consent(captivity=held, answer="given", by=system)
    withhold(person=person, party=PartyFactory(), reason="synthetic", by=system)
    propose_merge(duplicate=PersonFactory(), into=person, note="synthetic", by=user_with(Role.REGISTRAR))
    brought(persons_csv("Вигаданий Іван;1990;;;"))
    ColumnMapping.objects.create(signature="0" * 64, name="synthetic.csv", columns=["a"], mapping={})
    policy = PriorityPolicy.objects.create(name="synthetic", effective_from=datetime.date(2024, 1, 1))
    PriorityRule.objects.create(
        policy=policy, tier=1, criterion="sex", values=["female"], label_uk="жінки", label_en="women"
    )


def _list() -> None:
    """A list that came in, with an entry, who it may be and what was decided; and one of ours with somebody on it."""
    entry = entered()
    candidate_of(entry, CaptivityFactory().person)
    decision_of(entry)
    outgoing_list([CaptivityFactory()])


def _negotiations() -> None:
    """One of each record of negotiations."""
    system = User.objects.system()
    party, mediator = PartyFactory(), PartyFactory()
    held = RoundFactory(
        delegations=[{"party": party}], mediations=[{"mediator": mediator, "role": "host"}], source=SourceFactory()
    )
    minutes_of(held)
    ProposalFactory(round=held, terms=[{"direction": "to_us", "category": "women", "number": 5}])
    StanceFactory(unit=UnitFactory(), group="")
    told = {"kind": "breach", "happened_on": datetime.date(2025, 7, 23), "by_party": party, "source": SourceFactory()}
    record_programme_event(programme=ProgrammeFactory(), by=system, **told)


def _plan() -> None:
    """A plan with its scenarios and whom it chose."""
    ours()
    reckoned()


def _watch() -> None:
    """A line of the log of reads, an alarm, a record opened in an emergency."""
    reader = user_with(Role.REGISTRAR)
    told = {"session": "", "token_id": None, "request_id": "", "view": "", "field_classes_shown": ["identity"]}
    write_reads([Line(reader.pk, surface="page", kind="prisoners.person", ids=[new_id()], count=1, **told)])
    raise_alarm(reader=Reader(reader), records=500, by=User.objects.system())
    break_glass(kind="prisoners.person", object_id=new_id(), asked="0-1", reason="synthetic", by=reader)


def _sent() -> None:
    """What became of an operation of a client, and one that waits for a person."""
    client, source = user_with(Role.MACHINE), SourceFactory()
    told = {"op_id": new_id(), "type": "sources", "record": source.pk}
    Operation.objects.create(user=client, digest="0" * 64, status=202, **told)
    Submission.objects.create(sent_by=client, method="PATCH", base_version=1, content={"title": "synthetic"}, **told)


@pytest.fixture(scope="module")
def everything(django_db_setup, django_db_blocker) -> Iterator[None]:
    """One of each record, made once for all tests of a file; what a test changes is rolled back."""
    with shared(django_db_blocker):
        kept(_everything)
        yield


def _after(exchange: Exchange) -> None:
    """What goes beside and after exchanges: the dead, one of them examined, letters, a claim of them, a correction."""
    system = User.objects.system()
    remains = RemainsFactory()
    identify_remains(remains_transfer=remains, tag="0-1", result="unidentified", by=system)
    ClaimFactory(remains_transfer=remains, measure="remains")
    InformationFactory()
    draft_correction(exchange=exchange, transfers={}, by=system, formula="96 for 95")


def _everything() -> None:
    system = User.objects.system()
    _register()
    _list()
    _negotiations()
    _plan()
    related = {"mediators": [(PartyFactory(), "broker")], "programmes": [ProgrammeFactory()]}
    exchange = completed_exchange(95, 95, venue=PlaceFactory(), **related)
    set_ordinals(exchange=exchange, ordinals=[(58, None, SourceFactory())], by=system)
    _after(exchange)
    ClaimFactory(exchange=exchange)
    entry = ManifestEntryFactory(status="approved")
    bus = at(entry.transfer.exchange, ExchangeStatus.UNDER_WAY)
    hand_over(exchange=bus, marks=[marked(MarkKind.BOARDED, entry)], by=system)
    UnitNameFactory(unit=UnitFactory(branch=BranchFactory(), parent=UnitFactory()))
    batch = ImportBatch.objects.create(file_name="synthetic.csv", sha256="0" * 64, size=1)
    ImportRow.objects.create(batch=batch, row_no=1, raw={}, key="0", outcome="created", exchange=exchange)
    proposed(VOID, SourceFactory())
    noticed()
    export_list(page="places:list", arguments={}, query="", format="csv", by=user_with(Role.REGISTRAR))
    note_failure("nobody", "192.0.2.1", Failure.PASSWORD)
    _watch()
    _sent()
    issue_token(
        user=user_with(Role.MACHINE), name="synthetic", scopes=["*:read"], by=system, lasts=datetime.timedelta(1)
    )
    _book()


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker) -> Iterator[Hidden]:
    """Hidden records, made once for all tests of a file."""
    with shared(django_db_blocker):
        yield kept(hide_everything)


@pytest.fixture
def hidden(planted: Hidden, db) -> Hidden:
    """Them, for one test to add to."""
    return copy.deepcopy(planted)
