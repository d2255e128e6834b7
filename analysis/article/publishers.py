"""The publisher's name behind a URL."""

from __future__ import annotations

import csv
from functools import lru_cache
from urllib.parse import urlsplit

from analysis.knowledge.authority import folder


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    with open(folder() / "publishers.csv", encoding="utf-8", newline="") as handle:
        return {row["domain"]: row["name"] for row in csv.DictReader(handle)}


def publisher_of(url: str, told: str = "") -> str:
    """The usual name of the site at ``url``; its host name where we know none; "" without one.

    The longest matching domain of ``data/authority/publishers.csv`` decides, so that
    ``news.yahoo.com`` may differ from ``yahoo.com``. ``told`` is the name that the page gives
    itself; it counts where the URL's domain is not listed.
    """
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return told
    labels = host.split(".")
    names = _names()
    for first in range(len(labels) - 1):
        domain = ".".join(labels[first:])
        if domain in names:
            return names[domain]
    return told or host.removeprefix("www.")
