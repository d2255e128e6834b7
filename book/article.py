# %% [markdown]
# # The article
#
# **What you will see:** the text as it was stored, every statement in it marked in the colour of
# the side that speaks, and the order in which its paragraphs should be read.
# A small number behind a mark leads to its row among the [statements](actors.ipynb); from there
# a link leads back. Line numbers are those of the stored file.

# %% tags=["hide-input"]
from IPython.display import HTML
from myst_nb import glue

from analysis import read
from analysis.present import charts_order, marked_article, pages
from analysis.summaries import sentences
from analysis.paths import book_article

reading = read(book_article())
counts = sentences.counts(reading)

# %% tags=["remove-cell"]
who, _, sure = sentences.three_sentences(reading)
glue("sentence_who", who, display=False)
glue("sentence_sure", sure, display=False)
glue("n_paragraphs", int(counts["paragraphs"]), display=False)
glue("n_statements", int(counts["statements"]), display=False)
glue("n_unsure", int(counts["unsure"]), display=False)
glue("n_repairs", len(reading["repairs"]), display=False)
glue("order_sentence", sentences.order_sentence(reading), display=False)
glue("moves_text", charts_order.order_alt_text(reading["paragraphs"]), display=False)

# %% [markdown]
# ## Where it comes from

# %% tags=["hide-input"]
HTML(pages.facts_html(reading))

# %% [markdown]
# The fingerprint (SHA-256) says exactly which bytes were read: another copy of the article with
# one comma changed would have another.
#
# ## The marked text
#
# The article has {glue:text}`n_paragraphs` paragraphs and, as the machine reads it,
# {glue:text}`n_statements` statements. A solid line under a mark is a quotation, a broken one is
# reported speech; marks of which the machine is less than half sure
# ({glue:text}`n_unsure` of them) are outlined in dots.

# %% tags=["hide-input"]
HTML(marked_article.article_html(reading))

# %% [markdown]
# ## In which order does it read?
#
# Collections of news often store an article's paragraphs out of order, and then “he said” stands
# under the wrong man. So the first thing asked is whether the text is shuffled at all; an
# article that is not is left alone. {glue:text}`order_sentence`
#
# The signs are those a reader goes by: a person is introduced in full before the surname
# stands alone, “he” follows the man it means, “the announcement” follows the announcing, the
# first paragraph says what the title says. A trained model weighs them
# ([how well it does](trust.ipynb)); *why here?* under each paragraph above shows which of them
# decided its place.

# %% mystnb={"figure": {"caption": "How the paragraphs moved: stored order on the left, reading order on the right. One line a paragraph; a flat line stayed where it was.", "name": "fig-order"}, "image": {"alt": "Lines from each paragraph's stored place on the left to its place in the reading order on the right."}} tags=["hide-input"]
charts_order.order_moves(reading["paragraphs"])

# %% [markdown]
# {glue:text}`moves_text`
#
# ## What was repaired
#
# The machine reads a mended copy and points at the stored one. In this text it mended
# {glue:text}`n_repairs` places:

# %% tags=["hide-input"]
HTML(pages.repairs_html(reading))

# %% [markdown]
# ## In short
#
# {glue:text}`sentence_who` {glue:text}`sentence_sure`
# Next: [who speaks](actors.ipynb).
