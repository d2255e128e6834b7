"""Half of a character outside the Basic Multilingual Plane: no text in UTF-8 can hold one."""

from __future__ import annotations

import re

SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> tuple[str, bool]:
    """The text with half a surrogate pair, which is no character, replaced; was there one?"""
    mended = SURROGATE.sub("\ufffd", text)
    return mended, mended != text
