"""The measured register is filled and asked in small, so that `make bench` runs at full size."""

from collections.abc import Callable
from itertools import islice

import pytest

from bench import bench_list_persons, bench_search
from bench.data import registered
from bench.figures import Figure, compare, compare_each, percentile
from prisoners.models import Person

pairs = bench_search._pairs
pytestmark = pytest.mark.django_db(transaction=True)


def test_every_question_of_the_list_is_answered(monkeypatch) -> None:
    # Once is enough to see that it is answered.
    for measure in (compare, compare_each):
        monkeypatch.setattr(bench_list_persons, measure.__name__, _once(measure))
    assert registered(300) == 300
    figures = list(bench_list_persons.figures())
    assert len(figures) == len(list(bench_list_persons.questions())) + 1
    assert all(percentile(figure.ours, 95) > 0 for figure in figures)


def _once(measure: Callable[..., Figure]) -> Callable[..., Figure]:
    return lambda *asked, **_times: measure(*asked, times=1)


def test_the_register_is_filled_once() -> None:
    registered(50)
    keys = set(Person.objects.values_list("pk", flat=True))
    registered(50)
    assert set(Person.objects.values_list("pk", flat=True)) == keys


def test_the_search_finds_whom_it_looks_for(monkeypatch) -> None:
    # Each question takes the time of a page; the pairs are asked in full by `make bench` and in tests of the search.
    monkeypatch.setattr(bench_search, "QUESTIONS", 20)
    monkeypatch.setattr(bench_search, "_pairs", lambda: islice(pairs(), 60))
    registered(300)
    hits = [each for each in bench_search.figures() if isinstance(each, bench_search.Hits)]
    assert [each.what for each in hits] == ["search, pairs", "search, in Latin letters", "search, with a slip"]
    assert all(each.page >= 0.95 * each.asked for each in hits[:2])
