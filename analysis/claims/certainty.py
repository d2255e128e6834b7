"""How sure a claim makes itself, and whether it affirms or denies: FactBank's two scales.

Read from the cue ("suggested"), modals, hedges, conditions and negation around the claim's own
predicate (Saurí and Pustejovsky 2009); the words are in ``analysis/knowledge/en/markers.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from analysis.claims.clauses import Proposition, tokens_of
from analysis.knowledge import wordlists
from analysis.tables import Certainty, ClaimType, Polarity
from analysis.words.spacy_models import Parse

_ORDER = (Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
_MODALS = wordlists.words("claim_words", "modal")
_NEGATIONS = wordlists.words("claim_words", "negation")
_NO_DENIALS = wordlists.words("claim_words", "no_denial")
_FAILING = wordlists.words("claim_words", "failing")
#: "Does not think that X" says that X is not so (Horn 1978, Remarks on neg-raising).
_NEG_RAISING = wordlists.words("claim_words", "neg_raising")
_NOT_ONLY = wordlists.words("claim_words", "not_only")
_CONDITIONS = wordlists.words("claim_words", "condition")
_ASIDE = frozenset({"relcl", "advcl", "acl", "ccomp", "csubj", "parataxis", "appos"})
_NOUN_HEDGES = wordlists.words("claim_words", "noun_hedge")
_MOST_WORDS = 4


@dataclass(frozen=True)
class Cue:
    """What the attributing words make of a content: see ``cues.tsv``.

    ``unsaid`` are the words by which it is not said at all ("did not say", "declined to confirm");
    of a negated verb of belief ("does not think") they turn the content round instead.
    """

    form: str = ""
    act: str = "-"
    certainty: str = "-"
    polarity: str = Polarity.POSITIVE
    unsaid: str = ""


@dataclass(frozen=True)
class Degree:
    """Certainty and polarity of a claim, and the words that set them."""

    certainty: Certainty
    polarity: Polarity
    because: tuple[str, ...]


def cue_of(parses: Sequence[Parse], spans: Sequence[tuple[int, int]]) -> Cue:
    """The cue of a statement: the longest listed form among its lemmas, the last of equals."""
    tokens = [token for parse in parses for token in tokens_of(parse, spans)]
    lemmas = [token.lemma_.lower() for token in tokens]
    listed = wordlists.table("cues")
    best: tuple[int, int] | None = None
    for size in range(min(_MOST_WORDS, len(lemmas)), 0, -1):
        for start in range(len(lemmas) - size + 1):
            if " ".join(lemmas[start : start + size]) in listed:
                best = (start, size)
        if best:
            break
    if not best:
        return Cue()
    form = " ".join(lemmas[best[0] : sum(best)])
    act, degree, polarity = listed[form]
    unsaid = _unsaid(tokens[best[0]])
    if unsaid and form in _NEG_RAISING:
        turned = Polarity.POSITIVE if polarity == Polarity.NEGATIVE else Polarity.NEGATIVE
        return Cue(form, act, degree, turned)
    if unsaid:
        return Cue(form, "-", "-", Polarity.POSITIVE, unsaid)
    return Cue(form, act, degree, polarity)


def _unsaid(verb: Token) -> str:
    """By which word a verb of saying is negated or not done; empty where somebody says it."""
    for child in verb.children:
        if child.dep_ == "neg" and child.i + 1 < len(verb.doc):
            return "" if child.nbor(1).lower_ in _NOT_ONLY else child.text
    above = verb.head
    if verb.dep_ in ("xcomp", "ccomp") and above.i < verb.i and above.lemma_ in _FAILING:
        return above.text
    return ""


def near(proposition: Proposition) -> list[Token]:
    """The words of the claim's main clauses, without clauses that hang on them."""
    heads = {clause.i for clause in proposition.clauses}
    kept = []
    for token in proposition.words:
        at = token
        while at.i not in heads and at.dep_ not in _ASIDE and at.head.i != at.i:
            if at.head.i not in proposition.inside:
                break
            at = at.head
        if at.i in heads or at.head.i not in proposition.inside:
            kept.append(token)
    return kept


def marked(proposition: Proposition, classes: Sequence[str]) -> list[tuple[str, str]]:
    """``(form, class)`` of the listed markers of some classes in the claim's main clauses."""
    tokens = near(proposition)
    lemmas = ["not" if t.lower_ in ("n't", "not", "never") else t.lemma_.lower() for t in tokens]
    listed = wordlists.table("markers")
    found = []
    for size in range(_MOST_WORDS, 0, -1):
        for start in range(len(lemmas) - size + 1):
            form = " ".join(lemmas[start : start + size])
            if form in listed and listed[form][0] in classes:
                found.append((form, listed[form][0]))
    return found


def _hedges(form: str, proposition: Proposition) -> bool:
    """Whether a one-word marker really weakens the claim: "the estimate" and "as soon as
    possible" do not."""
    if " " in form or form in _MODALS:
        return True
    for token in near(proposition):
        if token.lemma_.lower() != form:
            continue
        if token.pos_ == "NOUN" and form not in _NOUN_HEDGES:
            continue
        if token.i and token.nbor(-1).lower_ == "as":
            continue
        return True
    return False


