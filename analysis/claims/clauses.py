"""Cut what is said into propositions: one clause of its own, with the words that make it up.

A statement's content is cut at sentences, at colons and semicolons between clauses, and where
verbs with their own subject or auxiliary are coordinated. The article's own voice is what stands
outside every content and is more than the frame "X said".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc, Token

from analysis.article.article import Span
from analysis.knowledge import wordlists
from analysis.words.spacy_models import Parse

_FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "attr", "oprd"})
_TRIM_START = frozenset({"punct", "cc", "preconj"})
#: "due to the build-up": the cause is a claim beside the effect.
_CAUSES = wordlists.words("claim_words", "cause")
_OF_CAUSE = ("to", "of")
_FEWEST_WORDS = 3
#: Verbs without a subject or auxiliary of their own part only where both halves are so long, or
#: where the second turns against the first ("but").
_LONG = 6
_TURNS = wordlists.words("claim_words", "turn")
#: "She felt that …", inside a content: the claim is what she felt.
_HOLDING = wordlists.words("claim_words", "holding")
_HOLDERS = wordlists.words("claim_words", "holder")
_OMITTED = re.compile(r"\[\s*(?:\.\s*){2,}\]|\[\s*…\s*\]")
_CLOSING = frozenset(".!?\"'”’)…")


@dataclass(frozen=True)
class Proposition:
    """One proposition: token indices into one parsed block. ``statement`` is the row number of
    the statement it belongs to, None for the article's own voice; ``frame`` the verb that was cut
    off before it ("she felt")."""

    parse: Parse
    tokens: tuple[int, ...]
    statement: int | None
    frame: int | None = None

    @property
    def doc(self) -> Doc:
        """The parsed block."""
        return self.parse.doc

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The tokens themselves."""
        return tuple(self.doc[i] for i in self.tokens)

    @cached_property
    def names(self) -> frozenset[str]:
        """The proper nouns among the tokens, as lemmas in lower case."""
        return frozenset(t.lemma_.lower() for t in self.words if t.pos_ == "PROPN")

    @cached_property
    def predicate(self) -> str:
        """The root's lemma, with its complement where the verb says little by itself."""
        parts = [c for c in self.root.children if c.dep_ in ("acomp", "attr", "prt")]
        return " ".join([self.root.lemma_.lower(), *(c.lemma_.lower() for c in parts)])

    @cached_property
    def inside(self) -> frozenset[int]:
        """The token indices as a set."""
        return frozenset(self.tokens)

    @cached_property
    def root(self) -> Token:
        """The main predicate: the topmost verb, else the topmost word."""
        return _root(self.words)

    @cached_property
    def span(self) -> Span:
        """From the first to the last word, in stored offsets."""
        first, last = self.words[0], self.words[-1]
        return self.parse.span(first.idx, last.idx + len(last))

    @cached_property
    def clauses(self) -> tuple[Token, ...]:
        """The root and clauses that stand beside it without a conjunction (run-on speech)."""
        beside = [
            child
            for child in self.root.children
            if child.i in self.inside
            and child.dep_ in ("ccomp", "advcl", "parataxis", "conj")
            and child.i < self.root.i
            and child.tag_.startswith("V")
            and any(c.dep_ in _SUBJECTS for c in child.children)
            and not any(c.dep_ in ("mark", "advmod") and c.i < child.i for c in child.children)
        ]
        return (*beside, self.root)


def _topmost(tokens: Sequence[Token]) -> list[Token]:
    inside = {token.i for token in tokens}
    return [t for t in tokens if t.head.i not in inside or t.head.i == t.i]


def _root(tokens: Sequence[Token]) -> Token:
    tops = [t for t in _topmost(tokens) if t.dep_ != "punct"] or list(tokens)
    verbs = [t for t in tops if is_clause(t)] or [t for t in tops if t.pos_ in ("VERB", "AUX")]
    if verbs:
        return verbs[0]
    return max(tops, key=lambda t: (t.pos_ in ("NOUN", "PROPN"), len(list(t.subtree)), -t.i))


