# %% [markdown]
# # Where they disagree
#
# **What you will see:** which claims meet, that is, are about the same matter, who agrees and
# who disputes, in whose words; which numbers differ; and when each thing was said.
#
# The machine groups claims by what they are about, then asks of each pair in a group whether
# they agree or dispute each other. It looks for pairs it can be fairly sure of, so a collision
# that is not shown here may still be one: silence is not agreement.

# %% tags=["hide-input"]
from IPython.display import HTML
from myst_nb import glue

from analysis import read
from analysis.present import charts_claims
from analysis.summaries import disputes
from analysis.present import pages_claims
from analysis.summaries import timeline, speaker_counts
from analysis.paths import book_article

reading = read(book_article())
claims, relations, actors = reading["claims"], reading["relations"], reading["actors"]
palette = speaker_counts.sides(reading["statements"], actors)
events = timeline.build(reading.article, reading["statements"], claims)

# %% tags=["remove-cell"]
glue("collisions_text", disputes.collisions_text(claims, relations), display=False)
glue("counts_text", disputes.counts_text(relations), display=False)
glue("numbers_text", pages_claims.numbers_text(claims, actors), display=False)
glue("n_dated", int((events["what"] == "said").sum()), display=False)

# %% [markdown]
# ## At a glance
#
# {glue:text}`counts_text`

# %% mystnb={"figure": {"caption": "Topics down, sides across. Round and square marks are the two camps of a topic, more filled the more certain the claim makes itself; a bar with a number joins sides whose claims dispute each other.", "name": "fig-collisions"}, "image": {"alt": "A grid of topics and sides with marks for the claims each side makes, and bars between sides that dispute; the text below says what it shows."}} tags=["hide-input"]
charts_claims.collisions(claims, relations, actors, palette)

# %% tags=["hide-input"]
HTML(pages_claims.collisions_csv(claims, relations, actors))

# %% [markdown]
# {glue:text}`collisions_text`
#
# ## Dispute by dispute
#
# Both sides in their words. Each number leads to its place in the [article](article.ipynb).

# %% tags=["hide-input"]
HTML(pages_claims.cards_html(reading))

# %% [markdown]
# ## Numbers that differ
#
# {glue:text}`numbers_text`

# %% tags=["hide-input"]
HTML(pages_claims.numbers_html(claims, actors) + pages_claims.numbers_csv(claims, actors))

# %% [markdown]
# ## Who said what when
#
# {glue:text}`n_dated` statements are dated by the text. “Monday” is read against the day of
# publication; a bar is as long as the words that date it are vague.

# %% mystnb={"figure": {"caption": "When things were said (filled) and when they are said to happen (hollow), by speaker.", "name": "fig-timeline"}, "image": {"alt": "A timeline with a lane for each speaker; the table below lists every entry."}} tags=["hide-input"]
charts_claims.timeline(events, actors, palette, reading.article.published)

# %% tags=["hide-input"]
HTML(pages_claims.csv_html(events, "timeline.csv", "The data of this figure"))

# %% tags=["hide-input"]
HTML(pages_claims.events_html(reading, events))

# %% [markdown]
# ## In short
#
# {glue:text}`collisions_text` How often such pairs are right, and how many are missed, is measured
# under [How far to trust this](trust.ipynb).
