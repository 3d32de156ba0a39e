"""Law 6, from outside: whoever asks whatever address, no word and no key of a hidden record comes back.

Here somebody with every role but not the compartment asks each address, with the keys that fit into it, and each role
alone a share of them; `make prove-sight` has each role alone ask every address with every key.
"""

import pytest
from django.test import Client

from accounts.domain.tokens import issue_token
from accounts.models import User
from accounts.roles import Role
from accounts.sight import EVERYTHING
from tests.api.client import ApiClient
from tests.factories import user_with
from tests.factories.exports import fetched
from tests.factories.hidden import Hidden, hide_from_client, hide_other_unit
from tests.laws.crawl import SEES_EMBARGOED, Address, endpoints, everywhere, leaks, pages, share, signed_in, text

pytestmark = pytest.mark.django_db
ALONE = sorted(set(Role) - {Role.MACHINE})


def test_who_has_every_role_but_not_the_compartment_finds_nothing(hidden: Hidden) -> None:
    hidden.shows_embargoed()
    assert leaks(signed_in(user_with(*ALONE)), everywhere(hidden), hidden) == []


def test_the_crawl_finds_leaks_where_the_guard_is_gone(hidden, monkeypatch) -> None:
    monkeypatch.setattr(User, "sight", lambda user, permission: EVERYTHING)
    beside = [*(f"/lists/out/{key}/" for key in hidden.beside["outgoing"]), *hidden.paths]
    first = {"/prisoners/", "/exchanges/", "/lists/", *beside}
    asked = [*map(Address, first), *share(pages(hidden), 0, 3)]
    found = leaks(signed_in(user_with(*Role)), [*asked, *share(endpoints(hidden), 0)], hidden)
    assert len(found) > 30
    assert first <= {each.split()[0] for each in found}


def in_files(client: Client, hidden: Hidden) -> set[str]:
    """Lists whose file holds a word of what is hidden."""
    lists = ("/prisoners/", "/prisoners/priorities/order/file/", "/exchanges/", "/places/", "/units/", "/approvals/")
    files = {path: fetched(client, path).decode() for path in lists}
    return {path for path, told in files.items() if any(word in told for word in hidden.canaries)}


def test_no_file_of_a_list_holds_what_is_hidden(hidden) -> None:
    hidden.shows_embargoed()
    assert in_files(signed_in(user_with(*ALONE)), hidden) == set()


def test_files_leak_where_the_guard_is_gone(hidden, monkeypatch) -> None:
    monkeypatch.setattr(User, "sight", lambda user, permission: EVERYTHING)
    assert {"/prisoners/", "/exchanges/", "/places/"} <= in_files(signed_in(user_with(*Role)), hidden)


@pytest.mark.parametrize("role", ALONE)
def test_each_role_alone_finds_nothing(role, hidden) -> None:
    if role in SEES_EMBARGOED:
        hidden.shows_embargoed()
    assert leaks(signed_in(user_with(role)), share(everywhere(hidden), ALONE.index(role)), hidden) == []


def test_a_liaison_finds_nobody_of_another_unit(hidden) -> None:
    ours = hide_other_unit(hidden)
    client = signed_in(user_with(Role.LIAISON, sees=({"unit": ours},)))
    assert leaks(client, share(everywhere(hidden), 0, 2), hidden) == []
    assert "Nash" in text(client.get("/prisoners/"))


def test_a_role_without_an_assignment_sees_nothing_of_persons(hidden) -> None:
    hide_other_unit(hidden)
    hidden.canaries |= {"Nash", "Vidomyi"}
    assert leaks(signed_in(user_with(Role.REGISTRAR, sees=())), share(pages(hidden), 0, 2), hidden) == []


@pytest.mark.parametrize("half", [False, True])
def test_who_is_not_signed_in_finds_nothing(half, hidden) -> None:
    client = signed_in(user_with(*Role) if half else None, half=half)
    for path, _named in share(everywhere(hidden), 1, 2):
        response = client.get(path)
        assert response.status_code in {302, 401, 403, 404}, path
        assert not any(word in text(response) for word in hidden.canaries), path


def test_a_machine_client_finds_nobody_who_is_withheld_from_it(hidden) -> None:
    machine = user_with(Role.MACHINE, kind="machine", password=None)
    hide_from_client(hidden, machine)
    _token, given = issue_token(user=machine, name="bureau", scopes=["*:read"], by=User.objects.system())
    assert leaks(ApiClient(given), endpoints(hidden), hidden) == []
