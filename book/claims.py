# %% [markdown]
# # What they claim
#
# **What you will see:** the single claims that the statements make, what kind of speech each is,
# and how certain it makes itself.
#
# A *claim* is one proposition: “the bridge is closed” is one, and a sentence may
# hold several. Some are made by a speaker, some by the article itself. Its *type* says what the
# speaker does with it: assert, predict, demand, promise (a *commitment*), accuse, deny or judge (an
# *evaluation*); its *certainty* says how sure the words make themselves: “will” is certain,
# “likely” probable, “could” possible.

# %% tags=["remove-cell"]
import pandas as pd

from analysis.present import charts_claims, pages_claims, svg
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
say(pages_claims.claims_text(claims), pages_claims.types_text(claims))

# %% [markdown]
# Claims by type, for the sides that make most of them; a claim that several sides make together
# counts for each. The figure has them all.

# %% tags=["hide-input"]
from analysis.summaries import disputes, speaker_counts

held = disputes.held(claims, actors)
heard = held["side"].value_counts().index[:4]
pd.crosstab(held["type"], held["side"])[heard]

# %% tags=["hide-input"]
palette = speaker_counts.sides(reading["statements"], actors)
types = charts_claims.types(claims, actors, palette)
title = pages_claims.types_title(claims)
show(svg.figure_html(types, "types", title, pages_claims.types_text(claims)))

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
# The last column leads to its words in the [article](article.ipynb). Types and certainty come from the words around them (verbs of saying,
# modal verbs, negation), so irony escapes them; *because* gives those words.

# %% tags=["hide-input"]
show(pages_claims.claims_html(reading))

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(pages_claims.types_text(claims))

# %% [markdown]
# Next: [where they disagree](disputes.ipynb).
