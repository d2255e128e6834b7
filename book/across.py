# %% [markdown]
# # Several papers on one event
#
# **What you will see:** who is heard in which paper and who is left out; the same quotation in
# several papers, and how each of them cut it; what one paper says and another disputes; and which
# paper had what first.
#
# `on-the-record book A B C --out DIR` makes this page of your own articles, with the book of each.
# Without any, it shows three articles that were invented for it (`data/articles/event`); a person's
# corrections stand beside one of them, and count here.

# %% tags=["remove-cell"]
import pandas as pd

from analysis.present import pages_across
from analysis.present.view import say, show

pd.set_option("display.max_colwidth", 60, "display.precision", 2, "display.html.use_mathjax", False)

# %% tags=["hide-input", "parameters"]
from analysis import read
from analysis.paths import event_articles

articles = event_articles()

# %% tags=["hide-input"]
from analysis.across import compare

comparison = compare([read(article) for article in articles])
say(pages_across.papers_text(comparison))

# %% tags=["hide-input"]
show(pages_across.papers_html(comparison))

# %% [markdown]
# ## Who is heard, and who is left out
#
# Actors are one across papers where their names are alike, or where one paper gives the surname
# and another the whole name.

# %% tags=["hide-input"]
say(pages_across.heard_text(comparison))

# %% tags=["hide-input"]
show(pages_across.heard_html(comparison))

# %% [markdown]
# ## The same quotation, cut differently

# %% tags=["hide-input"]
say(pages_across.quotations_text(comparison))

# %% tags=["hide-input"]
show(pages_across.quotations_html(comparison))

# %% [markdown]
# ## What one paper says and another disputes

# %% tags=["hide-input"]
say(pages_across.disputes_text(comparison))

# %% tags=["hide-input"]
show(pages_across.disputes_html(comparison))

# %% [markdown]
# ## Matters and camps over all papers
#
# Claims of several papers that meet, joined. Who says so stands with the claim, who denies it
# against it.

# %% tags=["hide-input"]
show(pages_across.matters_html(comparison))

# %% [markdown]
# ## First reported when

# %% tags=["hide-input"]
say(pages_across.first_text(comparison))

# %% tags=["hide-input"]
show(pages_across.first_html(comparison))

# %% [markdown]
# ## In short

# %% tags=["hide-input"]
say(pages_across.heard_text(comparison), pages_across.quotations_text(comparison))

# %% tags=["hide-input"]
heard = comparison.heard.rename(columns={"total": "statements"})
heard.set_index("name")[["role", "papers", "statements"]]

# %% [markdown]
# Papers cut the same words differently: before you quote one of them, read the others.
