"""The tables of a reading: their columns, as schemas that are enforced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import pandas as pd


class Kind(StrEnum):
    """How a statement is quoted, by the quotation marks of its content; or a turn, which is what
    one voice says in an interview or a transcript."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    TURN = "turn"


class ClaimType(StrEnum):
    """The kind of speech act that a claim is, after Searle; in the order that pages keep."""

    ASSERTION = "assertion"
    PREDICTION = "prediction"
    DEMAND = "demand"
    COMMITMENT = "commitment"
    ACCUSATION = "accusation"
    DENIAL = "denial"
    EVALUATION = "evaluation"


class Certainty(StrEnum):
    """How sure a claim makes itself, the surest first (FactBank's degrees)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNSTATED = "unstated"


class Polarity(StrEnum):
    """Whether a claim affirms or denies."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Relation(StrEnum):
    """How two claims meet."""

    AGREES = "agrees"
    DISPUTES = "disputes"


KINDS = tuple(Kind)
QUOTE_KINDS = (Kind.DIRECT, Kind.MIXED, Kind.INDIRECT)
PARAGRAPH_KINDS = ("body", "header", "caption", "subhead", "boilerplate")
VIEWS = ("stored", "restored")
REPAIRS = ("dash", "mojibake", "quotes", "space", "entity", "unseen", "line")
FORMS = ("article", "interview", "transcript", "live blog")
ACTOR_KINDS = ("person", "organisation", "state", "group")
HOW = ("name", "title", "pronoun", "metonym", "description")
CLAIM_TYPES = tuple(ClaimType)
CERTAINTIES = tuple(Certainty)
POLARITIES = tuple(Polarity)
RELATIONS = tuple(Relation)
#: Pairs of claims less sure than this are possible, and no page shows them.
SHOWN = 0.5
MANNERS = ("repeats", "supports", "denies", "doubts", "rejects", "other figure")
LABELS = ("negative", "neutral", "positive")
#: What a person may decide (`analysis.corrections`), and what became of it.
DECISIONS = (
    "speaker",
    "no statement",
    "missed statement",
    "same actor",
    "role",
    "tone",
    "pair",
    "order",
)
STATUSES = ("applied", "agrees", "no longer fits", "not asked")
#: `resolved_by` of a statement whose speaker a person decided.
BY_A_PERSON = "corrected"
#: Parts the ids or names of several actors in one cell: "a1; a2".
_JOINT = "; "


def joined(parts: Iterable[str]) -> str:
    """Ids or names of several actors as one cell; `parts_of` takes them apart."""
    return _JOINT.join(parts)


def parts_of(cell: str) -> tuple[str, ...]:
    """The ids or names in a cell, in its order; none in an empty one."""
    return tuple(part for part in str(cell).split(_JOINT) if part)


@dataclass(frozen=True)
class Column:
    """One column. ``dtype`` is text, integer, number, flag, spans (``[[start, end], …]``) or
    json (any JSON value); ``meaning`` is what the data dictionary prints; ``default`` fills a
    column that rows lack (None: they must not)."""

    name: str
    dtype: str
    meaning: str
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    default: object = None


def _text(name: str, meaning: str, *allowed: str) -> Column:
    return Column(name, "text", meaning, allowed)


def _int(name: str, meaning: str, low: int = 0) -> Column:
    return Column(name, "integer", meaning, low=low)


def _share(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, low=0.0, high=1.0)


def _score(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, low=-1.0, high=1.0)


_CORRECTED = Column("corrected", "flag", "did a person decide it", default=False)
_DOCUMENT = _text(
    "document", "the file's name with its extension; its path where two of one call share a name"
)
_STATEMENT = _text("statement_id", "the statement, as s1, s2, … in the stored text's order")

