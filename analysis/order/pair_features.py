"""Cohesion cues of paragraphs: what ties one paragraph to another, without parsing.

Everything here is plain text and numpy: capitalised names in full and in short, pronouns at the
start, "also" and "added", definite references to something introduced earlier, quotations that run
on, shared rare words, closing lines.  The same numbers feed the trained model in
:mod:`analysis.order.network_scores` and, with the words that carry them, the evidence in
:mod:`analysis.order.restoration`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.knowledge import wordlists
from analysis.order.paragraph_cues import Cues, read_cues
from analysis.order.single_features import paragraph_table

#: Pronouns that open a paragraph and point back to somebody.
_POINTING = wordlists.words("pronouns", "person") & wordlists.words("pronouns", "start")

PAIR_FEATURES = (
    "full_then_short",
    "role_then_plain",
    "shared_short",
    "shared_name",
    "same_last_speaker",
    "similarity",
    "end_start_similarity",
    "pronoun_after_person",
    "quote_after_person",
    "added_after_said",
    "quote_runs_on",
    "colon_before",
    "definite_after_indefinite",
    "definite_after_word",
    "demonstrative_after_word",
    "acronym_after_expansion",
    "rare_words",
    "both_quotes",
    "pronoun_gender_differs",
    "role_noun_after_person",
    "same_shape",
    "title_after_full",
    "continues_subject",
    "question_then_answer",
    "introduced",
    "named_in_full",
    "pronoun_says_after_speaker",
    "quote_after_speaker",
    "pronoun_goes_on",
    "last_name_taken_up",
    "gender_agrees",
    "same_weekday",
    "similarity_of_best",
    "rare_words_of_best",
    "starts_alike",
    "speaker_goes_on",
    "both_first_person",
    "contrast_after_shared_name",
)


@dataclass
class Cohesion:
    """All cues of an article: one row a paragraph, one table entry a directed pair."""

    title: Cues
    cues: list[Cues]
    single: np.ndarray  # (n, len(SINGLE_FEATURES)) float32
    pairs: np.ndarray  # (n, n, len(PAIR_FEATURES)) float32: [i, j] = "i stands before j"


def _vectors(
    cues: Sequence[Cues], sets: Iterable[Iterable[str]], index: dict[str, int], idf: np.ndarray
) -> np.ndarray:
    out = np.zeros((len(cues), max(1, len(index))), dtype=np.float32)
    for row, stems in enumerate(sets):
        for key in stems:
            column = index.get(key)
            if column is not None:
                out[row, column] = idf[column]
    norm = np.linalg.norm(out, axis=1, keepdims=True)
    return out / np.maximum(norm, 1e-6)


def read_cohesion(title: str, texts: Sequence[str]) -> Cohesion:
    """Read every cue of an article and compare all pairs of paragraphs.

    Cost grows with the square of the number of paragraphs in numpy only; 300 paragraphs take a
    fraction of a second.

    :param title: the title, may be empty.
    :param texts: the body paragraphs in any order; the result does not depend on the order
        except by permutation.
    """
    head = read_cues(title)
    cues = [read_cues(t) for t in texts]
    n = len(cues)
    df: Counter[str] = Counter(key for c in cues for key in c.stems)
    index = {key: k for k, key in enumerate(sorted(df))}
    idf = np.array([math.log((n + 1) / (df[k] + 0.5)) for k in index], dtype=np.float32).clip(0.05)
    idf = idf if n else np.zeros(1, dtype=np.float32)
    whole = _vectors(cues, (c.stems for c in cues), index, idf)
    first = _vectors(cues, (c.first_stems for c in cues), index, idf)
    last = _vectors(cues, (c.last_stems for c in cues), index, idf)
    of_title = _vectors([head], [head.stems], index, idf)
    similar = whole @ whole.T
    to_title = (whole @ of_title.T)[:, 0]
    pairs = np.zeros((n, n, len(PAIR_FEATURES)), dtype=np.float32)
    column = {name: k for k, name in enumerate(PAIR_FEATURES)}
    pairs[:, :, column["similarity"]] = similar
    pairs[:, :, column["end_start_similarity"]] = last @ first.T
    two = _table([[key for key in c.stems if df[key] == 2] for c in cues])
    pairs[:, :, column["rare_words"]] = np.log1p(two @ two.T)
    for name, best in (("similarity", "similarity_of_best"), ("rare_words", "rare_words_of_best")):
        table = pairs[:, :, column[name]] * (1 - np.eye(n, dtype=np.float32))
        top = np.maximum(table.max(axis=1, keepdims=True), 1e-3) if n else table
        pairs[:, :, column[best]] = table / top
    _name_pairs(cues, pairs, column)
    _reference_pairs(cues, pairs, column, df, n)
    _start_pairs(cues, pairs, column)
    pairs[np.arange(n), np.arange(n)] = 0.0
    return Cohesion(
        head, cues, paragraph_table(head, cues, to_title, similar, pairs, column), pairs
    )


def _name_pairs(cues: Sequence[Cues], pairs: np.ndarray, column: dict[str, int]) -> None:
    holders: dict[str, list[int]] = defaultdict(list)
    for row, c in enumerate(cues):
        for key in c.names:
            holders[key].append(row)
    n = len(cues)
    for key, rows in holders.items():
        if len(rows) < 2:
            continue
        weight = math.log((n + 1) / len(rows)) / math.log(n + 1)
        full = [r for r in rows if cues[r].names[key].full]
        short = [r for r in rows if not cues[r].names[key].full]
        role = [r for r in full if cues[r].names[key].role]
        flat = [r for r in full if not cues[r].names[key].role]
        _add(pairs, full, short, column["full_then_short"], 1.0)
        if len(full) == 1:
            speaks = any(key in cues[r].people_speaking for r in rows)
            kind = "introduced" if role and speaks else "named_in_full"
            _add(pairs, full, short, column[kind], 1.0)
        _add(pairs, role, flat, column["role_then_plain"], 1.0)
        _add(
            pairs,
            full,
            [r for r in short if cues[r].names[key].titled],
            column["title_after_full"],
            1.0,
        )
        _add(pairs, short, short, column["shared_short"], weight)
        _add(pairs, rows, rows, column["shared_name"], weight)


def _add(pairs: np.ndarray, left: list[int], right: list[int], column: int, value: float) -> None:
    if left and right:
        pairs[np.ix_(left, right, [column])] += value


def _reference_pairs(
    cues: Sequence[Cues], pairs: np.ndarray, column: dict[str, int], df: Counter[str], n: int
) -> None:
    by_stem: dict[str, list[int]] = defaultdict(list)
    by_indefinite: dict[str, list[int]] = defaultdict(list)
    for row, c in enumerate(cues):
        for key in c.stems:
            by_stem[key].append(row)
        for key in c.indefinites:
            by_indefinite[key].append(row)
    for j, c in enumerate(cues):
        for source, name, table in (
            (c.definites, "definite_after_indefinite", by_indefinite),
            (c.definites, "definite_after_word", by_stem),
            (c.demonstratives, "demonstrative_after_word", by_stem),
        ):
            for key in source:
                rows = table.get(key, [])
                if rows and df.get(key, 0) <= max(3, 0.3 * n):
                    pairs[rows, j, column[name]] += math.log((n + 1) / (len(rows) + 0.5)) / 3
        for acronym in c.acronyms - set(c.expansions):
            rows = [i for i, other in enumerate(cues) if acronym in other.expansions]
            pairs[rows, j, column["acronym_after_expansion"]] = 1.0
        if c.roles and c.starts_quote is False:
            rows = [
                i
                for i, other in enumerate(cues)
                if any(name.role and name.full for name in other.names.values())
                and any(role in other.stems.values() for role in c.roles)
            ]
            pairs[rows, j, column["role_noun_after_person"]] = 1.0


def _table(rows: Sequence[Iterable[str]]) -> np.ndarray:
    """A 0/1 row for each collection over all the words in them."""
    index: dict[str, int] = {}
    for row in rows:
        for key in row:
            index.setdefault(key, len(index))
    out = np.zeros((len(rows), max(1, len(index))), dtype=np.float32)
    for k, row in enumerate(rows):
        for key in row:
            out[k, index[key]] = 1.0
    return out


def _share(rows: Sequence[Iterable[str]]) -> np.ndarray:
    """Whether two collections share a word, as an (n, n) table of truth values."""
    table = _table(rows)
    return table @ table.T > 0


def _meet(left: Sequence[str], right: Sequence[str]) -> np.ndarray:
    """Where a word of *left* (rows) equals one of *right* (columns) and is not empty."""
    a, b = np.array(left, dtype=object)[:, None], np.array(right, dtype=object)[None, :]
    return (a == b) & (a != "")


def _start_pairs(cues: Sequence[Cues], pairs: np.ndarray, column: dict[str, int]) -> None:
    """Cues in how paragraph j begins and speaks, given what i holds (rows i, columns j)."""

    def row(flags: Iterable[bool]) -> np.ndarray:
        return np.array(list(flags), dtype=bool)

    def put(name: str, values: np.ndarray) -> None:
        pairs[:, :, column[name]] = values

    if not cues:
        return
    speaks = row(bool(c.people_speaking) for c in cues)
    person = speaks | row(any(m.full for m in c.names.values()) for c in cues)
    says = row(bool(c.says_pronoun) for c in cues)
    starts = [c.starts_pronoun.lower() for c in cues]
    pronoun = row(s in _POINTING for s in starts)
    he_she = row(s in ("he", "she") for s in starts)
    quote = row(c.starts_quote for c in cues)
    nameless = row('"' in c.text for c in cues) & ~speaks
    put(
        "pronoun_after_person",
        np.where(speaks, 1.0, np.where(person, 0.5, -0.5))[:, None] * pronoun,
    )
    put("quote_after_person", speaks[:, None] & (says | nameless))
    put(
        "pronoun_says_after_speaker",
        np.where(speaks, 1.0, np.where(says, 0.6, np.where(person, 0.0, -0.6)))[:, None]
        * (says & ~speaks),
    )
    put(
        "quote_after_speaker",
        np.where(speaks, 1.0, np.where(says, 0.6, np.where(person, 0.2, -0.4)))[:, None]
        * (nameless & ~says),
    )
    put("pronoun_goes_on", (says | he_she)[:, None] & (says | he_she))
    first = [c.order[0] if c.order else "" for c in cues]
    last = [c.order[-1] if c.order else "" for c in cues]
    names = _table([c.names for c in cues])
    ends = _table([*([c.order[-1:] for c in cues]), *([c.names for c in cues])])
    taken_up = ends[: len(cues)] @ ends[len(cues) :].T > 0
    put("last_name_taken_up", np.where(_meet(last, first), 1.0, np.where(taken_up, 0.5, 0.0)))
    put("continues_subject", _meet(first, first))
    one_speaker = _meet(
        [c.people_speaking[-1] if speaks[k] else "" for k, c in enumerate(cues)],
        [c.people_speaking[0] if speaks[k] else "" for k, c in enumerate(cues)],
    )
    put("same_last_speaker", np.where(one_speaker, 1.0, -0.3) * (speaks[:, None] & speaks))
    same_people = _share([c.people_speaking for c in cues])
    put("speaker_goes_on", same_people)
    put("added_after_said", same_people & row(bool(c.adds) for c in cues))
    put("contrast_after_shared_name", (names @ names.T > 0) & row(bool(c.contrast) for c in cues))
    put("quote_runs_on", row(c.open_quote for c in cues)[:, None] & quote)
    put(
        "colon_before", row(c.text.endswith(":") for c in cues)[:, None] * np.where(quote, 1.0, 0.6)
    )
    put("both_quotes", quote[:, None] & quote)
    female, male = row(c.female > 0 for c in cues), row(c.male > 0 for c in cues)
    she, he = female & ~male, male & ~female
    put("pronoun_gender_differs", (she[:, None] & he) | (he[:, None] & she))
    put("gender_agrees", (she[:, None] & she) | (he[:, None] & he))
    days = row(bool(c.weekdays) for c in cues)
    put(
        "same_weekday",
        np.where(_share([c.weekdays for c in cues]), 1.0, -0.5) * (days[:, None] & days),
    )
    words = [c.first_word for c in cues]
    put("starts_alike", _meet(words, words))
    us = row(c.first_person for c in cues)
    put("both_first_person", us[:, None] & us)
    asks = row(c.text.endswith("?") for c in cues)
    put("question_then_answer", asks[:, None] & ~asks)
    size = np.log1p([len(c.text) for c in cues])
    put("same_shape", np.maximum(0.0, 1.0 - np.abs(size[:, None] - size)))
