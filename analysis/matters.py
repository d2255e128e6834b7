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

from analysis import wordlists
from analysis.acts import valued
from analysis.certainty import Cue, marked, negations
from analysis.propositions import Proposition

_PARTICLES = frozenset("back out up down off away in around over from".split())
_LIGHT = frozenset(
    """be have do say tell make take get go come see know think want use year month week day time
    thing people way part number sign position reality start end point day case place monday tuesday
    wednesday thursday friday saturday sunday""".split()
)
_POINTING = frozenset("this that these those".split())
_UPHOLDING = frozenset("confirm support welcome endorse accept verify prove".split())
#: What stands in such a phrase only dates or frames the claim: "after military drills".
_FRAMING = frozenset(
    "after before during since until amid despite following while when because for".split()
)


@dataclass(frozen=True)
class Event:
    """A matter named in a claim, the words that name it, and whether someone or something it
    happens to is named with it."""

    matter: str
    words: tuple[Token, ...]
    bare: bool

    @property
    def text(self) -> str:
        """The naming words, as they stand in the text."""
        return " ".join(t.text for t in self.words)


@dataclass(frozen=True)
class Pointer:
    """Words by which a claim speaks of another: "this demand", "Russia's claim"."""

    noun: str
    types: tuple[str, ...]
    owner: str
    near: bool
    text: str


@dataclass(frozen=True)
class Matter:
    """All of it. ``stand``: 1 holds the events to be so, -1 denies or doubts them, 0 leaves it
    open. ``carriers`` are the words that turn it to -1."""

    events: tuple[Event, ...]
    themes: frozenset[str]
    pointers: tuple[Pointer, ...]
    stand: int
    doubts: bool
    carriers: tuple[str, ...]


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
        if t.pos_ in kept and t.i != token.i and t.lemma_.lower() not in _LIGHT
    ]


def _framing(token: Token, proposition: Proposition) -> bool:
    """Whether a word only dates, frames or describes: "after military drills", "the boat rescued
    on Friday". What hangs on a light noun ("the day propaganda failed") or on a noun of saying
    ("signs that …") is the claim's own matter."""
    at = token
    if at.dep_ in ("amod", "acl") and at.tag_ in ("VBN", "VBG", "VBD") and not _has_mark(at):
        return True
    while at.head.i != at.i and at.i != proposition.root.i:
        if at.dep_ == "prep" and at.lower_ in _FRAMING and at.head.pos_ in ("VERB", "AUX"):
            return True
        if at.dep_ == "advcl" and at.i not in {c.i for c in proposition.clauses}:
            return not any(c.lower_ in ("if", "unless") for c in at.children)
        if at.dep_ in ("acl", "relcl"):
            light = at.head.lemma_.lower() in _LIGHT
            if not _has_mark(at) and not light:
                return True
        at = at.head
        if at.i not in proposition.inside:
            return False
    return False


def _has_mark(token: Token) -> bool:
    return any(c.dep_ == "mark" or c.tag_ in ("TO", "IN") for c in token.children if c.i < token.i)


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
        if form in ("stay", "remain") and any(
            c.dep_ in ("acomp", "attr") and c.i in proposition.inside for c in token.children
        ):
            continue  # "remains possible" is no staying
        used |= {w.i for w in words}
        around = [n for n in _inner_names(token) if n.i in proposition.inside and n not in words]
        bare = not around
        if token.dep_ == "amod" and token.head.pos_ == "NOUN":
            bare = False
        found += [Event(matter, words, bare) for matter in _forms()[form]]
    return found


def _themes(proposition: Proposition) -> frozenset[str]:
    return frozenset(
        t.lemma_.lower()
        for t in proposition.words
        if t.pos_ in ("NOUN", "PROPN") and t.lemma_.lower() not in _LIGHT and len(t) > 1
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
        found.append(Pointer(noun, types, owner, bool(pointing), text))
    return found


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
    asked = proposition.words[0].tag_ in ("WRB", "WP") and proposition.statement is not None
    open_ = asked or any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether")
        for clause in proposition.root.children
        if clause.dep_ == "advcl"
        for c in clause.children
    )
    carriers = [t.text for t in negations(proposition)] + [_whole(t) for t in empties]
    if cue.polarity == "negative":
        carriers.append(cue.form)
    negative = (polarity == "negative") != bool(empties)
    stand = 0 if open_ else -1 if negative or doubts else 1
    events = _events(proposition)
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
    )


def upholds(proposition: Proposition) -> bool:
    """Whether the claim's predicate stands by what it speaks of ("confirms the claim")."""
    return proposition.root.lemma_.lower() in _UPHOLDING


def is_turn(event: Event) -> bool:
    """Whether an event only turns another: begins, ends, raises, confirms it."""
    return event.matter.startswith("~")


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
