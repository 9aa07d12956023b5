"""A real MediaWiki and a real DokuWiki, as Debian packages them, in a folder of the test's."""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.servers import answers

OURS = Path(__file__).parents[2] / "bot" / "wikis"
MEDIAWIKI = Path("/usr/share/mediawiki")
DOKUWIKI = Path("/usr/share/dokuwiki")
DOKUWIKI_SETTINGS = Path("/etc/dokuwiki")
SECONDS = 60  # for a page: other tests may run beside


def missing() -> str:
    """Name what has to be installed; empty when everything is there."""
    needed = {"php-cli": shutil.which("php"), "mediawiki": MEDIAWIKI.is_dir(),
              "dokuwiki": DOKUWIKI.is_dir()}  # fmt: skip
    return " ".join(package for package, there in needed.items() if not there)


@dataclass
class Wiki:
    """A wiki that runs; ``folder`` holds what steers it while it runs.

    ``folder/url`` is the address of On Record that it uses.
    """

    address: str
    folder: Path

    def __post_init__(self) -> None:
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open

    def path(self, title: str) -> str:
        """Where a page is."""
        raise NotImplementedError

    def save(self, title: str, text: str) -> None:
        """Save a page as its author does."""
        raise NotImplementedError

    def page(self, title: str) -> str:
        return self.address + self.path(title)

    def html(self, title: str) -> str:
        return self.get(self.path(title))

    def use(self, address: str) -> None:
        """Point its extension or plugin at another On Record."""
        (self.folder / "url").write_text(address, encoding="utf-8")

    def wait(self, seconds: int) -> None:
        """Let its pages wait so long for an answer."""
        (self.folder / "timeout").write_text(str(seconds), encoding="utf-8")

    def get(self, path: str) -> str:
        with self._open(self.address + path, timeout=SECONDS) as response:
            return str(response.read().decode("utf-8"))

    def post(self, path: str, fields: dict[str, str]) -> str:
        data = urlencode(fields).encode()
        with self._open(self.address + path, data, timeout=SECONDS) as response:
            return str(response.read().decode("utf-8"))


class MediaWiki(Wiki):
    """Anonymous readers may edit, as they may in a fresh MediaWiki."""

    def save(self, title: str, text: str) -> None:
        fields = {"action": "edit", "title": title, "text": text, "token": "+\\", "format": "json"}
        done = json.loads(self.post("/api.php", fields))
        assert done.get("edit", {}).get("result") == "Success", done

    def path(self, title: str) -> str:
        return f"/index.php?title={quote(title)}"

    def cite(self, wanted: bool) -> None:
        """Run with the Cite extension or without it."""
        (self.folder / "cite").write_text("1" if wanted else "", encoding="utf-8")


class DokuWiki(Wiki):
    """Everybody may edit."""

    def save(self, title: str, text: str) -> None:
        form = self.get(f"/doku.php?id={quote(title)}&do=edit")
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        fields |= {"id": title, "wikitext": text, "do[save]": "1", "summary": ""}
        assert "sectok" in fields, form
        self.post("/doku.php", fields)

    def path(self, title: str) -> str:
        return f"/doku.php?id={quote(title)}"


@contextmanager
def mediawiki(folder: Path, port: int) -> Iterator[MediaWiki]:
    """Install MediaWiki into an empty folder, with our extension, and serve it."""
    address = f"http://127.0.0.1:{port}"
    subprocess.run(
        [
            "php", "-d", "display_errors=0", MEDIAWIKI / "maintenance" / "install.php",
            "--dbtype", "sqlite", "--dbpath", folder / "db", "--dbname", "wiki",
            "--confpath", folder, "--scriptpath", "", "--server", address,
            "--pass", "Ostrava-2031-grain", "Test wiki", "Admin",
        ],
        check=True, capture_output=True, timeout=SECONDS,
    )  # fmt: skip
    shutil.copytree(OURS / "mediawiki" / "OnRecord", folder / "extensions" / "OnRecord")
    with (folder / "LocalSettings.php").open("a", encoding="utf-8") as settings:
        settings.write(
            f"""
if ( file_get_contents( '{folder}/cite' ) ) {{ wfLoadExtension( 'Cite' ); }}
wfLoadExtension( 'OnRecord', '{folder}/extensions/OnRecord/extension.json' );
$wgServer = 'http://' . ( $_SERVER['HTTP_HOST'] ?? '127.0.0.1:{port}' );
$wgOnRecordUrl = trim( file_get_contents( '{folder}/url' ) );
$wgOnRecordTimeout = (int)file_get_contents( '{folder}/timeout' );
$wgOnRecordMaxPerPage = 3;
$wgEnableParserCache = true;
$wgParserCacheType = CACHE_DB;
$wgRateLimits = [];
$wgJobRunRate = 0;
"""
        )
    wiki = MediaWiki(address, folder)
    wiki.use("")
    wiki.wait(30)
    wiki.cite(True)
    with _php(MEDIAWIKI, port, {"MW_CONFIG_FILE": str(folder / "LocalSettings.php")}):
        yield wiki


@contextmanager
def dokuwiki(folder: Path, port: int) -> Iterator[DokuWiki]:
    """Copy DokuWiki into an empty folder, with our plugin, and serve it."""
    program, settings, data = folder / "program", folder / "settings", folder / "data"
    shutil.copytree(DOKUWIKI, program)
    shutil.copytree(OURS / "dokuwiki" / "onrecord", program / "lib" / "plugins" / "onrecord")
    shutil.copytree(DOKUWIKI_SETTINGS, settings, ignore=shutil.ignore_patterns("*.auth.php"))
    for name in ("attic", "cache", "index", "locks", "log", "media", "media_attic", "media_meta",
                 "meta", "pages", "tmp"):  # fmt: skip
        (data / name).mkdir(parents=True)
    (settings / "local.php").write_text(
        f"""<?php
$conf['title'] = 'Test wiki';
$conf['savedir'] = '{data}';
$conf['useacl'] = 0;
$conf['plugin']['onrecord']['url'] = trim(file_get_contents('{folder}/url'));
$conf['plugin']['onrecord']['timeout'] = (int) file_get_contents('{folder}/timeout');
$conf['plugin']['onrecord']['max_per_page'] = 3;
""",
        encoding="utf-8",
    )
    (folder / "before.php").write_text(
        f"<?php define('DOKU_MAIN_CONF', '{settings}/'); define('DOKU_CONF', '{settings}/');",
        encoding="utf-8",
    )
    wiki = DokuWiki(f"http://127.0.0.1:{port}", folder)
    wiki.use("")
    wiki.wait(30)
    with _php(program, port, {}, "-d", f"auto_prepend_file={folder / 'before.php'}"):
        yield wiki


@contextmanager
def _php(root: Path, port: int, env: dict[str, str], *options: str) -> Iterator[None]:
    """Run PHP's own server, with workers enough for a browser."""
    process = subprocess.Popen(
        ["php", "-d", "display_errors=0", *options, "-S", f"127.0.0.1:{port}", "-t", root],
        env=os.environ | {"PHP_CLI_SERVER_WORKERS": "4"} | env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(300):
            if answers(f"http://127.0.0.1:{port}/"):
                break
            assert process.poll() is None, "php ended"
            time.sleep(0.1)
        else:
            raise AssertionError(f"no wiki answers on port {port}")
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def words(html: str) -> str:
    """What a reader of the HTML sees, in one line."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.parts).split())
