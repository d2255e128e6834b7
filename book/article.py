# %% [markdown]
# # The article
#
# **What you will see:** the text as it was stored, every statement in it marked in the colour of
# the side that speaks, and the order in which its paragraphs should be read.
# A small number behind a mark leads to its row among the [statements](actors.ipynb); from there
# a link leads back. Line numbers are those of the stored file.

# %% tags=["remove-cell"]
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Markdown, display

from analysis.present import charts_order, marked_article, pages
from analysis.present.view import say, show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
reading = read(article)
paragraphs, statements = reading["paragraphs"], reading["statements"]

# %% [markdown]
# ## Where it comes from

# %% tags=["hide-input"]
show(pages.facts_html(reading))

# %% [markdown]
# The fingerprint (SHA-256) says exactly which bytes were read: another copy of the article with
# one comma changed would have another.
#
# ## The marked text

# %% tags=["hide-input"]
unsure = statements[statements["confidence"] < 0.5]
display(Markdown(f"""\
The article has {len(paragraphs)} paragraphs and, as the machine reads it, {len(statements)} \
statements. A solid line under a mark is a quotation, a broken one is reported speech; marks of \
which the machine is less than half sure ({len(unsure)} of them) are outlined in dots."""))
show(marked_article.article_html(reading))

# %% [markdown]
# ## The paragraphs
#
# The same text as a table: where each paragraph is stored, at which place it reads, and how sure
# the machine is of that place (1 is certain).

# %% tags=["hide-input"]
columns = ["text", "line", "reading_position", "order_confidence"]
short = {"reading_position": "reads as", "order_confidence": "sure"}
paragraphs.set_index("paragraph")[columns].rename(columns=short)

# %% [markdown]
# ## In which order does it read?
#
# Collections of news often store an article's paragraphs out of order, and then “he said” stands
# under the wrong man. So the first thing asked is whether the text is shuffled at all; an
# article that is not is left alone.

# %% tags=["hide-input"]
from analysis.summaries import sentences

say(sentences.order_sentence(reading))

# %% [markdown]
# The signs are those a reader goes by: a person is introduced in full before the surname
# stands alone, “he” follows the man it means, “the announcement” follows the announcing, the
# first paragraph says what the title says. A trained model weighs them
# ([how well it does](trust.ipynb)); *why here?* under each paragraph above shows which of them
# decided its place.

# %% mystnb={"figure": {"caption": "How the paragraphs moved: stored order on the left, reading order on the right. One line a paragraph; a flat line stayed where it was.", "name": "fig-order"}, "image": {"alt": "Lines from each paragraph's stored place on the left to its place in the reading order on the right."}} tags=["hide-input"]
fig, ax = plt.subplots(figsize=(4.6, min(9, 1.2 + 0.24 * len(paragraphs))), layout="constrained")
charts_order.order_moves(paragraphs, ax=ax)
plt.show()

# %% tags=["hide-input"]
say(charts_order.order_alt_text(paragraphs))

# %% [markdown]
# ## What was repaired

# %% tags=["hide-input"]
repairs = reading["repairs"]
display(Markdown(f"""\
The machine reads a mended copy and points at the stored one. In this text it mended \
{len(repairs)} {"place" if len(repairs) == 1 else "places"}; `start` and `end` are characters."""))
repairs[["kind", "start", "end", "before", "after"]]

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
who, _, sure = sentences.three_sentences(reading)
say(who, sure)

# %% [markdown]
# Next: [who speaks](actors.ipynb).
