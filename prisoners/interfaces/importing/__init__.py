"""Imports of persons as people meet them: forms, lists, words, the template to fill in."""
