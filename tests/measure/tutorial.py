"""Finding answers the way the libraries' tutorials teach: what On Record is measured against."""

from collections.abc import Iterator, Sequence

import numpy as np
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from index.sentences import cut_sentences
from tests.measure.corpora import Asked, CachingEncoder

CHUNK, OVERLAP, TOP = 1000, 200, 10


class _Vectors(Embeddings):
    def __init__(self, encoder: CachingEncoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, vector)) for vector in self._encoder.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def tutorial_answers(
    texts: Sequence[str], asked: Sequence[Asked], encoder: CachingEncoder
) -> Iterator[dict[str, object]]:
    """Answer each question with the best sentence of the best chunk; none is refused.

    Chunks of ``CHUNK`` characters of each paragraph, cosine of the same encoder; the
    confidence is that of the best chunk.
    """
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    paragraphs = [line for text in texts for line in text.split("\n") if line]
    chunks = splitter.split_documents([Document(page_content=line) for line in paragraphs])
    vectors = _Vectors(encoder)
    store = Chroma("tutorial", vectors, collection_metadata={"hnsw:space": "cosine"})
    for first in range(0, len(chunks), 1000):
        store.add_documents(chunks[first : first + 1000])
    for one in asked:
        found = store.similarity_search_with_score(one.question, k=TOP)
        best = found[0][0].page_content
        sentences = [best[slice(*span)] for span in cut_sentences(best)]
        near = encoder.encode(sentences) @ encoder.encode([one.question])[0]
        ranked = [sentences[n] for n in np.argsort(-near)]
        yield {
            "answer_text": ranked[0],
            "candidates": ranked[:3],
            "passages": [document.page_content for document, _ in found],
            "confidence": 1 - float(found[0][1]),
        }
    store.delete_collection()
