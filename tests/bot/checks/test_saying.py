import pytest

from bot.checks.reading import Readings
from bot.checks.saying import says_nothing
from tests.fakes import TopicEncoder


@pytest.mark.parametrize(
    "text",
    [
        "Volan said the talks would resume.",
        "The talks stalled in January.",
        "“Will the port open?” Volan asked.",
        "The port is closed",
        "Lindia may sign, Reku says.",
        "“We will not sign.”, Volan told reporters.",
        "Twelve boats sank.",
        "According to Volan, “two points are open”.",
        "What Volan said is known.",
        "Reku knows what salt they make.",
        "The oldest mill is the mill of Senn.",
        "The toll rose from year to year.",
        "The toll, a sum of about nine crowns, was paid.",
        "Volan demanded a recount.",
        "Reku spoke of the plan to move.",
        "Volan, who had left, returned.",
        "The talks began on Monday, the strike on Tuesday, and the vote on Wednesday.",
    ],
)
def test_a_sentence_says_something(text):
    assert says_nothing(Readings(TopicEncoder()).read([text])[0]) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Why did Lindia close the port?", "it asks"),
        ("Lindia closed the port, did it not?", "it asks"),
        ("Who closed the port? Lindia closed it.", "it asks"),
        ("The plan to cut emissions by 2031.", "it is no whole sentence"),
        ("Ada Volan, foreign minister of Lindia.", "it is no whole sentence"),
        (
            "Debts that can be paid, but which take too long to be of use.",
            "it is no whole sentence",
        ),
        (
            "The salt mill where speed was needed, in barges, such as the post barges.",
            "it is no whole sentence",
        ),
        ("The closing of the port", "it is no whole sentence"),
        ("The bridge in Ostrava, where Lindians killed two guards.", "it is no whole sentence"),
        ("A street in Ostrava; and one in Harrow, named after a judge.", "it is no whole sentence"),
        ("He said. She said. It was said.", "it tells nothing"),
        ("Volan said:", "it is no whole sentence"),
        ("They get less sun and make less of what salt in summer.", "it asks"),
        ("The mill in Harrow was built when: 1912", "it asks"),
        ("It has one of the largest collections of in the world.", "a word is missing in it"),
        ("A dry tower is also referred to as a dry tower.", "it tells a thing of itself"),
        ("They turned the salt into salt.", "it tells a thing of itself"),
        (
            "Reku wrote in the letter, which the Courier was first to report.",
            "it does not tell what was said",
        ),
        (
            "Volan said that the salt mill “I do not think it will close, for it pays.”",
            "a quotation breaks into it",
        ),
        ("Volan demanded.", "it does not tell what was said"),
        ("Reku, an envoy, said of the plan to move.", "it does not tell what was said"),
        (
            "It began on Monday, then on Friday, then on Friday, then on Friday, then on Friday.",
            "it repeats itself",
        ),
    ],
)
def test_a_question_or_a_heading_says_nothing(text, why):
    assert says_nothing(Readings(TopicEncoder()).read([text])[0]) == why
