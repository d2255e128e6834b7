"""Recipes of the models we ship; the only place that imports torch."""
