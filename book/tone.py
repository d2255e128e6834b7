# %% [markdown]
# # Tone
#
# **What you will see:** how each official statement sounds and towards whom, in words, beside the
# label of a human reader where there is one; how often the machine is wrong; and what two simple
# word lists make of the same statements.
#
# *Official* are the statements of somebody who speaks for a state, an armed force or an
# international organisation. *Tone* is the feeling of the words towards what they speak of:
# critical, matter-of-fact or friendly. It is not truth, nor how the reader should feel. Where the
# machine could as well have chosen another of the three, it says *unsure*.

# %% tags=["remove-cell"]
import pandas as pd

from analysis.present import pages_tone
from analysis.present.view import say, show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
reading = read(article)
say(pages_tone.lead_text(reading), pages_tone.error_text(reading))

# %% tags=["hide-input"]
show(pages_tone.figure_html(reading))

# %% [markdown]
# ## Statement by statement
#
# The words lead to their place in the [article](article.ipynb).

# %% tags=["hide-input"]
show(pages_tone.rows_html(reading))

# %% [markdown]
# ## Three methods compared
#
# The words above come from a model that was trained on news sentences which people had labelled,
# and on whole statements coded by hand. VADER and AFINN are word lists: they add up the feeling of
# single words, and do not know *towards whom* a word is aimed. Each gives a score from −1
# (unfriendly) to +1 (friendly):

# %% tags=["hide-input"]
official = pages_tone.rated(reading)
whole = reading["sentiment"][reading["sentiment"]["target"] == ""]
merged = whole.merge(official[["statement_id", "speaker", "content_text"]])
scores = merged.pivot_table(index="statement_id", columns="method", values="score")
scores.reindex(columns=["model", "vader", "afinn"]).describe().loc[["count", "mean", "min", "max"]]

# %% tags=["hide-input"]
say(pages_tone.cases_text(reading, official))

# %% [markdown]
# What adding up words can do, on sentences made up for the purpose:

# %% tags=["hide-input"]
from analysis.summaries import lexicon_examples

lexicon_examples.examples().set_index("sentence")

# %% [markdown]
# Every score, and the words without which the model's score would differ most:

# %% tags=["hide-input"]
show(pages_tone.scores_html(reading, official))

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(pages_tone.short_text(reading))

# %% [markdown]
# Take a label for a reading, not for a verdict: follow the words to the
# [article](article.ipynb), and judge.
