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

# %% tags=["hide-input"]
from IPython.display import HTML
from myst_nb import glue

from analysis import read
from analysis.present import charts, marked_article, pages
from analysis.summaries import sentences, speaker_counts
from analysis.paths import book_article

reading = read(book_article())
counts = sentences.counts(reading)
speakers = speaker_counts.by_speaker(reading["statements"], reading["actors"])
sides = speaker_counts.by_side(speakers)
palette = speaker_counts.sides(reading["statements"], reading["actors"])

# %% tags=["remove-cell"]
glue("n_people", int(counts["people"]), display=False)
glue("n_actors", int(counts["actors"]), display=False)
glue("n_statements", int(counts["statements"]), display=False)
glue("n_unresolved", int(counts["unresolved"]), display=False)
glue("n_official", int(counts["official"]), display=False)
glue("voices_text", charts.voices_text(speakers, sides), display=False)
glue("dated", int((reading["statements"]["said_on"] != "").sum()), display=False)

# %% [markdown]
# ## The actors
#
# The article names {glue:text}`n_actors` actors, {glue:text}`n_people` of them people. A role is
# given in the article's own words where it has any; otherwise, as for a president whom every
# reader is expected to know, it comes from a dated list of office holders that goes with the
# analysis.

# %% tags=["hide-input"]
HTML(pages.actors_html(reading))

# %% [markdown]
# ## Whose voice is heard
#
# Counting statements says who gets a hearing, not who is right. A joint statement counts for
# each who makes it.

# %% mystnb={"figure": {"caption": "Statements by speaker, under the side spoken for. Solid: in quotation marks; hatched: partly quoted; dotted: reported in the article's words.", "name": "fig-voices"}, "image": {"alt": "Bar chart of the statements of each speaker, grouped by side; shading tells quoted from reported words."}} tags=["hide-input"]
charts.voices(speakers, palette)

# %% [markdown]
# {glue:text}`voices_text`

# %% tags=["hide-input"]
HTML(pages.voices_html(sides))

# %% [markdown]
# ## Every statement
#
# There are {glue:text}`n_statements`, {glue:text}`n_official` of them made for a state, an armed
# force or an international organisation. The day is given only where the text gives it
# ({glue:text}`dated` times). For {glue:text}`n_unresolved` the machine does not know who speaks,
# and says so. The number at the head of a row leads to its words in the
# [article](article.ipynb).

# %% tags=["hide-input"]
HTML(marked_article.statements_table_html(reading))

# %% [markdown]
# ## In short
#
# {glue:text}`voices_text` Next: [what they claim](claims.ipynb).
