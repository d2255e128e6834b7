"""The page of people: each speaker with role, side, every quotation, and whom they dispute."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.present.html import Html, Row, esc
from analysis.present.pages_front import heard_most
from analysis.present.people_links import name_link, names_html, slugs
from analysis.present.retold import sentence_html, side_class, statement_html
from analysis.reading import Reading
from analysis.summaries import tone_words
from analysis.summaries.panels import OWN_NAME, Panel, Voice, panels
from analysis.summaries.retelling import Teller
from analysis.summaries.speaker_counts import UNKNOWN, by_speaker
from analysis.summaries.wording import among, listed, long_date, plural
from analysis.tables import SHOWN, parts_of

DISPUTES_PAGE = "disputes.ipynb"


def lead_text(reading: Reading) -> str:
    """How many speak, and for how many sides."""
    actors = reading["actors"]
    heard = actors[actors["statements"] > 0]
    if heard.empty:
        return "Nobody who speaks in this article could be named."
    sides = heard.loc[heard["side"] != "", "side"].nunique()
    people = int((heard["kind"] == "person").sum())
    told = f"{plural(len(heard), 'speaker')} could be named"
    told += among(people, len(heard), "a person", "people")
    return told + (f"; they speak for {plural(sides, 'side')}." if sides > 1 else ".")


def heard_text(reading: Reading) -> str:
    """Who is heard most, in a sentence."""
    statements = reading["statements"]
    heard = by_speaker(statements[statements["confidence"] >= SHOWN], reading["actors"])
    heard = heard[heard["speaker"] != UNKNOWN]
    if heard.empty:
        return lead_text(reading)
    most = int(heard["statements"].max())
    return f"{heard_most(list(heard.loc[heard['statements'] == most, 'speaker']), most)}."


def named_text(reading: Reading) -> str:
    """How many actors the article names."""
    actors = reading["actors"]
    if actors.empty:
        return "The article names nobody."
    people = int((actors["kind"] == "person").sum())
    of = among(people, len(actors), "a person", "people")
    return f"The article names {plural(len(actors), 'actor')}{of}."


def statements_text(reading: Reading) -> str:
    """How many statements there are, how many of them official, dated or by nobody known."""
    statements = reading["statements"]
    if statements.empty:
        return "The machine found no statement in this article."
    one = len(statements) == 1
    official = int(statements["official"].sum())
    dated, unknown = (int((statements[k] == "").sum()) for k in ("said_on", "speaker"))
    told = f"The machine found {plural(len(statements), 'statement')}"
    made = "made for a state, an armed force or an international body"
    told += among(official, len(statements), made, made)
    dated = len(statements) - dated
    if dated:
        told += f". The text dates {'it' if one else f'{dated} of them' if dated > 1 else 'one'}"
    if unknown:
        of = "it" if one else f"{unknown if unknown > 1 else 'one'} of them"
        told += f". The machine does not know who makes {of}"
    return f"{told}."


def people_html(reading: Reading) -> Html:
    """Every speaker, those heard most first, then what nobody named says."""
    teller = Teller(reading)
    found = panels(teller)
    places = slugs(reading["actors"])
    verdict = {
        row["statement_id"]: row["words"]
        for row in tone_words.verdicts(teller, reading["statements"]).to_dict("records")
    }
    actors = reading["actors"].sort_values("statements", ascending=False, kind="stable")
    index = _index(reading, actors.to_dict("records"))
    people = "".join(
        _person(reading, teller, row, places[row["actor_id"]], found, verdict)
        for row in actors.to_dict("records")
        if row["actor_id"] in places
    )
    return Html(index + people + _unnamed(reading, teller, verdict))


def _index(reading: Reading, rows: Sequence[Row]) -> str:
    links = [names_html(reading, row["actor_id"]) for row in rows if row["statements"]]
    return f"<p>{' · '.join(links)}</p>" if len(links) > 3 else ""


def _person(
    reading: Reading,
    teller: Teller,
    actor: Row,
    slug: str,
    found: Sequence[Panel],
    verdict: dict[str, str],
) -> str:
    key = actor["actor_id"]
    rows = [row for row in teller.rows.values() if key in parts_of(row["actor_id"])]
    about = [actor["role"], f"speaks for {_side(teller, actor)}" if _side(teller, actor) else ""]
    told = ", ".join(esc(part) for part in about if part)
    role = f'<p class="otr-role">{told}</p>' if told else ""
    return (
        f'<section class="otr-person {side_class(reading, key)}" id="{esc(slug)}">'
        f"<h3>{esc(actor['name'])}</h3>{role}"
        f"{_quotes(reading, teller, rows, verdict)}{_stand(teller, key, found)}</section>"
    )


def _side(teller: Teller, actor: Row) -> str:
    """The side as a sentence names it; "" for a state that speaks for itself."""
    side = str(actor["side"])
    named = next((key for key, row in teller.actors.items() if row["name"] == side), "")
    return "" if side == actor["name"] else teller.name(named) if named else side


def _quotes(reading: Reading, teller: Teller, rows: Sequence[Row], verdict: dict[str, str]) -> str:
    items = []
    for row in rows:
        notes = [
            long_date(row["said_on"]),
            f"to {row['addressee']}" if row["addressee"] else "",
            _tone(verdict, row),
            "the machine is not sure of this one" if row["confidence"] < SHOWN else "",
        ]
        note = " · ".join(esc(part) for part in notes if part)
        told = statement_html(reading, teller, row)
        items.append(
            f'<li class="{side_class(reading, row["actor_id"])}">{told}'
            + (f'<span class="otr-note">{note}</span>' if note else "")
            + "</li>"
        )
    return f'<ul class="otr-quotes">{"".join(items)}</ul>'


def _tone(verdict: dict[str, str], row: Row) -> str:
    words = verdict.get(row["statement_id"], "")
    return f"tone: {words}" if words else ""


def _stand(teller: Teller, actor_id: str, found: Sequence[Panel]) -> str:
    """What somebody says so or disputes, matter by matter, and with whom."""
    lines = []
    for panel in found:
        for own, others, verb in (
            (panel.says, panel.against, "says so"),
            (panel.against, panel.says, "doubts, denies or rejects it"),
        ):
            if not any(actor_id in parts_of(voice.actor_id) for voice in own):
                continue
            with_ = [v for v in own if actor_id not in parts_of(v.actor_id)]
            told = verb + _names(teller, ", like ", with_) + _names(teller, "; against: ", others)
            link = f'<a href="{DISPUTES_PAGE}#{esc(panel.matter_id)}">{esc(_title(panel))}</a>'
            lines.append(f"<li>{link}: {told}</li>")
    if not lines:
        return ""
    return f'<p class="otr-label">Where they stand</p><ul>{"".join(lines)}</ul>'


def _title(panel: Panel) -> str:
    return panel.label[:1].upper() + panel.label[1:]


def _names(teller: Teller, before: str, voices: Sequence[Voice]) -> str:
    names: list[str] = []
    for voice in voices:
        ids = [i for i in parts_of(voice.actor_id) if i in teller.actors]
        names += [name_link(teller.reading, i, teller.name(i)) for i in ids]
        names += [esc(OWN_NAME)] if voice.own else []
    return f"{before}{listed(list(dict.fromkeys(names)))}" if names else ""


def _unnamed(reading: Reading, teller: Teller, verdict: dict[str, str]) -> str:
    """What is said by somebody whom the text describes but does not name."""
    rows = [row for row in teller.rows.values() if not row["actor_id"]]
    told = [(row, teller.tell(row)) for row in rows if row["confidence"] >= SHOWN]
    items = "".join(
        f"<li>{sentence_html(reading, sentence)}"
        f'<span class="otr-note">{esc(_tone(verdict, row))}</span></li>'
        for row, sentence in told
        if sentence
    )
    if not items:
        return ""
    return (
        '<section class="otr-person" id="unnamed"><h3>Sources without a name</h3>'
        f'<ul class="otr-quotes">{items}</ul></section>'
    )
