"""What is found in the labelled passages; see tests/gold/README.md."""

import pytest

from tests.gold.score import score

LIMITS = {
    "dates": {"kind+interval": 0.99, "modifier": 0.98},
    "quantities": {"value": 0.99, "unit": 0.98, "counted": 0.945, "comparator": 0.98},
    "citations": {"source": 0.98, "normalised": 0.98},
}
SPANS = {"dates": 0.98, "quantities": 0.98, "citations": 0.98}


@pytest.mark.parametrize("kind", LIMITS)
def test_mentions_are_found_with_what_they_say(kind):
    result = score(kind)
    assert result.f >= SPANS[kind], result.missed + result.invented
    for heading, limit in LIMITS[kind].items():
        assert result.share(heading) >= limit, result.attributes[heading]


def test_the_listing_is_read_without_a_fault():
    for kind in LIMITS:
        result = score(kind)
        wrong = [line for line in result.missed + result.invented if line.startswith("l")]
        assert not wrong
