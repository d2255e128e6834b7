# %% [markdown]
# # Every statement
#
# **What you will see:** everybody the article names, for which side they speak, and the full table
# of statements. What each of them says in sentences stands under [People](people.ipynb).
#
# A *statement* is what somebody is said to have said, written, believed or intended. It is
# *direct* where the article puts it in quotation marks, *mixed* where some of it is, and
# *indirect* where the article tells it in words of its own. A *side* is the state or
# international organisation that a person speaks for.

# %% tags=["remove-cell"]
import pandas as pd
from IPython.display import display

from analysis.present import marked_article, pages, pages_front, pages_people
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
#
# A role is given in the article's own words where it has any; otherwise, as for a president whom
# every reader is expected to know, it comes from a dated list of office holders that goes with the
# analysis.

# %% tags=["hide-input"]
display(say(pages_people.named_text(reading)))
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
show(pages_front.voices_figure(reading))

# %% tags=["hide-input"]
from analysis.summaries import speaker_counts

speakers = speaker_counts.by_speaker(statements, actors)
speakers.set_index("speaker")[["statements", "direct", "mixed", "indirect"]].head(8)

# %% [markdown]
# ## The table of statements

# %% tags=["hide-input"]
display(say(pages_people.statements_text(reading)))
names = {"statement_id": "id", "content_text": "what", "confidence": "sure"}
statements.rename(columns=names).set_index("id")[["speaker", "what", "kind", "sure"]].head(6)

# %% [markdown]
# Here are all of them, to sort and to search in the book. Each row leads to its words in the
# [article](article.ipynb).

# %% tags=["hide-input"]
show(marked_article.statements_table_html(reading))

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(pages_people.heard_text(reading))

# %% [markdown]
# Next: [what they claim](claims.ipynb).
