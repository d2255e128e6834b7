# %% [markdown]
# # Who speaks
#
# **What you will see:** everybody the article names, for which side they speak, who is heard and
# in whose words, and the full table of statements.
#
# A *statement* is what somebody is said to have said, written, believed or intended. It is
# *direct* where the article puts it in quotation marks, *mixed* where some of it is, and
# *indirect* where the article tells it in words of its own. A *side* is the state or
# international organisation that a person speaks for.

# %% tags=["remove-cell"]
import pandas as pd
from IPython.display import Markdown, display

from analysis.present import charts, marked_article, pages
from analysis.present.view import say, show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
reading = read(article)
actors, statements = reading["actors"], reading["statements"]

# %% [markdown]
# ## The actors

# %% tags=["hide-input"]
people = actors[actors["kind"] == "person"]
display(Markdown(f"""\
The article names {len(actors)} actors, {len(people)} of them people. A role is given in the \
article's own words where it has any; otherwise, as for a president whom every reader is expected \
to know, it comes from a dated list of office holders that goes with the analysis."""))
actors.sort_values("statements", ascending=False, kind="stable").set_index("name")[
    ["role", "side", "statements"]
].head(8)

# %% [markdown]
# All of them, with their affiliation and where they are first named:

# %% tags=["hide-input"]
show(pages.actors_html(reading))

# %% [markdown]
# ## Whose voice is heard
#
# Counting statements says who gets a hearing, not who is right. A joint statement counts for
# each who makes it.

# %% tags=["hide-input"]
from analysis.summaries import speaker_counts

speakers = speaker_counts.by_speaker(statements, actors)
sides = speaker_counts.by_side(speakers)
palette = speaker_counts.sides(statements, actors)
say(charts.voices_text(speakers, sides))

# %% mystnb={"figure": {"caption": "Statements by speaker, under the side spoken for. Solid: in quotation marks; hatched: partly quoted; dotted: reported in the article's words.", "name": "fig-voices"}, "image": {"alt": "Bar chart of the statements of each speaker, grouped by side; shading tells quoted from reported words."}} tags=["hide-input"]
charts.voices(speakers, palette)

# %% tags=["hide-input"]
sides.replace({"side": {"": "no side"}}).set_index("side")[
    ["statements", "direct", "mixed", "indirect"]
]

# %% [markdown]
# ## Every statement

# %% tags=["hide-input"]
n, official = len(statements), statements["official"].sum()
dated, unknown = (statements["said_on"] != "").sum(), (statements["speaker"] == "").sum()
display(Markdown(f"""\
There are {n}, {official} of them made for a state, an armed force or an international \
organisation. The day is given only where the text gives it ({dated} times). For {unknown} the \
machine does not know who speaks, and says so."""))
names = {"statement_id": "id", "content_text": "what", "confidence": "sure"}
statements.rename(columns=names).set_index("id")[["speaker", "what", "kind", "sure"]].head(6)

# %% [markdown]
# Here are all of them, to sort and to search in the book. The number at the head of a row leads to
# its words in the [article](article.ipynb).

# %% tags=["hide-input"]
show(marked_article.statements_table_html(reading))

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(charts.voices_text(speakers, sides))

# %% [markdown]
# Next: [what they claim](claims.ipynb).
