"""What the articles put on days: real Chroma, statements by verbs that can be told by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot import days
from bot import timeline as module
from bot.app import create_app
from bot.errors import QuestionError
from bot.settings import Settings
from bot.timeline import Timeline, list_timeline
from index.build import build
from index.directory import Directories
from index.keywords import Keywords
from index.store import Store
from tests.conftest import MAX_BYTES
from tests.fakes import TopicEncoder, VerbTagger

GRAIN = """---
title: Grain talks resume
outlet: Lindia Wire
published: 2031-03-04
---
Ada Volan said on Tuesday that the grain talks would resume.

The port of Ostrava closed from 3 January 2029 and opened in May 2030.

The treaty was signed on 12 May.

Ada Volan said the wheat was dry.
"""
GAS = """Tomas Reku announced on Friday that gas would flow.

The pipeline was built in 2024.

Tomas Reku announced the gas was cold.
"""


class Read:
    """A store of some articles, and its timeline."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "articles"
        self.folder.mkdir()
        self.store = Store(folder / "store")
        self.timeline = Timeline(self.store, Keywords(self.store))

    def put(self, **articles: str) -> "Read":
        for name, text in articles.items():
            (self.folder / f"{name}.txt").write_text(text, encoding="utf-8")
        build([self.folder], self.store, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES)
        return self

    def __call__(self, **asked: Any) -> dict[str, Any]:
        return list_timeline(self.timeline, self.store, Directories(self.store), **asked)


@pytest.fixture
def read(tmp_path):
    return Read(tmp_path).put(grain=GRAIN, gas=GAS)


def dates(found: dict[str, Any]) -> list[tuple[str, ...]]:
    return [
        (item["first"], item["last"], item["kind"], item["dated_by"], item["words"] or "")
        for item in found["items"]
    ]


def quotes(found: dict[str, Any]) -> list[str]:
    return [item["quote"] for item in found["items"]]


def test_what_names_a_day_is_on_it_and_what_is_open_is_counted(read):
    assert dates(read()) == [
        ("2024-01-01", "2024-12-31", "event", "text", "2024"),
        ("2029-01-03", "2029-01-03", "event", "text", "3 January 2029"),
        ("2030-05-01", "2030-05-31", "event", "text", "May 2030"),
        ("2031-03-04", "2031-03-04", "statement", "text", "Tuesday"),
        ("2031-03-04", "2031-03-04", "statement", "article", ""),
    ]
    # "12 May" of no year; and of the gas, "on Friday" and a statement without any day
    assert read()["open"] == 3


def test_every_quotation_stands_at_its_place(read):
    texts = {article.id: article.text for article in read.store.articles()}
    for item in read()["items"]:
        for source in item["sources"]:
            text = texts[source["article_id"]]
            assert text[source["start"] : source["end"]] == source["quote"]
        assert item["quote"] == item["sources"][0]["quote"]
    said = read()["items"][3]
    assert said["speakers"] == ["Ada Volan"]
    assert said["sources"][0]["title"] == "Grain talks resume"


def test_what_several_articles_carry_is_shown_once_with_all_of_them(read):
    copy = GRAIN.replace("Lindia Wire", "Ostrava Post").replace("2031-03-04", "2031-03-05")
    copy = copy.replace("The port", "— Port")
    before = dates(read())
    found = read.put(copy=f"{copy}\nIt rained.").__call__()
    assert dates(found) == before
    outlets = [[source["outlet"] for source in item["sources"]] for item in found["items"]]
    assert outlets == [[None], *[["Lindia Wire", "Ostrava Post"]] * 4]
    port = [source["quote"][:6] for source in found["items"][1]["sources"]]
    assert port == ["The po", "— Port"]


def test_the_same_few_words_weeks_later_are_said_anew(tmp_path):
    texts = {
        f"a{day}": f"---\npublished: {day}\n---\nAda Volan said nothing of it."
        + " It rained." * number
        for number, day in enumerate(("2031-03-04", "2031-03-06", "2031-04-01"))
    }
    found = Read(tmp_path).put(**texts).__call__()
    assert [(item["first"], len(item["sources"])) for item in found["items"]] == [
        ("2031-03-04", 2),
        ("2031-04-01", 1),
    ]


