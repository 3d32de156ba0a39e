"""What the views hold: as much as an analyst sees on the pages, and no word more."""

import datetime
from collections import Counter

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.partial_dates import PartialDate
from common.small_figures import FEW, WITHHELD, partition
from exchanges.domain.exchanges import restrict_exchange
from exchanges.models import Exchange
from prisoners.domain.restricting import restrict_person
from prisoners.enums import LegalCategory, Sex
from prisoners.models import Person
from reports import analytics, catalogue
from reports.domain.answers import answer_now
from tests.factories import CaptivityFactory, ClaimFactory, ExchangeFactory, TransferFactory, home, other, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(db) -> User:
    return user_with(Role.ANALYST)


def held(number: int, **values) -> list:
    person = {f"person__{name}": values.pop(name) for name in ("sex",) if name in values}
    return [
        CaptivityFactory(person__party=home(), captured=PartialDate.parse("2024-03-01"), **person, **values)
        for _ in range(number)
    ]


class TestExchanges:
    def test_they_are_those_that_an_analyst_sees(self, as_analyst, analyst) -> None:
        """Under embargo are a planned one and one held back; restricted is one with its stage."""
        done, planned = ExchangeFactory(), ExchangeFactory(embargo_until=None)
        late = ExchangeFactory(embargo_until=datetime.date(2999, 1, 1))
        secret, system = ExchangeFactory(), User.objects.system()
        stage = ExchangeFactory(parent=secret, stage_no=1)
        restrict_exchange(exchange=secret, by=system, reason="a source is in danger")
        seen = {pk for (pk,) in as_analyst("SELECT exchange_id FROM analytics.exchanges")}
        assert seen == set(Exchange.objects.visible_to(analyst).standing().values_list("pk", flat=True)) == {done.pk}
        assert not seen & {planned.pk, late.pk, secret.pk, stage.pk}

    def test_transfers_and_claims_of_a_hidden_one_are_hidden(self, as_analyst) -> None:
        transfer = TransferFactory(exchange=ExchangeFactory(embargo_until=None))
        ClaimFactory(transfer=transfer)
        assert as_analyst("SELECT * FROM analytics.transfers") == as_analyst("SELECT * FROM analytics.claims") == []

    def test_they_are_there_for_one_that_is_not(self, as_analyst) -> None:
        """The control."""
        transfer = TransferFactory()
        claim = ClaimFactory(transfer=transfer)
        assert as_analyst("SELECT transfer_id FROM analytics.transfers") == [(transfer.pk,)]
        assert as_analyst("SELECT claim_id, exchange_id FROM analytics.claims") == [(claim.pk, transfer.exchange_id)]

    def test_no_column_tells_of_a_place_or_holds_free_text(self, as_analyst) -> None:
        columns = {name for (name,) in as_analyst(
            "SELECT attname FROM pg_attribute WHERE attrelid::regclass::text LIKE 'exchanges' AND attnum > 0"
        )}  # fmt: skip
        assert not columns & {"venue", "venue_id", "venue_as_reported", "notes", "status_note", "quote"}

    def test_explaining_counts_nothing_that_is_hidden(self, as_analyst) -> None:
        ExchangeFactory(embargo_until=None)
        plan = "\n".join(line for (line,) in as_analyst("EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM analytics.exchanges"))
        assert "exchanges_exchange" not in plan
        assert "Removed" not in plan

    def test_a_plain_view_would_have_told(self) -> None:
        """The control: what is left out is counted for whoever asks how a plain view is read."""
        ExchangeFactory()
        with connection.cursor() as cursor:
            cursor.execute("CREATE VIEW pg_temp.plain AS SELECT id FROM exchanges_exchange WHERE NOT status = 'draft'")
            cursor.execute("EXPLAIN (ANALYZE) SELECT * FROM pg_temp.plain")
            assert "Rows Removed by Filter: 1" in "\n".join(line for (line,) in cursor.fetchall())


