"""What a claim is about: the events it names, of whom, how it stands to them, and which other
claims it speaks of.

Events are read as entries of ``opposites.tsv`` ("pull back", "withdrawal" are one matter,
"remain" its opposite); other words stand for themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from analysis.claims import claim_types
from analysis.claims.certainty import Cue, is_question, marked, negations
from analysis.claims.claim_types import valued
from analysis.claims.clauses import Proposition
from analysis.knowledge import wordlists

_PARTICLES = wordlists.words("pair_words", "particle")
LIGHT = wordlists.words("pair_words", "light") | wordlists.words("calendar", "weekday")
_POINTING = wordlists.words("pair_words", "pointing")
#: Pronouns of a claim's parties: for whom or what they may stand, and which stand for the same.
_ANYTHING = wordlists.words("pair_words", "anything")
_SOMEBODY = wordlists.words("pair_words", "somebody")
_SOMEBODY_TOO = wordlists.words("pair_words", "somebody_too")
_UPHOLDING = wordlists.words("pair_words", "upholding")
_PREVENTING = wordlists.words("pair_words", "preventing")
_STANDS = frozenset("~support ~oppose ~confirm ~deny ~legal ~illegal ~fair ~unfair".split())
#: Of these a negation denies the subject itself.
_OCCURRING = wordlists.words("pair_words", "occurring")
#: What follows other prepositions only dates or frames the claim: "after military drills".
_BINDING = wordlists.words("pair_words", "binding")


@dataclass(frozen=True)
class Event:
    """A matter named in a claim, the words that name it, whether it stands alone (nobody and
    nothing it happens to is named with it), and whether a negation of its own denies it."""

    matter: str
    words: tuple[Token, ...]
    bare: bool
    denied: bool = False

    @property
    def parties(self) -> tuple[Token, ...]:
        """Who does it and whom it befalls, as far as its clause says."""
        head = self.words[0]
        if head.dep_ in ("xcomp", "attr", "acomp"):
            head = head.head
        roles = ("nsubj", "nsubjpass", "dobj")
        return tuple(c for c in head.children if c.dep_ in roles and c not in self.words)

    @property
    def text(self) -> str:
        """The naming words, as they stand in the text."""
        return " ".join(t.text for t in self.words)


@dataclass(frozen=True)
class Pointer:
    """Words by which a claim speaks of another: "this demand", "Russia's claim". ``judged``:
    they are what the claim's predicate is about, not a word by the way."""

    noun: str
    types: tuple[str, ...]
    owner: str
    near: bool
    judged: bool
    text: str


@dataclass(frozen=True)
class Matter:
    """All of it. ``stand``: 1 holds the events to be so, -1 denies or doubts them, 0 leaves it
    open. ``carriers`` are the words that turn it to -1. ``rated``: a thing only named is praised
    (1) or criticised (-1), so that nothing is said of whether it is so."""

    events: tuple[Event, ...]
    themes: frozenset[str]
    pointers: tuple[Pointer, ...]
    stand: int
    doubts: bool
    carriers: tuple[str, ...]
    rated: int = 0


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for matter, _, forms in wordlists.rows("opposites"):
        for form in forms.split(","):
            found.setdefault(form.strip(), []).append(matter)
    return {form: tuple(matters) for form, matters in found.items()}


@lru_cache(maxsize=1)
def relations() -> tuple[dict[str, str], dict[str, str]]:
    """Each matter's opposite, and its kin."""
    opposite, kin = {}, {}
    for matter, other, _ in wordlists.rows("opposites"):
        if other.startswith("="):
            kin[matter] = other[1:]
        elif other != "-":
            opposite[matter] = other
    return opposite, kin


def _listed(form: str, token: Token) -> str:
    """The form as listed, where it is listed for the token's part of speech."""
    forms = _forms()
    verbal = token.tag_.startswith("V") or token.pos_ == "VERB"
    if form in forms:
        return form
    if token.dep_ == "compound" and f"{form}/c" in forms:
        return f"{form}/c"
    marked_form = f"{form}/{'v' if verbal else 'n'}"
    return marked_form if marked_form in forms else ""


def _named(token: Token) -> tuple[str, tuple[Token, ...]] | None:
    """The longest listed form that a token heads, with its words."""
    forms = _forms()
    doc, i = token.doc, token.i
    if i > 1 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_:
        joined = f"{doc[i - 2].lower_}-{token.lemma_.lower()}"
        if joined in forms:
            return joined, (doc[i - 2], doc[i - 1], token)
        if i > 2 and doc[i - 2].text == "-":
            return None
    lemma = token.lemma_.lower()
    for child in token.children:
        close = 0 < child.i - i < 4 and child.lower_ in _PARTICLES
        if close and f"{lemma} {child.lower_}" in forms:
            return f"{lemma} {child.lower_}", (token, child)
    for child in token.children:
        if child.lower_ == "from" and f"{lemma} from" in forms:
            return f"{lemma} from", (token,)
    later = doc[i + 1 : i + 2].text.lower() if i + 1 < len(doc) else ""
    if later and f"{lemma} {doc[i + 1].lemma_.lower()}" in forms:
        return f"{lemma} {doc[i + 1].lemma_.lower()}", (token, doc[i + 1])
    form = _listed(lemma, token) or _listed(token.lower_, token)
    return (form, (token,)) if form else None


