"""The tone of statements: as a whole, and towards each actor they speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.tone import target_network
from analysis.tone.lexicons import LEXICONS
from analysis.tone.lexicons import label as lexicon_label
from analysis.tone.target_network import LABELS

if TYPE_CHECKING:
    from analysis.actors.resolution import Cast, Mention
    from analysis.article.article import Article, Span
    from analysis.words.spacy_models import Parse

COLUMNS = (
    *("document", "statement_id", "target", "method", "score", "low", "high", "label"),
    "corrected",  # by a person: the stage decides nothing of it
)
METHODS = (*LEXICONS, "model")
#: Tone is a verdict that readers share or do not: the model's interval is where the mean
#: verdict of so many readers would fall nine times in ten.
READERS = 5
#: Which of several mentions of an actor is marked: the one that says most plainly who it is.
_PLAINEST = ("name", "title", "metonym", "description", "pronoun")

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True)
class Passage:
    """The sentences of one paragraph that a statement stands in, and its content therein.

    ``text`` is the repaired view, ``start`` where it begins there; ``content`` is in view
    positions as well.
    """

    text: str
    start: int
    content: tuple[Span, ...]

    def local(self, span: Span) -> Span:
        """A view span as positions of ``text``."""
        return span[0] - self.start, span[1] - self.start


#: A text, the target in it, and further mentions of that target.
Question = tuple[str, "Span", tuple["Span", ...]]


def measure(
    article: Article, statements: pd.DataFrame, cast: Cast, parses: Sequence[Parse]
) -> pd.DataFrame:
    """The table ``sentiment``: each statement by each method, and by ``model`` also each
    actor that its content names.

    Lexicons rate the content's own words and nothing else. The model, trained on how a sentence
    speaks of one marked actor, reads the sentences in which the content stands, with the words
    around it; a statement as a whole is its content marked in its sentences, which it learnt from
    readers of editorials, with a layer of its own that learnt from hand-coded statements
    (`target_network.StatementLayer`). Its score is P(positive) − P(negative); its
    interval is `panel`'s, a lexicon's is `analysis.tone.lexicons.interval`'s.
    """
    names = {actor.actor_id: actor.name for actor in cast.actors}
    rows: list[dict[str, object]] = []
    asked = Asked()
    verdicts: list[tuple[int, str, list[int]]] = []  # the row it fills, its target, its questions
    for statement in statements.to_dict("records"):
        key = {"document": article.document, "statement_id": statement["statement_id"]}
        spans = [(int(start), int(end)) for start, end in statement["content"]]
        said = words(article, spans)
        for method, lexicon in LEXICONS.items():
            tone = lexicon(said)
            rows.append(
                key
                | {"target": "", "method": method, "score": tone.score}
                | {"low": tone.low, "high": tone.high, "label": lexicon_label(tone.score)}
            )
        found = passages(article, spans, parses)
        verdicts.append(
            (len(rows), "", [asked.number((p.text, whole_span(p), ()), whole=True) for p in found])
        )
        rows.append(key)
        for actor_id, question in targets(article, found, cast.mentions).items():
            if actor_id in names:
                verdicts.append((len(rows), names[actor_id], [asked.number(question)]))
                rows.append(key)
    chances = target_network.probabilities(asked.questions)
    for row, target, numbers in verdicts:
        heard = chances[numbers].mean(axis=0) if numbers else np.array([0.0, 1.0, 0.0])
        rows[row] = rows[row] | verdict(target, heard)
    return pd.DataFrame(rows, columns=list(COLUMNS)).assign(corrected=False)


class Asked:
    """The questions about an article, put to the model together; each is asked once."""

    def __init__(self) -> None:
        self._numbers: dict[target_network.Question, int] = {}

    @property
    def questions(self) -> list[target_network.Question]:
        """The questions by their numbers."""
        return list(self._numbers)

    def number(self, question: Question, whole: bool = False) -> int:
        """The number of a question; with ``whole``, how the words at the target sound."""
        return self._numbers.setdefault((*question, whole), len(self._numbers))


def words(article: Article, spans: Sequence[Span]) -> str:
    """The repaired text of spans, pieces joined by a blank (an ellipsis is no word)."""
    view = article.view
    return " ".join(view.text[slice(*view.from_stored(*span))] for span in spans)


def passages(article: Article, content: Sequence[Span], parses: Sequence[Parse]) -> list[Passage]:
    """The whole sentences that hold ``content``, one passage a paragraph."""
    found = []
    for parse in parses:
        block = parse.paragraph
        inside = [(s, e) for s, e in content if s < block.end and e > block.start]
        if not inside:
            continue
        first, last = min(s for s, _ in inside), max(e for _, e in inside)
        held = [(s, e) for s, e in parse.sentences if s < last and e > first]
        first = min([first, *(s for s, _ in held)])
        last = max([last, *(e for _, e in held)])
        start, end = article.view.from_stored(first, last)
        spans = tuple(article.view.from_stored(*span) for span in inside)
        found.append(Passage(article.view.text[start:end], start, spans))
    return found


def targets(
    article: Article, found: Sequence[Passage], mentions: Sequence[Mention]
) -> dict[str, Question]:
    """For each actor that the content mentions, what the model is asked: the passage, the
    plainest mention inside the content, and the actor's other mentions in the passage."""
    questions: dict[str, tuple[int, Question]] = {}
    for passage in found:
        end = passage.start + len(passage.text)
        placed = [
            (mention, span)
            for mention in mentions
            if passage.start <= (span := article.view.from_stored(mention.start, mention.end))[0]
            and span[1] <= end
        ]
        for mention, span in placed:
            if not any(s <= span[0] and span[1] <= e for s, e in passage.content):
                continue
            rank = _PLAINEST.index(mention.how) if mention.how in _PLAINEST else len(_PLAINEST)
            if mention.actor_id in questions and questions[mention.actor_id][0] <= rank:
                continue
            others = tuple(
                passage.local(other)
                for m, other in placed
                if m.actor_id == mention.actor_id and other != span
            )
            question = passage.text, passage.local(span), others
            questions[mention.actor_id] = rank, question
    return {actor_id: question for actor_id, (_, question) in questions.items()}


