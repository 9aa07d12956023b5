import pytest

from bot.reader.pairs import QUESTIONS, Room, lay_out
from bot.reader.reader import Candidate
from index.encoder import SentenceEncoder
from index.transformer import CLS, SEP, load_tokenizer


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(SentenceEncoder().folder)


def test_each_piece_is_told_what_it_shares(tokenizer):
    candidate = Candidate("Volan left.", "She met Reku in 2031.")
    laid = lay_out([("Who met Reku, Volan and Brisk?", candidate)], tokenizer)
    words = [tokenizer.id_to_token(number) for number in laid.ids[0].tolist()]
    first = words.index("[SEP]")
    match = dict(zip(words[:first], laid.features[0, :first, 0].tolist(), strict=True))
    # has, only the sentence before has, lacks
    assert (match["met"], match["re"], match["vol"], match["brisk"]) == (1, 1, 2, 3)
    assert match["who"] == 0
    answering = dict(zip(words[first:], laid.features[0, first:].tolist(), strict=False))
    assert answering["met"] == [4, 0]
    assert laid.ids[0, [0, first, -1]].tolist() == [CLS, SEP, SEP]


def test_only_the_sentence_answers_and_its_characters_are_known(tokenizer):
    candidate = Candidate("Volan left.", "She met Reku.")
    laid = lay_out([("Who met Reku?", candidate)], tokenizer)
    inside = [
        candidate.text[start:end]
        for (start, end), answers in zip(laid.offsets[0], laid.sentence[0], strict=True)
        if answers and start >= 0
    ]
    assert "".join(inside) == "ShemetReku."
    assert bool(laid.sentence[0, 0])


def test_what_is_long_is_cut(tokenizer):
    candidate = Candidate("so " * 500, "grain " * 500)
    laid = lay_out([("why " * 500, candidate), ("why?", Candidate("", "Snow."))], tokenizer)
    assert laid.ids.shape == (2, QUESTIONS.first + QUESTIONS.second + 3)
    assert laid.mask.sum(dim=1).tolist()[1] < 12
    narrow = lay_out([("why " * 500, candidate)], tokenizer, Room(5, 7, 3))
    assert narrow.ids.shape == (1, 5 + 7 + 3)


def test_markers_in_a_text_are_characters(tokenizer):
    laid = lay_out([("[SEP] who?", Candidate("", "[CLS] Volan [SEP]"))], tokenizer)
    assert laid.ids[0].tolist().count(SEP) == 2
    assert laid.ids[0].tolist().count(CLS) == 1
