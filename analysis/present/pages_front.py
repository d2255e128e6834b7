"""The front page: the article in its own sentences, who stands where, and how sure that is."""

from __future__ import annotations

from analysis.gold import benchmarks
from analysis.present.html import Html, esc
from analysis.present.people_links import name_link, names_html
from analysis.present.retold import sentence_html, sentences_html, side_class
from analysis.reading import Reading
from analysis.summaries.panels import OWN_NAME, Panel, Voice, panels
from analysis.summaries.retelling import Teller
from analysis.summaries.sentence_text import capital
from analysis.summaries.speaker_counts import UNKNOWN, by_speaker
from analysis.summaries.story import story
from analysis.summaries.wording import listed, long_date, plural
from analysis.tables import SHOWN, parts_of

TRUST_PAGE = "trust.ipynb"
_BARS = 8


def front_html(reading: Reading) -> Html:
    """The article's headline and date, its story, and one line on how sure that is."""
    teller = Teller(reading)
    passages = "".join(
        f'<section class="otr-passage"><p class="otr-label">{esc(p.label)}</p>'
        f"<p>{sentences_html(reading, p.sentences)}</p></section>"
        for p in story(teller)
    )
    return Html(
        f'<div class="otr-story">{_headline(reading)}{passages}{_nobody(reading)}'
        f'<p class="otr-how-sure">{how_sure_html(reading)}</p></div>'
    )


def _headline(reading: Reading) -> str:
    (article,) = reading["articles"].itertuples()
    told = [article.publisher, long_date(article.published)]
    about = ", ".join(esc(part) for part in told if part)
    title = f'<strong class="otr-headline">{esc(article.title)}</strong>' if article.title else ""
    return f'<p class="otr-dateline">{title}{f"<span>{about}</span>" if about else ""}</p>'


def _nobody(reading: Reading) -> str:
    """Where nobody speaks, or nobody who can be told, the page says so and no more."""
    statements = reading["statements"]
    if reading["articles"]["language"][0] not in ("", "en"):
        return "<p>This article is not in English, which is all that the machine reads.</p>"
    if len(statements):
        return ""
    return "<p>The machine found nobody quoted in this article.</p>"


def how_sure_html(reading: Reading) -> Html:
    """How sure the reading is, in a sentence, linked to the page that measures it."""
    comparison = benchmarks.beside_gold(reading)
    link = f'<a href="{TRUST_PAGE}#in-short">How far to trust this</a>'
    if comparison is not None:
        whole = comparison.scores.set_index("kind").loc["all"]
        found, machine = int(whole["found"]), int(whole["machine"])
        told = (
            "Someone has coded this article by hand, and has"
            f" {found} of the {plural(machine, 'statement')} that the machine found."
        )
        return Html(f"{esc(told)} {link}")
    if reading["statements"].empty:
        return Html(f"A machine read this, and nobody has checked it. {link}")
    told = "A machine read this, and nobody has checked it: open the words before you quote them."
    return Html(f"{esc(told)} {link}")


# ------------------------------------------------------------------ the figure


def figure_html(reading: Reading) -> Html:
    """Who says so and who stands against it; without a dispute, who is heard how often. Nothing
    where fewer than two voices are heard."""
    disputed = [panel for panel in panels(Teller(reading)) if panel.disputed]
    return panel_figure(reading, disputed[0]) if disputed else voices_figure(reading)


def finding(teller: Teller, panel: Panel) -> str:
    """A panel in a sentence: its title."""
    says, against = len(panel.says), len(panel.against)
    label = panel.label[:1].upper() + panel.label[1:]
    if says == against == 1:
        one, other = (
            listed([teller.name(i) for i in parts_of(voice.actor_id) if i in teller.actors] or [""])
            for voice in panel.says + panel.against
        )
        if one and other:
            return f"{label}: {one} against {other}"
    if not panel.disputed:
        return f"{label}: {plural(says, 'voice')} agree"
    return (
        f"{label}: {plural(says, 'voice')} {'says' if says == 1 else 'say'} so,"
        f" {against} {'doubts, denies or rejects' if against == 1 else 'doubt, deny or reject'} it"
    )


def panel_figure(reading: Reading, panel: Panel, identity: str = "") -> Html:
    """One matter: two columns of voices, each with the sentence that stands best for it."""
    columns = [("Says so", panel.says), ("Doubts, denies or rejects it", panel.against)]
    parts = "".join(
        '<div class="otr-camp">'
        + (f'<p class="otr-label">{esc(head)}</p>' if panel.disputed else "")
        + "".join(voice_html(reading, voice) for voice in voices)
        + "</div>"
        for head, voices in columns
        if voices
    )
    title = esc(finding(Teller(reading), panel))
    mark = f' id="{esc(identity)}"' if identity else ""
    return Html(
        f'<figure class="otr-panel"{mark}><figcaption>{title}</figcaption>'
        f'<div class="otr-camps">{parts}</div></figure>'
    )


def voice_html(reading: Reading, voice: Voice) -> Html:
    """A voice: its name, its best sentence, and, folded, what else it says on the matter."""
    named = any(part.kind == "name" for part in voice.told)
    who = "" if named else names_html(reading, voice.actor_id, OWN_NAME if voice.own else "")
    head = f'<p class="otr-holder">{who}</p>' if who else ""
    more = ""
    if voice.others:
        items = "".join(f"<li>{sentence_html(reading, s)}</li>" for s in voice.others)
        times = {2: "twice", 3: "three times", 4: "four times", 5: "five times"}
        told = times.get(voice.times, f"{voice.times} times")
        more = f"<details><summary>said {told}</summary><ul>{items}</ul></details>"
    colour = side_class(reading, voice.actor_id)
    words = sentence_html(reading, voice.told)
    return Html(f'<div class="otr-voice {colour}">{head}<p>{words}</p>{more}</div>')


def voices_figure(reading: Reading) -> Html:
    """How often each speaker is heard, as bars; nothing for fewer than two speakers."""
    statements = reading["statements"]
    counted = by_speaker(statements[statements["confidence"] >= SHOWN], reading["actors"])
    named = counted[counted["speaker"] != UNKNOWN].sort_values(
        "statements", ascending=False, kind="stable"
    )
    if len(named) < 2 or int(named["statements"].max()) < 2:
        return Html("")
    most = int(named["statements"].max())
    rows = "".join(
        f'<li class="{side_class(reading, row.actor_id)}">'
        f'<span class="otr-bar-name">{name_link(reading, row.actor_id)}</span>'
        f'<span class="otr-bar" style="--share:{row.statements / most:.3f}"></span>'
        f'<span class="otr-bar-number">{row.statements}</span></li>'
        for row in named.head(_BARS).itertuples()
    )
    title = heard_most(list(named.loc[named["statements"] == most, "speaker"]), most)
    rest = len(named) - _BARS
    note = f"<p>{plural(rest, 'more speaker')}.</p>" if rest > 0 else ""
    return Html(
        f'<figure class="otr-voices"><figcaption>{esc(title)}</figcaption>'
        f'<ol class="otr-bars">{rows}</ol>{note}</figure>'
    )


def heard_most(names: list[str], most: int) -> str:
    """Who is heard most often, in words."""
    times = f"in {plural(most, 'statement')}"
    if most == 1:
        return f"{capital(names[0])} is heard once" if len(names) == 1 else "Each is heard once"
    if len(names) == 1:
        return f"{capital(names[0])} is heard most, {times}"
    if len(names) <= 3:
        return f"{capital(listed(names))} are heard most, {times} each"
    return f"{len(names)} speakers are heard most, {times} each"
