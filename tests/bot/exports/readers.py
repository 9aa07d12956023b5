"""What a reader of each format gets to see: the text, and what there is beside text."""

import json
import re
import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import mwparserfromhell
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

DOKUWIKI = Path("/usr/share/dokuwiki")


@dataclass
class Seen:
    """``parts``: the elements, links, notes and macros in order; ``links``: where they lead."""

    text: str = ""
    parts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def words(self) -> str:
        return " ".join(self.text.split())


class _Page(HTMLParser):
    VOID = frozenset(("meta", "br", "link", "img", "input", "base", "hr"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.seen.parts.append(f"{tag}[{','.join(sorted(names))}]")
        if "href" in names:
            self.seen.links.append(names["href"] or "")
        if tag not in self.VOID:
            self.open.append(tag)
        if tag in ("p", "li", "title", "h1", "h2", "div"):
            self.seen.text += " "

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.seen.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.seen.text += data

    def handle_comment(self, data: str) -> None:
        self.seen.parts.append("comment")

    def unknown_decl(self, data: str) -> None:
        self.seen.parts.append("declaration")


def read_html(source: str) -> Seen:
    page = _Page()
    page.feed(source)
    page.close()
    assert page.open == []
    return page.seen


def read_markdown(source: str) -> Seen:
    """As a renderer with every dialect's additions reads it."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for plugin in (
        footnote_plugin, gfm_autolink_plugin, dollarmath_plugin, attrs_plugin, deflist_plugin,
        sub_plugin, superscript_plugin,
    ):  # fmt: skip
        parser.use(plugin)
    seen = Seen()
    for token in parser.parse(source):
        for each in (token, *(token.children or ())):
            if each.type in ("text", "softbreak"):
                seen.text += each.content or " "
            elif each.type != "inline":
                seen.parts.append(f"{each.type}{sorted(each.attrs)}")
                seen.links += [str(each.attrs["href"])] if "href" in each.attrs else []
                seen.text += " " if each.block else ""
    return seen


def read_mediawiki(source: str) -> Seen:
    # what the parser has no node for: magic words, signatures, variants, strip markers
    assert not re.search(r"__[A-Z]+__|~~~|-\{|\x7f|\b(RFC|PMID|ISBN) \d", source)
    seen = Seen()

    def walk(code: Any) -> None:
        for node in code.nodes if code else ():
            kind = type(node).__name__
            if kind == "Text":
                seen.text += str(node)
            elif kind == "HTMLEntity":
                seen.text += node.normalize()
            elif kind == "Tag":
                names = sorted(str(a.name) for a in node.attributes)
                seen.parts.append(f"{node.tag}{names}{'wiki' if node.wiki_markup else ''}")
                seen.text += " " if node.tag in ("ref", "blockquote") else ""
                walk(node.contents)
                seen.parts.append("/")
            elif kind == "ExternalLink":
                seen.parts.append("link" if node.brackets else "bare link")
                seen.links.append(str(node.url))
                walk(node.title)
            else:
                seen.parts.append(kind)

    walk(mwparserfromhell.parse(source))
    return seen


def read_xwiki(source: str) -> Seen:
    """Read XWiki 2.1 token by token: whatever is not ours counts as a part."""
    token = re.compile(
        r"~(?P<escaped>.)"
        r"|(?P<note>\{\{/?footnote\}\})"
        r"|\[\[(?P<label>(?:~.|[^\]>~]|>(?!>))*)>>url:(?P<link>[^\]|]*)\]\]"
        r"|(?P<block>^(?:> |----|=+|\*+ |\d+\.|[;:|]|!=|\(\(\())"
        r"|(?P<markup>\*\*|//|__|--|,,|\^\^|##|\\\\|\(\(\(|\)\)\)|\(%|%\)|\{\{|\}\}|\[\[|\]\]"
        r"|\b(?:image|attach|mailto|https?|ftp|doc|url):\S|\|)"
        r"|(?P<plain>.|\n)",
        re.MULTILINE,
    )
    seen = Seen()
    for found in token.finditer(source):
        if found["plain"] or found["escaped"]:
            seen.text += found["plain"] or found["escaped"]
        elif found["link"] is not None:
            seen.parts.append("link")
            seen.links.append(found["link"])
            seen.text += re.sub(r"~(.)", r"\1", found["label"])
        else:
            seen.parts.append(found["note"] or found["block"] or found["markup"])
            seen.text += " " if found["note"] else ""
    return seen


def read_confluence(source: str) -> Seen:
    spaces = "".join(f' xmlns:{prefix}="urn:{prefix}"' for prefix in ("ac", "ri"))
    seen = Seen()

    def walk(element: ElementTree.Element) -> None:
        seen.parts.append(f"{element.tag}{sorted(element.attrib)}")
        seen.links += [element.attrib["href"]] if "href" in element.attrib else []
        seen.text += " " if element.tag in ("p", "li") else ""
        seen.text += element.text or ""
        for child in element:
            walk(child)
            seen.text += child.tail or ""
        seen.parts.append("/")

    walk(ElementTree.fromstring(f"<page{spaces}>{source}</page>"))
    return seen


class DokuWiki:
    """DokuWiki itself, without a server: its parser and its renderer."""

    SCRIPT = """<?php
    define('DOKU_INC', '%(program)s/'); define('DOKU_CONF', '%(conf)s/'); define('NOSESSION', 1);
    require_once(DOKU_INC . 'inc/init.php');
    $rendered = [];
    foreach (json_decode(stream_get_contents(STDIN)) as $text) {
        $info = [];
        $html = p_render('xhtml', p_get_instructions($text), $info);
        $rendered[] = [$html, $info['cache'], $info['toc']];
    }
    echo json_encode($rendered, JSON_THROW_ON_ERROR);
    """

    def __init__(self, folder: Path) -> None:
        conf, data = folder / "conf", folder / "data"
        conf.mkdir()
        for kind in ("pages", "meta", "cache", "index", "locks", "tmp", "media", "attic", "log"):
            (data / kind).mkdir(parents=True)
        for kind in ("media_attic", "media_meta"):
            (data / kind).mkdir()
        for file in Path("/etc/dokuwiki").iterdir():
            if file.suffix in (".conf", ".php") and file.name not in ("local.php", "acl.auth.php"):
                (conf / file.name).write_bytes(file.read_bytes())
        (conf / "local.php").write_text(
            f"<?php $conf['savedir'] = '{data}'; $conf['useacl'] = 0; $conf['camelcase'] = 1;"
        )
        self.script = folder / "render.php"
        self.script.write_text(self.SCRIPT % {"program": DOKUWIKI, "conf": conf})

    def read(self, sources: list[str]) -> list[Seen]:
        done = subprocess.run(
            ["php", self.script],
            input=json.dumps(sources), capture_output=True, text=True, check=True,
        )  # fmt: skip
        rendered = json.loads(done.stdout)
        assert all(cache and toc is not False for _, cache, toc in rendered)
        # it numbers notes on and on, from one text to the next
        pages = (re.sub(r"(?<=>)\d+(?=\)</a>)|(?<=__)\d+", "n", html) for html, _, _ in rendered)
        return [read_html(page) for page in pages]
