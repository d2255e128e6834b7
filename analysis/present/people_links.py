"""Where a name leads: every speaker's place on the page of people, and the link to it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.present.html import Html, esc
from analysis.tables import parts_of

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading

PEOPLE_PAGE = "people.ipynb"
#: Ids that the page has already: no speaker's place may be called so.
_TAKEN = frozenset({"people", "in-short", "search", "main-content", "unnamed"})


def slugs(actors: pd.DataFrame) -> dict[str, str]:
    """The id of each speaker's place, by actor: a person's last name, else the whole name.

    Who makes no statement has no place. Of two alike the second is told by the whole name.
    """
    rows = tuple(
        (str(row["actor_id"]), str(row["name"]), str(row["kind"]), int(row["statements"]))
        for row in actors.to_dict("records")
    )
    return dict(_slugs(rows))


@lru_cache(maxsize=8)
def _slugs(rows: tuple[tuple[str, str, str, int], ...]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    used = set(_TAKEN)
    for actor_id, name, kind, statements in rows:
        if not statements:
            continue
        short = _slug(name.split()[-1]) if kind == "person" and name.split() else ""
        for slug in (short, _slug(name), f"{_slug(name)}-{_slug(actor_id)}"):
            if slug and slug not in used and slug[0].isalpha():
                break
        else:
            slug = f"speaker-{_slug(actor_id)}"
        used.add(slug)
        found[actor_id] = slug
    return tuple(found.items())


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]


def name_link(reading: Reading, actor_id: str, text: str = "") -> Html:
    """An actor's name (or ``text``) as a link to the actor's place; plain for one without."""
    actors = reading["actors"]
    known = dict(zip(actors["actor_id"], actors["name"], strict=True))
    shown = esc(text or known.get(actor_id, ""))
    slug = slugs(actors).get(actor_id)
    if not slug:
        return Html(shown)
    return Html(f'<a class="otr-name" href="{PEOPLE_PAGE}#{slug}">{shown}</a>')


def names_html(reading: Reading, cell: str, nobody: str = "") -> Html:
    """All actors of a cell as linked names, else ``nobody``."""
    known = set(reading["actors"]["actor_id"])
    links = [name_link(reading, i) for i in parts_of(cell) if i in known]
    if not links:
        return Html(esc(nobody))
    return Html(", ".join(links[:-1]) + " and " + links[-1] if len(links) > 1 else links[0])
