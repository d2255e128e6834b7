# %% [markdown]
# # On the Record
#
# *Who said what, when, to whom and in what tone: one news article, read by a machine whose every
# row you can check against the text.*

# %% tags=["hide-input"]
from IPython.display import HTML
from myst_nb import glue

from analysis import read
from analysis.present import charts, pages
from analysis.summaries import speaker_counts
from analysis.paths import book_article

reading = read(book_article())
HTML(pages.front_html(reading))

# %% tags=["remove-cell"]
speakers = speaker_counts.by_speaker(reading["statements"], reading["actors"])
glue("voices_text", charts.voices_text(speakers, speaker_counts.by_side(speakers)), display=False)

# %% mystnb={"figure": {"caption": "Who is heard. One bar a speaker, grouped by the side spoken for; solid shading stands in quotation marks, dots are what the article only reports.", "name": "fig-front"}, "image": {"alt": "Bar chart of the statements of each speaker, grouped by side; shading tells quoted from reported words."}} tags=["hide-input"]
charts.voices(speakers, speaker_counts.sides(reading["statements"], reading["actors"]))

# %% [markdown]
# {glue:text}`voices_text`
#
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
# text. Where the machine is unsure, the page says so.
