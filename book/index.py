# %% [markdown]
# # On the Record
#
# *Who said what, when, to whom and in what tone: one news article, read by a machine whose every
# row you can check against the text.*

# %% tags=["remove-cell"]
import pandas as pd

from analysis.present import charts, pages
from analysis.present.view import say, show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
reading = read(article)
show(pages.front_html(reading))

# %% [markdown]
# ## Who is heard

# %% tags=["hide-input"]
from analysis.summaries import speaker_counts

speakers = speaker_counts.by_speaker(reading["statements"], reading["actors"])
palette = speaker_counts.sides(reading["statements"], reading["actors"])
say(charts.voices_text(speakers, speaker_counts.by_side(speakers)))

# %% mystnb={"figure": {"caption": "Who is heard. One bar a speaker, grouped by the side spoken for; solid shading stands in quotation marks, dots are what the article only reports.", "name": "fig-front"}, "image": {"alt": "Bar chart of the statements of each speaker, grouped by side; shading tells quoted from reported words."}} tags=["hide-input"]
charts.voices(speakers, palette)

# %% [markdown]
# The same as a table, by side:

# %% tags=["hide-input"]
sides = speaker_counts.by_side(speakers).replace({"side": {"": "no side"}})
sides.set_index("side")[["speakers", "statements", "words"]]

# %% [markdown]
# ## Four questions
#
# ::::{grid} 1 2 2 2
# :gutter: 3
#
# :::{grid-item-card} Who said it?
# :link: actors
# :link-type: doc
# Every speaker and every statement, with the words that name them.
# :::
#
# :::{grid-item-card} Where in the text?
# :link: article
# :link-type: doc
# The article itself, marked: each statement in the colour of its side.
# :::
#
# :::{grid-item-card} Who disputes it?
# :link: disputes
# :link-type: doc
# Claims that meet: who agrees, who contradicts whom, and how sure anyone is.
# :::
#
# :::{grid-item-card} How far to trust it?
# :link: trust
# :link-type: doc
# What the machine missed, and how often it is right.
# :::
# ::::
#
# ## What is in this book
#
# ```{tableofcontents}
# ```
#
# None of the numbers was typed in: the sentences, figures and tables are computed from the
# article's text each time the book is built, and each row leads back to its characters in that
# text. Where the machine is unsure, the page says so. To try it on an article of your own, change
# `article = …` at the top of any notebook ([how](your-article.md)).
