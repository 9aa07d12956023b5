from bot.judge import READ, judge, sentence_before
from bot.reader.reader import Candidate, Reading
from bot.reranker import Evidence
from index.records import Article, Span

TEXT = "Headline\nVolan left. She spoke. Reku slept.\nSnow fell."


def found(start: int, end: int, score: float) -> Evidence:
    return Evidence("abc", Span(start, end), TEXT[start:end], score, 0.5, 0.5, 0.5, frozenset())


def article(_: str) -> Article:
    return Article("abc", "x.txt", "T", None, None, None, None, TEXT)


class Favouring:
    """Reads that one text answers, and keeps what it was given."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.given: list[Candidate] = []

    def read(self, question: str, candidates) -> list[Reading]:
        self.given = list(candidates)
        return [Reading(9.0 if c.text == self.text else -9.0, Span(0, 1), 0.0) for c in candidates]


def test_what_answers_comes_first_with_its_reading():
    evidence = [found(9, 20, 1.0), found(21, 31, 0.9), found(44, 54, 0.8)]
    reader = Favouring("She spoke.")
    best = judge("who spoke?", evidence, reader, article)
    assert [e.text for e in best] == ["She spoke.", "Volan left.", "Snow fell."]
    assert best[0].reading == Reading(9.0, Span(0, 1), 0.0)
    assert [c.before for c in reader.given] == ["", "Volan left.", ""]


def test_what_is_not_read_stays_behind():
    evidence = [found(9, 20, 2.0 - n / 10) for n in range(READ)] + [found(44, 54, 0.1)]
    best = judge("snow?", evidence, Favouring("Snow fell."), article)
    assert best[-1] == evidence[-1]
    assert len(best) == READ + 1


def test_nothing_to_read():
    assert judge("snow?", [], Favouring(""), article) == []


def test_the_sentence_before_is_on_the_same_line():
    assert sentence_before(TEXT, TEXT.index("Reku")) == "She spoke."
    assert sentence_before(TEXT, TEXT.index("Volan")) == ""
    assert sentence_before(TEXT, 0) == ""
    assert sentence_before("One.\r\nTwo. Three.", 11) == "Two."
