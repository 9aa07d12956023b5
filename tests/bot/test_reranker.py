from dataclasses import replace

from bot.reranker import best_sentences
from index.interaction.meeting import Meeting
from index.passages import cut_passages
from index.search import Hit

TEXT = "Volan left Ostrava. She spoke about wheat. Reku spoke about gas."


def hits(*similarities: float) -> list[Hit]:
    passages = cut_passages("abc", TEXT)
    return [
        Hit(passage, 1.0, similarity)
        for passage, similarity in zip(passages, similarities, strict=True)
    ]


def test_words_of_the_sentence_and_of_the_one_before_count():
    best = best_sentences(hits(0.5, 0.3), {"volan": 2.0, "wheat": 2.0}, 3)
    assert [evidence.text for evidence in best] == [
        "She spoke about wheat.",
        "Volan left Ostrava.",
        "Reku spoke about gas.",
    ]
    first = best[0]
    assert (first.coverage, first.context, first.similarity) == (0.5, 1.0, 0.4)
    assert first.missing == frozenset()
    assert TEXT[first.span.start : first.span.end] == first.text
    assert best[1].missing == {"wheat"}


def test_a_rare_word_counts_more():
    best = best_sentences(hits(0.4, 0.4), {"gas": 5.0, "wheat": 1.0}, 1)
    assert best[0].text == "Reku spoke about gas."


def test_nothing_asked_with_and_nothing_found():
    assert best_sentences([], {}, 3) == []
    assert len(best_sentences(hits(0.4, 0.4), {}, 2)) == 2


def test_words_that_meet_one_by_one_count_when_every_passage_has_them():
    found = hits(0.4, 0.4)
    assert best_sentences(found, {}, 1)[0].text == "Volan left Ostrava."
    meetings = (Meeting(0.2, 0.2), Meeting(0.2, 0.2)), (Meeting(0.2, 0.2), Meeting(0.8, 0.8))
    met = [replace(hit, meetings=m) for hit, m in zip(found, meetings, strict=True)]
    assert best_sentences(met, {}, 1)[0].text == "Reku spoke about gas."
    assert best_sentences([met[0], found[1]], {}, 1)[0].text == "Volan left Ostrava."
