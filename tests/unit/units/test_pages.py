"""The pages of units: list, tree, detail, register, move, name."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.interfaces.editing import values_of
from accounts.models import User
from accounts.roles import Role
from tests.factories import (
    BranchFactory,
    PartyFactory,
    UnitFactory,
    UnitNameFactory,
    home,
    settle,
    user_with,
    voided,
)
from units.domain.placements import move_unit
from units.models import Unit

pytestmark = pytest.mark.django_db
D = datetime.date
SUMMER = D(2024, 6, 1)
DAY = {"on_day": "1", "on_month": "6", "on_year": "2024"}


@pytest.fixture
def registrar(client: Client) -> Client:
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    return client


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(user_with(Role.ANALYST, language="en"))
    return client


def listed(client: Client, **query: str) -> list[str]:
    return [row.name_en for row in client.get(reverse("units:list"), query).context["page"].rows]


def typed(**fields: str) -> dict[str, str]:
    return {"party": str(home().pk), "kind": "brigade", "name_uk": "Вигадана", "name_en": "Synthetic"} | fields


def test_a_unit_is_registered_at_its_place_in_the_tree(registrar) -> None:
    above = UnitFactory(code="3057")
    response = registrar.post(reverse("units:create"), typed(parent="3057"))
    unit = Unit.objects.get(name_en="Synthetic")
    assert response.url == unit.get_absolute_url()
    assert [each.parent for each in unit.placements.all()] == [above]


def test_the_form_knows_under_which_unit_it_was_opened(registrar) -> None:
    above = UnitFactory(name_en="Corps")
    form = registrar.get(reverse("units:create"), {"parent": above.pk}).context["form"]
    assert (form["parent"].value(), form["party"].value()) == ("Corps", above.party_id)


@pytest.mark.parametrize("wrong", ["nonsense", "01900000-0000-7000-8000-000000000000"])
def test_the_form_opens_whatever_the_address_says(registrar, wrong) -> None:
    assert registrar.get(reverse("units:create"), {"parent": wrong}).status_code == 200


@pytest.mark.parametrize(("text", "told"), [("no such", "No unit is called"), ("Twin", "2 units fit: Twin one")])
def test_a_unit_that_is_not_found_or_not_one_is_told(registrar, text, told) -> None:
    UnitFactory(name_en="Twin one"), UnitFactory(name_en="Twin two")
    form = registrar.post(reverse("units:create"), typed(parent=text)).context["form"]
    assert told in form.errors["parent"][0]
    assert form["parent"].value() == text


def test_a_unit_is_found_by_the_name_that_it_had(registrar) -> None:
    above = UnitNameFactory(name="A0001", kind="code").unit
    registrar.post(reverse("units:create"), typed(parent="a0001"))
    assert Unit.objects.get(name_en="Synthetic").placements.get().parent == above


def test_an_untouched_form_changes_nothing(registrar) -> None:
    unit = UnitFactory(code="12", predecessor=UnitFactory(name_en="Before", code="11"), notes="kept")
    url = reverse("units:edit", args=[unit.pk])
    form = registrar.get(url).context["form"]
    posted = {key: value for each in values_of(form).values() for key, value in each.items() if value}
    assert registrar.post(url, posted | {"seen": form["seen"].value()}).status_code == 302
    unit.refresh_from_db()
    assert (unit.version, unit.predecessor.code) == (1, "11")


def test_units_are_found_by_code_name_and_former_name(reader) -> None:
    UnitNameFactory(unit=UnitFactory(name_en="Azov", code="3057"), name="Azov battalion")
    UnitFactory(name_en="Marines")
    for words in ("3057", "azov", "battalion azov"):
        assert listed(reader, q=words) == ["Azov"]


def test_a_voided_name_finds_nothing(reader) -> None:
    name = UnitNameFactory(name="mistaken")
    voided(name, "never")
    assert listed(reader, q="mistaken") == []


def test_units_are_filtered_by_party_branch_and_subtree(reader) -> None:
    corps = UnitFactory(name_en="Corps", code="1", branch=BranchFactory())
    UnitFactory(name_en="Brigade", parent=corps)
    UnitFactory(name_en="Theirs", party=PartyFactory())
    assert set(listed(reader, party=str(corps.party_id))) == {"Corps", "Brigade"}
    assert listed(reader, branch=str(corps.branch_id)) == ["Corps"]
    for under in ("1", str(corps.pk)):
        assert set(listed(reader, under=under)) == {"Corps", "Brigade"}


def test_a_wrong_filter_is_told_and_finds_nothing(reader) -> None:
    response = reader.get(reverse("units:list"), {"under": "nonsense"})
    assert (response.status_code, response.context["page"].rows) == (400, [])


def test_the_list_names_the_unit_above_of_today(reader) -> None:
    brigade = UnitFactory(name_en="Brigade", parent=UnitFactory(name_en="Corps"))
    rows = reader.get(reverse("units:list"), {"q": "Brigade"}).context["page"].rows
    assert [(row.pk, row.parent_name) for row in rows] == [(brigade.pk, "Corps")]


def test_the_list_is_in_the_order_of_the_ukrainian_alphabet(reader) -> None:
    for name in ("Яструб", "Єдність", "Ґрунт", "Індра", "Залізна", "Гора"):
        UnitFactory(name_uk=name, name_en=name)
    assert listed(reader, sort="name_uk") == ["Гора", "Ґрунт", "Єдність", "Залізна", "Індра", "Яструб"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_row_and_for_three(reader, number, django_assert_num_queries) -> None:
    for _ in range(number):
        UnitFactory(parent=UnitFactory(), branch=BranchFactory())
    with django_assert_num_queries(8):
        reader.get(reverse("units:list"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_tree_takes_the_same_queries_for_one_unit_and_for_three(reader, number, django_assert_num_queries) -> None:
    above = UnitFactory()
    for _ in range(number):
        above = UnitFactory(parent=above)
    with django_assert_num_queries(6):
        reader.get(reverse("units:tree"))


@pytest.fixture
def moved() -> Unit:
    """A battalion that went from one brigade to another in the summer of 2024."""
    first, second = UnitFactory(name_en="First brigade"), UnitFactory(name_en="Second brigade")
    battalion = UnitFactory(name_en="Battalion", parent=first)
    move_unit(unit=battalion, parent=second, on=SUMMER, reason="an order", by=User.objects.system())
    return battalion


@pytest.mark.parametrize(("on", "above"), [("2024-05-31", "First brigade"), ("2024-06-01", "Second brigade")])
def test_the_page_of_a_unit_shows_the_day_that_it_is_asked_for(reader, moved, on, above) -> None:
    page = reader.get(moved.get_absolute_url(), {"on": on}).context["page"]
    assert [each.name_en for each in page.path] == [above]


@pytest.mark.parametrize(("on", "above"), [("2024-05-31", "First brigade"), ("2024-06-01", "Second brigade")])
def test_the_tree_shows_the_day_that_it_is_asked_for(reader, moved, on, above) -> None:
    nodes = reader.get(reverse("units:tree"), {"on": on}).context["nodes"]
    assert [node.unit.name_en for node in nodes if node.below] == [above]


@pytest.mark.parametrize("on", ["nonsense", "2024-13-01", ""])
def test_a_day_that_there_is_not_shows_today(reader, moved, on) -> None:
    assert reader.get(moved.get_absolute_url(), {"on": on}).context["page"].query == ""


def test_the_page_links_to_what_is_under_on_that_day(reader, moved) -> None:
    second = moved.placements.get(valid_from=SUMMER).parent
    content = reader.get(second.get_absolute_url(), {"on": "2024-06-02"}).content.decode()
    assert f'href="{moved.get_absolute_url()}?on=2024-06-02"' in content


def test_the_history_of_a_unit_tells_of_its_places_and_names(reader, moved) -> None:
    UnitNameFactory(unit=moved, name="Alias")
    history = reader.get(moved.get_absolute_url()).context["history"]
    told = {part.what for entry in history for part in entry.parts}
    assert told == {"unit", "place in the tree", "name of a unit"}


def test_a_move_is_shown_before_it_is_made(registrar, moved) -> None:
    url = reverse("units:move", args=[moved.pk])
    asked = {"parent": "First brigade", "reason": "an order", "on_day": "1", "on_month": "9", "on_year": "2024"}
    shown = registrar.post(url, asked)
    assert moved.placements.count() == 2
    assert shown.context["consequences"] == [
        "Until 1 Sep 2024 it stays as recorded: under Second brigade.",
        "From 1 Sep 2024 on: under First brigade.",
    ]
    registrar.post(url, asked | {"seen": shown.context["form"].data["seen"]})
    assert moved.placements.get(valid_from=D(2024, 9, 1)).parent.name_en == "First brigade"


def test_a_move_that_another_one_overtook_is_shown_again(registrar, moved) -> None:
    url = reverse("units:move", args=[moved.pk])
    asked = {"parent": "First brigade", "reason": "an order"} | DAY
    seen = registrar.post(url, asked).context["form"].data["seen"]
    move_unit(unit=moved, parent=None, on=SUMMER, reason="overtaking", by=User.objects.system())
    again = registrar.post(url, asked | {"seen": seen})
    assert again.context["consequences"][-1] == "From 1 Jun 2024 on: under First brigade."
    assert moved.placements.standing().count() == 1


def test_a_refused_move_keeps_what_was_typed(registrar, moved) -> None:
    asked = {"parent": "Second brigade", "reason": "an order"} | DAY
    form = registrar.post(reverse("units:move", args=[moved.pk]), asked).context["form"]
    assert "on that day already" in form.errors["parent"][0]
    assert form["reason"].value() == "an order"


def test_a_name_is_added_and_taken_back(registrar) -> None:
    unit = UnitFactory()
    registrar.post(reverse("units:name", args=[unit.pk]), {"kind": "alias", "name": "Azov"})
    name = unit.names.get()
    registrar.post(reverse("units:name-void", args=[name.pk]), {"version": 1, "reason": "it never was"})
    settle()
    assert registrar.get(unit.get_absolute_url()).context["page"].names == []


def test_a_place_that_never_was_is_taken_back(registrar, moved) -> None:
    last = moved.placements.get(valid_from=SUMMER)
    registrar.post(reverse("units:placement-void", args=[last.pk]), {"version": 1, "reason": "it never was"})
    assert [each.parent.name_en for each in registrar.get(moved.get_absolute_url()).context["page"].placements] == [
        "First brigade"
    ]


def test_a_voided_unit_shows_what_was_voided_with_it(registrar, moved) -> None:
    registrar.post(reverse("units:void", args=[moved.pk]), {"version": 1, "reason": "it never was"})
    settle()
    response = registrar.get(moved.get_absolute_url())
    assert len(response.context["page"].placements) == 2
    assert response.context["edit_url"] == ""


@pytest.mark.parametrize("name", ["edit", "void", "move", "name"])
def test_who_may_only_read_is_refused(reader, name) -> None:
    assert reader.get(reverse(f"units:{name}", args=[UnitFactory().pk])).status_code == 403


@pytest.mark.parametrize("name", ["list", "tree", "create"])
def test_who_may_not_see_units_is_refused(client, name) -> None:
    client.force_login(user_with(Role.ADMINISTRATOR))
    assert client.get(reverse(f"units:{name}")).status_code == 403


def test_who_may_not_see_units_finds_none(client) -> None:
    client.force_login(user_with(Role.ADMINISTRATOR))
    assert client.get(UnitFactory().get_absolute_url()).status_code == 404


def test_the_liaison_does_not_see_notes(client) -> None:
    client.force_login(user_with(Role.LIAISON, language="en"))
    unit = UnitFactory(notes="for the staff only")
    assert "for the staff only" not in client.get(unit.get_absolute_url()).content.decode()
