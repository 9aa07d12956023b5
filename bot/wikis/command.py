"""What ``onrecord embed`` does."""

import shutil
from pathlib import Path

from bot.errors import WikiError
from bot.wikis.guides import WIKIS, Embedding, write_guide

_HERE = Path(__file__).parent
# What we bring along: our folder, the wiki's folder for such, and a file that only ours has.
_BROUGHT = {
    "mediawiki": ("mediawiki/OnRecord", "extensions", "extension.json"),
    "dokuwiki": ("dokuwiki/onrecord", "lib/plugins", "plugin.info.txt"),
}


def guide(wiki: str, url: str | None, question: str | None) -> str:
    """Write the guide for a wiki, as Markdown.

    Raises:
        WikiError: we have no guide for it, or the address is missing or none.
        QuestionError: the question is empty, too long or not text.
    """
    if wiki not in WIKIS:
        raise WikiError(f"there is no guide for {wiki!r}; there is one for {', '.join(WIKIS)}")
    if url is None:
        raise WikiError("say where readers open On Record: --url https://brief.example")
    return write_guide(wiki, Embedding(url, question or ""))


def copy_to(folder: Path, wiki: str) -> Path:
    """Copy our extension or plugin into the folder of a wiki, in place of a former version.

    Raises:
        WikiError: we have none for it, the folder is no such wiki's, or cannot be written.
    """
    if wiki not in _BROUGHT:
        raise WikiError(f"there is nothing to copy for {wiki}; it is for {' and '.join(_BROUGHT)}")
    source, place, sign = _BROUGHT[wiki]
    if not (folder / place).is_dir():
        raise WikiError(f"{folder} has no {place}/; name the folder of the wiki")
    target = folder / place / Path(source).name
    if target.exists() and not (target / sign).is_file():
        raise WikiError(f"{target} is not ours; move it away first")
    try:
        if target.exists():
            shutil.rmtree(target)
        shutil.copytree(_HERE / source, target)
    except OSError as error:
        raise WikiError(f"{target} cannot be written: {error.strerror or error}") from error
    return target
