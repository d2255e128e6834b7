# %% [markdown]
# # Where they disagree
#
# **What you will see:** each matter on which voices meet: who says so, who doubts, denies or
# rejects it, each in the words that carry it; then numbers that differ, and what was said when.
#
# The machine groups what is claimed by what it is about, and asks of each two claims whether they
# can both be true. It shows only what it is fairly sure of, so a dispute that is missing here may
# still be one: silence is not agreement.

# %% tags=["remove-cell"]
import pandas as pd

from analysis.present import pages_disputes
from analysis.present.view import say, show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
reading = read(article)
say(pages_disputes.lead_text(reading))

# %% tags=["hide-input"]
show(pages_disputes.panels_html(reading) + pages_disputes.agreements_html(reading))

# %% tags=["hide-input"]
from analysis.summaries import timeline

events = timeline.build(reading.article, reading["statements"], reading["claims"])
dated = pages_disputes.chronology_html(reading, events)
show(pages_disputes.numbers_html(reading) + dated)

# %% [markdown]
# ## The data behind it
#
# The pairs of claims that meet, the surest first. Pairs that are only possible are left out here;
# the whole table is under [Data](data.ipynb).

# %% tags=["hide-input"]
from analysis.summaries import disputes

surest = disputes.shown(reading["relations"]).sort_values("confidence", ascending=False)
surest.set_index(["claim_a", "claim_b"])[["relation", "manner", "confidence"]].head(8)

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(pages_disputes.lead_text(reading))

# %% [markdown]
# How often such pairs are right, and how many are missed, is measured under
# [How far to trust this](trust.ipynb).
