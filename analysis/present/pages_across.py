"""What the page across several articles shows: tables and computed sentences."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence

import pandas as pd

from analysis import paths
from analysis.across import Comparison
from analysis.across.comparison import HEARD, LEFT_OUT, NAMED, OWN_VOICE
from analysis.present.html import Html, Row, esc, table_html
from analysis.present.marked_article import words_link
from analysis.summaries.wording import listed, long_date, plural

#: So many names stand in a sentence at most.
_MOST = 6
_POSITIONS = {
    "asserts": "says so",
    "denies": "denies it",
    "doubts": "doubts it",
    "rejects": "rejects it",
}


def _name(comparison: Comparison, paper: int) -> str:
    return str(comparison.papers["name"].iloc[paper])


def _names(comparison: Comparison, papers: Sequence[int]) -> str:
    return listed([_name(comparison, paper) for paper in dict.fromkeys(papers)])


def _some(names: Sequence[str]) -> str:
    """Names as a list, cut where there are many; a description with its article."""
    names = [f"the {name}" if name[:1].islower() else name for name in names]
    more = len(names) - _MOST
    return listed([*names[:_MOST], f"{more} more"] if more > 1 else names)


def _to(comparison: Comparison, paper: int, start: int, statement: str = "") -> Html:
    """A link to the words in the book of a paper; its line alone where that book is not built."""
    reading = comparison.readings[paper]
    if not os.environ.get(paths.EVENT_VARIABLE):
        return Html(f"line {reading.article.paragraph_at(start).line}")
    folder = folder_names(list(comparison.papers["document"]))[paper]
    return words_link(reading, start, statement, f"../../{folder}/book/article.html")


def folder_names(documents: Sequence[str]) -> list[str]:
    """The folder of each article's book: the file's name without what an address cannot hold."""
    found: list[str] = []
    for document in documents:
        stem = document.rpartition("/")[2].rpartition(".")[0] or document
        letters = (c if c.isascii() and c.isalnum() else "-" for c in stem)
        plain = "".join(letters).strip("-") or "book"
        name, number = plain, 1
        while name.casefold() in {one.casefold() for one in found}:
            number += 1
            name = f"{plain}-{number}"
        found.append(name)
    return found


# ----------------------------------------------------------------------------------- the papers


def papers_text(comparison: Comparison) -> str:
    """Which papers are compared, and from which days."""
    rows = comparison.papers.to_dict("records")
    told = [
        f"{row['name']} ({long_date(row['published']) or 'without a date'},"
        f" {plural(row['statements'], 'statement')})"
        for row in rows
    ]
    return f"{plural(len(rows), 'article')} on one event: {listed(told)}."


def papers_html(comparison: Comparison) -> Html:
    """The articles: paper, headline, day, length."""
    return table_html(
        comparison.papers,
        {
            "name": "paper",
            "title": "headline",
            "published": "published",
            "words": "words",
            "statements": "statements",
        },
        caption="The articles beside each other.",
    )


# ------------------------------------------------------------------------------------ who is heard


def heard_text(comparison: Comparison) -> str:
    """Who is heard everywhere, who in one paper alone, and whom a paper leaves out."""
    table, count = comparison.heard, len(comparison.papers)
    everywhere = list(table.loc[table["papers"] == count, "name"])
    told = []
    if everywhere:
        told.append(f"Heard in {_all(count)}: {_some(everywhere)}.")
    else:
        told.append("Nobody is heard in all of them.")
    for paper in range(count):
        alone = [
            row["name"]
            for row in table.to_dict("records")
            if row["papers"] == 1 and row["status"][paper] == HEARD
        ]
        missing = [
            row["name"]
            for row in table.to_dict("records")
            if row["papers"] >= 2 and row["status"][paper] == LEFT_OUT
        ]
        silent = [
            row["name"]
            for row in table.to_dict("records")
            if row["papers"] >= 2 and row["status"][paper] == NAMED
        ]
        parts = []
        if alone:
            parts.append(f"alone hears {_some(alone)}")
        if missing:
            parts.append(f"leaves out {_some(missing)}")
        if silent:
            parts.append(f"names {_some(silent)} without hearing {_them(silent)}")
        if parts:
            told.append(f"{_name(comparison, paper)} {'; it '.join(parts)}.")
    return " ".join(told)


def _all(count: int) -> str:
    return "both papers" if count == 2 else f"all {count} papers"


def _them(names: Sequence[str]) -> str:
    return "that voice" if len(names) == 1 else "those voices"


def heard_html(comparison: Comparison) -> Html:
    """Who speaks in which paper, how often; those heard in most papers first."""
    count = len(comparison.papers)
    table = comparison.heard.assign(
        **{
            f"paper_{n}": [
                plural(said[n], "statement") if status[n] == HEARD else _status(status[n])
                for status, said in zip(
                    comparison.heard["status"], comparison.heard["said"], strict=True
                )
            ]
            for n in range(count)
        }
    )
    return table_html(
        table,
        {
            "name": "who",
            **{f"paper_{n}": _name(comparison, n) for n in range(count)},
        },
        caption="Who is heard where. Left out: the article does not even name them.",
        sortable=True,
        render={"name": _who},
    )


def _who(row: Row) -> Html:
    role = f' <span class="otr-for">{esc(row["role"])}</span>' if row["role"] else ""
    return Html(f"{esc(row['name'])}{role}")


def _status(status: str) -> str:
    return "named, not heard" if status == NAMED else "left out"


# ------------------------------------------------------------------------------------- quotations


def quotations_text(comparison: Comparison) -> str:
    """How many sentences several papers quote, and how many of them are cut."""
    table = comparison.quotations
    total = table["quotation"].nunique()
    if not total:
        return "No sentence is quoted in more than one paper."
    cut = table.groupby("quotation")["cut"].apply(lambda c: (c != "whole").any())
    told = f"{plural(total, 'sentence')} {'is' if total == 1 else 'are'} quoted in several papers"
    if not cut.any():
        return f"{told}, in the same words."
    return (
        f"{told}; {int(cut.sum())} of them not alike: a paper quotes less of it, or other words,"
        " than another."
    )


def quotations_html(comparison: Comparison) -> Html:
    """The versions of each quotation under each other, with what a paper leaves out."""
    table = comparison.quotations
    rows = table.assign(
        name=[_name(comparison, paper) for paper in table["paper"]],
        left=[
            f"{cut}: “{words}”" if words else cut
            for cut, words in zip(table["cut"], table["left_out"], strict=True)
        ],
    )
    return table_html(
        rows,
        {
            "speaker": "who says it",
            "name": "paper",
            "text": "as quoted there",
            "left": "how it is cut",
        },
        caption="The same sentence in several papers, beside the longest version of it.",
        sortable=True,
        css_class="otr-words-fourth",
        render={"name": lambda row: Html(f"{esc(row['name'])}, {_said_at(comparison, row)}")},
    )


def _said_at(comparison: Comparison, row: Row) -> Html:
    said = comparison.readings[row["paper"]]["statements"].set_index("statement_id")
    start = said.loc[row["statement_id"], "content"][0][0]
    return _to(comparison, row["paper"], start, row["statement_id"])


# ------------------------------------------------------------------------- what stands against what


def disputes_text(comparison: Comparison) -> str:
    """How many claims of one paper another's stand against, and the first in words."""
    table = comparison.disputes
    if table.empty:
        return (
            "No claim in one paper is found to stand against a claim in another. The machine"
            " looks for few and sure ones: silence is not agreement."
        )
    sure = int(table["sure"].sum())
    may = len(table) - sure
    told = []
    if sure:
        told.append(f"{plural(sure, 'pair')} of claims from two papers dispute each other.")
    if may:
        told.append(
            f"In {plural(may, 'pair')} of claims from two papers, one affirms by its wording what"
            " the other denies: read both before you call it a dispute."
        )
    first = table.iloc[0]
    told.append(
        f"In {_name(comparison, first['paper_a'])}, {first['holder_a']}: “{first['text_a']}”;"
        f" in {_name(comparison, first['paper_b'])}, {first['holder_b']}: “{first['text_b']}”."
    )
    return " ".join(told)