def is_clause(token: Token) -> bool:
    """Whether a word heads a clause of its own: a finite verb, or one with an auxiliary."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    return token.tag_ in _FINITE_TAGS or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in (*_FINITE_TAGS, "VB") for c in token.children
    )


def _has_subject(token: Token, inside: frozenset[int] | set[int]) -> bool:
    return any(c.dep_ in _SUBJECTS and c.i in inside for c in token.children)


def _own_helpers(token: Token) -> bool:
    return any(c.dep_ in ("aux", "auxpass") for c in token.children)


def _parts_well(token: Token, tokens: Sequence[Token], inside: set[int]) -> bool:
    """Whether a coordinated verb makes a claim of its own: it has a subject or an auxiliary, or
    turns against the first, or both halves say much."""
    if _has_subject(token, inside) or _own_helpers(token):
        return True
    if token.i and token.nbor(-1).text == "/":
        return False
    joined = [c.lower_ for c in token.head.children if c.dep_ == "cc"]
    if _TURNS & set(joined):
        return True
    start = token.left_edge.i
    before = sum(t.is_alpha for t in tokens if t.i < start)
    return before >= _LONG and sum(t.is_alpha for t in tokens if t.i >= start) >= _LONG


def _cuts(tokens: Sequence[Token]) -> list[int]:
    """Token indices at which a new proposition begins."""
    inside = {t.i for t in tokens}
    root = _root(tokens)
    main = {root.i}  # verbs that others are coordinated with
    found = set()
    for token in tokens:
        for start in (
            _coordinated(token, tokens, inside, root, main),
            _aside(token, tokens, inside),
            _cause(token, tokens, root),
            _parted(token, tokens, inside),
        ):
            if start is not None:
                found.add(start)
    return sorted(found)


def _coordinated(
    token: Token, tokens: Sequence[Token], inside: set[int], root: Token, main: set[int]
) -> int | None:
    """Where a verb coordinated with a main one begins its own claim; it then is a main one."""
    if token.dep_ != "conj" or not is_clause(token) or not _parts_well(token, tokens, inside):
        return None
    loose = token.head.i not in inside and token.i > root.i and _has_subject(token, inside)
    if not loose and token.head.i not in main:
        return None
    start = min(t.i for t in token.subtree if t.i in inside)
    joiners = [c.i for c in token.head.children if c.dep_ == "cc" and c.i < start]
    if start <= token.head.i and joiners:
        return None
    main.add(token.i)
    return max([j for j in joiners if j > token.head.i], default=start)


def _aside(token: Token, tokens: Sequence[Token], inside: set[int]) -> int | None:
    """Where a relative clause at the end begins: "…, which was up from …"."""
    first = token.left_edge
    if (
        token.dep_ == "relcl"
        and is_clause(token)
        and first.tag_ in ("WDT", "WP")
        and first.i - 1 in inside
        and token.doc[first.i - 1].text == ","
        and not any(t.i > token.right_edge.i and t.is_alpha for t in tokens)
    ):
        return first.i
    return None


def _cause(token: Token, tokens: Sequence[Token], root: Token) -> int | None:
    """Where the cause behind "due to" or "because of" begins, if it says enough and is a phrase."""
    if token.lower_ not in _CAUSES or token.i in (tokens[0].i, root.i):
        return None
    behind = [t for t in tokens if t.i > token.i]
    cause = next((t for t in behind if t.lower_ not in _OF_CAUSE), None)
    if cause is None or sum(t.is_alpha for t in tokens if t.i >= cause.i) <= _FEWEST_WORDS:
        return None
    phrase = tokens[[t.i for t in tokens].index(cause.i) - 1].lower_ in _OF_CAUSE
    clause = any(is_clause(t) for t in behind if t.i > cause.i)
    return cause.i if phrase and not clause else None


def _parted(token: Token, tokens: Sequence[Token], inside: set[int]) -> int | None:
    """Where a gap, a colon or a semicolon parts two clauses with subjects of their own."""
    gap = token.i - 1 not in inside and token.i != tokens[0].i
    mark = token.text in (":", ";") and token.i not in (tokens[0].i, tokens[-1].i)
    if not gap and not mark:
        return None
    sides = ([t for t in tokens if t.i < token.i], [t for t in tokens if t.i > token.i])
    whole = all(any(is_clause(t) and _has_subject(t, inside) for t in side) for side in sides)
    return token.i if whole else None


def _trimmed(tokens: list[Token]) -> list[Token]:
    while tokens and (
        tokens[0].dep_ in _TRIM_START
        or tokens[0].is_punct
        or tokens[0].is_space
        or (tokens[0].lower_ == "that" and tokens[0].dep_ == "mark")
    ):
        tokens = tokens[1:]
    while tokens and (
        tokens[-1].is_punct
        or tokens[-1].is_space
        or tokens[-1].dep_ in ("cc", "punct", "case")
        or (len(tokens) > 2 and tokens[-1].lower_ in _CAUSES)
        or (len(tokens) > 2 and tokens[-2].lower_ in _CAUSES)
    ):
        if tokens[-1].dep_ == "case" or tokens[-1].text in ("%",):
            break
        tokens = tokens[:-1]
    return tokens


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    cuts = _cuts(tokens)
    edges = [tokens[0].i, *cuts, tokens[-1].i + 1]
    pieces = [_trimmed([t for t in tokens if start <= t.i < end]) for start, end in pairwise(edges)]
    return [piece for piece in pieces if any(t.is_alpha or t.like_num for t in piece)]


def _by_sentence(tokens: Iterable[Token]) -> list[list[Token]]:
    groups: dict[int, list[Token]] = {}
    for token in tokens:
        if not token.is_space:
            groups.setdefault(token.sent.start, []).append(token)
    joined: list[list[Token]] = []
    for group in groups.values():
        if joined and _runs_on(joined[-1], group):
            joined[-1] += group
        else:
            joined.append(group)
    return joined


def _runs_on(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether the parser ended a sentence where none ends: inside a word ("Co-founder"), inside
    an editor's brackets ("Theres [sic] something") or at an omission before no clause ("[...]
    including for safe countries")."""
    last, first = before[-1], after[0]
    glued = last.i + 1 == first.i and not last.whitespace_
    if glued and not set("[]") & {*last.text, *first.text}:
        return last.text not in _CLOSING and first.text not in _CLOSING
    words = [t for t in before if t.is_alpha] or [last]
    ahead = next((t for t in after if t.is_alpha), first)
    between = last.doc[words[-1].i + 1 : ahead.i].text
    if "[" not in between and "]" not in between:
        return False
    if not _OMITTED.search(between):
        return "[" in between and "]" not in between  # "[sic] something"
    inside = {t.i for t in after}
    return not any(is_clause(t) and _has_subject(t, inside) for t in after)


