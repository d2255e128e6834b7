# %% [markdown]
# # How far to trust this
#
# **What you will see:** what a human reader found in this article that the machine missed or got
# wrong, how the machine does on articles it has never seen, and how sure it should be allowed to
# sound.

# %% tags=["hide-input"]
from IPython.display import HTML
from myst_nb import glue

from analysis import read
from analysis.present import charts_trust, pages_trust, pages_trust_claims
from analysis.gold import benchmarks, claim_benchmarks
from analysis.paths import book_article

reading = read(book_article())
comparison = benchmarks.beside_gold(reading)

# %% tags=["remove-cell"]
glue("gold_text", benchmarks.gold_text(comparison), display=False)
glue("attribution_text", benchmarks.attribution_text(), display=False)
glue("calibration_text", benchmarks.calibration_text(), display=False)
glue("quality_text", claim_benchmarks.quality_text(), display=False)
glue("blind_commit", claim_benchmarks.commit(), display=False)
glue("tone_error", benchmarks.sentiment_error(), display=False)

# %% [markdown]
# ## This article, read by hand
#
# The articles that come with this book were read and coded by hand before the machine had read
# them; the coding guide is in `data/gold/README.md`. {glue:text}`gold_text`

# %% tags=["hide-input"]
HTML(pages_trust.beside_gold_html(reading, comparison) + pages_trust.scores_html(comparison))

# %% [markdown]
# ## All hand-coded articles
#
# The Wikinews articles are by many hands and of other subjects. The rules that name speakers and
# join claims were mended with an eye on all of these articles, so the figures show where the
# machine errs rather than how often it will err on yours. *Order* counts pairs of paragraphs of
# which a careful reader is sure which comes first.

# %% tags=["hide-input"]
HTML(pages_trust.gold_summary_html())

# %% [markdown]
# ## Claims, agreements and disputes
#
# Claims were coded by hand on four further articles before the machine read them; what it made of
# them then, at commit {glue:text}`blind_commit`, is *blind*. Afterwards its rules were mended with
# an eye on all of these articles, so the other columns are *development*: they show what the rules
# can do, not how often they will err on yours. {glue:text}`quality_text`

# %% tags=["hide-input"]
HTML(pages_trust_claims.quality_html())

# %% tags=["hide-input"]
HTML(pages_trust_claims.articles_html())

# %% [markdown]
# The confidence of a relation leans on a model of stance, trained on 226 pairs of a claim and a
# headline. Its word list was written by people who had read those headlines, so its own figure is
# too kind. The second row judges each claim without the words that only its headlines show: too
# hard, as plain words go with them. The truth on others lies between.

# %% tags=["hide-input"]
HTML(pages_trust_claims.stance_html())

# %% [markdown]
# ## Articles it has never seen
#
# {glue:text}`attribution_text` Each figure comes from a committed result file, made by the command
# beside it. Models were trained on the training part of each corpus, and the figures are of its
# development part, on which choices were made; a part that nobody here has seen may come out a
# little lower.

# %% tags=["hide-input"]
HTML(pages_trust.benchmarks_html())

# %% [markdown]
# ## Is “80 % sure” right in 80 of 100 cases?
#
# {glue:text}`calibration_text`

# %% mystnb={"figure": {"caption": "How sure the machine says it is against how often it is right, on PolNeAR's development part. On the dashed line the two agree; a dot's size is the number of rows.", "name": "fig-reliability"}, "image": {"alt": "A reliability diagram: stated confidence across, share of right rows up, dots near the diagonal mean that the stated confidence is honest; the text above says how near."}} tags=["hide-input"]
charts_trust.reliability(benchmarks.reliability())

# %% [markdown]
# ## What exactly was run
#
# The versions of every library are pinned with hashes in `requirements.txt`; the models and word
# lists are these:

# %% tags=["hide-input"]
HTML(pages_trust.fingerprints_html())

# %% [markdown]
# ## In short
#
# {glue:text}`gold_text` On tone it errs in {glue:text}`tone_error` of 100 cases. So check what you
# quote: every row leads to its words.
