# %% [markdown]
# # Where they disagree
#
# **What you will see:** which claims meet, that is, are about the same matter, who agrees and
# who disputes, in whose words; which numbers differ; and when each thing was said.
#
# The machine groups claims by what they are about, then asks of each pair in a group whether
# they agree or dispute each other. It looks for pairs it can be fairly sure of, so a collision
# that is not shown here may still be one: silence is not agreement.

# %% tags=["remove-cell"]
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
claims, relations, actors = reading["claims"], reading["relations"], reading["actors"]

# %% [markdown]
# ## At a glance

# %% tags=["hide-input"]
from analysis.summaries import disputes, speaker_counts, timeline

palette = speaker_counts.sides(reading["statements"], actors)
say(disputes.counts_text(relations))

# %% mystnb={"figure": {"caption": "Topics down, sides across. Round and square marks are the two camps of a topic, more filled the more certain the claim makes itself; a bar with a number joins sides whose claims dispute each other.", "name": "fig-collisions"}, "image": {"alt": "A grid of topics and sides with marks for the claims each side makes, and bars between sides that dispute; the text below says what it shows."}} tags=["hide-input"]
charts_claims.collisions(claims, relations, actors, palette)

# %% tags=["hide-input"]
display(say(disputes.collisions_text(claims, relations)))
show(pages_claims.collisions_csv(claims, relations, actors))

# %% [markdown]
# The pairs as a table, the surest first. *Because* gives the words that made the machine think so.

# %% tags=["hide-input"]
surest = relations.sort_values("confidence", ascending=False, kind="stable")
surest.set_index(["claim_a", "claim_b"])[["relation", "confidence", "because"]].head(8)

# %% [markdown]
# ## Dispute by dispute
#
# Both sides in their words. Each number leads to its place in the [article](article.ipynb).

# %% tags=["hide-input"]
show(pages_claims.cards_html(reading))

# %% [markdown]
# ## Numbers that differ

# %% tags=["hide-input"]
say(pages_claims.numbers_text(claims, actors))

# %% tags=["hide-input"]
disputes.numbers(claims, actors)[["unit", "value", "holder", "text"]]

# %% tags=["hide-input"]
show(pages_claims.numbers_csv(claims, actors))

# %% [markdown]
# ## Who said what when

# %% tags=["hide-input"]
events = timeline.build(reading.article, reading["statements"], claims)
display(Markdown(f"""\
{(events["what"] == "said").sum()} statements are dated by the text. “Monday” is read against the \
day of publication; a bar is as long as the words that date it are vague."""))

# %% mystnb={"figure": {"caption": "When things were said (filled) and when they are said to happen (hollow), by speaker.", "name": "fig-timeline"}, "image": {"alt": "A timeline with a lane for each speaker; the table below lists every entry."}} tags=["hide-input"]
charts_claims.timeline(events, actors, palette, reading.article.published)

# %% tags=["hide-input"]
show(pages_claims.csv_html(events, "timeline.csv", "The data of this figure"))

# %% tags=["hide-input"]
show(pages_claims.events_html(reading, events))

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(disputes.collisions_text(claims, relations))

# %% [markdown]
# How often such pairs are right, and how many are missed, is measured under
# [How far to trust this](trust.ipynb).
