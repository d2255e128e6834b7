"""Why a paragraph stands where it stands, in words.

Three sorts of evidence: rules of introduction at work (weight: the log-odds of how often the rule
holds), cues that the trained model counts linearly (weight: what the cue adds to the log-odds that
this paragraph follows directly on that one), and how likely the whole network finds a link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.order.introduction_rules import RULES, Rule
from analysis.order.neighbour_ties import TIES
from analysis.order.network_scores import Scores, settings
from analysis.order.pair_features import PAIR_FEATURES
from analysis.order.paragraph_cues import Cues
from analysis.order.search import link_chances

_LEAST = 0.25  # log-odds: weaker cues are not worth a reader's time
_MOST = 6
_SHOWN = 4  # shared words named in one signal


@dataclass(frozen=True)
class Signal:
    """One reason for a paragraph's place.

    ``kind`` says what sort of reason, in plain words; ``other_paragraph`` is the paragraph it ties
    to (0: the title, or none); ``weight`` is in log-odds; ``words`` are the words that carry it.
    """

    kind: str
    other_paragraph: int
    weight: float
    words: str


def _shared_names(a: Cues, b: Cues) -> str:
    return ", ".join([b.names[key].text for key in b.order if key in a.names][:_SHOWN])


def _shared_words(a: Cues, b: Cues) -> str:
    shared = [word for key, word in b.stems.items() if key in a.stems]
    return ", ".join(sorted(shared, key=lambda w: (-len(w), w))[:_SHOWN])


def _speaker(a: Cues, b: Cues) -> str:
    names = [a.names[key].text for key in a.people_speaking if key in a.names]
    own = b.says_pronoun or b.starts_pronoun
    return f"{names[-1]} … {own}" if names and own else (names[-1] if names else own)


def _definite(a: Cues, b: Cues) -> str:
    return ", ".join([words for key, words in b.definites.items() if key in a.stems][:_SHOWN])


def _same_speaker(a: Cues, b: Cues) -> str:
    both = [b.names[k].text for k in b.people_speaking if k in a.people_speaking and k in b.names]
    return ", ".join(dict.fromkeys(both))


def _introduced(a: Cues, b: Cues) -> str:
    pairs = [
        f"{a.names[k].text} … {b.names[k].text}"
        for k in b.order
        if k in a.names and a.names[k].full and not b.names[k].full
    ]
    return ", ".join(pairs[:_SHOWN])


def _start(_: Cues, b: Cues) -> str:
    return " ".join(b.text.split()[:4])


#: Cue -> what a reader is told, and the words that carry it (from the earlier and the later one).
CUES: dict[str, tuple[str, Callable[[Cues, Cues], str]]] = {
    "full_then_short": ("full name before surname", _introduced),
    "introduced": ("full name before surname", _introduced),
    "named_in_full": ("full name before surname", _introduced),
    "title_after_full": ("full name before surname", _introduced),
    "shared_short": ("the same person", _shared_names),
    "shared_name": ("the same names", _shared_names),
    "continues_subject": ("the same names", _shared_names),
    "last_name_taken_up": ("a name taken up", _shared_names),
    "same_last_speaker": ("the same speaker", _same_speaker),
    "speaker_goes_on": ("the same speaker", _same_speaker),
    "similarity": ("the same topic", _shared_words),
    "similarity_of_best": ("the same topic", _shared_words),
    "end_start_similarity": ("the same topic", _shared_words),
    "rare_words": ("rare words shared", _shared_words),
    "rare_words_of_best": ("rare words shared", _shared_words),
    "pronoun_after_person": ("pronoun after its person", _speaker),
    "pronoun_says_after_speaker": ("pronoun after its person", _speaker),
    "quote_after_person": ("quotation after its speaker", _speaker),
    "quote_after_speaker": ("quotation after its speaker", _speaker),
    "pronoun_goes_on": ("pronoun goes on", lambda a, b: b.says_pronoun or b.starts_pronoun),
    "gender_agrees": ("pronouns agree", lambda a, b: b.says_pronoun or b.starts_pronoun),
    "added_after_said": ("“also” or “added”", lambda a, b: b.adds),
    "contrast_after_shared_name": ("“but” or “however”", lambda a, b: b.contrast),
    "quote_runs_on": ("quotation runs on", _start),
    "both_quotes": ("quotations in a row", _start),
    "colon_before": ("colon announces it", lambda a, b: a.text[-40:]),
    "definite_after_indefinite": ("definite reference", _definite),
    "definite_after_word": ("definite reference", _definite),
    "demonstrative_after_word": ("definite reference", _definite),
    "acronym_after_expansion": (
        "spelt out before the abbreviation",
        lambda a, b: ", ".join(sorted(b.acronyms & set(a.expansions))),
    ),
    "same_weekday": ("the same day", lambda a, b: ", ".join(sorted(a.weekdays & b.weekdays))),
    "question_then_answer": ("question before its answer", _start),
}


def _cue_signals(scores: Scores, i: int, j: int) -> list[Signal]:
    """The linear cues for "j follows directly on i", strongest first, one a kind."""
    weights = settings()["link_cues"]
    pairs, cues = scores.cohesion.pairs, scores.cohesion.cues
    best: dict[str, Signal] = {}
    for column, name in enumerate(PAIR_FEATURES):
        if name not in CUES:
            continue
        forward, backward = weights[name]
        part = forward * float(pairs[i, j, column]) + backward * float(pairs[j, i, column])
        kind, words_of = CUES[name]
        words = words_of(cues[i], cues[j])
        if part < _LEAST or not words:
            continue
        old = best.get(kind)
        total = part + (old.weight if old else 0.0)
        best[kind] = Signal(kind, i + 1, round(total, 2), old.words if old else words)
    return sorted(best.values(), key=lambda s: -s.weight)


def _lead(scores: Scores, j: int, chance: float) -> list[Signal]:
    """What speaks for *j* as the first paragraph."""
    title, cues = scores.cohesion.title, scores.cohesion.cues[j]
    shared = _shared_words(title, cues)
    n = scores.size
    weight = round(float(chance - np.log(1 / n)), 2)
    found = [Signal("opens the article", 0, weight, _start(title, cues))]
    if shared:
        found.append(
            Signal(
                "takes up the title", 0, round(float(scores.cohesion.single[j, 18]) * 5, 2), shared
            )
        )
    return found


def evidence(
    scores: Scores, rules: Sequence[Rule], sequence: Sequence[int]
) -> dict[int, tuple[Signal, ...]]:
    """The signals for each paragraph (0-based) when the article reads in *sequence*.

    Only reasons that the order honours are given: a rule that it breaks is no reason for it.
    """
    n = len(sequence)
    place = {number: k for k, number in enumerate(sequence)}
    odds = settings()["rules"]
    chances = link_chances(scores.link)
    found: dict[int, list[Signal]] = {k: [] for k in sequence}
    for rule in rules:
        if place[rule.before] < place[rule.after]:
            weight = round(odds[rule.kind], 2)
            words = re.sub(r"\s+", " ", rule.words)
            found[rule.after].append(Signal(RULES[rule.kind], rule.before + 1, weight, words))
    for position, j in enumerate(sequence):
        signals = found[j]
        if position == 0:
            signals += _lead(scores, j, float(chances[0, j]))
            continue
        i = sequence[position - 1]
        signals += [
            Signal(TIES[tie.kind], i + 1, round(worth, 2), tie.words)
            for tie in scores.ties
            if (tie.before, tie.after) == (i, j)
            and tie.words
            and (worth := settings()["ties"].get(tie.kind, 0.0)) > _LEAST
        ]
        signals += _cue_signals(scores, i, j)
        flow = round(float(chances[i + 1, j] - np.log(1 / n)), 2)
        if flow > _LEAST:
            signals.append(
                Signal(
                    "reads on from it",
                    i + 1,
                    flow,
                    f"{' '.join(scores.cohesion.cues[i].text.split()[-3:])} / "
                    f"{_start(scores.cohesion.cues[i], scores.cohesion.cues[j])}",
                )
            )
        if position == n - 1 and chances[j + 1, n] > np.log(1 / n):
            signals.append(
                Signal(
                    "closes the article",
                    0,
                    round(float(chances[j + 1, n] - np.log(1 / n)), 2),
                    _start(scores.cohesion.cues[j], scores.cohesion.cues[j]),
                )
            )
    return {
        j: tuple(sorted(signals, key=lambda s: -s.weight)[:_MOST]) for j, signals in found.items()
    }