TABLES: Mapping[str, tuple[Column, ...]] = {
    "articles": (
        _DOCUMENT,
        _text("title", "the first non-blank line"),
        _text("published", "ISO date; empty where the file gives none"),
        _text("url", "where the article stood"),
        _text("publisher", "the usual name of the site at the URL"),
        _text("author", "who signs it; several are joined by ;"),
        _text("place", "of the dateline"),
        _text("updated", "ISO date of the last change, where the file gives one"),
        _text("form", "how it is made up", *FORMS),
        _text("language", "en, another ISO 639-1 code, or empty where it cannot be told"),
        _text("sha256", "of the file's bytes: which text was read"),
        _int("paragraphs", "of every kind, none dropped"),
        _int("sentences", "of the body"),
        _int("words", "of the body"),
        _int("repairs", "how many places the repaired view mends; the table `repairs` lists them"),
        Column("shuffled", "flag", "are the stored paragraphs out of order"),
        _share("shuffled_probability", "calibrated probability that they are"),
        Column(
            "view",
            "text",
            "the order that serves a reader better, as expected",
            tuple(VIEWS),
            default="stored",
        ),
    ),
    "repairs": (
        _DOCUMENT,
        _text("kind", "what was mended", *REPAIRS),
        _int("start", "first code point of the stored text"),
        _int("end", "end, exclusive"),
        _text("before", "as stored"),
        _text("after", "as read"),
    ),
    "paragraphs": (
        _DOCUMENT,
        _int("paragraph", "1-based, as stored", 1),
        _text("kind", "body, or what else stands around it", *PARAGRAPH_KINDS),
        _int("line", "1-based line of the file", 1),
        _int("start", "first code point of the stored text"),
        _int("end", "end, exclusive"),
        _text("text", "as stored"),
        _int("reading_position", "1-based place in the reading order", 1),
        _share("order_confidence", "how sure that place is"),
        Column(
            "block",
            "integer",
            "in reading order: neighbours that surely belong together share one",
            low=1,
            default=1,
        ),
        _CORRECTED,
    ),
    "actors": (
        _DOCUMENT,
        _text("actor_id", "the actor, as a1, a2, … in order of first mention"),
        _text("name", "the usual full English name"),
        _text("kind", "what the actor is", *ACTOR_KINDS),
        _text("role", "in the words of the text, else the authority file's short title"),
        _text("affiliation", "what the actor belongs to"),
        _text("side", "the state or international organisation spoken for"),
        _text("wikidata", "Wikidata id, where the authority file has it"),
        Column(
            "gender", "text", "of a person, by title, pronoun or first name", ("f", "m"), default=""
        ),
        _int("mentions", "how often the text mentions the actor"),
        _int("statements", "how many statements the actor makes"),
        _int("first_start", "where the first mention starts"),
        _CORRECTED,
    ),
    "mentions": (
        _DOCUMENT,
        _text("actor_id", "whom it names"),
        _int("start", "first code point of the stored text"),
        _int("end", "end, exclusive"),
        _text("text", "as stored"),
        _text("how", "how it names the actor", *HOW),
    ),
    "statements": (
        _DOCUMENT,
        _STATEMENT,
        _int("paragraph", "where its content begins; 0 is the title"),
        Column("content", "spans", "what is said, in one or more pieces"),
        Column("source", "spans", "who is said to say it, as written"),
        Column("cue", "spans", "the words that attribute it"),
        _text("content_text", "the content's words, pieces joined by …"),
        _text("source_text", "the source's words"),
        _text("cue_text", "the cue's words"),
        _text("kind", "by the content's quotation marks; or a turn of an interview", *KINDS),
        _text("actor_id", "the speaker; several are joined by ;"),
        _text("speaker", "the speaker's full name; empty where unknown"),
        Column("official", "flag", "speaks for a state, an armed force or an int'l organisation"),
        _text("said_on", "ISO date, only where the text dates the saying"),
        _text("medium", "tweet, statement, meeting, remarks, …"),
        _text("addressee", "to whom"),
        _text("via", "who passed it on"),
        _share("confidence", "calibrated: how likely the row is right"),
        _text("resolved_by", "the rule or model that decided who speaks"),
        Column("alternatives", "json", "the runners-up, each with its share"),
        _CORRECTED,
    ),
    "claims": (
        _DOCUMENT,
        _text("claim_id", "the claim, as c1, c2, …"),
        _text("statement_id", "the statement it is made in; empty: the article's own voice"),
        _text("actor_id", "who makes it"),
        _text("text", "the claim's words, as stored"),
        _int("start", "first code point of the stored text"),
        _int("end", "end, exclusive"),
        _text("type", "the kind of speech act", *CLAIM_TYPES),
        _text("certainty", "how sure the claim makes itself", *CERTAINTIES),
        _text("polarity", "does it affirm or deny", *POLARITIES),
        _text("topic", "what it is about, found by grouping"),
        Column("quantities", "json", "numbers with unit, bound and approximation"),
        _text("because", "the words that set certainty and polarity, pieces joined by …"),
    ),
    "relations": (
        _DOCUMENT,
        _text("claim_a", "one claim"),
        _text("claim_b", "the other"),
        _text("relation", "how they meet", *RELATIONS),
        _text("manner", "in which way", *MANNERS),
        _share("confidence", "how sure; below 0.5 the pair is possible and not shown"),
        _text("because", "the words that carry it"),
        Column("comments", "flag", 'does one of the two speak of the other ("this demand")'),
        _CORRECTED,
    ),
    "matters": (
        _DOCUMENT,
        _text("matter_id", "claims that meet, joined, as m1, m2, …"),
        _text("label", "what they are about: the topic of its claims"),
        Column("claims", "json", "the claims, in the text's order"),
        Column("positions", "json", "who asserts, denies, doubts or rejects, in which claims"),
    ),
    "sentiment": (
        _DOCUMENT,
        _STATEMENT,
        _text("target", "towards whom; empty: the statement as a whole"),
        _text("method", "which method measured it"),
        _score("score", "-1 (negative) to 1 (positive)"),
        _score("low", "lower end of the 90 % interval"),
        _score("high", "upper end of the 90 % interval"),
        _text("label", "the score in a word", *LABELS),
        _CORRECTED,
    ),
    "corrections": (
        _DOCUMENT,
        _text("correction_id", "the correction, as k1, k2, … in the order they were given"),
        _text("kind", "what was corrected", *DECISIONS),
        Column("place", "spans", "the words it is anchored at; none where they were not found"),
        _text("words", "those words, as the correction quotes them"),
        _text("decided", "what the person decided"),
        _text("was", "what the machine had said"),
        _text("status", "what became of it", *STATUSES),
        _text("because", "why it does not fit"),
        _text("row", "the row it decides: a statement, actor, paragraph (p3) or claims (c1; c2)"),
        _text("note", "the person's own note"),
        _text("file", "the file it stands in"),
        _int("line", "its row there"),
    ),
}