def cue_for(proposition: Proposition, cue: Cue, spans: Sequence[tuple[int, int]]) -> Cue:
    """The cue as it bears on one proposition: on a sentence of its own, quoted after or before
    the cue's sentence, the verb's sense no longer falls ("denied the charge: 'I never went'")."""
    first, last = proposition.words[0].sent, proposition.words[-1].sent
    start = proposition.parse.span(first.start_char, first.end_char)[0]
    end = proposition.parse.span(last.start_char, last.end_char)[1]
    if not spans or any(start <= s and e <= end for s, e in spans):
        return cue
    return Cue(cue.form, cue.act if cue.act == ClaimType.DENIAL else "-")


def _denying(word: Token) -> bool:
    """Whether a word of negation denies; "no less important", "no doubt" do not."""
    if word.lower_ == "no" and word.i + 1 < len(word.doc):
        return word.nbor(1).lower_ not in _NO_DENIALS
    return word.lower_ in _NEGATIONS


def negations(proposition: Proposition) -> list[Token]:
    """The words that turn the claim's predicate round: in its scope, and not inside the claim's
    other clauses."""
    found: dict[int, Token] = {}
    first = proposition.words[0]
    if first.lower_ in _NEGATIONS and _denying(first) and first.i < proposition.root.i:
        found[first.i] = first  # "No one's right should …"
    for clause in proposition.clauses:
        for word in (*_around(clause, proposition), *_of_complements(clause)):
            found[word.i] = word
        if clause.lemma_.lower() in _FAILING and any(
            c.dep_ in ("xcomp", "dobj") for c in clause.children
        ):
            found[clause.i] = clause
    return [found[i] for i in sorted(found)]


def _around(clause: Token, proposition: Proposition) -> Iterator[Token]:
    """What negates a predicate from beside it, from its subject or from its object."""
    for child in clause.children:
        if child.i not in proposition.inside:
            continue
        if child.dep_ == "neg" or _denying(child):
            yield child
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            inner = (child, *(g for g in child.subtree if g.i <= child.i))
            yield from (w for w in inner if _denying(w) and w.i in proposition.inside)
        elif child.lower_ == "yet" and any(
            x.dep_ == "xcomp" and x.i > child.i for x in clause.children
        ):
            yield child  # "have yet to see"


def _of_complements(clause: Token) -> Iterator[Token]:
    """What negates what the subject is said to be or do: "is not true", "chose not to"."""
    for complement in clause.children:
        if complement.dep_ in ("acomp", "attr", "xcomp"):
            yield from (g for g in complement.children if g.dep_ == "neg")


def is_question(proposition: Proposition) -> bool:
    """Whether the claim only asks."""
    last = proposition.words[-1].i
    after = proposition.doc[last + 1 : last + 3].text
    first = proposition.words[0]
    asks = first.lower_ in ("whether", "if") and first.head.i == proposition.root.i
    return "?" in after or asks


def weigh(proposition: Proposition, cue: Cue, act: str) -> Degree:
    """The certainty and polarity of a claim of the type ``act`` under its cue."""
    because: list[str] = []
    degree = len(_ORDER) - 1
    root = proposition.root
    modals = [
        c
        for clause in proposition.clauses
        for c in clause.children
        if c.dep_ == "aux" and c.lower_ in _MODALS and c.i in proposition.inside
    ]
    for form, kind in marked(proposition, (Certainty.POSSIBLE, Certainty.PROBABLE)):
        if (form in _MODALS and not modals) or not _hedges(form, proposition):
            continue
        degree = min(degree, _ORDER.index(kind))
        because.append(form)
    if cue.certainty in _ORDER and _ORDER.index(cue.certainty) < degree:
        degree = _ORDER.index(cue.certainty)
        because.append(cue.form)
    if proposition.frame is not None and degree > _ORDER.index(Certainty.PROBABLE):
        degree = _ORDER.index(Certainty.PROBABLE)
        because.append(proposition.doc[proposition.frame].text)
    conditions = [
        c
        for clause in root.children
        if clause.dep_ == "advcl" and clause.i in proposition.inside
        for c in clause.children
        if c.dep_ == "mark" and c.lower_ in _CONDITIONS
    ]
    if conditions:
        degree = 0
        because += [c.text for c in conditions]
    certainty = _ORDER[degree]
    if act == ClaimType.DEMAND or is_question(proposition):
        certainty = Certainty.UNSTATED
    if cue.unsaid:
        certainty = Certainty.UNSTATED
        because += [cue.unsaid, cue.form]
    denied = negations(proposition)
    because += [t.text for t in denied]
    negative = bool(denied) != (cue.polarity == Polarity.NEGATIVE)
    if cue.polarity == Polarity.NEGATIVE:
        because.append(cue.form)
    polarity = Polarity.NEGATIVE if negative else Polarity.POSITIVE
    return Degree(certainty, polarity, tuple(dict.fromkeys(because)))
