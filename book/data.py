# %% [markdown]
# # The data
#
# **What you will find:** every table behind this book as a file, what each column means, and how
# the files are safe to open.

# %% tags=["remove-cell"]
import pandas as pd
from IPython.display import Markdown, display

from analysis.present import pages
from analysis.present.view import show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
reading = read(article)
reading

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
# - {download}`matters.csv <tables/matters.csv>`: what claims that meet are about, and who stands how
# - {download}`sentiment.csv <tables/sentiment.csv>`: in what tone
# - {download}`corrections.csv <tables/corrections.csv>`: what a person decided, and what the machine
#   had said
# - {download}`annotations.jsonld <tables/annotations.jsonld>`: statements and claims as
#   [W3C Web Annotations](https://www.w3.org/TR/annotation-model/), for annotation tools
#
# Each is a DataFrame in the notebooks, such as the mentions:

# %% tags=["hide-input"]
reading["mentions"][["actor_id", "start", "end", "text", "how"]].head()

# %% [markdown]
# ## The columns

# %% tags=["hide-input"]
from analysis.tables import dictionary

columns = dictionary()
display(Markdown(f"""\
{len(columns)} columns in {columns["table"].nunique()} tables. Empty means unknown: nothing is \
guessed in silence, and what is guessed carries a `confidence` between 0 and 1."""))
show(pages.dictionary_html())

# %% [markdown]
# ## In short
#
# The same tables come from `on-the-record extract` for [your own article](your-article.md),
# also as Parquet and JSON Lines.