def _inner_names(token: Token) -> list[Token]:
    kept = ("NOUN", "PROPN")
    return [
        t
        for t in token.subtree
        if t.pos_ in kept and t.i != token.i and t.lemma_.lower() not in LIGHT
    ]


def _framing(token: Token, proposition: Proposition) -> bool:
    """Whether a word only dates, frames or describes: "after military drills", "the boat rescued
    on Friday". What hangs on a light noun ("the day propaganda failed") or on a noun of saying
    ("signs that …") is the claim's own matter."""
    at = token
    if _fronted(token, proposition):
        return True
    if at.dep_ in ("amod", "acl") and at.tag_ in ("VBN", "VBG", "VBD") and not _has_mark(at):
        return True
    while at.head.i != at.i and at.i != proposition.root.i:
        of_noun = at.lower_ == "in" and at.head.pos_ == "NOUN"
        if at.dep_ == "prep" and at.lower_ not in _BINDING and not of_noun:
            return True
        if at.dep_ == "advcl" and at.i not in {c.i for c in proposition.clauses}:
            on_condition = any(c.lower_ in ("if", "unless") for c in at.children)
            return not (on_condition and at.head.i == proposition.root.i)
        if at.dep_ == "ccomp" and at.left_edge.tag_ in ("WRB", "WP", "WDT"):
            return True  # "unclear how many would withdraw"
        if at.dep_ in ("acl", "relcl"):
            light = at.head.lemma_.lower() in LIGHT
            if not _has_mark(at) and not light:
                return True
        at = at.head
        if at.i not in proposition.inside:
            return False
    return False


def _fronted(token: Token, proposition: Proposition) -> bool:
    """Whether a word stands in a phrase before the subject: "With so many systems, there is …"."""
    root = proposition.root
    subjects = [c for c in root.children if c.dep_ in ("nsubj", "nsubjpass", "expl")]
    if not subjects or token.i > min(s.left_edge.i for s in subjects):
        return False
    at = token
    while at.head.i not in (at.i, root.i):
        at = at.head
    return at.dep_ == "prep" and at.head.i == root.i


def _has_mark(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)


def _events(proposition: Proposition) -> list[Event]:
    found: list[Event] = []
    used: set[int] = set()
    for token in proposition.words:
        if token.i in used or token.pos_ in ("ADP", "PRON", "DET", "CCONJ", "PUNCT"):
            continue
        named = _named(token)
        if named is None:
            continue
        form, words = named
        if _framing(token, proposition):
            continue
        if token.pos_ == "VERB" and any(
            c.dep_ in ("acomp", "attr", "oprd") and c.i in proposition.inside
            for c in token.children
        ):
            continue  # "remains possible" is no staying, "left it unclear" no leaving
        used |= {w.i for w in words}
        around = [n for n in _inner_names(token) if n.i in proposition.inside and n not in words]
        bare = not around
        if token.dep_ == "amod" and token.head.pos_ == "NOUN":
            bare = False
        # "he says that it has not begun": a negation of the event's own, deeper in the claim
        denied = token not in proposition.clauses and any(c.dep_ == "neg" for c in token.children)
        denied = denied != _prevented(token)
        found += [Event(matter, words, bare, denied) for matter in _forms()[form]]
    return found


def _prevented(token: Token) -> bool:
    """Whether it is what something keeps from happening: "prevents him from releasing it"."""
    above = token.head
    return token.dep_ == "pcomp" and above.lower_ == "from" and above.head.lemma_ in _PREVENTING


def _in_scope(events: list[Event], proposition: Proposition) -> list[Event]:
    """The events that a negation reaches: not those of the subject, unless what is denied is
    that they happen or what they amount to ("the withdrawal has not begun")."""
    root = proposition.root
    ascribed = root.lemma_ == "be" and any(c.dep_ in ("attr", "acomp") for c in root.children)
    there = any(c.dep_ == "expl" for c in root.children)
    occurs = root.lemma_.lower() in _OCCURRING and (there or not ascribed)
    if not negations(proposition) or occurs:
        return events
    subjects = ("nsubj", "nsubjpass", "csubj")
    subject = {t.i for c in root.children if c.dep_ in subjects for t in c.subtree}
    return [e for e in events if e.words[0].i not in subject]


def _themes(proposition: Proposition) -> frozenset[str]:
    return frozenset(
        t.lemma_.lower()
        for t in proposition.words
        if t.pos_ in ("NOUN", "PROPN") and t.lemma_.lower() not in LIGHT and len(t) > 1
    )


