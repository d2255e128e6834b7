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

# %% tags=["remove-cell"]
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Markdown, display

from analysis.present import charts_tone, pages_tone
from analysis.present.view import say, show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
reading = read(article)
statements, actors = reading["statements"], reading["actors"]
official = statements[statements["official"]]
sentiment = reading["sentiment"].merge(official[["document", "statement_id", "speaker"]])

# %% [markdown]
# ## Statement by statement

# %% tags=["hide-input"]
display(Markdown(f"""\
{len(official)} of the {len(statements)} statements are official. Each has one line: a round mark \
for the trained model, and a triangle for each of two word lists. The bar through the round mark \
is where the mean verdict of five readers would fall nine times in ten; where it crosses the \
middle, the direction is not certain."""))

# %% [markdown]
# Official statements merged with their sentiment, the gloomiest first:

# %% tags=["hide-input"]
whole = sentiment[sentiment["target"] == ""]
scores = whole.pivot_table(index="statement_id", columns="method", values="score")
scores = scores.reindex(columns=["model", "vader", "afinn"])
merged = official.set_index("statement_id")[["content_text"]].join(scores)
merged.sort_values("model").head(8)

# %% mystnb={"figure": {"caption": "Tone of each official statement, by side and speaker. Round: the trained model with its interval; triangles: the word lists VADER (pointing down) and AFINN (pointing up). A filled mark is a quotation, a half-filled one partly so, an open one is reported speech.", "name": "fig-tone"}, "image": {"alt": "One row a statement, grouped by side and speaker, with three marks each between negative on the left and positive on the right; the text below says what they show."}} tags=["hide-input"]
from analysis.summaries import averages, speaker_counts

palette = speaker_counts.sides(statements, actors)
charts_tone.tone(sentiment, official, actors, palette)

# %% tags=["hide-input"]
say(charts_tone.tone_alt_text(reading["sentiment"], official, actors))

# %% [markdown]
# How the scores are spread, by method: a model that reads the sentence and two lists that add up
# words.

# %% mystnb={"figure": {"caption": "How many official statements have which score, by method.", "name": "fig-spread"}, "image": {"alt": "Three histograms of scores from minus one to plus one, one above the other, for the trained model, VADER and AFINN."}} tags=["hide-input"]
fig, axes = plt.subplots(3, 1, figsize=(5.5, 5), sharex=True, sharey=True, layout="constrained")
for method, ax in zip(scores.columns, axes, strict=True):
    ax.hist(scores[method].dropna(), bins=20, range=(-1, 1), color="#0072B2")
    ax.set(title=method, ylabel="statements")
ax.set_xlabel("score, from unfriendly to friendly")
plt.show()

# %% [markdown]
# ## What a word list cannot see
#
# VADER and AFINN add up the feeling of single words. Good news told in terms of war counts as
# gloom, good news in plain words counts for nothing, and neither list knows *towards whom* a word
# is aimed:

# %% tags=["hide-input"]
from analysis.summaries import lexicon_examples

lexicon_examples.examples().set_index("sentence")

# %% [markdown]
# The model was trained on news sentences in which people marked how an actor is spoken of, and on
# sentences of editorials that twenty readers each had rated as good news, bad news or neither, so
# it reads the sentence around the words. A layer on top learnt the tone of whole statements from
# hand-coded ones.

# %% tags=["hide-input"]
from analysis.gold import benchmarks

cases = pages_tone.cases_text(reading, official)
error = benchmarks.sentiment_error()
say("It is wrong too.", benchmarks.statement_tone_text())
say(f"Asked about an actor, it errs in {error} % of the cases on unseen news.", cases)

# %% [markdown]
# That is [measured here](trust.ipynb).
#
# ## Every verdict, and why
#
# *The words* lists those without which the model's score would differ most, and by how much.

# %% tags=["hide-input"]
show(pages_tone.verdicts_html(reading, official))

# %% [markdown]
# ## By side

# %% tags=["hide-input"]
display(Markdown(f"""\
A mean of two statements is no finding: below {averages.MINIMUM} statements none is given. The \
interval comes from drawing the statements again and again at random (a bootstrap), so it is wide \
where they are few."""))
by_side = averages.averages(sentiment, official, actors, by="side")
ours = by_side[by_side["method"] == "model"].set_index("side")
ours[["n", "mean", "low", "high"]]

# %% [markdown]
# ## Who speaks how of whom
#
# The model can be asked about each actor that a statement names: does the speaker speak well or
# ill *of them*? Here those answers are put together by side, where there are enough.

# %% mystnb={"figure": {"caption": "How the sides speak of each other. Rows speak, columns are spoken of; a cell with too few statements gives their number only.", "name": "fig-towards"}, "image": {"alt": "A grid: rows are the sides that speak, columns those spoken of, each cell a mean tone and a number of statements; the text below says what it shows."}} tags=["hide-input"]
towards = averages.towards(sentiment, official, actors)
charts_tone.towards(towards)

# %% tags=["hide-input"]
say(charts_tone.towards_alt_text(towards))

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(cases)

# %% [markdown]
# Take a point for a reading, not for a verdict: open its words, follow its number to the
# [article](article.ipynb), and judge.
