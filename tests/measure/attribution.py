"""Who said what, on articles that nothing was trained on: ``python -m tests.measure.attribution``.

Prints the corpus's own scorer's table on PolNeAR's dev part, the time beside that of
embedding the same article's passages, and the seed's questions.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.chain import answering
from bot.listing import statement_lines
from bot.offline import stay_offline
from bot.reader.reader import LearnedReader
from bot.retriever import PassageRetriever
from bot.testimony import Witnesses
from index.build import build
from index.directory import Directories
from index.encoder import SentenceEncoder
from index.keywords import Keywords
from index.passages import cut_passages
from index.search import Search
from index.statement_search import StatementSearch
from index.statements import find_statements
from index.store import Store
from index.tagger.tagger import WEIGHTS, LearnedTagger
from tests.measure.corpora import CORPORA

DEV = CORPORA / "polnear" / "dev"
SCORER = CORPORA.parent / "tools" / "score_attribution.py"
SEEDS = Path(__file__).parents[2] / "seeds"
WORDS = 700
# Speaker, then the same question in the ways people ask it.
ASKED = {
    "Sergey Lavrov": "what did Lavrov say? | what has Lavrov ruled out? | quotes by Lavrov | "
    "Lavrov's position on concessions | has Lawrow commented on concessions? | "
    "who ruled out any concession? | tell me what Sergei Lavrov said about concessions",
    "Volodymyr Zelensky": "what did Zelensky say? | what did the Ukrainian president say? | "
    "has Zelenskyy commented on American support? | what does Selenskyj think of American "
    "support? | statements by Volodymyr Zelensky about a Russian attack | "
    "who said he was assured of full American support? | Zelensky's view of American support",
    "Vladimir Putin": "what did Putin say? | what did Poutine say about the conversation? | "
    "how did Putin describe the conversation? | quotes from Vladimir Putin | "
    "has Putin commented on the conversation? | who was satisfied with the conversation?",
    "Moscow": "what did Moscow deny? | did Moscow deny threatening Ukraine? | "
    "what does Moscow say about threatening Ukraine? | Moscow's statements on Ukraine | "
    "who denies threatening Ukraine? | has Moscow commented on threatening Ukraine?",
    "Kremlin": "what did the Kremlin demand? | what are the Kremlin's demands? | "
    "what does the Kremlin say about guarantees? | the Kremlin's position on guarantees | "
    "who demanded guarantees of security? | statements from the Kremlin on security",
    "Joe Biden": "what did Biden threaten? | whom did Biden threaten? | what did Joe Biden say? | "
    "quotes by Biden | Biden's threats | what did Biden say about an invasion?",
    "United States": "what did the United States warn? | what did the United States say about "
    "Russian requests? | who warned that some Russian requests were unacceptable? | "
    "statements by the United States on Russian requests | the United States' view of the requests",
    "Jen Psaki": "what did Psaki say? | what did Jen Psaki say about an invasion? | "
    "quotes by the White House spokeswoman | what did the White House spokeswoman say? | "
    "according to Psaki, how will Washington respond? | has Psaki commented on an invasion?",
}


def main() -> None:
    """Print everything."""
    stay_offline()
    tagger, encoder = LearnedTagger(), SentenceEncoder()
    print(f"weights: {WEIGHTS.stat().st_size:,} bytes")
    _speed(tagger, encoder)
    if SCORER.exists():
        _score(tagger)
    else:
        print("no corpus beside the project: nothing is scored")
    _ask(tagger, encoder)


def _speed(tagger: LearnedTagger, encoder: SentenceEncoder) -> None:
    files = sorted((DEV / "text").glob("*.txt")) or sorted(SEEDS.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    text = min(texts, key=lambda text: abs(len(text.split()) - WORDS))

    def statements() -> None:
        find_statements("article", text, tagger)

    def embedding() -> None:
        encoder.encode([p.text for p in cut_passages("article", text)])

    taken: dict[str, list[float]] = {"statements": [], "embedding": []}
    for _ in range(12):
        for name, run in (("statements", statements), ("embedding", embedding)):
            taken[name].append(_seconds(run))
    medians = {name: statistics.median(some[2:]) for name, some in taken.items()}
    ratio = medians["statements"] / medians["embedding"]
    print(
        f"{len(text.split())} words, medians: statements {1000 * medians['statements']:.0f} ms, "
        f"embedding the passages {1000 * medians['embedding']:.0f} ms, ratio {ratio:.2f}"
    )
    peaks = [_peak()]
    for text in texts[:40]:
        find_statements("article", text, tagger)
        peaks.append(_peak())
    print(f"peak memory after 1, 20 and 40 articles: {peaks[1]}, {peaks[20]}, {peaks[-1]} MB")


def _seconds(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _score(tagger: LearnedTagger) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as found:
        for path in sorted((DEV / "text").glob("*.txt")):
            with path.open(encoding="utf-8", newline="") as file:  # offsets count "\r" too
                text = file.read()
            for line in statement_lines(path.name, text, tagger, as_json=True):
                found.write(f"{line}\n")
        found.flush()
        command = [sys.executable, str(SCORER), str(DEV), found.name, "--bootstrap", "200"]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _ask(tagger: LearnedTagger, encoder: SentenceEncoder) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        build([SEEDS], store, encoder, tagger, max_bytes=10**7)
        keywords = Keywords(store)
        statements = StatementSearch(store, keywords)
        witnesses = Witnesses(Directories(store), statements, keywords, encoder)
        search = Search(store, encoder, keywords)
        chain = answering(PassageRetriever(search=search), witnesses, LearnedReader())
        right = total = 0
        for speaker, questions in ASKED.items():
            for question in questions.split(" | "):
                answer = chain.invoke(question)
                said = [statement.speaker for statement in answer.statements]
                total += 1
                if said[:1] == [speaker]:
                    right += 1
                else:
                    shown = answer.sentences[0].text if answer.sentences else answer.reason
                    print(f"  not {speaker} first: {question}: {said[:3]} {shown[:90]}")
    print(f"seed: {right} of {total} questions answered by the right speaker's statement first")


if __name__ == "__main__":
    main()
