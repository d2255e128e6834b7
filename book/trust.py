# %% [markdown]
# # How far to trust this
#
# **What you will see:** what a human reader found in this article that the machine missed or got
# wrong, how the machine does on articles it has never seen, and how sure it should be allowed to
# sound.

# %% tags=["remove-cell"]
import pandas as pd

from analysis.present import charts_trust, pages_corrections, pages_tone, pages_trust
from analysis.present import pages_trust_claims, svg
from analysis.present.view import say, show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import book_article

article = book_article()

# %% tags=["hide-input"]
from analysis.gold import benchmarks, claim_benchmarks

reading = read(article)
comparison = benchmarks.beside_gold(reading)

# %% [markdown]
# ## This article, read by hand
#
# The articles that come with this book were read and coded by hand before the machine had read
# them; the coding guide is in `data/gold/README.md`.

# %% tags=["hide-input"]
say(benchmarks.gold_text(comparison))

# %% tags=["hide-input"]
show(pages_trust.beside_gold_html(reading, comparison) + pages_trust.scores_html(comparison))

# %% [markdown]
# ## Corrected by a person
#
# `on-the-record review` writes what is least sure as a workbook; what is filled in there stands
# in this book, whatever a later version of the machine makes of the article.

# %% tags=["hide-input"]
say(pages_corrections.corrections_text(reading))

# %% tags=["hide-input"]
show(pages_corrections.corrections_html(reading))

# %% [markdown]
# ## All hand-coded articles
#
# The Wikinews articles are by many hands and of other subjects. The rules that name speakers and
# join claims were mended with an eye on all of these articles, so the figures show where the
# machine errs rather than how often it will err on yours. *Order* counts pairs of paragraphs of
# which a careful reader is sure which comes first.

# %% tags=["hide-input"]
show(pages_trust.gold_summary_html())

# %% [markdown]
# ## Claims, agreements and disputes
#
# Claims were coded by hand on further articles before the machine read them; what it made of
# them then is *blind*. Afterwards its rules were mended with an eye on all of these articles, so
# the other columns are *development*: they show what the rules can do, not how often they will err
# on yours.

# %% tags=["hide-input"]
commit = claim_benchmarks.commit()
say(f"The blind figures are of commit {commit}.", claim_benchmarks.quality_text())

# %% tags=["hide-input"]
show(pages_trust_claims.quality_html())

# %% tags=["hide-input"]
show(pages_trust_claims.articles_html())

# %% [markdown]
# The confidence of a relation leans on a model of stance, trained on pairs of a claim and a
# headline. Its word list was written by people who had read those headlines, so its own figure is
# too kind. The second row judges each claim without the words that only its headlines show: too
# hard, as plain words go with them. The truth on others lies between.

# %% tags=["hide-input"]
claim_benchmarks.stance().set_index("system")

# %% [markdown]
# ## Articles it has never seen

# %% tags=["hide-input"]
say(benchmarks.attribution_text())

# %% [markdown]
# Each figure comes from a committed result file, made by the command beside it. Models were trained
# on the training part of each corpus, and the figures are of its development part, on which choices
# were made; a part that nobody here has seen may come out a little lower.

# %% tags=["hide-input"]
benchmarks.benchmarks().set_index("task")[["gold", "measure", "here"]]

# %% [markdown]
# With what each stands beside, and the systems that can be run on the same articles:

# %% tags=["hide-input"]
show(pages_trust.benchmarks_html())

# %% [markdown]
# ## Is what it is sure of right as often as it says?

# %% tags=["hide-input"]
say(benchmarks.calibration_text())

# %% tags=["hide-input"]
reliability = benchmarks.reliability()
reliability[["rows", "confidence", "right"]]

# %% tags=["hide-input"]
figure = charts_trust.reliability(reliability)
title = "How sure the machine says it is, and how often it is right"
show(svg.figure_html(figure, "reliability", title, benchmarks.calibration_text()))

# %% [markdown]
# ## What exactly was run
#
# The versions of every library are pinned with hashes in `requirements.txt`; the models and word
# lists are these:

# %% tags=["hide-input"]
show(pages_trust.fingerprints_html())

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(benchmarks.gold_text(comparison), "On tone:", pages_tone.error_text(reading))

# %% [markdown]
# So check what you quote: every row leads to its words.
