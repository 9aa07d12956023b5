import sqlite3

import pytest

from index.build import build
from index.keywords import Keywords, keywords_path
from index.search import Search
from index.words import stems
from tests.conftest import MAX_BYTES
from tests.fakes import TopicEncoder, VerbTagger


@pytest.fixture
def keywords(filled):
    return Keywords(filled)


def found_texts(filled, keywords, words):
    vector = TopicEncoder().encode([""])[0]
    ids = [id_ for id_, _ in keywords.rank(stems(words), 10)]
    by_id = {n.passage.id: n.passage.text for n in filled.similar(ids, vector)}
    return [by_id[id_] for id_ in ids]


def test_keywords_rank_rare_words_first(filled, keywords):
    texts = found_texts(filled, keywords, "wheat inspections")
    assert "inspections" in texts[0]
    scores = [score for _, score in keywords.rank(stems("wheat inspections"), 10)]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


@pytest.mark.parametrize("asked", ['"', "AND OR NOT", "stems : x", "a*", "NEAR(a b)", "'; --"])
def test_a_question_is_no_query_language(keywords, asked):
    assert isinstance(keywords.rank(stems(asked), 5), list)


def test_rarity_and_unused(keywords):
    rarity = keywords.rarity(stems("gas Volan zeppelin"))
    assert rarity["zeppelin"] > rarity["volan"] > 0
    assert keywords.unused(stems("gas Volan zeppelin")) == {"zeppelin"}


def test_keywords_follow_the_store(filled, keywords, folder):
    assert keywords.unused(["zeppelin"])
    (folder / "gas.md").write_text("A zeppelin crossed Marenia.")
    build([folder], filled, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES)
    assert not keywords.unused(["zeppelin"])
    assert keywords.unused(["pipelin"])
    assert found_texts(filled, keywords, "zeppelin") == ["A zeppelin crossed Marenia."]


def test_a_damaged_keyword_index_is_made_anew(filled):
    path = keywords_path(filled)
    path.write_bytes(b"no database" * 1000)
    assert Keywords(filled).rank(["volan"], 1)
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM passages").fetchone()[0] > 0


def test_a_keyword_index_of_another_version_is_made_anew(filled):
    path = keywords_path(filled)
    ranked = Keywords(filled).rank(["volan"], 5)
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE statements (id TEXT NOT NULL)")
    assert Keywords(filled).rank(["volan"], 5) == ranked != []


def test_damage_inside_the_keyword_index_is_mended_too(filled, keywords):
    assert keywords.rank(["volan"], 1)
    with sqlite3.connect(keywords_path(filled)) as database:
        database.execute("DELETE FROM passages_data WHERE id > 10")
    again = Keywords(filled)
    assert again.rank(["volan"], 1) == keywords.rank(["volan"], 1) != []


def test_search_fuses_both_rankings(filled, keywords):
    search = Search(filled, TopicEncoder(), keywords)
    hits = search.find("gas", stems("gas wheat"), 4)
    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert "gas" in hits[0].passage.text.lower()  # both rankings have it
    assert any("wheat" in hit.passage.text for hit in hits)  # only the words do
