"""Markdown that renderers are slow at: a piece of each shape, to be repeated."""

from typing import Final

PLAIN: Final = (
    "Words of a posting, as people write them, and a few more of them than that.\n"
    "They go on for a second line, and for a third one, with a comma in it.\n\n"
)
SHAPES: Final = {
    # Marks without an end, within one block: each copies what stands before or after it.
    "brackets": "[",
    "images": "![",
    "empty brackets": "[]",
    "nested brackets": "[[]",
    "backslashes": "\\",
    "tags": "<a ",
    "closing tags": "</",
    "instructions": "<?",
    "declarations": "<!",
    "bold tags": "<b>",
    "links left open": "[a](",
    "references left open": "[a][",
    "deep targets": "[a]((",
    "footnotes": "[^a]",
    "entities": "&amp;",
    "attributes": "{: ",
    "attributes of words": "a{: x}",
    "mail addresses": "<a@b>",
    "comments left open": "<!--",
    "sections of XML": "<![CDATA[",
    "emphasis": "*a* ",
    "stars": "*",
    "stars and words": "**a *b ",
    "underscores": "_a",
    "tildes": "~~",
    "backticks": "`` ` ",
    "growing backticks": "`a``b```c",
    "addresses": "<http://",
    "quoted attributes": '<a b="',
    # Blocks, thousands of them.
    "boxes": "!!! a\n",
    "folded boxes": "??? a\n",
    "boxes apart": "!!! a\n    b\n\n",
    "folded boxes apart": "??? a\n    b\n\n",
    "quotes in one line": "> [",
    "tasks in one line": "- [ ",
    "fences": "```\nx\n```\n",
    "empty fences": "```\n```\n",
    "fences apart": "```python\nx = 1\n```\n\n",
    "fences of tildes": "~~~\nx\n~~~\n",
    "fences left open": "```a\n\n",
    "fences in quotes": "> ```\n> x\n> ```\n\n",
    "fences in lists": "- a\n\n    ```\n    x\n    ```\n\n",
    "indented code": "    x\n\ny\n\n",
    "headings": "# a\n",
    "headings of one name": "## a\n\nb\n\n",
    "small headings": "###### a b\n",
    "underlined headings": "a\n=\n\n",
    "headings in lists": "- # a\n",
    "headings in quotes": "> # a\n",
    "quotes": "> > > > a\n\n",
    "list items": "- a\n",
    "list items apart": "- a\n\n",
    "lists in lists": "- a\n    - b\n        - c\n\n",
    "lists that take turns": "- a\n\n1. b\n\n",
    "tasks": "- [ ] a\n",
    "rules": "---\n\n",
    "tables": "|a|b|\n|-|-|\n|1|2|\n\n",
    "rows of a table": "|1|2|\n",
    "paragraphs": "a\n\n",
    "links": "[a](https://a.example)\n\n",
    "definitions": "[a]: https://a.example\n",
    "references": "[a][b]\n\n",
    "hard breaks": "a  \n",
    "code spans": "`a`\n\n",
    "indented lists": "            - a\n",
    "HTML blocks": "<div>\n\n",
    "script blocks": "<script>\n\n",
    "closed comments": "<!-- a -->\n",
}


def slow_texts(size: int) -> dict[str, str]:
    """Return a text of about this many characters of each shape, and of some that don't repeat."""
    columns, rows = size // 16, size // 4
    return {name: repeated(shape, size) for name, shape in SHAPES.items()} | {
        "a wide table": f"{'|a' * columns}|\n{'|-' * columns}|\n" + "|b\n" * (rows - columns // 2),
        "a heading of brackets": "# " + "[" * size,
        "an item of brackets": "- " + "[a](" * (size // 4),
        "lists ever deeper": "".join(f"{'    ' * (n % 10)}- a\n\n" for n in range(size // 24)),
        "quotes ever deeper": "".join(f"{'>' * (n % 9)} a\n" for n in range(size // 7)),
        "fences ever longer": "".join("`" * n + "\n" for n in range(3, int((2 * size) ** 0.5))),
    }


def repeated(shape: str, size: int) -> str:
    """Return a text of about this many characters made of nothing but a shape."""
    return shape * max(1, size // len(shape))
