from bot.reranker import best_sentences
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
