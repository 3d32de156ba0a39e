"""Claims against our record, against the rows that the register was made of and the two files of the public record."""

import math
from collections.abc import Iterator

import pytest

from accounts.models import User
from accounts.roles import Role
from reports import catalogue
from reports.catalogue.answer import Answer
from tests.factories import user_with
from tests.factories.told import CLAIMS, Said, awkward_told
from tests.shared import kept, shared
from tests.unit.reports import record
from tests.unit.reports.asking import ask, values

KEY = "claims"
pytestmark = pytest.mark.django_db
CODES = {"us": "UA", "them": "RU", "press": "press.example"}
#: What our record holds of each figure that is claimed below.
OURS = {
    ("asymmetric", "to_us"): 40,
    ("one_for_one", "to_us"): 95,
    ("one_for_one", "to_them"): 95,
    ("half_known", "to_them"): None,
    ("withheld", "to_us"): None,
    ("derailed", "to_us"): None,
    ("planned", "to_us"): None,
}
SET = [each for each in CLAIMS if not each.axis and not each.void and each.of != "restricted"]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[None]:
    with shared(django_db_blocker):
        kept(awkward_told)
        yield


@pytest.fixture
def answer(made) -> Answer:
    return ask(KEY)


def verdict(said: Said) -> str:
    ours = OURS[said.of, said.way]
    low, high = {"=": (said.number, said.number), ">=": (said.number, math.inf), "<=": (0, said.number)}[said.qualifier]
    if ours is None:
        return "unknown"
    return "differs" if not low <= ours <= high else "agrees" if said.qualifier == "=" else "within"


def test_each_claim_beside_our_record(answer) -> None:
    columns = ("exchange", "direction", "said_by", "qualifier", "number", "ours", "verdict")
    assert sorted(values(answer.table("claims"), *columns), key=str) == sorted(
        [
            (said.of, said.way, CODES[said.by], said.qualifier, said.number, OURS[said.of, said.way], verdict(said))
            for said in SET
        ],
        key=str,
    )


def test_by_who_says_it(answer) -> None:
    found = {
        row[0]: row[1:]
        for row in values(answer.table("claimants"), "said_by", "claims", "agrees", "within", "differs", "unknown")
    }
    for by, code in CODES.items():
        verdicts = [verdict(said) for said in SET if said.by == by]
        kinds = ("agrees", "within", "differs", "unknown")
        assert found[code] == (len(verdicts), *(verdicts.count(kind) for kind in kinds))


def test_two_sides_that_cannot_both_be_right_disagree(answer) -> None:
    rows = values(answer.table("sides"), "exchange", "direction", "home_said", "they_said", "others_said", "together")
    assert rows == [
        ("asymmetric", "to_us", "40", "38", "", "disagree"),
        ("one_for_one", "to_us", "", "≥ 90", "≤ 100", "agree"),
    ]
    assert (answer.value("several"), answer.value("disagree")) == (2, 1)


def test_a_reprint_is_no_second_source(made) -> None:
    from exchanges.models import Exchange, Transfer
    from tests.factories import ClaimFactory, SourceFactory

    exchange = Exchange.objects.get(formula="month")
    transfer = Transfer.objects.get(exchange=exchange, direction="to_us")
    first = SourceFactory()
    ClaimFactory(transfer=transfer, number=84, source=first)
    ClaimFactory(transfer=transfer, number=84, source=SourceFactory(same_statement_as=first), claimed_by=None)
    assert ask(KEY).value("several") == 2
    ClaimFactory(transfer=transfer, number=84, source=SourceFactory(), claimed_by=None)
    assert ask(KEY).value("several") == 3


def test_what_our_record_took_over_confirms_nothing(made) -> None:
    from exchanges.domain.claims import adopt_claim
    from exchanges.models import Claim

    before = ask(KEY)
    claim = Claim.objects.get(measure="agreed", number=12)
    adopt_claim(claim=claim, reason="synthetic", by=User.objects.system())
    after = ask(KEY)
    assert after.value("claims") == before.value("claims") - 1
    assert after.value("taken") == before.value("taken") + 1
    assert after.value("agrees") == before.value("agrees")


def test_the_dead_stand_apart(made) -> None:
    from exchanges.models import RemainsTransfer
    from tests.factories import ClaimFactory

    ClaimFactory(remains_transfer=RemainsTransfer.objects.get(received=1212), measure="remains", number=1245)
    answer = ask(KEY)
    assert values(answer.table("dead"), "number", "ours", "difference", "verdict") == [(1245, 1212, 33, "differs")]
    assert 1245 not in [number for (number,) in values(answer.table("claims"), "number")]


def test_each_row_leads_to_its_exchanges(answer) -> None:
    assert len(answer.figure("claims").exchanges) == len({said.of for said in SET})


def test_who_sees_no_exchange_is_told_nothing(made) -> None:
    report, nobody = catalogue.find(KEY), User(username="nobody")
    answer = report.answer(report.clean({}), record.TODAY, nobody, lambda *_: None)
    assert [table.rows for table in answer.tables] == [[]] * len(answer.tables)
    assert report.chart(answer) is None


def test_an_analyst_is_told_the_same(made) -> None:
    assert ask(KEY, user_with(Role.ANALYST)).as_json() == ask(KEY, user_with(Role.ANALYST)).as_json()
    assert ask(KEY, user_with(Role.ANALYST)).value("differs") == ask(KEY).value("differs") > 0
