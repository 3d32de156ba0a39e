"""Restrict an exchange, and propose to lift its restriction."""

from accounts.views.records import RecordPage
from accounts.views.restricting import RecordLift, RecordRestrict
from exchanges.domain.exchanges import restrict_exchange
from exchanges.queries.record import exchanges


class _ExchangePage(RecordPage):
    queryset = staticmethod(exchanges)
    namespace, argument = "exchanges", "exchange"


class ExchangeRestrict(_ExchangePage, RecordRestrict):
    """Restrict an exchange with its stages and all that belongs to it."""

    verb = staticmethod(restrict_exchange)


class ExchangeLift(_ExchangePage, RecordLift):
    """Propose to lift the restriction of an exchange."""
