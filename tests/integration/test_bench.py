"""The measured register is filled and asked in small, so that `make bench` runs at full size."""

import pytest

from bench import bench_list_persons, bench_search
from bench.data import registered
from bench.figures import percentile
from prisoners.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_question_of_the_list_is_answered() -> None:
    assert registered(300) == 300
    figures = list(bench_list_persons.figures())
    assert len(figures) == len(list(bench_list_persons.questions())) + 1
    assert all(percentile(figure.ours, 95) > 0 for figure in figures)


def test_the_register_is_filled_once() -> None:
    registered(50)
    keys = set(Person.objects.values_list("pk", flat=True))
    registered(50)
    assert set(Person.objects.values_list("pk", flat=True)) == keys


def test_the_search_finds_whom_it_looks_for() -> None:
    registered(300)
    hits = [each for each in bench_search.figures() if isinstance(each, bench_search.Hits)]
    assert [each.what for each in hits] == ["search, pairs", "search, in Latin letters", "search, with a slip"]
    assert all(each.page >= 0.95 * each.asked for each in hits[:2])
