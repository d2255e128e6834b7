"""The book: figures, pages and the build.

Comes in: a `Reading`. Goes out: HTML, figures, a built site.
"""