def disputes_html(comparison: Comparison) -> Html:
    """Claims of two papers that stand against each other, side by side."""
    table = comparison.disputes
    rows = table.assign(
        found=["the machine is sure" if sure else "by wording alone" for sure in table["sure"]],
    )
    return table_html(
        rows,
        {
            "text_a": "one paper",
            "text_b": "another",
            "found": "found",
        },
        caption="What one paper says and another disputes.",
        css_class="otr-words-first",
        render={f"text_{k}": lambda row, k=k: _claimed(comparison, row, k) for k in "ab"},
    )


def _claimed(comparison: Comparison, row: Row, which: str) -> Html:
    """A claim with who makes it, in which paper, and where."""
    paper = row[f"paper_{which}"]
    where = _to(comparison, paper, int(row[f"start_{which}"]))
    told = f"{row[f'holder_{which}']}, in {_name(comparison, paper)}: “{row[f'text_{which}']}”"
    return Html(f"{esc(told)} ({where})")


def matters_html(comparison: Comparison) -> Html:
    """What claims that meet are about, over all papers, and who stands how on it."""
    claims = comparison.claims.set_index("claim_id")
    rows = []
    for row in comparison.matters.to_dict("records"):
        if claims.loc[row["claims"], "paper"].nunique() < 2:
            continue
        rows.append(
            {
                "matter": _label(row["label"], list(claims.loc[row["claims"], "text"])),
                "claim": claims.loc[row["claims"][0], "text"],
                "camps": "; ".join(
                    [
                        *(_camp(comparison, claims, position) for position in row["positions"]),
                        *_against(comparison, set(row["claims"])),
                    ]
                ),
            }
        )
    return table_html(
        pd.DataFrame(rows, columns=["matter", "claim", "camps"]),
        {"matter": "matter", "claim": "the claim, as first found", "camps": "who stands how"},
        caption="Matters on which claims of several papers meet.",
    )