@lru_cache(maxsize=4096)
def ask(
    text: str, target: Span, mentions: tuple[Span, ...] = (), whole: bool = False
) -> np.ndarray:
    """Calibrated probabilities, for a text that stands alone, of a negative, neutral or positive
    tone towards ``target``; with ``whole``, that the words at ``target`` are bad news, neither or
    good news."""
    return target_network.probabilities([(text, target, mentions, whole)])[0]


def whole_span(passage: Passage) -> Span:
    """From the content's first to its last character, in the passage."""
    return passage.local(passage.content[0])[0], passage.local(passage.content[-1])[1]


def verdict(target: str, chances: np.ndarray) -> dict[str, object]:
    """The model's columns of a row: score, interval and label."""
    score = float(chances[2] - chances[0])
    low, high = panel(chances)
    return {
        "target": target,
        "method": "model",
        "score": score,
        "low": min(low, score),
        "high": max(high, score),
        "label": LABELS[int(np.argmax(chances))],
    }


def panel(chances: Sequence[float], level: float = 0.9) -> tuple[float, float]:
    """Between which values the mean verdict of `READERS` readers falls with chance ``level``.

    Each reader says −1, 0 or 1 with the calibrated probabilities (NewsMTSC's own labels are
    the majority of five readers); the distribution of their mean is computed exactly.
    """
    single = np.asarray(chances, dtype=float)
    total = np.array([1.0])
    for _ in range(READERS):
        total = np.convolve(total, single)
    below = np.cumsum(total)
    values = np.linspace(-1, 1, len(total))
    edge = (1 - level) / 2
    last = len(values) - 1
    low = values[min(int(np.searchsorted(below, edge)), last)]
    high = values[min(int(np.searchsorted(below, 1 - edge)), last)]
    return float(low), float(high)


@dataclass(frozen=True)
class Moved:
    """A word of a passage and how far the score falls without it (above nought: it lifts)."""

    word: str
    start: int
    end: int
    by: float


def why(
    article: Article,
    statement: Mapping[str, Any],
    cast: Cast,
    parses: Sequence[Parse],
    target: str = "",
    method: str = "model",
) -> tuple[Moved, ...]:
    """The words that moved a statement's score, in the text's order, with stored offsets.

    For the model each word of the passage is left out in turn (occlusion; Li et al. 2016,
    "Understanding neural networks through representation erasure") and the change of the
    score towards ``target`` (an actor's name; empty: the whole statement) is told. For a
    lexicon the score is taken again without each word of the content. Raises KeyError where
    the content does not mention ``target``, or ``method`` does not exist.
    """
    spans = [(int(start), int(end)) for start, end in statement["content"]]
    if method != "model":
        return tuple(_without_lexicon(article, spans, method, target))
    found = passages(article, spans, parses)
    if target:
        actor = next((a.actor_id for a in cast.actors if a.name == target), target)
        text, place, others = targets(article, found, cast.mentions)[actor]
        asked = [(next(p for p in found if p.text == text), place, others)]
    else:
        asked = [(p, whole_span(p), ()) for p in found]
    moved = []
    for passage, place, others in asked:
        base = _score(ask(passage.text, place, others, not target)) / len(asked)
        for match in _WORD.finditer(passage.text):
            if target and place[0] < match.end() and match.start() < place[1]:
                continue
            text, cut = leave_out(passage.text, match.span())
            spans_left = [cut(span) for span in (place, *others)]
            left = ask(text, spans_left[0], tuple(spans_left[1:]), not target)
            score = _score(left) / len(asked)
            start, end = (passage.start + at for at in match.span())
            start, end = article.view.to_stored(start, end)
            moved.append(Moved(match.group(), start, end, base - score))
    return tuple(moved)


def leave_out(text: str, gone: Span) -> tuple[str, Callable[[Span], Span]]:
    """The text without ``gone`` and one blank beside it, and where other spans then lie."""
    start, end = gone
    end += end < len(text) and text[end] == " "

    def shifted(at: int) -> int:
        return at if at <= start else max(start, at - (end - start))

    return text[:start] + text[end:], lambda span: (shifted(span[0]), shifted(span[1]))


def _score(chances: np.ndarray) -> float:
    return float(chances[2] - chances[0])


def _without_lexicon(
    article: Article, spans: Sequence[Span], method: str, target: str
) -> Iterator[Moved]:
    if target:
        raise KeyError(f"{method} rates whole statements, not the tone towards {target}")
    score = LEXICONS[method]
    pieces = [(article.view.from_stored(*span), span) for span in spans]
    texts = [article.view.text[slice(*view)] for view, _ in pieces]
    base = score(" ".join(texts)).score
    for i, ((start, _), _) in enumerate(pieces):
        for match in _WORD.finditer(texts[i]):
            left = [*texts[:i], leave_out(texts[i], match.span())[0], *texts[i + 1 :]]
            by = base - score(" ".join(left)).score
            place = article.view.to_stored(start + match.start(), start + match.end())
            yield Moved(match.group(), *place, by)
