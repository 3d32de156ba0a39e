"""Pages whose rows can be taken as a file. The page only asks; a worker makes the file with the page's own rows.

    class OrderFile(FilePage):
        permission_required = "prisoners.view"
        export_name, formats = "priority-order", ("csv",)

        def written(self, kind, mark, told=silent): ...

`POST` with `export=csv` asks for the file of what the address shows. Rows are noted for the log of reads as they are
written (`common.reading.ahead`).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, ClassVar, TypeVar

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.views import View

from common.reporting import reporting
from common.watermark import Watermark

#: Who may take lists as files (accounts/roles.py).
PERMISSION = "records.export"


R = TypeVar("R")
#: `told(done, total)`: how many rows are written, of how many.
Told = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Progress that nobody follows."""


class Counted(Iterable[R]):
    """Rows that are counted as they go by."""

    EACH = 1000

    def __init__(self, rows: Iterable[R], total: int, told: Told) -> None:
        self.rows, self.total, self.told, self.done = rows, total, told, 0

    def __iter__(self) -> Iterator[R]:
        for row in self.rows:
            if self.done % self.EACH == 0:
                self.told(self.done, self.total)
            self.done += 1
            yield row


class FilePage(PermissionRequiredMixin, View):
    """A page with a file behind it. Without the permission 403; not signed in, the sign-in page."""

    title: str
    export_name = "list"
    #: The formats in which the rows can be taken; none where they cannot.
    formats: ClassVar[tuple[str, ...]] = ("csv", "xlsx")

    def post(self, request: HttpRequest, **arguments: Any) -> HttpResponse:
        """Ask for the file; its own page tells how far it is. 404 for a format that there is not."""
        kind = request.POST.get("export")
        if kind not in self.formats:
            raise Http404
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        self.find(**arguments)
        if not self.is_valid():
            return self.get(request, **arguments)
        told = {name: str(value) for name, value in arguments.items()}
        page = request.resolver_match.view_name
        return redirect(
            reporting().export(page=page, arguments=told, query=request.GET.urlencode(), format=kind, by=request.user)
        )

    def find(self, **arguments: Any) -> None:
        """Find the record that the list is of, named by the address. Raises Http404."""

    def is_valid(self) -> bool:
        """Whether the address asks for something that can be shown."""
        return True

    def marked(self, mark: Watermark) -> Watermark:
        """The mark of the file, with for whom it is made."""
        return mark

    def written(self, kind: str, mark: Watermark, told: Told = silent) -> tuple[IO[bytes], int]:
        """The file of what is shown, open at its start, and how many rows it has."""
        raise NotImplementedError


def page_of(user: Any, page: str, arguments: dict[str, str], query: str) -> FilePage:
    """The page of an address as this user sees it. Raises LookupError where there is none, PermissionDenied."""
    match = resolve(reverse(page, kwargs=arguments))
    view_class = getattr(match.func, "view_class", None)
    if view_class is None or not issubclass(view_class, FilePage):
        raise LookupError(page)
    request = HttpRequest()
    request.method, request.user, request.GET, request.resolver_match = "GET", user, QueryDict(query), match
    view = view_class(**match.func.view_initkwargs)
    view.setup(request, **match.kwargs)
    if not (view.has_permission() and user.has_perm(PERMISSION)):
        raise PermissionDenied
    view.find(**match.kwargs)
    return view
