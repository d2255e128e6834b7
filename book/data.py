# %% [markdown]
# # The data
#
# **What you will find:** every table behind this book as a file, what each column means, and how
# the files are safe to open.

# %% tags=["hide-input"]
from IPython.display import HTML
from myst_nb import glue

from analysis import read
from analysis.present import pages
from analysis.paths import book_article
from analysis.tables import TABLES, dictionary

reading = read(book_article())

# %% tags=["remove-cell"]
glue("n_tables", len(TABLES), display=False)
glue("n_columns", len(dictionary()), display=False)

# %% [markdown]
# ## Downloads
#
# Each is a CSV in UTF-8. A *span* is `[start, end)` in Unicode code points of the stored text;
# spans are JSON in their cells. A text cell that a spreadsheet would take for a formula begins
# with an apostrophe.
#
# - {download}`articles.csv <tables/articles.csv>`: what was read
# - {download}`paragraphs.csv <tables/paragraphs.csv>`: stored and reading order
# - {download}`repairs.csv <tables/repairs.csv>`: what was mended
# - {download}`actors.csv <tables/actors.csv>`: who is named
# - {download}`mentions.csv <tables/mentions.csv>`: where they are named
# - {download}`statements.csv <tables/statements.csv>`: who said what
# - {download}`claims.csv <tables/claims.csv>`: what is claimed
# - {download}`relations.csv <tables/relations.csv>`: which claims agree and which dispute
# - {download}`sentiment.csv <tables/sentiment.csv>`: in what tone
# - {download}`annotations.jsonld <tables/annotations.jsonld>`: statements and claims as
#   [W3C Web Annotations](https://www.w3.org/TR/annotation-model/), for annotation tools

# %% tags=["hide-input"]
HTML(pages.sizes_html(reading))

# %% [markdown]
# ## The columns
#
# {glue:text}`n_columns` columns in {glue:text}`n_tables` tables. Empty means unknown: nothing is
# guessed in silence, and what is guessed carries a `confidence` between 0 and 1.

# %% tags=["hide-input"]
HTML(pages.dictionary_html())

# %% [markdown]
# ## In short
#
# The same tables come from `python -m analysis extract` for [your own article](your-article.md),
# also as Parquet and JSON Lines.
