"""Negotiations in words, for templates: `{% load negotiations %}`."""

from django import template

from negotiations.interfaces import words

register = template.Library()

register.filter("position", words.position_chip)
