"""Every text shown to people is marked, collected, and said in Welsh with the same holes."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

from bootstrap.words import TEMPLATE, TEMPLATE_HEAD, WELSH, collected, read, written
from tests.rules.sources import ROOT, python_files, shown

HOLE = re.compile(r"%?\{\w*\}")
# The same word in both languages: Welsh writes "mewn braille", "Braille Cymraeg".
ALIKE = {"Braille", "Person", "Problem"}
CATALOGUE = [entry for entry in read(WELSH) if entry.id]
MARKING = list(python_files("app", "agent_console", "kiosk"))
TEMPLATES = sorted(
    path for f in ("app", "agent_console", "kiosk") for path in (ROOT / f).rglob("*.html")
)

# What a template says to people outside its tags, once Jinja's own parts and scripts are gone.
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
UNREAD = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL)
SAID_IN_TAG = re.compile(r"\b(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"")
CLASS = re.compile(r"\{% block body_class %\}.*?\{% endblock %\}")
ATTRIBUTE = re.compile(r"[\w-]+=\"[^\"]*\"")
TAG = re.compile(r"<[^>]*>", re.DOTALL)
NAMES = frozenset({"Alongside"})
# What marks a text, and how many texts it takes.
MARKS = {"_": 1, "in_context": 2}
ENTITY = re.compile(r"&\w+;")


def holes(text: object) -> Counter[str]:
    return Counter(HOLE.findall(str(text)))


def ends(text: object) -> tuple[str, str]:
    words = str(text)
    start, end = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return start, end


def test_the_template_holds_every_marked_text() -> None:
    assert TEMPLATE.read_bytes() == written(collected(), TEMPLATE_HEAD), "run: make words"


def test_the_welsh_catalogue_has_the_texts_of_the_template_and_no_others() -> None:
    marked = {(entry.context, entry.id) for entry in read(TEMPLATE) if entry.id}
    assert {(entry.context, entry.id) for entry in CATALOGUE} == marked


def test_the_catalogue_says_it_awaits_review() -> None:
    assert "Review state: draft" in WELSH.read_text().splitlines()[1]


def test_every_text_has_welsh() -> None:
    assert [entry.id for entry in CATALOGUE if not entry.string or entry.fuzzy] == []


def test_the_welsh_keeps_the_holes_and_the_spaces_around() -> None:
    broken = [
        entry.id
        for entry in CATALOGUE
        if entry.string
        and (
            holes(entry.string) != holes(entry.id)
            or re.search(r"[{}]", HOLE.sub("", str(entry.string)))
            or ends(entry.string) != ends(entry.id)
        )
    ]
    assert broken == []


def test_the_welsh_is_not_the_english_again() -> None:
    same = {str(entry.id) for entry in CATALOGUE if entry.string == entry.id}
    assert {text for text in same if re.search(r"[A-Za-z]", HOLE.sub("", text))} == ALIKE


def marked_badly(path: Path) -> list[int]:
    """Return the lines where something other than one whole literal text is marked."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    marks = [call for call in calls if getattr(call.func, "id", "") in MARKS]
    return [call.lineno for call in marks if not _is_whole(call)]


def _is_whole(call: ast.Call) -> bool:
    texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
    wanted = MARKS[getattr(call.func, "id", "")]
    plain = len(call.args) == len(texts) == wanted and not call.keywords
    return plain and all(isinstance(text, str) for text in texts)


def unmarked(path: Path) -> list[str]:
    """Return the words that a template says to people without marking them."""
    source = UNREAD.sub(" ", JINJA.sub(" ", CLASS.sub(" ", path.read_text())))
    said = [*SAID_IN_TAG.findall(source), TAG.sub(" ", ATTRIBUTE.sub(" ", source))]
    words = re.findall(r"[^\W\d_]{2,}", ENTITY.sub(" ", " ".join(said)))
    return [word for word in words if word not in NAMES]


def test_only_whole_literal_texts_are_marked() -> None:
    bad = {shown(path): lines for path in MARKING if (lines := marked_badly(path))}
    assert bad == {}


def test_a_template_says_nothing_unmarked() -> None:
    assert {shown(path): words for path in TEMPLATES if (words := unmarked(path))} == {}
