"""Which versions of an exchange and of its parts somebody has before her."""

from exchanges.models import Exchange


def versions_of(exchange: Exchange) -> dict[str, int]:
    """The version of the exchange and of each standing part that one form edits, by key."""
    parts = (exchange.transfers, exchange.mediations, exchange.ordinals, exchange.bookings)
    versions = {str(pk): version for part in parts for pk, version in part.standing().values_list("pk", "version")}
    return {**versions, str(exchange.pk): exchange.version}