class TestPersons:
    def test_figures_are_told_as_the_backlog_tells_them(self, as_analyst, analyst) -> None:
        held(12, sex=Sex.MALE)
        held(3, sex=Sex.FEMALE, legal_category=LegalCategory.CIVILIAN)
        held(4, sex=Sex.MALE, legal_category=LegalCategory.MEDICAL)
        report, today = catalogue.find("backlog"), clock.today()
        answer = answer_now(report, report.clean({}), today, analyst).answer
        for axis, key in (("sex", "sexes"), ("legal_category", "categories"), ("held_for", "bands")):
            rows = dict(answer.table(key).rows)
            assert axes(as_analyst)[axis] == rows
        assert axes(as_analyst)["all"] == {"": answer.value("held")} == {"": 20}

    def test_the_flow_is_that_of_the_backlog(self, as_analyst, analyst) -> None:
        for _ in range(6):
            CaptivityFactory(person__party=home(), captured=PartialDate.parse(f"{clock.today():%Y-%m}-01"))
        report = catalogue.find("backlog")
        flow = answer_now(report, report.clean({}), clock.today(), analyst).answer.table("flow")
        seen = as_analyst("SELECT to_char(month, 'YYYY-MM'), captured, returned, died, other FROM analytics.flow")
        assert [[None if value == FEW else value for value in row] for row in flow.rows] == [list(row) for row in seen]
        assert seen[-1][1] == 5

    def test_somebody_restricted_is_not_counted(self, as_analyst) -> None:
        """With the tenth the figure would be told as ten; so it was before, which is the control."""
        *_others, last = held(8)
        assert axes(as_analyst)["all"] == {"": 10}
        restrict_person(person=last.person, by=User.objects.system(), reason="a source is in danger")
        assert axes(as_analyst)["all"] == {"": 5}

    @pytest.mark.parametrize("number", [1, 4])
    def test_few_are_told_as_few_and_in_no_part(self, as_analyst, number) -> None:
        held(number)
        assert axes(as_analyst) == {"all": {"": FEW}}

    def test_the_other_side_is_not_in_it(self, as_analyst) -> None:
        for _ in range(6):
            CaptivityFactory(person__party=other(), detaining_power=home())
        assert axes(as_analyst)["all"] == {"": 0}

    def test_no_name_key_or_day_of_a_person_comes_out(self, as_analyst) -> None:
        people = held(9)
        told = str([as_analyst(f"SELECT * FROM analytics.{view}") for view in analytics.VIEWS])
        for captivity in people:
            person = Person.objects.get(pk=captivity.person_id)
            assert not [each for each in (person.name, str(person.pk), str(captivity.pk)) if each and each in told]


def axes(ask) -> dict[str, dict[str, int | str]]:
    found: dict[str, dict[str, int | str]] = {}
    for axis, value, persons, told in ask("SELECT axis, value, persons, told FROM analytics.held"):
        found.setdefault(axis, {})[value] = persons if told == "number" else told
    return found


@given(st.lists(st.one_of(st.integers(0, 9), st.integers(0, 60)), min_size=1, max_size=7))
def test_parts_are_told_as_the_pages_tell_them(numbers: list[int]) -> None:
    """One rule, written twice: in Python for the pages and in SQL for the views."""
    parts = {f"k{place}": number for place, number in enumerate(numbers)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM analytics.parts(%s, %s)", [list(parts), numbers])
        found = {key: persons if told == "number" else told for key, persons, told in cursor.fetchall()}
    assert found == partition(parts)
    assert Counter(found.values())[FEW] + Counter(found.values())[WITHHELD] <= len(parts)


def test_migrating_again_changes_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_namespace WHERE nspname = 'analytics'")
        before = cursor.fetchone()
        analytics.build(None, "default")
        cursor.execute("SELECT oid FROM pg_namespace WHERE nspname = 'analytics'")
        assert cursor.fetchone() == before
