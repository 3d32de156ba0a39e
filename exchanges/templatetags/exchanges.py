"""Exchanges and claims in words, for templates: `{% load exchanges %}`."""

from django import template

from common.pieces import Chip
from exchanges.domain.claims import is_adoptable
from exchanges.interfaces import comparison, words
from exchanges.models import Claim, Exchange

register = template.Library()

register.filter("figure", comparison.figure)
register.filter("adoptable", is_adoptable)


@register.filter
def state(exchange: Exchange) -> Chip:
    """The state of an exchange as a chip."""
    return words.status_chip(exchange)


@register.simple_tag
def claim_in_persons(claim: Claim) -> str:
    """A percentage in persons, where the whole is known."""
    return comparison.in_persons(claim, claim.transfer and claim.transfer.delivered)
