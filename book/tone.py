# %% [markdown]
# # The tone of official statements
#
# **What you will see:** how each official statement sounds, measured in three ways at once, how
# sure each measure is, and which words moved it.
#
# *Tone* here is the feeling of the words towards what they speak of, from −1 (very unfriendly)
# over 0 (matter-of-fact) to +1 (very friendly). It is not truth, nor how the reader should feel.
# *Official* are the statements of somebody who speaks for a state, an armed force or an
# international organisation.

# %% tags=["hide-input"]
from IPython.display import HTML
from myst_nb import glue

from analysis import read
from analysis.present import charts_tone, pages_tone
from analysis.summaries import averages
from analysis.gold import benchmarks
from analysis.summaries import speaker_counts
from analysis.paths import book_article

reading = read(book_article())
statements = pages_tone.official(reading)
sentiment = reading["sentiment"][
    reading["sentiment"]["statement_id"].isin(statements["statement_id"])
]
palette = speaker_counts.sides(reading["statements"], reading["actors"])

# %% tags=["remove-cell"]
glue("n_official", len(statements), display=False)
glue("n_all", len(reading["statements"]), display=False)
glue("error_share", benchmarks.sentiment_error(), display=False)
glue("minimum", averages.MINIMUM, display=False)
glue(
    "tone_text",
    charts_tone.tone_alt_text(sentiment, statements, reading["actors"]),
    display=False,
)
glue("cases", pages_tone.cases_text(reading, statements), display=False)

# %% [markdown]
# ## Statement by statement
#
# {glue:text}`n_official` of the {glue:text}`n_all` statements are official. Each has one line:
# a round mark for the trained model, and a triangle for each of two word lists. The bar through
# the round mark is where the mean verdict of five readers would fall nine times in ten; where it
# crosses the middle, the direction is not certain.

# %% mystnb={"figure": {"caption": "Tone of each official statement, by side and speaker. Round: the trained model with its interval; triangles: the word lists VADER (pointing down) and AFINN (pointing up). A filled mark is a quotation, a half-filled one partly so, an open one is reported speech.", "name": "fig-tone"}, "image": {"alt": "One row a statement, grouped by side and speaker, with three marks each between negative on the left and positive on the right; the text below says what they show."}} tags=["hide-input"]
charts_tone.tone(sentiment, statements, reading["actors"], palette)

# %% [markdown]
# {glue:text}`tone_text`
#
# ## What a word list cannot see
#
# VADER and AFINN add up the feeling of single words. Good news told in terms of war counts as
# gloom, good news in plain words counts for nothing, and neither list knows *towards whom* a word
# is aimed:

# %% tags=["hide-input"]
HTML(pages_tone.examples_html())

# %% [markdown]
# The model was trained on news sentences in which people marked how an actor is spoken of, and on
# sentences of editorials that twenty readers each had rated as good news, bad news or neither, so
# it reads the sentence around the words. Asked about an actor, it is wrong too, in {glue:text}`error_share` % of the cases
# on news it had not seen ([measured here](trust.ipynb)). {glue:text}`cases`
#
# ## Every verdict, and why
#
# *The words* lists those without which the model's score would differ most, and by how much.

# %% tags=["hide-input"]
HTML(pages_tone.verdicts_html(reading, statements))

# %% [markdown]
# ## By side
#
# A mean of two statements is no finding: below {glue:text}`minimum` statements none is given. The
# interval comes from drawing the statements again and again at random (a bootstrap), so it is
# wide where they are few.

# %% tags=["hide-input"]
by_side = averages.averages(sentiment, statements, reading["actors"], by="side")
HTML(pages_tone.averages_html(by_side, "side"))

# %% [markdown]
# ## Who speaks how of whom
#
# The model can be asked about each actor that a statement names: does the speaker speak well or
# ill *of them*? Here those answers are put together by side, where there are enough.

# %% mystnb={"figure": {"caption": "How the sides speak of each other. Rows speak, columns are spoken of; a cell with too few statements gives their number only.", "name": "fig-towards"}, "image": {"alt": "A grid: rows are the sides that speak, columns those spoken of, each cell a mean tone and a number of statements; the text below says what it shows."}} tags=["hide-input"]
towards = averages.towards(sentiment, statements, reading["actors"])
glue("towards_text", charts_tone.towards_alt_text(towards), display=False)
charts_tone.towards(towards)

# %% [markdown]
# {glue:text}`towards_text`

# %% [markdown]
# ## In short
#
# {glue:text}`cases` Take a point for a reading, not for a verdict: open its words, follow its
# number to the [article](article.ipynb), and judge.
