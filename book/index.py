# %% [markdown]
# # On the Record
#
# *One news article, told in its own sentences: who said what, and who doubts it. Every name leads
# to the speaker, every quotation to its place in the text.*

# %% tags=["remove-cell"]
import pandas as pd

from analysis.present import pages_front
from analysis.present.view import show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
reading = read(article)
show(pages_front.front_html(reading) + pages_front.figure_html(reading))

# %% [markdown]
# Who is heard, by the side that they speak for:

# %% tags=["hide-input"]
from analysis.summaries import speaker_counts

speakers = speaker_counts.by_speaker(reading["statements"], reading["actors"])
sides = speaker_counts.by_side(speakers).replace({"side": {"": "no side"}})
sides.set_index("side")[["speakers", "statements", "words"]]

# %% [markdown]
# ## Look closer
#
# ::::{grid} 1 2 2 2
# :gutter: 3
#
# :::{grid-item-card} Who says it?
# :link: people
# :link-type: doc
# Every speaker: role, side, every quotation, and with whom they disagree.
# :::
#
# :::{grid-item-card} Where in the text?
# :link: article
# :link-type: doc
# The article itself, each statement marked in the colour of its side.
# :::
#
# :::{grid-item-card} Who disputes it?
# :link: disputes
# :link-type: doc
# Matter by matter: who says so, who doubts, denies or rejects it, in whose words.
# :::
#
# :::{grid-item-card} In what tone?
# :link: tone
# :link-type: doc
# How each statement sounds and towards whom, in words, and how often that is wrong.
# :::
#
# :::{grid-item-card} How far to trust it?
# :link: trust
# :link-type: doc
# What the machine missed, and how often it is right.
# :::
#
# :::{grid-item-card} May I have the data?
# :link: data
# :link-type: doc
# Every table, to download and to work with.
# :::
# ::::
#
# ## In this book
#
# ```{tableofcontents}
# ```
#
# The sentences, figures and tables are made from the article's text each time the book is built.
# Where the machine is unsure, the page says so. To try it on an article of your own, change
# `article = …` at the top of any notebook ([how](your-article.md)).