_DTYPES = {"text": "str", "integer": "int64", "number": "float64", "flag": "bool"}


def _is_spans(cell: object) -> bool:
    return isinstance(cell, list) and all(
        isinstance(s, list) and len(s) == 2 and 0 <= s[0] < s[1] for s in cell
    )


@cache
def _schema(table: str) -> Any:
    import pandera.pandas as pa  # half a second, which a corpus run pays once

    checks: dict[str, Any] = {}
    for column in TABLES[table]:
        rules = []
        if column.allowed:
            rules.append(pa.Check.isin((*column.allowed, "")))
        if column.low is not None:
            rules.append(pa.Check.ge(column.low))
        if column.high is not None:
            rules.append(pa.Check.le(column.high))
        if column.dtype == "spans":
            rules.append(pa.Check(_is_spans, element_wise=True, error="not [[start, end], …]"))
        checks[column.name] = pa.Column(_DTYPES.get(column.dtype), rules, nullable=False)
    return pa.DataFrameSchema(checks, strict=False, ordered=False, name=table)


def _plain(cell: object) -> object:
    """Tuples as lists, all the way down, so that spans look the same wherever they come from."""
    if isinstance(cell, (list, tuple)):
        return [_plain(item) for item in cell]
    return cell


def frame(
    table: str, rows: Iterable[Mapping[str, object]] | pd.DataFrame, check: bool = True
) -> pd.DataFrame:
    """The rows as a DataFrame with the table's columns and types, checked.

    Leave out ``check`` only for rows that were checked before.

    Columns a row may add beyond the schema's are kept, behind them, in order of first
    appearance. Raises `pandera.errors.SchemaError` where a value is not what the schema
    says: that is a fault of ours, never of the article.
    """
    data = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    columns = TABLES[table]
    names = [column.name for column in columns]
    extra = [name for name in data.columns if name not in names]
    if data.empty:
        data = pd.DataFrame({name: [] for name in [*names, *extra]})
    lacking = {c.name: c.default for c in columns if c.name not in data.columns}
    if any(default is not None for default in lacking.values()):
        data = data.assign(**{n: d for n, d in lacking.items() if d is not None})
    missing = [name for name, default in lacking.items() if default is None]
    if missing:
        raise KeyError(f"the table {table} lacks {', '.join(missing)}")
    data = data[names + extra].reset_index(drop=True)
    for column in columns:
        if column.dtype in _DTYPES:
            data[column.name] = data[column.name].astype(_DTYPES[column.dtype])
        else:
            data[column.name] = pd.Series([_plain(c) for c in data[column.name]], dtype=object)
    return _schema(table).validate(data) if check else data


def dictionary() -> pd.DataFrame:
    """The data dictionary: one row a column of every table."""
    return pd.DataFrame(
        [
            {
                "table": table,
                "column": column.name,
                "type": column.dtype,
                "meaning": column.meaning,
                "values": ", ".join(column.allowed),
            }
            for table, columns in TABLES.items()
            for column in columns
        ]
    )
