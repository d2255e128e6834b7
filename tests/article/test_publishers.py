"""The publisher's name behind a URL."""

import pytest

from analysis.article.publishers import publisher_of


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://news.yahoo.com/russia-says.html", "Yahoo News"),
        ("https://finance.yahoo.com/x", "Yahoo"),
        ("http://www.bbc.co.uk:80/news", "BBC"),
        ("https://www.some-local-paper.example/a", "some-local-paper.example"),
        ("https://notbbc.com/", "notbbc.com"),
        ("", ""),
        ("http://[broken", ""),
    ],
)
def test_the_longest_known_domain_decides(url, name):
    """A subdomain may have its own name; an unknown host is its own name; junk is empty."""
    assert publisher_of(url) == name
