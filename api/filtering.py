"""Parameters of a list: the filters that the page has too, `ordering` and `fields`. What is hidden is not known."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request

from accounts.models import User
from api.errors import Detail
from api.pagination import PARAMETERS
from api.problems import BadParameter
from api.resources import Resource
from common.search import SearchFilter
from common.sight import may_see

ALWAYS = ("id", "version")
#: Parameters of a list that leave no row out.
UNFILTERED = {"ordering", "fields"}


def names_of(name: str, filter_: Any) -> list[str]:
    """The parameters of a filter: a range has one for each end."""
    suffixes = getattr(filter_.extra.get("widget", filter_.field_class.widget), "suffixes", None)
    return [f"{name}_{suffix}" for suffix in suffixes] if suffixes else [name]


def filters_of(resource: Resource, user: User) -> dict[str, Any]:
    """The filters whose fields the user may see."""
    model = resource.model
    return {
        name: each
        for name, each in resource.filterset.base_filters.items()
        if name not in resource.elsewhere
        and may_see(user, model, each.field_name or name)
        and (not isinstance(each, SearchFilter) or each.seen_fields(user, model))
    }


def filtered(request: Request, resource: Resource, rows: QuerySet) -> QuerySet:
    """The rows that the parameters ask for. Raises a problem 400 that names each parameter that is wrong."""
    if request.query_params.keys() <= PARAMETERS | UNFILTERED:
        # To make a set of filters out of nothing would take longer than to find the page.
        return rows
    known = filters_of(resource, request.user)
    names = {each for name, found in known.items() for each in names_of(name, found)}
    refuse_unknown(request, names | UNFILTERED, resource.elsewhere)
    filterset = resource.filterset(request.query_params, queryset=rows, request=request)
    for name in set(filterset.filters) - set(known):
        del filterset.filters[name]
    if not filterset.form.is_valid():
        raise BadParameter(
            *(
                Detail.of_parameter(name, error.code or "invalid", message)
                for name, errors in filterset.form.errors.as_data().items()
                for error in errors
                for message in error.messages
            )
        )
    return filterset.qs


def refuse_unknown(request: Request, known: set[str], elsewhere: Mapping[str, Any] | None = None) -> None:
    """Raises a problem 400 for parameters that are not known: a filter misspelt is not a filter left out.

    `elsewhere` says of some where to go instead.
    """
    told = elsewhere or {}
    if unknown := sorted(set(request.query_params) - known - PARAMETERS):
        raise BadParameter(
            *(
                Detail.of_parameter(name, "unknown", told.get(name, _("There is no such parameter.")))
                for name in unknown
            )
        )


def ordered(request: Request, resource: Resource, rows: QuerySet) -> QuerySet:
    """The rows in the order asked for: by `id`, which is the order of logging, unless `ordering` names a member."""
    asked = request.query_params.get("ordering", "id").split(",")
    known = orderings(resource, request.user)
    if [name for name in asked if name.removeprefix("-") not in known]:
        detail = _("Known are: %(names)s.") % {"names": ", ".join(sorted(known))}
        raise BadParameter(Detail.of_parameter("ordering", "unknown_field", detail))
    return rows.order_by(*(_column(resource, name) for name in asked))


def _column(resource: Resource, name: str) -> str:
    """The field to sort by, with the sign of the member."""
    bare = name.removeprefix("-")
    return name.removesuffix(bare) + resource.sorted_by.get(bare, bare)


def orderings(resource: Resource, user: User) -> set[str]:
    """Members that the user may sort by."""
    return {name for name in ("id", *resource.orderings) if may_see(user, resource.model, name)}


def chosen(request: Request, resource: Resource) -> list[str]:
    """The members to answer: those of `fields=`, with the id and the version, or all that the user may see."""
    members = resource.members(request.user)
    if "fields" not in request.query_params:
        return members
    asked = request.query_params["fields"].split(",")
    if unknown := sorted(set(asked) - set(members)):
        detail = _("There is no such member: %(names)s.") % {"names": ", ".join(unknown)[:200]}
        raise BadParameter(Detail.of_parameter("fields", "unknown_field", detail))
    return [name for name in members if name in asked or name in ALWAYS]
