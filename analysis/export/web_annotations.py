"""Statements and claims as W3C Web Annotations (JSON-LD), for annotation tools.

Data model: https://www.w3.org/TR/annotation-model/. Each annotation points at the article by a
text position (code points of the stored text) and by a text quote with what stands around it,
and says what is there with schema.org's ``Quotation`` and ``Claim``.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import outputs
from analysis.errors import InputError
from analysis.tables import parts_of

if TYPE_CHECKING:
    from analysis.reading import Reading

#: Characters given before and after a quote, enough to find it in a changed copy.
AROUND = 32
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"schema": "http://schema.org/"}]
#: Stands near the beginning of every annotation page, ours or not.
_PAGE = '"type": "AnnotationPage"'
#: Ids are names, not addresses: the same text gives the same ids on every machine.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.w3.org/ns/oa#Annotation")

Row = Mapping[str, Any]


def selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    """The two selectors of ``text[start:end]``: by position, and by quote with its context."""
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
    ]


def _source(reading: Reading) -> str:
    """What the annotations are about: the article's address, else its fingerprint."""
    return reading.article.url or f"urn:sha256:{reading.article.sha256}"


def _id(reading: Reading, name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{reading.article.sha256}/{name}')}"


def _targets(reading: Reading, spans: Iterable[Sequence[int]]) -> Any:
    """One target a span; by the model, a lone target is no list."""
    found = [
        {"source": _source(reading), "selector": selectors(reading.article.text, start, end)}
        for start, end in spans
    ]
    return found[0] if len(found) == 1 else found


def _named(name: str, kind: str, wikidata: str) -> dict[str, Any]:
    sort = {"person": "schema:Person", "organisation": "schema:Organization"}
    about: dict[str, Any] = {"type": sort.get(kind, "schema:Thing"), "schema:name": name}
    if wikidata:
        about["schema:sameAs"] = f"http://www.wikidata.org/entity/{wikidata}"
    return about


def _thing(kind: str, name: str) -> dict[str, Any] | None:
    return {"type": f"schema:{kind}", "schema:name": name} if name else None


def _speakers(row: Row, actors: Mapping[str, Row]) -> Any:
    """Who speaks, as schema.org things; None where nobody is named."""
    known = [actors[key] for key in parts_of(row["actor_id"]) if key in actors]
    found = [_named(a["name"], a["kind"], a["wikidata"]) for a in known]
    return (found[0] if len(found) == 1 else found) or _thing("Thing", row.get("speaker", ""))


def _bodies(kind: str, text: str, tags: Iterable[str], **more: object) -> list[dict[str, Any]]:
    """A body of schema.org's type ``kind`` and a tag for each word that has no place in it;
    what is empty is left out, as unknown."""
    body: dict[str, Any] = {"type": f"schema:{kind}", "schema:text": text}
    body |= {f"schema:{name}": value for name, value in more.items() if value not in ("", None)}
    return [
        body,
        *(
            {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag}
            for tag in tags
            if tag
        ),
    ]


def _annotation(
    reading: Reading, name: str, motivation: str, bodies: list[dict[str, Any]], spans: Any
) -> dict[str, Any]:
    return {
        "id": _id(reading, name),
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": _targets(reading, spans),
    }


def _statements(reading: Reading, actors: Mapping[str, Row]) -> Iterator[dict[str, Any]]:
    for row in reading.tables["statements"].to_dict("records"):
        if not row["content"]:
            continue
        bodies = _bodies(
            "Quotation",
            row["content_text"],
            (row["kind"], row["medium"]),
            identifier=row["statement_id"],
            creator=_speakers(row, actors),
            dateCreated=row["said_on"],
            audience=_thing("Audience", row["addressee"]),
            provider=_thing("Organization", row["via"]),
        )
        yield _annotation(
            reading, f"statement/{row['statement_id']}", "identifying", bodies, row["content"]
        )


def _claims(reading: Reading, actors: Mapping[str, Row]) -> Iterator[dict[str, Any]]:
    if "claims" not in reading.tables:
        return
    for row in reading.tables["claims"].to_dict("records"):
        said_in = row["statement_id"]
        bodies = _bodies(
            "Claim",
            row["text"],
            (row["type"], row["certainty"], row["polarity"]),
            identifier=row["claim_id"],
            creator=_speakers(row, actors),
            about=_thing("Thing", row["topic"]),
            isPartOf={"id": _id(reading, f"statement/{said_in}")} if said_in else None,
        )
        yield _annotation(
            reading, f"claim/{row['claim_id']}", "classifying", bodies, [[row["start"], row["end"]]]
        )


def _corrections(reading: Reading) -> Iterator[dict[str, Any]]:
    """What a person decided, so that `analysis.corrections` reads it back; what has no place in
    the text is left out."""
    if "corrections" not in reading.tables:
        return
    claims = {}
    if "claims" in reading.tables:
        claims = {row["claim_id"]: row for row in reading.tables["claims"].to_dict("records")}
    for row in reading.tables["corrections"].to_dict("records"):
        spans = row["place"]
        if row["kind"] == "pair":  # both claims, where they are found
            pair = [claims[key] for key in str(row["row"]).split("; ") if key in claims]
            spans = [[claim["start"], claim["end"]] for claim in pair]
        elif spans:
            spans = [[spans[0][0], spans[-1][1]]]
        if not spans:
            continue
        bodies = [
            {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
            for purpose, value in (
                ("classifying", row["kind"]),
                ("editing", row["decided"]),
                ("describing", row["note"]),
            )
            if value
        ]
        name = f"correction/{row['correction_id']}"
        yield _annotation(reading, name, "editing", bodies, spans)


def to_jsonld(reading: Reading) -> dict[str, Any]:
    """An annotation page with every statement, then every claim and correction, of ``reading``.

    A plain dict for `json.dump`. Needs the tables statements and actors; claims where there
    are any.
    """
    actors = {row["actor_id"]: row for row in reading.tables["actors"].to_dict("records")}
    items = [*_statements(reading, actors), *_claims(reading, actors), *_corrections(reading)]
    return {
        "@context": CONTEXT,
        "id": _id(reading, "page"),
        "type": "AnnotationPage",
        "partOf": {
            "id": _id(reading, "collection"),
            "type": "AnnotationCollection",
            "label": f"Statements and claims in {reading.article.document}",
            "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }


def check_out(out: str | Path, inputs: Sequence[str | Path] = ()) -> Path:
    """``out`` as a Path, if the annotations could be written there; nothing is made.

    Raises InputError where it cannot be written, is one of the ``inputs``, or is there and is
    no annotation page.
    """
    path = outputs.check_file(out, inputs)
    if path.exists() and path.stat().st_size:
        try:
            with open(path, encoding="utf-8") as file:
                ours = _PAGE in file.read(4096)
        except (OSError, ValueError):
            ours = False
        if not ours:
            raise InputError(
                f"{outputs.shown(path)} is there and is no annotation page;"
                " move it, or choose another --out."
            )
    return path


def write_jsonld(reading: Reading, path: Path) -> None:
    """Write `to_jsonld` to ``path`` as UTF-8 JSON, whole or not at all. Raises InputError where
    the system refuses."""
    text = json.dumps(to_jsonld(reading), ensure_ascii=False, indent=1)
    outputs.write_text(path, text + "\n")
