"""What kind of act a claim is, after Searle: from its cue and its content together.

The cue decides where it can ("accused", "urged", "promised"); where it only says that something
was said, the content does: its mood, its modals, its predicate and its subject.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from spacy.tokens import Token

from analysis.claims.certainty import Cue, is_question, marked, near, negations
from analysis.claims.clauses import Proposition
from analysis.knowledge import wordlists
from analysis.tables import ClaimType

_COPULAS = wordlists.words("claim_words", "copula")
_COMING = wordlists.words("claim_words", "coming")
_OWN_FUTURE = wordlists.words("claim_words", "own_future")
_STILL_POSSIBLE = wordlists.words("claim_words", "still_possible")
_LIKELY = wordlists.words("claim_words", "likely")
_ASKING = wordlists.words("claim_words", "asking")
_SPEAKER = wordlists.words("claim_words", "speaker")
_POINTING = wordlists.words("claim_words", "pointing")
_NOT_SO = wordlists.words("claim_words", "not_so")
_NOT_SO_NOUNS = wordlists.words("claim_words", "not_so_noun")
_AGAINST = wordlists.words("claim_words", "against")
_FOR = wordlists.words("claim_words", "for")
#: VADER rates words from -4 to 4; beyond this a predicate judges more than it describes.
_STRONG = 1.5
#: Acts of a cue that leave the type to the content.
_OPEN = frozenset({"-", ClaimType.ASSERTION, ClaimType.PREDICTION})


@lru_cache(maxsize=1)
def lexicon() -> dict[str, float]:
    """VADER's words, lower case, with their ratings from -4 to 4."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer().lexicon


def valued(token: Token) -> str:
    """``judge``, ``wrong`` or ``empty`` where a word values or blames, else an empty string."""
    listed = wordlists.table("valued")
    lemma = token.lemma_.lower()
    joined = "".join(t.lower_ for t in token.doc[max(0, token.i - 2) : token.i + 1])
    for form in (lemma, joined, token.lower_):
        if form in listed:
            return listed[form][0]
    return ""


def subjects(proposition: Proposition) -> list[Token]:
    """The subjects of the claim's main clauses."""
    return [
        child
        for clause in proposition.clauses
        for child in clause.children
        if child.dep_ in ("nsubj", "nsubjpass", "csubj") and child.i in proposition.inside
    ]


def _auxiliaries(proposition: Proposition) -> list[Token]:
    return [
        child
        for clause in proposition.clauses
        for child in clause.children
        if child.dep_ in ("aux", "auxpass") and child.i in proposition.inside
    ]


def _demands(proposition: Proposition) -> bool:
    root, helpers = proposition.root, _auxiliaries(proposition)
    if is_question(proposition):
        return False
    subject = subjects(proposition)
    modal = [h for h in helpers if h.tag_ == "MD"]
    if any(h.lower_ in _ASKING for h in modal):
        return True
    forms = {form for form, _ in marked(proposition, ("require",))} - _ASKING
    if root.lemma_.lower() in forms or any(root.lemma_.lower() == f.split()[0] for f in forms):
        return True
    if any(h.lower_ == "to" for h in helpers) and not subject:
        return True
    bare = root.tag_ == "VB" and not helpers
    passive = any(h.dep_ == "auxpass" and h.tag_ == "VB" for h in helpers) and not modal
    passive = passive and not any(h.lower_ in ("to", "do", "does", "did") for h in helpers)
    if bare and not subject and root.i == proposition.words[0].i:
        return True  # "Let them go", an imperative
    return bool(subject) and (passive or (bare and root.dep_ != "xcomp"))


def _commits(proposition: Proposition, own: frozenset[str]) -> bool:
    if negations(proposition) and not _own_future(proposition, own):
        return False
    ready = marked(proposition, ("ready",))
    if ready and (proposition.root.lemma_ == "be" or proposition.root.lemma_ in ready[0][0]):
        return True
    return _own_future(proposition, own)


def _own_future(proposition: Proposition, own: frozenset[str]) -> bool:
    coming = any(
        h.lower_ in _OWN_FUTURE or (h.lower_ == "going" and h.dep_ == "aux")
        for h in _auxiliaries(proposition)
    ) or any(form == "be go to" for form, _ in marked(proposition, ("future",)))
    if not coming:
        return False
    names = {s.lower_ for s in subjects(proposition)} | {
        s.lemma_.lower() for s in subjects(proposition)
    }
    return bool(names & (_SPEAKER | own))


def _accuses(proposition: Proposition) -> bool:
    if negations(proposition) or marked(proposition, ("future",)):
        return False
    if {s.lower_ for s in subjects(proposition)} & _SPEAKER:
        passive = any(s.dep_ == "nsubjpass" for s in subjects(proposition))
        if not passive:
            return False
    if any(h.lower_ in _COMING for h in _auxiliaries(proposition)):
        return False
    heads = list(proposition.clauses)
    heads += [
        c
        for c in proposition.root.children
        if c.dep_ in ("attr", "xcomp", "pcomp") and c.i in proposition.inside
    ]
    if any(valued(head) == "wrong" for head in heads):
        return True
    objects = [c for c in proposition.root.children if c.dep_ == "dobj"]
    return any(
        valued(word) == "wrong" and word.tag_ in ("VBG", "NN", "NNS")
        for o in objects
        for word in o.subtree
        if word.i in proposition.inside
    )


