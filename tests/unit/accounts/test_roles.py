"""Who may what: roles add up, and the whole matrix is written down here once more."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.domain.people import grant_role, take_role
from accounts.models import User
from accounts.models.record import visible_fields
from accounts.roles import PERMISSIONS, Role
from exchanges.models import Exchange
from sources.domain.sources import register_source
from tests.factories import user_with

MATRIX = """
accounts.manage     administrator
approvals.second    approver
approvals.view      administrator approver auditor negotiator registrar
audit.redact        auditor
audit.view          auditor
exchanges.embargoed approver auditor negotiator registrar
exchanges.hand_over machine negotiator registrar
exchanges.import    registrar
exchanges.move      approver machine negotiator registrar
exchanges.view      analyst approver auditor liaison machine negotiator registrar
exchanges.void      approver registrar
exchanges.write     machine negotiator registrar
lists.decide        negotiator registrar
lists.receive       machine negotiator registrar
lists.send          approver negotiator
lists.view          approver auditor machine negotiator registrar
lists.void          approver registrar
manifests.view      approver auditor machine negotiator registrar
manifests.write     machine negotiator registrar
negotiations.minutes approver auditor negotiator
negotiations.view   analyst approver auditor machine negotiator registrar
negotiations.void   approver negotiator
negotiations.write  negotiator
places.view         analyst approver auditor machine negotiator registrar
places.write        machine negotiator registrar
plans.make          approver negotiator registrar
plans.view          approver negotiator registrar
priorities.approve  approver
priorities.propose  approver negotiator
prisoners.eligible  approver negotiator registrar
prisoners.figures   analyst approver auditor machine negotiator registrar
prisoners.import    registrar
prisoners.judge     registrar
prisoners.merge     approver
prisoners.view      approver auditor liaison machine negotiator registrar
prisoners.void      approver registrar
prisoners.write     machine registrar
reads.break         approver negotiator registrar
reads.lift          administrator auditor
reads.review        auditor
reads.view          auditor
records.export      administrator analyst approver auditor liaison negotiator registrar
records.lift_restriction approver
records.restrict    approver registrar
reports.run         analyst approver machine negotiator registrar
reports.view        analyst approver auditor machine negotiator registrar
sources.view        analyst approver auditor machine negotiator registrar
sources.write       machine negotiator registrar
sync.read           machine registrar
sync.send           machine registrar
sync.settle         registrar
units.view          analyst approver auditor liaison machine negotiator registrar
units.write         machine negotiator registrar
"""


def test_the_matrix() -> None:
    permissions = sorted({permission for granted in PERMISSIONS.values() for permission in granted})
    lines = [
        f"{permission:<19} {' '.join(sorted(role for role in Role if permission in PERMISSIONS[role]))}"
        for permission in permissions
    ]
    assert lines == MATRIX.strip().splitlines()


@pytest.mark.django_db
def test_roles_add_up() -> None:
    user = user_with(Role.LIAISON, Role.AUDITOR)
    assert user.has_perm("exchanges.view")
    assert user.has_perm("audit.view")


@pytest.mark.django_db
def test_a_role_taken_back_is_gone() -> None:
    user, system = user_with(), User.objects.system()
    grant = grant_role(user=user, role=Role.ANALYST, by=system)
    take_role(grant=grant, by=system, reason="left")
    assert not User.objects.get(pk=user.pk).has_perm("exchanges.view")


@pytest.mark.django_db
def test_a_verb_refuses_who_may_not() -> None:
    with pytest.raises(PermissionDenied):
        register_source(kind="press", title="Synthetic", by=user_with(Role.ANALYST))


@pytest.mark.django_db
def test_a_venue_is_not_for_analysts() -> None:
    assert "venue" not in visible_fields(Exchange, user_with(Role.ANALYST))
    assert "venue" in visible_fields(Exchange, user_with(Role.REGISTRAR))


@pytest.mark.django_db
def test_nobody_without_roles_sees_a_field() -> None:
    assert visible_fields(Exchange, user_with()) == frozenset()
