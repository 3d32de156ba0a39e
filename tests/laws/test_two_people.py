"""Two people (ADR 0020), held by the database: raw SQL as the application's role does not go round it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import Error, IntegrityError, InternalError, ProgrammingError, connection, transaction

from accounts import acts
from accounts.enums import APPROVAL_MOVES, ApprovalState
from accounts.models import Approval, Record, RoleGrant, User
from accounts.roles import Role
from audit.verbs import acting
from exchanges.enums import COMPLETE
from exchanges.models import Exchange
from sources.models import Source
from tests.factories import SourceFactory, TransferFactory, UserFactory, allowed, proposed, someone, user_with
from tests.laws.house import our_models

pytestmark = pytest.mark.django_db

RECORDS = [model for model in our_models() if issubclass(model, Record)]
BY_TWO = [model for model in RECORDS if not model.voided_alone]
VOID = "UPDATE {} SET voided_at = now(), voided_by_id = %s, void_reason = 'x' WHERE id = %s"
S = ApprovalState


@pytest.fixture
def as_application(db) -> Iterator[None]:
    """What follows is done by the role that the application signs in with, where this server has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.DATABASE_APP_ROLE])
        there = cursor.fetchone()
        if there:
            cursor.execute(f'SET LOCAL ROLE "{settings.DATABASE_APP_ROLE}"')
    yield
    if there and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def void(record: Record, by: User) -> None:
    sql(VOID.format(record._meta.db_table), by.pk, record.pk)


def test_no_record_is_voided_by_one_person(everything, as_application) -> None:
    for model in BY_TWO:
        with pytest.raises(ProgrammingError, match="two people void a record"):
            void(model._base_manager.first(), someone("alone"))


def test_what_one_person_may_void_says_why() -> None:
    assert sorted(model.__name__ for model in RECORDS if model.voided_alone) == [
        "ApiToken",
        "Assignment",
        "CohortMembership",
        "Decision",
        "Delegation",
        "Identifier",
        "Judgement",
        "Mediation",
        "Ordinal",
        "PersonName",
        "Placement",
        "PriorityRule",
        "ProgrammeBooking",
        "ProposalTerm",
        "RoleGrant",
        "RoundMediation",
        "Schedule",
        "Withholding",
    ]


def test_what_two_people_agreed_to_is_voided(as_application) -> None:
    source = SourceFactory()
    void(source, allowed(acts.VOID, source))
    assert not Source.objects.standing().filter(pk=source.pk).exists()


def test_nothing_else_is_voided_by_it(as_application) -> None:
    by = allowed(acts.VOID, SourceFactory())
    with pytest.raises(ProgrammingError, match="two people"):
        void(SourceFactory(), by)


def test_nobody_else_voids_by_it(as_application) -> None:
    allowed(acts.VOID, source := SourceFactory())
    with pytest.raises(ProgrammingError, match="two people"):
        void(source, someone("third"))


def test_without_the_trigger_one_person_would_do() -> None:
    source = SourceFactory()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("ALTER TABLE sources_source DISABLE TRIGGER USER")
    void(source, someone("alone"))
    sql("ALTER TABLE sources_source ENABLE TRIGGER USER")
    assert not Source.objects.standing().filter(pk=source.pk).exists()


def test_what_is_voided_stays_voided(as_application) -> None:
    source = SourceFactory()
    void(source, allowed(acts.VOID, source))
    with pytest.raises(InternalError, match="stays voided"):
        sql("UPDATE sources_source SET voided_at = NULL, voided_by_id = NULL, void_reason = ''")


def decide(approval: Approval, by: User, state: str = S.APPROVED, actor: User | None = None) -> None:
    with acting(by=actor or by, verb_name="synthetic"):
        sql(
            "UPDATE accounts_approval SET state = %s, decided_by_id = %s, decided_at = now() WHERE id = %s",
            state,
            by.pk,
            approval.pk,
        )


