"""Where things stand in a TOML text, and whether it stays within the limits that are checked before it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from simulator.words import _

Path = tuple[str | int, ...]

MOST_KEY_PARTS, MOST_DEPTH, MOST_ITEMS, MOST_DIGITS = 8, 16, 10_000, 40
"""Declared limits: parts of a key, lists and tables inside each other, items of a list, characters of a number."""

MOST_TOKENS = 50_000
"""Keys, values and signs of a file; the largest that is shipped has 7,000."""

_LONG_CHAIN = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){32}")
_PARSER = Parser(Language(tree_sitter_toml.language()))
_KEYS = ("bare_key", "quoted_key", "dotted_key")
_TABLES = ("table", "table_array_element")
_CLOCK = ("local_date", "local_time", "local_date_time", "offset_date_time")


class Breach(NamedTuple):
    """A limit that a text exceeds: the line, what was found, what is allowed."""

    line: int
    text: str
    remedy: str


def breach(text: str) -> Breach | None:
    """The first limit that a TOML text exceeds; walks its tree without recursion, so no text can exhaust the stack."""
    tree = _PARSER.parse(text.encode())
    if tree.root_node.has_error and (chain := _LONG_CHAIN.search(text)):
        return _long_key(text.count("\n", 0, chain.start()) + 1)
    if tree.root_node.descendant_count > MOST_TOKENS:
        text = _("has {count} keys, values and signs; at most {most} are allowed.")
        text = text.format(count=tree.root_node.descendant_count, most=MOST_TOKENS)
        return Breach(1, text, _("Check that it is the right file."))
    cursor, depth, parts = tree.walk(), 0, 0
    while True:
        node = cursor.node
        assert node is not None
        found = _breach_at(node, depth, parts)
        if found:
            return found
        kind = node.type
        if kind != "string" and cursor.goto_first_child():
            depth, parts = depth + _nests(kind), parts + (kind == "dotted_key")
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return None
            parent = cursor.node
            assert parent is not None
            depth, parts = depth - _nests(parent.type), parts - (parent.type == "dotted_key")


def _nests(kind: str) -> bool:
    return kind in ("array", "inline_table")


def _breach_at(node: Node, depth: int, parts: int) -> Breach | None:
    line, kind = node.start_point.row + 1, node.type
    if kind == "dotted_key" and parts + 2 > MOST_KEY_PARTS:
        return _long_key(line)
    if _nests(kind) and depth + 1 > MOST_DEPTH:
        text = _("lists and tables are nested more than {most} deep.")
        return Breach(line, text.format(most=MOST_DEPTH), _("Write them less deep."))
    if kind == "array" and node.named_child_count > MOST_ITEMS:
        text = _("a list has {count} items; at most {most} are allowed.")
        return Breach(line, text.format(count=node.named_child_count, most=MOST_ITEMS), _("Shorten the list."))
    length = node.end_byte - node.start_byte
    if kind in ("integer", "float") and length > MOST_DIGITS:
        text = _("a number has {count} characters; at most {most} are allowed.")
        return Breach(line, text.format(count=length, most=MOST_DIGITS), _("Write it shorter."))
    if kind in _CLOCK:
        return Breach(line, _("a date or time stands where none is wanted."), _("Put text into quotes."))
    return None


def _long_key(line: int) -> Breach:
    text = _("a dotted key has more than {most} parts.").format(most=MOST_KEY_PARTS)
    return Breach(line, text, _("Use a [table] instead."))


@lru_cache(maxsize=16)
def lines(text: str) -> dict[Path, int]:
    """The line of every key, table and list item of a text that stays within the limits, by its path."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    for child in _PARSER.parse(text.encode()).root_node.named_children:
        if child.type in _TABLES:
            prefix = _numbered(_key(child.named_children[0]), counts)
            if child.type == "table_array_element":
                number = counts.get(prefix, -1) + 1
                counts[prefix] = number
                prefix = (*prefix, number)
            _note(found, prefix, child)
            _pairs(child.named_children[1:], prefix, found)
        else:
            _pairs([child], (), found)
    return found


def _numbered(key: Path, counts: dict[Path, int]) -> Path:
    """A table's key with the number of the latest list item wherever it leads through a list of tables."""
    path: Path = ()
    for number, part in enumerate(key):
        path = (*path, part)
        if path in counts and number < len(key) - 1:
            path = (*path, counts[path])
    return path


def _pairs(nodes: list[Node], prefix: Path, found: dict[Path, int]) -> None:
    for node in nodes:
        if node.type == "pair":
            path = (*prefix, *_key(node.named_children[0]))
            _note(found, path, node)
            _inside(node.named_children[-1], path, found)


def _inside(value: Node, path: Path, found: dict[Path, int]) -> None:
    if value.type == "inline_table":
        _pairs(value.named_children, path, found)
    elif value.type == "array":
        items = [n for n in value.named_children if n.type != "comment"]
        for number, item in enumerate(items):
            _note(found, (*path, number), item)
            _inside(item, (*path, number), found)


def _note(found: dict[Path, int], path: Path, node: Node) -> None:
    """The line of a path, and of every table above it that has no line of its own."""
    for length in range(len(path), 0, -1):
        found.setdefault(path[:length], node.start_point.row + 1)


def _key(node: Node) -> Path:
    return tuple(_key_parts(node))


def _key_parts(node: Node) -> Iterator[str]:
    if node.type == "dotted_key":
        for child in node.named_children:
            yield from _key_parts(child)
    elif node.type in _KEYS:
        text = (node.text or b"").decode()
        yield text[1:-1] if node.type == "quoted_key" else text
