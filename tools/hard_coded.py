"""English in templates of pages that no catalogue can say in another language: found by reading them.

What a reader sees is the text between expressions, the attributes that are read aloud, and the
constants that an expression shows. Each must stand in `words(…)` or `counted(…)`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2 import nodes

_HOLE = "\ufffc"
_SPOKEN_CALLS = frozenset({"words", "counted"})
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"""</?[A-Za-z\ufffc!](?:"[^"]*"|'[^']*'|[^"'>])*>""")
_READ_ALOUD = re.compile(r"""\b(?:aria-label|aria-description|title|alt|placeholder|label)="([^"]*)\"""")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{: [^}]*\}")
_UNSEEN = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
_ENTITY = re.compile(r"&#?\w+;")
_WORD = re.compile(r"[^\W\d_]{2,}")
# A constant that is no name of a class, an id, an icon or a file.
_SENTENCE = re.compile(r"^\W*[A-Z][a-z]|[a-z] [a-z]|[a-z]: |^ ?[a-z]+ $")


def hard_coded(source: str) -> Iterator[str]:
    """Yield each text of a template that readers see and that stands outside of the catalogue."""
    tree = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).parse(source)
    shown = "".join(_shown(tree))
    shown = _COMMENT.sub("", shown)
    for found in _READ_ALOUD.finditer(shown):
        yield from _words(found[1])
    for part in (_UNSEEN, _TAG):
        shown = part.sub(" ", shown)
    for part in (_CODE, _ATTRIBUTES, _ENTITY):
        shown = part.sub("", shown)
    for line in shown.split("\n"):
        yield from _words(line)
    for constant in _constants(tree):
        if all("-" in part for part in constant.split()):
            # Names of classes.
            continue
        if _SENTENCE.search(_TAG.sub("", constant)):
            yield from _words(_TAG.sub(" ", constant))


def in_file(path: Path) -> tuple[str, ...]:
    """Return what is hard-coded in one template."""
    return tuple(hard_coded(path.read_text(encoding="utf-8")))


def _words(text: str) -> Iterator[str]:
    for part in text.split(_HOLE):
        if _WORD.search(part):
            yield part.strip()


def _shown(tree: nodes.Node) -> Iterator[str]:
    """Yield the template's own text in its order, with a hole for each expression."""
    for node in tree.iter_child_nodes():
        if isinstance(node, nodes.TemplateData):
            yield node.data
        elif isinstance(node, nodes.Output) or not isinstance(node, nodes.Expr):
            yield from _shown(node)
        else:
            yield _HOLE


def _constants(tree: nodes.Node) -> Iterator[str]:
    """Yield the constants that expressions show, not those that they look up, compare or translate."""
    for node in tree.iter_child_nodes():
        if (
            isinstance(node, nodes.Call)
            and isinstance(node.node, nodes.Name)
            and node.node.name in _SPOKEN_CALLS
        ):
            for each in (*node.args[3 if node.node.name == "counted" else 1 :], *node.kwargs):
                yield from _constants(each)
        elif isinstance(node, nodes.Const):
            if isinstance(node.value, str):
                yield node.value
        elif isinstance(node, nodes.Getitem | nodes.Getattr | nodes.Compare | nodes.Test):
            if isinstance(node, nodes.Getitem | nodes.Getattr):
                yield from _constants(nodes.Output([node.node]))
        elif isinstance(node, nodes.Filter):
            if node.node is not None:
                yield from _constants(nodes.Output([node.node]))
            if node.name not in {"selectattr", "rejectattr", "map", "sum", "sort", "replace", "groupby"}:
                yield from _constants(nodes.Output(list(node.args)))
        elif isinstance(node, nodes.Dict):
            for pair in node.items:
                yield from _constants(nodes.Output([pair.value]))
        elif not isinstance(node, nodes.Import | nodes.FromImport | nodes.Include | nodes.Extends):
            yield from _constants(node)
