"""A house with at least one row in every table of records."""

import datetime

import pytest

from accounts.domain.tokens import issue_token
from accounts.models import User
from accounts.roles import Role
from exchanges.domain.relations import set_mediators, set_ordinals, set_programmes
from exchanges.models import ImportBatch, ImportRow
from reports import catalogue
from reports.domain.runs import ask_for_run
from tests.factories import (
    BranchFactory,
    ClaimFactory,
    PartyFactory,
    PlaceFactory,
    ProgrammeFactory,
    SourceFactory,
    UnitFactory,
    UnitNameFactory,
    completed_exchange,
    user_with,
)


@pytest.fixture
def everything(db) -> None:
    """One of each record."""
    system = User.objects.system()
    exchange = completed_exchange(95, 95, venue=PlaceFactory())
    set_mediators(exchange=exchange, mediators=[(PartyFactory(), "broker")], by=system)
    set_ordinals(exchange=exchange, ordinals=[(58, None, SourceFactory())], by=system)
    set_programmes(exchange=exchange, programmes=[ProgrammeFactory()], by=system)
    ClaimFactory(exchange=exchange)
    UnitNameFactory(unit=UnitFactory(branch=BranchFactory(), parent=UnitFactory()))
    batch = ImportBatch.objects.create(file_name="synthetic.csv", sha256="0" * 64, size=1)
    ImportRow.objects.create(batch=batch, row_no=1, raw={}, key="0", outcome="created", exchange=exchange)
    ask_for_run(report=catalogue.find("swap-ratio"), by=system)
    issue_token(
        user=user_with(Role.MACHINE), name="synthetic", scopes=["*:read"], by=system, lasts=datetime.timedelta(1)
    )
