"""What `make prove-book` measures at full size, in small."""

import pytest

from audit.domain.publishing import BATCH
from bench.prove_book import fill, prove

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_book_is_published_verified_and_found_tampered_with() -> None:
    fill(BATCH + 10)
    published, verified, findings = prove()
    assert published.lines == verified.lines >= BATCH + 10
    assert [each["fault"] for each in findings] == ["edited"]
