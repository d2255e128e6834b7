# %% [markdown]
# # What they claim
#
# **What you will see:** the single claims that the statements make, what kind of speech each is,
# and how certain it makes itself.
#
# A *claim* is one proposition: “Russia was ready to continue talks” is one, and a sentence may
# hold several. Some are made by a speaker, some by the article itself. Its *type* says what the
# speaker does with it: assert, predict, demand, promise (a *commitment*), accuse, deny or judge (an
# *evaluation*); its *certainty* says how sure the words make themselves: “will” is certain,
# “likely” probable, “could” possible.

# %% tags=["remove-cell"]
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Markdown, display

from analysis.present import charts_claims, pages_claims
from analysis.present.view import say, show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
reading = read(article)
claims, actors = reading["claims"], reading["actors"]

# %% [markdown]
# ## Which side claims what

# %% tags=["hide-input"]
own = claims["statement_id"] == ""
display(Markdown(f"The article holds {len(claims)} claims, {own.sum()} of them in its own voice."))
say(pages_claims.types_text(claims))

# %% [markdown]
# Claims by type, for the sides that make most of them; a claim that several sides make together
# counts for each. The figure has them all.

# %% tags=["hide-input"]
from analysis.summaries import disputes, speaker_counts

held = disputes.held(claims, actors)
heard = held["side"].value_counts().index[:4]
pd.crosstab(held["type"], held["side"])[heard]

# %% mystnb={"figure": {"caption": "Claims by type and side; each circle holds the number of claims.", "name": "fig-types"}, "image": {"alt": "A grid: types of claim down, sides across, a circle with the number of claims in each cell; the text above says what it shows."}} tags=["hide-input"]
palette = speaker_counts.sides(reading["statements"], actors)
fig, ax = plt.subplots(figsize=(5.5, 1.3 + 0.62 * claims["type"].nunique()), layout="constrained")
charts_claims.types(claims, actors, palette, ax=ax)
plt.show()

# %% tags=["hide-input"]
show(pages_claims.types_csv(claims, actors))

# %% [markdown]
# ## How sure they make themselves

# %% tags=["hide-input"]
say(pages_claims.certainty_text(claims))

# %% tags=["hide-input"]
pd.crosstab(claims["certainty"], claims["polarity"])

# %% [markdown]
# *Positive* says that something is so, *negative* that it is not.
#
# ## Every claim
#
# The number at the head of a row leads to the statement it is made in, in the
# [article](article.ipynb). Types and certainty come from the words around them (verbs of saying,
# modal verbs, negation), so irony escapes them; *because* gives those words.

# %% tags=["hide-input"]
show(pages_claims.claims_html(reading))

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(pages_claims.types_text(claims))

# %% [markdown]
# Next: [where they disagree](disputes.ipynb).