class TestAnApproval:
    def test_is_never_signed_by_who_proposed_it(self, as_application) -> None:
        with pytest.raises(IntegrityError, match="approval_two_people"):
            decide(proposed(acts.VOID, SourceFactory()), someone("proposer"))

    def test_without_the_constraint_it_would_be(self) -> None:
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql("ALTER TABLE accounts_approval DROP CONSTRAINT approval_two_people")
        decide(approval := proposed(acts.VOID, SourceFactory()), someone("proposer"))
        approval.refresh_from_db()
        assert approval.decided_by == approval.proposed_by

    def test_is_signed_by_the_one_who_acts(self, as_application) -> None:
        with pytest.raises(InternalError, match="signed by the person who acts"):
            decide(proposed(acts.VOID, SourceFactory()), someone("second"), actor=someone("proposer"))

    @pytest.mark.parametrize("fields", [{"kind": "machine"}, {"is_active": False}])
    def test_is_signed_by_an_active_person(self, fields, as_application) -> None:
        with pytest.raises(InternalError, match="signed by the person who acts"):
            decide(proposed(acts.VOID, SourceFactory()), UserFactory(**fields))

    def test_is_never_changed(self, as_application) -> None:
        proposed(acts.VOID, SourceFactory())
        with pytest.raises(InternalError, match="never changed"):
            sql("UPDATE accounts_approval SET subject_id = %s", SourceFactory().pk)

    def test_never_begins_approved(self, as_application) -> None:
        approval = proposed(acts.VOID, SourceFactory())
        approval.pk, approval.state, approval.subject_id = SourceFactory().pk, S.APPROVED, SourceFactory().pk
        with pytest.raises(Error, match="starts as"), acting(by=someone("proposer"), verb_name="synthetic"):
            approval.save(force_insert=True)

    @pytest.mark.parametrize("state", [state for state in S if not APPROVAL_MOVES[state]])
    def test_is_decided_once(self, state, as_application) -> None:
        approval = proposed(acts.VOID, SourceFactory())
        by = someone("proposer" if state == S.WITHDRAWN else "second")
        if state == S.LAPSED:
            sql("UPDATE accounts_approval SET state = 'lapsed', decided_at = now() WHERE id = %s", approval.pk)
        else:
            decide(approval, by, state)
        other = S.REFUSED if state == S.APPROVED else S.APPROVED
        with pytest.raises(InternalError, match="no move of state"):
            decide(approval, someone("third"), other)


class TestRoles:
    def give(self, to: User, by: User) -> None:
        with acting(by=by, verb_name="synthetic"):
            RoleGrant.objects.create(user=to, role=Role.ADMINISTRATOR)

    def test_an_administrator_gives_none_alone(self, as_application) -> None:
        with pytest.raises(ProgrammingError, match="two people give a role"):
            self.give(UserFactory(), user_with(Role.ADMINISTRATOR))

    def test_the_system_gives_them_until_there_are_two_administrators(self, as_application) -> None:
        for _ in range(2):
            self.give(UserFactory(), User.objects.system())
        with pytest.raises(ProgrammingError, match="two people give a role"):
            self.give(UserFactory(), User.objects.system())

    def test_two_people_give_the_role_they_agreed_to(self, as_application) -> None:
        user = UserFactory()
        self.give(user, allowed(acts.GRANT_ROLE, user, role=Role.ADMINISTRATOR))
        assert user.roles == {Role.ADMINISTRATOR}

    def test_and_no_other(self, as_application) -> None:
        user = UserFactory()
        with pytest.raises(ProgrammingError, match="two people give a role"):
            self.give(user, allowed(acts.GRANT_ROLE, user, role=Role.ANALYST))

    def test_a_grant_is_never_turned_into_another(self, as_application) -> None:
        user_with(Role.ANALYST)
        with pytest.raises(InternalError, match="never changed"):
            sql("UPDATE accounts_rolegrant SET role = 'administrator'")


def test_no_exchange_is_completed_by_one_person(as_application) -> None:
    exchange, by = TransferFactory().exchange, someone("alone")
    sql("UPDATE exchanges_exchange SET date = '2024-10-18', date_precision = 'day'")
    with pytest.raises(ProgrammingError, match="two people complete"), acting(by=by, verb_name="synthetic"):
        Exchange.objects.filter(pk=exchange.pk).update(status="completed")


def test_every_act_that_the_database_asks_for_has_a_verb() -> None:
    names = {(act.name, act.model) for act in acts.registered()}
    assert {(COMPLETE, Exchange), (acts.GRANT_ROLE, User), (acts.VOID, Exchange)} <= names
