# %% [markdown]
# # People
#
# **What you will see:** everybody who speaks in the article, what they say and when, how it
# sounds, and with whom they agree or disagree.
#
# Each sentence is the article's own, with the speaker's name put where it says “he” or “she”; it
# leads to its place in the [article](article.ipynb). A speaker's *side* is the state or
# international organisation that they speak for. The words about tone come from a model that errs;
# [Tone](tone.ipynb) says how often.

# %% tags=["remove-cell"]
import pandas as pd

from analysis.present import pages_people
from analysis.present.view import say, show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
reading = read(article)
say(pages_people.lead_text(reading))

# %% tags=["hide-input"]
show(pages_people.people_html(reading))

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(pages_people.heard_text(reading))

# %% tags=["hide-input"]
speakers = reading["actors"].query("statements > 0")
speakers.set_index("name")[["role", "side", "statements"]]

# %% [markdown]
# Next: [where they disagree](disputes.ipynb), or [every statement in a table](actors.ipynb).