def _unframed(piece: list[Token]) -> tuple[list[Token], int | None]:
    """A claim without "she felt" or "I think" before it, and the verb cut off."""
    root = _root(piece)
    inside = {t.i for t in piece}
    held = [c for c in root.children if c.dep_ == "ccomp" and c.i > root.i and c.i in inside]
    subject = [c.lower_ for c in root.children if c.dep_ == "nsubj"]
    plain = root.lemma_.lower() in _HOLDING and held and _HOLDERS & set(subject)
    if not plain or any(c.dep_ == "neg" or c.dep_ == "aux" for c in root.children):
        return piece, None
    if held[0].left_edge.tag_ in ("WP", "WRB", "WDT") or not _has_subject(held[0], inside):
        return piece, None
    kept = _trimmed([t for t in held[0].subtree if t.i in inside])
    rest = [t for t in piece if t.is_alpha and t.i not in {k.i for k in held[0].subtree}]
    return (kept, root.i) if kept and len(rest) <= _FEWEST_WORDS else (piece, None)


def tokens_of(parse: Parse, spans: Iterable[Span]) -> list[Token]:
    """The tokens of a block that lie within stored spans."""
    found: dict[int, Token] = {}
    for start, end in spans:
        if end <= parse.paragraph.start or start >= parse.paragraph.end:
            continue
        low, high = parse.view_span(max(start, parse.paragraph.start), end)
        for number in range(bisect_left(parse.starts, low), bisect_left(parse.starts, high)):
            token = parse.doc[number]
            if token.idx + len(token) <= high and not token.is_space:
                found[number] = token
    return [found[i] for i in sorted(found)]