@pytest.mark.parametrize(
    ("asked", "firsts"),
    [
        pytest.param({"speaker": "Ada Volan"}, ["2031-03-04", "2031-03-04"], id="speaker"),
        pytest.param({"speaker": "Nobody"}, [], id="nobody"),
        pytest.param({"topic": "grain"}, ["2031-03-04"], id="topic"),
        pytest.param({"topic": "the port closing"}, ["2029-01-03", "2030-05-01"], id="inflected"),
        pytest.param({"topic": "submarine"}, [], id="nothing"),
        pytest.param(
            {"first": date(2024, 6, 1), "last": date(2029, 1, 3)},
            ["2024-01-01", "2029-01-03"],
            id="range",
        ),
        pytest.param({"first": date(2032, 1, 1)}, [], id="after"),
    ],
)
def test_it_is_filtered(read, asked, firsts):
    assert [item["first"] for item in read(**asked)["items"]] == firsts


def test_a_range_tells_what_lies_outside(read):
    found = read(first=date(2030, 1, 1), last=date(2030, 12, 31))
    assert (found["total"], found["outside"]) == (1, 4)
    assert found["range"] == ["2030-01-01", "2030-12-31"]
    assert found["whole"] == ["2024-01-01", "2031-03-04"]
    with pytest.raises(QuestionError, match="no range"):
        read(first=date(2031, 1, 2), last=date(2031, 1, 1))


def test_a_year_far_away_does_not_press_the_rest_into_a_corner(read):
    many = "\n\n".join(f"Ship {n} sailed on {n} June 2031." for n in range(1, 21))
    found = read.put(old="The old port burned in 1746.", ships=many)()
    assert found["range"] == ["2029-01-03", "2031-06-18"]
    assert found["whole"] == ["1746-01-01", "2031-06-20"]
    assert found["outside"] == 4
    assert read(first=date(1746, 1, 1), last=date(2031, 6, 20))["outside"] == 0


def test_bars_count_what_begins_when(read):
    ships = "\n\n".join(f"Ship {n} sailed on {n} June 2031." for n in (1, 2, 2, 9))
    read.put(ships=ships)

    def bars(first: date, last: date) -> list[tuple[str, str, int]]:
        found = read(first=first, last=last)["bars"]
        return [(bar["first"], bar["last"], bar["count"]) for bar in found]

    # the two sentences about ship 2 are one report
    assert bars(date(2031, 6, 1), date(2031, 6, 30)) == [
        ("2031-06-01", "2031-06-01", 1),
        ("2031-06-02", "2031-06-02", 1),
        ("2031-06-09", "2031-06-09", 1),
    ]
    assert bars(date(2031, 5, 1), date(2031, 9, 30)) == [
        ("2031-05-26", "2031-06-01", 1),  # weeks, from Monday
        ("2031-06-02", "2031-06-08", 1),
        ("2031-06-09", "2031-06-15", 1),
    ]
    assert bars(date(2030, 1, 1), date(2031, 12, 31)) == [
        ("2030-05-01", "2030-05-31", 1),
        ("2031-03-01", "2031-03-31", 2),
        ("2031-06-01", "2031-06-30", 3),
    ]
    assert bars(date(1900, 1, 1), date(2031, 12, 31))[0] == ("2020-01-01", "2029-12-31", 2)


def test_only_so_many_are_shown_the_latest_and_that_is_told(read, monkeypatch):
    monkeypatch.setattr(module, "MAX_SHOWN", 2)
    found = read()
    assert [item["first"] for item in found["items"]] == ["2031-03-04", "2031-03-04"]
    assert found["total"] == 5


def test_what_was_read_is_remembered_and_what_changes_is_read(read, monkeypatch):
    read()
    seen: list[str] = []

    def days_of(article, statements):
        seen.append(article.name)
        return days.days_of(article, statements)

    monkeypatch.setattr(module, "days_of", days_of)
    read()
    assert seen == []
    found = read.put(gas="The gas pipe broke in 2027.")()
    assert seen == ["gas.txt"]
    assert quotes(found)[0] == "The gas pipe broke in 2027."
    assert read.put(gas="---\npublished: 2031-03-03\n---\n" + GAS)()["open"] == 1


def test_an_empty_store_has_an_empty_timeline(tmp_path):
    found = Read(tmp_path)()
    assert (found["items"], found["bars"], found["total"], found["open"]) == ([], [], 0, 0)


def test_over_http(desk):
    client = TestClient(create_app(desk, Settings.read()))
    (said, *_) = client.get("/api/timeline", params={"speaker": "Ada Volan"}).json()["items"]
    assert (said["first"], said["words"]) == ("2031-03-04", "Tuesday")
    later = client.get("/api/timeline", params={"from": "2031-03-05"}).json()
    assert later["items"] == []
    for asked in ({"from": "yesterday"}, {"from": "2031-01-02", "to": "2031-01-01"}):
        assert client.get("/api/timeline", params=asked).status_code == 422
    assert client.get("/api/timeline", params={"topic": "x" * 9000}).status_code == 422
