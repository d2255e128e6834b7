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

# %% tags=["hide-input"]
from IPython.display import HTML
from myst_nb import glue

from analysis import read
from analysis.present import charts_claims, pages_claims
from analysis.summaries import speaker_counts
from analysis.paths import book_article

reading = read(book_article())
claims = reading["claims"]
palette = speaker_counts.sides(reading["statements"], reading["actors"])

# %% tags=["remove-cell"]
glue("n_claims", len(claims), display=False)
glue("n_own", int((claims["statement_id"] == "").sum()), display=False)
glue("types_text", pages_claims.types_text(claims), display=False)
glue("certainty_text", pages_claims.certainty_text(claims), display=False)

# %% [markdown]
# ## Which side claims what
#
# The article holds {glue:text}`n_claims` claims, {glue:text}`n_own` of them in its own voice.

# %% mystnb={"figure": {"caption": "Claims by type and side; each circle holds the number of claims.", "name": "fig-types"}, "image": {"alt": "A grid: types of claim down, sides across, a circle with the number of claims in each cell; the text below says what it shows."}} tags=["hide-input"]
charts_claims.types(claims, reading["actors"], palette)

# %% tags=["hide-input"]
HTML(pages_claims.types_csv(claims, reading["actors"]))

# %% [markdown]
# {glue:text}`types_text`
#
# ## How sure they make themselves
#
# {glue:text}`certainty_text`

# %% tags=["hide-input"]
HTML(pages_claims.certainty_html(claims))

# %% [markdown]
# ## Every claim
#
# The number at the head of a row leads to the statement it is made in, in the
# [article](article.ipynb). Types and certainty come from the words around them (verbs of saying,
# modal verbs, negation), so irony escapes them; *because* gives those words.

# %% tags=["hide-input"]
HTML(pages_claims.claims_html(reading))

# %% [markdown]
# ## In short
#
# {glue:text}`types_text` Next: [where they disagree](disputes.ipynb).