def of_statement(parses: Sequence[Parse], content: Iterable[Span], row: int) -> list[Proposition]:
    """The propositions of one statement's content."""
    content = list(content)
    found = []
    for parse in parses:
        for sentence in _by_sentence(tokens_of(parse, content)):
            for piece in map(_unframed, _pieces(sentence)):
                found.append(Proposition(parse, tuple(t.i for t in piece[0]), row, piece[1]))
    return found


def of_article(
    parses: Sequence[Parse], taken: Sequence[Span], cues: Sequence[Span]
) -> list[Proposition]:
    """What the article asserts itself: outside ``taken`` (every content and source) and not the
    bare frame of an attribution, whose main verb lies in ``cues``."""
    found = []
    for parse in parses:
        out = {t.i for t in tokens_of(parse, taken)}
        cue = {t.i for t in tokens_of(parse, cues)}
        for tokens in _by_sentence(parse.doc):
            for run in _own(tokens, out, cue):
                for piece in _pieces(run):
                    inside = frozenset(t.i for t in piece)
                    root = _root(piece)
                    relative = root.dep_ in ("relcl", "conj")
                    if is_clause(root) and (relative or _has_subject(root, inside)):
                        found.append(Proposition(parse, tuple(sorted(inside)), None))
    return found


def of_title(parses: Sequence[Parse], found: Sequence[Proposition]) -> list[Proposition]:
    """The headline as one proposition of the article's, where nothing else was found in it:
    headlines leave out verbs and helpers ("Clarke to unveil immigration plan")."""
    for parse in parses:
        if parse.paragraph.number or any(p.parse is parse for p in found):
            continue
        tokens = _trimmed([t for t in parse.doc if not t.is_space])
        if sum(t.is_alpha or t.like_num for t in tokens) >= _FEWEST_WORDS:
            return [Proposition(parse, tuple(t.i for t in tokens), None)]
    return []


def _own(tokens: Sequence[Token], out: set[int], cue: set[int]) -> list[list[Token]]:
    free = [t for t in tokens if t.i not in out and t.i not in cue]
    if len(free) == len(tokens):
        return [list(tokens)] if tokens else []
    runs: list[list[Token]] = []
    for token in free:
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    kept = []
    for run in runs:
        words = [t for t in run if t.is_alpha or t.like_num]
        if len(words) < _FEWEST_WORDS:
            continue
        root = _root(run)
        # an adverbial or a relative clause hung on the frame tells who speaks, not what is so
        framed = any(a.i in cue for a in root.ancestors) or any(
            c.i in cue and c.dep_ in ("xcomp", "ccomp", "conj", "prep") for c in root.subtree
        )
        framed = framed or any(c.i in out and c.dep_ in _OBJECTS for c in root.children)
        about_said = root.dep_ == "relcl" and root.head.i in out
        if about_said or not framed:
            kept.append(_trimmed_tail(run))
    return [run for run in kept if run]


def _trimmed_tail(run: list[Token]) -> list[Token]:
    """Without what only led to the words taken out: ", with", "over", ", some of"."""
    while run and (
        run[-1].is_punct
        or run[-1].dep_ in ("prep", "mark", "cc", "det", "agent")
        or run[-1].tag_ in ("WDT", "WP")
    ):
        if run[-1].dep_ == "prep" and any(True for _ in run[-1].children) and run[-1].i > run[0].i:
            inside = {t.i for t in run}
            if any(c.i in inside for c in run[-1].children):
                break
        run = run[:-1]
    return run
