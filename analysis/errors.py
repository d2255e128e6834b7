"""Errors that are the reader's to mend: one clear sentence each."""

from __future__ import annotations


class InputError(ValueError):
    """Bad input. The message is one sentence naming the file, the place and the mend."""


class ArticleError(InputError):
    """A file that cannot be read as an article."""
