"""The page on disputes: a panel a matter, what agrees, numbers that differ, what was when."""

from __future__ import annotations

import pandas as pd

from analysis.present.html import Html, esc
from analysis.present.pages_front import panel_figure
from analysis.present.people_links import names_html
from analysis.present.retold import sentence_html
from analysis.reading import Reading
from analysis.summaries import figures_told
from analysis.summaries.panels import OWN_NAME, Panel, claim_sentence, panels
from analysis.summaries.retelling import Sentence, Teller, plain
from analysis.summaries.wording import long_date, plural, units_of
from analysis.tables import SHOWN


def heading(words: str, identity: str) -> Html:
    """A heading of a part of the page that only some articles have."""
    return Html(f'<h2 id="{esc(identity)}">{esc(words)}</h2>')


def lead_text(reading: Reading) -> str:
    """How many matters are in dispute, and what they are about."""
    found = [panel.label for panel in panels(Teller(reading)) if panel.disputed]
    if not found:
        return (
            "The machine found no two voices that contradict each other here. It misses some, so"
            " that is no proof that they agree."
        )
    about = found[0] if len(found) == 1 else ", ".join(found[:-1]) + " and " + found[-1]
    verb = "is" if len(found) == 1 else "are"
    return f"{plural(len(found), 'matter')} {verb} in dispute: {about}."


def panels_html(reading: Reading) -> Html:
    """Every disputed matter: who says so, who stands against it, in whose words."""
    found = [panel for panel in panels(Teller(reading)) if panel.disputed]
    return Html("".join(panel_figure(reading, panel, panel.matter_id) for panel in found))


def agreements_html(reading: Reading) -> Html:
    """Matters on which several voices say the same; nothing where there are none."""
    found = [panel for panel in panels(Teller(reading)) if _agreed(panel)]
    if not found:
        return Html("")
    shown = "".join(panel_figure(reading, panel, panel.matter_id) for panel in found)
    return Html(heading("Where they agree", "where-they-agree") + shown)


def _agreed(panel: Panel) -> bool:
    return not panel.disputed and sum(not voice.own for voice in panel.says) > 1


def numbers_html(reading: Reading) -> Html:
    """Numbers that cannot both be right, with who gives them; nothing where there are none."""
    teller = Teller(reading)
    parts = []
    for unit, rows in figures_told.differing(reading["claims"], reading["actors"]):
        items = "".join(f"<li>{_number(reading, teller, row)}</li>" for row in rows)
        parts.append(
            f'<p class="otr-label">{esc(units_of(unit))}</p><ul class="otr-quotes">{items}</ul>'
        )
    if not parts:
        return Html("")
    return Html(heading("Numbers that differ", "numbers-that-differ") + "".join(parts))


def _number(reading: Reading, teller: Teller, row: dict) -> str:
    words = teller.text[int(row["start"]) : int(row["end"])]
    sentence = claim_sentence(teller, int(row["start"]), int(row["end"]))
    return (
        f"<strong>{esc(words)}</strong>, {esc(row['holder'])}"
        f'<span class="otr-note">{sentence_html(reading, sentence)}</span>'
    )


# ------------------------------------------------------------------ what was when


def chronology_html(reading: Reading, events: pd.DataFrame) -> Html:
    """What was said and what is said to have happened, day by day; days on which the article
    tells nothing take no room. Nothing where the article dates nothing."""
    teller = Teller(reading)
    days: dict[tuple[str, str, str], dict[str, str]] = {}
    ordered = events.assign(open=events["first"] == "").sort_values(
        ["open", "last", "first", "start"], ascending=[False, True, True, True], kind="stable"
    )
    for event in ordered.to_dict("records"):
        told = _event(reading, teller, event)
        if told:
            words, shown = told
            key = (event["first"], event["last"], event["precision"] if not event["first"] else "")
            days.setdefault(key, {}).setdefault(words, shown)
    items = "".join(
        f'<li><p class="otr-day">{esc(_when(*key))}</p><ul>{"".join(entries.values())}</ul></li>'
        for key, entries in days.items()
    )
    if not items:
        return Html("")
    return Html(
        heading("What was said when", "what-was-said-when") + f'<ol class="otr-days">{items}</ol>'
    )


def _event(reading: Reading, teller: Teller, event: dict) -> tuple[str, str] | None:
    row = teller.rows.get(event["statement_id"])
    if event["statement_id"] and (row is None or row["confidence"] < SHOWN):
        return None
    said: Sentence | None = teller.tell(row) if row and event["what"] == "said" else None
    start, end = int(event["start"]), int(event["end"])
    if said is None:
        holder = row["content"][0][0] if row else start
        said = claim_sentence(teller, int(holder), max(end, int(holder) + 1))
    dated = f"dated by “{event['words']}”" if event["words"].strip() else ""
    who = ""
    if event["what"] != "said":
        name = names_html(reading, event["actor_id"], "" if event["actor_id"] else OWN_NAME)
        who = f"spoken of by {name}" if name else ""
    note = ", ".join(part for part in (who, esc(dated)) if part)
    tail = f'<span class="otr-note">{note}</span>' if note else ""
    return plain(said), f"<li>{sentence_html(reading, said)}{tail}</li>"


def _when(first: str, last: str, precision: str) -> str:
    if not first:
        return f"In the {precision.split()[-1]} before {long_date(last)}"
    if first == last:
        return long_date(first)
    if first[4:] == "-01-01" and last == f"{first[:4]}-12-31":
        return first[:4]
    return f"{long_date(first)} to {long_date(last)}"
