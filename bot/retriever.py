"""A query to passages; also a LangChain retriever, for chains of your own."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from bot.question import Query, read_question
from index.search import Hit, Search


class PassageRetriever(BaseRetriever):
    """Find passages for a question: ``retriever.invoke("what did the minister say?")``.

    Each document is a passage, best first; its metadata hold ``article_id``, ``start``,
    ``end`` (characters of ``Article.text``), ``score`` and ``similarity``.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    search: Search
    top_k: int = 40

    def find(self, query: Query) -> list[Hit]:
        """Find the passages for a question that was read already, best first."""
        return self.search.find(query.text, query.stems, self.top_k)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  LangChain hands it over
    ) -> list[Document]:
        return [
            Document(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata={
                    "article_id": hit.passage.article_id,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "score": hit.score,
                    "similarity": hit.similarity,
                },
            )
            for hit in self.find(read_question(query))
        ]
