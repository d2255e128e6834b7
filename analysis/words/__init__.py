"""Words and sentences: spaCy's parse of each paragraph, tokens, and dates in words.

Comes in: an `Article`. Goes out: one `Parse` a paragraph, the title first.
"""

from __future__ import annotations

from analysis.words.spacy_models import Parse, parse

__all__ = ["Parse", "parse"]