def _is_prediction(proposition: Proposition, cue: Cue) -> bool:
    root = proposition.root
    helpers = _auxiliaries(proposition)
    coming = [h for h in helpers if h.lower_ in _COMING]
    perfect = any(h.lower_ == "have" for h in helpers)
    if coming and not perfect:
        still = root.lemma_ == "be" and all(h.lower_ in _STILL_POSSIBLE for h in coming)
        return not still
    if marked(proposition, ("future",)):
        return True
    complements = [c for c in root.children if c.dep_ in ("acomp", "attr")]
    if root.lemma_.lower() in _COPULAS and any(c.lemma_.lower() in _LIKELY for c in complements):
        return True
    verbal = root.pos_ in ("VERB", "AUX") and root.tag_ not in ("VB", "VBG")
    return cue.act == ClaimType.PREDICTION and not verbal


def _judges(proposition: Proposition) -> bool:
    root = proposition.root
    if root.pos_ not in ("VERB", "AUX"):
        return valued(root) in ("empty", "judge")
    if root.tag_ in ("VBG", "VBN") and valued(root) == "judge":
        return True  # "it was damning that …"
    pool = [
        c
        for c in root.children
        if c.i in proposition.inside and c.dep_ in ("acomp", "attr", "oprd", "xcomp", "advmod")
    ]
    pool += [g for c in pool for g in c.children if g.dep_ in ("conj", "amod", "acomp")]
    if root.lemma_.lower() in _COPULAS:
        for word in pool:
            if word.pos_ in ("ADJ", "NOUN", "VERB") and (
                valued(word) in ("judge", "empty")
                or (word.pos_ == "ADJ" and abs(lexicon().get(word.lower_, 0.0)) >= _STRONG)
            ):
                return True
    if marked(proposition, ("doubt",)) and {s.lower_ for s in subjects(proposition)} & _SPEAKER:
        return True
    pointing = {s.lower_ for s in subjects(proposition)} & _POINTING
    objects = [c for c in root.children if c.dep_ == "dobj"]
    return bool(pointing) and any(
        abs(lexicon().get(word.lower_, 0.0)) >= _STRONG
        for o in objects
        for word in o.subtree
        if word.pos_ in ("NOUN", "ADJ")
    )


def _denies(proposition: Proposition) -> bool:
    if not negations(proposition):
        return False
    root = proposition.root
    heads = {root.lemma_.lower()} | {
        c.lemma_.lower() for c in root.children if c.dep_ in ("acomp", "attr", "dobj")
    }
    return bool(
        heads & _NOT_SO
        or heads & _NOT_SO_NOUNS
        or any(valued(clause) == "wrong" for clause in proposition.clauses)
    )


#: What the content makes of a claim whose cue leaves it open: the first rule that holds. A new type
#: is a member of `ClaimType` and, where words of its own tell it, a row here; a cue that tells it
#: is a row in ``cues.tsv``.
RULES: tuple[tuple[ClaimType, Callable[[Proposition, Cue, frozenset[str]], bool]], ...] = (
    (ClaimType.DEMAND, lambda proposition, cue, own: _demands(proposition)),
    (ClaimType.COMMITMENT, lambda proposition, cue, own: _commits(proposition, own)),
    (ClaimType.DENIAL, lambda proposition, cue, own: _denies(proposition)),
    (ClaimType.PREDICTION, lambda proposition, cue, own: _is_prediction(proposition, cue)),
    (ClaimType.ACCUSATION, lambda proposition, cue, own: _accuses(proposition)),
    (ClaimType.EVALUATION, lambda proposition, cue, own: _judges(proposition)),
)


def classify(proposition: Proposition, cue: Cue, own: frozenset[str] = frozenset()) -> str:
    """The type of a claim, a `ClaimType`. ``own`` holds lower-case words that name the speaker or
    whom the speaker speaks for ("Russia will answer", said by Russia's minister, is a commitment).
    """
    if proposition.statement is None:
        coming = _is_prediction(proposition, cue)
        return ClaimType.PREDICTION if coming else ClaimType.ASSERTION
    if cue.act not in _OPEN and not is_question(proposition):
        return cue.act
    told = next((act for act, rule in RULES if rule(proposition, cue, own)), None)
    if told is not None:
        return told
    return cue.act if cue.act not in ("-", ClaimType.PREDICTION) else ClaimType.ASSERTION


def rated(proposition: Proposition, cue: Cue) -> int:
    """How a cue rates a thing that the content only names: "criticised the plan"."""
    if proposition.root.pos_ not in ("NOUN", "PROPN"):
        return 0
    verbs = set(cue.form.split())
    if verbs & _AGAINST:
        return -1
    return 1 if verbs & _FOR else 0


def unknown(proposition: Proposition) -> bool:
    """Whether the claim says that something is not known: "too early to tell whether …"."""
    return any(
        t.lower_ in ("whether", "if") and t.dep_ == "mark" and t.head.dep_ in ("ccomp", "xcomp")
        for t in proposition.words
    )


__all__ = ["classify", "near", "rated", "subjects", "unknown", "valued"]
