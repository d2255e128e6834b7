"""The times an article speaks of, at the ends of the calendar too."""

from dataclasses import replace
from datetime import date

import claimed
import pytest

from analysis.summaries import timeline


@pytest.mark.parametrize(
    ("content", "published", "spans"),
    [
        ("the war began 4000 years ago", date(2022, 2, 15), []),
        ("the war began 99999999999 days ago", date(2022, 2, 15), []),
        ("the war began 3,000 years ago", date(2022, 2, 15), []),
        ("the war began 1,000 years ago", date(2022, 2, 15), [("1022-01-01", "1022-12-31")]),
        ("the war began in recent weeks", date(2022, 2, 15), [("", "2022-02-15")]),
        ("the war began in recent weeks", date(1, 1, 5), [("", "0001-01-05")]),
        ("the war began after weeks of talks", date(2022, 2, 15), []),
        ("the war lasted many years", date(2022, 2, 15), []),
        ("the war will end on June 20", date(2022, 2, 15), [("2022-06-20", "2022-06-20")]),
        ("the war was begun on June 20", date(2022, 2, 15), [("2021-06-20", "2021-06-20")]),
        ("the war began in January 2021", date(2022, 2, 15), [("2021-01-01", "2021-01-31")]),
        ("the war ended last year", date.min, []),
        ("the war will end next year", date.max, []),
        ("the war will end tomorrow", date.max, []),
    ],
)
def test_a_time_spoken_of_lies_within_the_calendar_or_is_left_out(content, published, spans):
    """What no calendar holds is not on the timeline; words that give no first day
    ("recent weeks", "weeks of") get none."""
    case = claimed.small(f"The man said {content}.", ("The man", "said", content))
    article = replace(case.article, published=published)
    events = timeline.build(article, case.statements, case.claims)
    assert list(zip(events["first"], events["last"], strict=True)) == spans


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("At a meeting this week, the man said they were ready", ["2022-02-14"]),
        ("On Friday they will meet, and the man said they were ready", []),
    ],
)
def test_no_day_to_come_dates_a_saying(sentence, days):
    """What is said has been said; "On Friday they will meet" is when they meet."""
    case = claimed.small(f"{sentence}.", ("the man", "said", "they were ready"))
    events = timeline.build(case.article, case.statements, case.claims)
    assert list(events.loc[events["what"] == "said", "first"]) == days
