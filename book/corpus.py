# %% [markdown]
# # Many articles
#
# **What you will see:** what can be counted once many articles are read: who is quoted most, one
# speaker over time, what is quoted and what is told, women and men; and how to ask the same of a
# million articles with three lines of SQL.
#
# The corpus here is small, and may be shipped: the Wikinews articles in `data/articles` (their
# contributors, CC BY 2.5), and three articles that were invented (`data/articles/event`), so that
# somebody speaks in more than one. What holds for so few says nothing about any paper; it shows how
# to ask.

# %% tags=["remove-cell"]
import matplotlib.pyplot as plt
import pandas as pd

from analysis.present.view import say

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import corpus_articles

files = corpus_articles()

# %% tags=["hide-input"]
from analysis.reading import join
from analysis.summaries import corpus_counts

tables = join([read(file) for file in files], ["articles", "actors", "statements"])
articles, actors, statements = tables["articles"], tables["actors"], tables["statements"]
articles.sort_values("published").set_index("published")[["title", "words", "shuffled"]]

# %% [markdown]
# ## Who is quoted most
#
# A statement of two speakers counts for both. Actors of different articles are one here where
# their names are the same.

# %% tags=["hide-input"]
said = corpus_counts.spoken(statements, actors)
say(corpus_counts.most_text(said))

# %% tags=["hide-input"]
corpus_counts.most_quoted(said).head(12)

# %% [markdown]
# ## One speaker over time

# %% tags=["hide-input"]
name = corpus_counts.most_quoted(said).index[0]
say(f"The statements of {name}, the earliest first:")

# %% tags=["hide-input"]
corpus_counts.over_time(said, articles, name).set_index("published")

# %% [markdown]
# ## Quoted, or told
#
# *Quoted*: the words stand in quotation marks, all of them or some. *Reported*: the paper tells
# them in its own.

# %% tags=["hide-input"]
say(corpus_counts.quoted_text(said))

# %% tags=["hide-input"]
pd.crosstab(statements["document"], statements["kind"])

# %% [markdown]
# ## Women and men
#
# Counted as the [Gender Gap Tracker](https://gendergaptracker.informedopinions.org/) counts: each
# person who speaks once an article. A person's gender is that of title, pronoun or first name; where
# none of them tells, it is unknown, and shown. The machine cannot know how a person would describe
# themself, and knows but these two.

# %% tags=["hide-input"]
say(corpus_counts.genders_text(said))

# %% tags=["hide-input"]
counted = corpus_counts.genders(said)
counted

# %% mystnb={"figure": {"caption": "Women, men and people of whom the articles do not tell, counted once an article.", "name": "fig-genders"}, "image": {"alt": "Three horizontal bars, one for women, one for men and one for people whose gender the articles do not tell; the table above gives the numbers."}} tags=["hide-input"]
fig, ax = plt.subplots(figsize=(6, 2), layout="constrained")
ax.barh(counted.index[::-1], counted["people"][::-1], color="#0072B2")
ax.set_xlabel("people who speak")
plt.show()

# %% [markdown]
# ## The same of a million articles
#
# `on-the-record corpus 'articles/**/*.txt' --out corpus` writes Parquet, a file a table and part.
# [DuckDB](https://duckdb.org) takes all parts as one table. It is a dependency for you to choose and
# none of this book's, so these three lines are not run here but in the tests:
#
# ```python
# import duckdb
# said = "SELECT speaker, count(*) AS n FROM 'corpus/parts/*/statements.parquet' GROUP BY speaker"
# duckdb.sql(said + " ORDER BY n DESC, speaker LIMIT 10").show()
# ```
#
# The gender of speakers is in `actors.parquet` (`gender`), the day in `articles.parquet`
# (`published`), what was left out in `errors.parquet`.

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(corpus_counts.most_text(said), corpus_counts.quoted_text(said), corpus_counts.genders_text(said))

# %% [markdown]
# A few articles show how it is counted, not how a paper quotes: for that, count many.
