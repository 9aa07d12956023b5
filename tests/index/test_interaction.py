import numpy as np
import pytest

from index.encoder import EncodedText, SentenceEncoder
from index.interaction.meeting import AskedTokens, asked_tokens
from index.interaction.tokens import encode_passages, pack, project, token_encoder, unpack
from index.keywords import Keywords
from index.passages import cut_passages
from index.search import Search
from index.words import stems
from tests.fakes import TopicEncoder

TEXT = "Volan left Ostrava on Monday. She had spoken about wheat and gas."


def shown(passage_text: str, words: list[str]) -> EncodedText:
    chance = np.random.default_rng(1)
    starts = [passage_text.index(word) for word in words]
    tokens = chance.normal(size=(len(words), 384)).astype(np.float32)
    offsets = [(start, start + len(word)) for start, word in zip(starts, words, strict=True)]
    return EncodedText(tokens[0], tokens, offsets)


def test_what_is_packed_is_told_apart_by_sentence_and_stays_near_to_what_it_was():
    passage = cut_passages("abc", TEXT)[0]
    encoded = shown(passage.text, ["Volan", "Ostrava", "spoken", "wheat", "gas"])
    vectors, counts = unpack(pack(passage, encoded))
    assert counts == [2, 3]
    assert vectors.shape == (5, 128)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    cosines = project(encoded.tokens) @ vectors.T
    assert (cosines.argmax(axis=0) == np.arange(5)).all()
    assert cosines.diagonal().min() > 0.7


def test_a_passage_without_a_piece_meets_nothing():
    passage = cut_passages("abc", TEXT)[0]
    nothing = EncodedText(np.ones(384, dtype=np.float32), np.zeros((0, 384), dtype=np.float32), [])
    asked = AskedTokens(np.eye(128, dtype=np.float32)[:2], np.array([0.5, 0.5], dtype=np.float32))
    assert [m.own for m in asked.meet(pack(passage, nothing))] == [-1.0, -1.0]
    assert asked_tokens("?", nothing, lambda _: {}) is None


def test_words_meet_in_a_sentence_or_in_the_one_before_it():
    passage = cut_passages("abc", TEXT)[0]
    encoded = shown(passage.text, ["Volan", "Ostrava", "spoken", "wheat", "gas"])
    vectors, _ = unpack(pack(passage, encoded))
    asked = AskedTokens(vectors[[0, 3]], np.array([0.25, 0.75], dtype=np.float32))
    first, second = asked.meet(pack(passage, encoded))
    assert first.own == first.context < 0.6
    assert 0.7 < second.own < second.context
    assert second.context == pytest.approx(1.0, abs=1e-5)


def test_a_rare_word_weighs_more_than_a_common_one_and_all_pieces_of_a_word_the_same():
    question = "Who sold wheat to Ostrava?"
    encoded = SentenceEncoder().encode_tokens([question])[0]
    pieces = [question[start:end] for start, end in encoded.offsets]
    rarity = {"sold": 2.0, "wheat": 4.0, "ostrava": 9.0}
    asked = asked_tokens(question, encoded, lambda words: {word: rarity[word] for word in words})
    assert asked is not None
    weights = dict(zip(pieces, asked.weights / asked.weights[pieces.index("wheat")], strict=True))
    assert weights["sold"] == pytest.approx(0.5)
    city = [w for piece, w in weights.items() if piece.lower() in "ostrava"]
    assert len(city) > 1
    assert city == pytest.approx([2.25] * len(city))
    assert asked.weights.sum() == pytest.approx(1.0)


def test_the_real_encoder_shows_the_pieces_that_it_read():
    encoder = SentenceEncoder()
    long = "The minister spoke of wheat. " * 80
    found = encoder.encode_tokens([TEXT, "Gas.", long])
    assert np.stack([f.vector for f in found]) == pytest.approx(
        encoder.encode([TEXT, "Gas.", long]), abs=1e-5
    )
    assert all(len(f.tokens) == len(f.offsets) for f in found)
    assert "".join(TEXT[start:end] for start, end in found[0].offsets) == TEXT.replace(" ", "")
    assert found[2].offsets[-1][1] < len(long)
    assert encoder.encode_tokens([]) == []


def test_a_question_meets_what_answers_it_in_other_words():
    encoder = SentenceEncoder()
    texts = {
        "a": "Reku sold the harbour to a bank. The price was never told.",
        "b": "A bank sold the harbour to Reku. The price was forty crowns.",
    }
    passages = [passage for name, text in texts.items() for passage in cut_passages(name, text)]
    vectors, packed = encode_passages(encoder, passages)
    assert all(packed)
    question = "How much did it cost?"
    asked = asked_tokens(
        question, encoder.encode_tokens([question])[0], lambda words: dict.fromkeys(words, 3.0)
    )
    assert asked is not None
    best = {
        p.article_id: max(m.own for m in asked.meet(t))
        for p, t in zip(passages, packed, strict=True)
    }
    assert best["b"] > best["a"]
    assert vectors.shape == (len(passages), 384)


def test_an_encoder_of_other_makes_keeps_no_pieces(tmp_path, filled):
    passages = cut_passages("abc", TEXT)
    vectors, packed = encode_passages(TopicEncoder(), passages)
    assert packed == [""]
    assert vectors.shape == (1, 4)
    assert token_encoder(TopicEncoder()) is None
    assert token_encoder(SentenceEncoder(str(tmp_path))) is None
    hits = Search(filled, TopicEncoder(), Keywords(filled)).find("gas", stems("gas"), 3)
    assert hits
    assert all(hit.meetings == () for hit in hits)