def _pointers(proposition: Proposition) -> list[Pointer]:
    listed = wordlists.table("speech_nouns")
    found = []
    for token in proposition.words:
        noun = token.lemma_.lower()
        if token.pos_ not in ("NOUN", "PROPN") or noun not in listed:
            continue
        pointing = [c for c in token.children if c.dep_ == "det" and c.lower_ in _POINTING]
        owners = [c for c in token.children if c.dep_ == "poss"]
        clause = any(c.dep_ in ("acl", "relcl", "ccomp") for c in token.children)
        definite = any(c.dep_ == "det" and c.lower_ == "the" for c in token.children)
        if not (pointing or owners or (definite and clause)):
            continue
        owner = owners[0].text if owners and owners[0].pos_ != "PRON" else ""
        types = tuple(listed[noun][0].split())
        first = (owners or pointing or [token])[0]
        text = proposition.doc[min(first.i, token.i) : token.i + 1].text
        found.append(Pointer(noun, types, owner, bool(pointing), _judged(token, proposition), text))
    return found


def _judged(token: Token, proposition: Proposition) -> bool:
    """Whether a noun is the object of the claim's predicate, or the subject of a judgement."""
    root = proposition.root
    if token.i == root.i or (token.dep_ in ("dobj", "nsubjpass") and token.head.i == root.i):
        return True
    complement = any(c.dep_ in ("attr", "acomp") for c in root.children)
    return token.dep_ == "nsubj" and token.head.i == root.i and complement


def _empties(proposition: Proposition) -> list[Token]:
    """Words that call what they are about unreal: "hysteria over …", "is a non-starter"."""
    return [t for t in proposition.words if valued(t) == "empty" and t.pos_ != "PUNCT"]


def _whole(token: Token) -> str:
    """A word with what a hyphen joins to it: the parser cuts "non-starter" in three."""
    doc, first = token.doc, token.i
    while first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        first -= 2
    return doc[first : token.i + 1].text


def of(proposition: Proposition, cue: Cue, polarity: str) -> Matter:
    """The matter of a claim."""
    empties = _empties(proposition)
    doubts = [form for form, _ in marked(proposition, ("doubt",))]
    # "how many troops would withdraw" takes the withdrawal for granted and asks about it
    asked = proposition.statement is not None and any(
        t.tag_ in ("WRB", "WP") for t in proposition.words[: 3 if len(proposition.words) > 3 else 1]
    )
    asked = asked or is_question(proposition)
    open_ = asked or any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether")
        for clause in proposition.root.children
        if clause.dep_ == "advcl"
        for c in clause.children
    )
    rated = claim_types.rated(proposition, cue) if not empties else 0
    carriers = [t.text for t in negations(proposition)] + [_whole(t) for t in empties]
    if cue.polarity == "negative":
        carriers.append(cue.form)
    negative = (polarity == "negative") != bool(empties)
    stand = 0 if open_ or claim_types.unknown(proposition) else -1 if negative or doubts else 1
    events = _in_scope(_events(proposition), proposition)
    chief = [e for e in events if proposition.root in e.words and not is_turn(e)]
    if negations(proposition) and chief:
        events = chief  # "never forced to work" denies the force, not the work
    return Matter(
        tuple(events),
        _themes(proposition),
        tuple(_pointers(proposition)),
        stand,
        bool(doubts),
        tuple(dict.fromkeys(carriers)) or tuple(doubts),
        rated,
    )


def upholds(proposition: Proposition) -> bool:
    """Whether the claim's predicate stands by what it speaks of ("confirms the claim")."""
    return proposition.root.lemma_.lower() in _UPHOLDING


def is_turn(event: Event) -> bool:
    """Whether an event only turns another: begins, ends, raises, confirms it."""
    return event.matter.startswith("~")


def is_stand(event: Event) -> bool:
    """Whether an event is a stand towards a thing: supports, confirms, calls lawful. What only
    changes with time (rises, ends) may be so today and not so tomorrow."""
    return event.matter in _STANDS


def fit(one: Event, other: Event) -> bool:
    """Whether two events may befall the same: some party of the one can be a party of the other
    (the same word, or a pronoun that could stand for it), or one names none."""
    left, right = one.parties, other.parties
    if not left or not right:
        return True
    return any(_may_be(a, b) for a in left for b in right)


def _may_be(a: Token, b: Token) -> bool:
    if a.lemma_.lower() == b.lemma_.lower() and a.pos_ != "DET":
        return True
    for pronoun, noun in ((a, b), (b, a)):
        word = pronoun.lower_
        if word in _ANYTHING and noun.lower_ not in _POINTING:
            return noun.pos_ in ("NOUN", "PROPN", "PRON")
        if word in _SOMEBODY:
            return noun.pos_ == "PROPN" or noun.lower_ in _SOMEBODY_TOO
    return False


def shared(one: Sequence[Event], other: Sequence[Event]) -> list[tuple[Event, Event, str]]:
    """Pairs of events that are the ``same``, ``opposite`` or ``kin`` matters."""
    opposite, kin = relations()
    found = []
    for a in one:
        for b in other:
            if a.matter == b.matter:
                found.append((a, b, "same"))
            elif opposite.get(a.matter) == b.matter or opposite.get(b.matter) == a.matter:
                found.append((a, b, "opposite"))
            elif kin.get(a.matter) == b.matter or kin.get(b.matter) == a.matter:
                found.append((a, b, "kin"))
    return found