def _label(label: str, texts: Sequence[str]) -> str:
    """What a matter is called, where its claims have the words themselves."""
    named = any(label.casefold() in text.casefold().split() or " " in label for text in texts)
    return label if named else ""


def _against(comparison: Comparison, members: Collection[str]) -> list[str]:
    """Who may deny a matter: by wording, and in none of its camps."""
    found = []
    for row in comparison.disputes.to_dict("records"):
        for one, other in (("a", "b"), ("b", "a")):
            outside = row[f"claim_{other}"] not in members
            if row[f"claim_{one}"] in members and outside and not row["sure"]:
                where = _name(comparison, row[f"paper_{other}"])
                found.append(f"{row[f'holder_{other}']} may deny it (in {where})")
    return list(dict.fromkeys(found))


def _camp(comparison: Comparison, claims: pd.DataFrame, position: dict) -> str:
    part = claims.loc[position["claims"]]
    holders = listed(list(dict.fromkeys(part["holder"])))
    held = _POSITIONS.get(position["position"], position["position"])
    where = _names(comparison, sorted(part["paper"]))
    return f"{holders} {held} (in {where})"


# ---------------------------------------------------------------------------------- first reported


def first_text(comparison: Comparison) -> str:
    """How much more than one paper has, and which paper had most of it first."""
    table = comparison.first
    if table.empty:
        return "No quotation and no claim is found in more than one paper."
    led: dict[int, int] = {}
    ties = 0
    for row in table.to_dict("records"):
        days = row["dates"]
        if not days[0] or days.count(days[0]) > 1:
            ties += 1
        else:
            led[row["papers"][0]] = led.get(row["papers"][0], 0) + 1
    told = [f"{plural(len(table), 'quotation or claim', 'quotations and claims')}"]
    told[0] += f" {'stands' if len(table) == 1 else 'stand'} in more than one paper."
    for paper, number in sorted(led.items(), key=lambda item: (-item[1], item[0])):
        told.append(f"{_name(comparison, paper)} has {number} of them on an earlier day.")
    if ties:
        told.append(f"Of {ties} the files' dates do not tell which paper was first.")
    return " ".join(told)


def first_html(comparison: Comparison) -> Html:
    """What more than one paper has, with the day on which each has it."""
    table = comparison.first
    rows = table.assign(
        said=[
            f"{text} ({speaker})" if speaker and speaker != OWN_VOICE else text
            for text, speaker in zip(table["text"], table["speaker"], strict=True)
        ],
        when=[
            "; ".join(
                f"{_name(comparison, n)}: {long_date(day) or 'no date'}"
                for n, day in zip(row["papers"], row["dates"], strict=True)
            )
            for row in table.to_dict("records")
        ],
    )
    return table_html(
        rows,
        {
            "what": "what",
            "said": "the longest version, and whose",
            "when": "reported, the first first",
        },
        caption="First reported when, by the dates of the files.",
    )
