from hypothesis import given

from index.passages import MAX_CHARACTERS, cut_passages
from index.records import Span
from tests.index.test_sentences import DIRTY

TEXT = "Volan left. Reku stayed. Talks\nfailed."


def test_two_sentences_each_one_shared_with_the_passage_before():
    text = "Volan left. Reku stayed. The talks failed."
    assert [(p.id, p.text) for p in cut_passages("abc", text)] == [
        ("abc:0-24", "Volan left. Reku stayed."),
        ("abc:12-42", "Reku stayed. The talks failed."),
    ]
    assert cut_passages("abc", text)[1].sentences == (Span(12, 24), Span(25, 42))


def test_one_sentence_is_one_passage():
    assert [p.text for p in cut_passages("abc", "Volan left.")] == ["Volan left."]


def test_a_long_sentence_stands_alone():
    long = "Word " + "word " * 150 + "end."
    text = f"Volan left. {long} {long} Reku stayed."
    lengths = [len(p.text) for p in cut_passages("abc", text)]
    assert max(lengths) <= MAX_CHARACTERS
    assert [p.text[:10] for p in cut_passages("abc", text)] == ["Volan left", "Word word "]


@given(DIRTY)
def test_passages_cover_the_text_and_remember_their_offsets(text):
    passages = cut_passages("abc", text)
    covered: set[int] = set()
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert len(passage.text) <= MAX_CHARACTERS
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        covered |= set(range(passage.start, passage.end))
    assert {o for o, c in enumerate(text) if not c.isspace()} <= covered
    assert len({passage.id for passage in passages}) == len(passages)
