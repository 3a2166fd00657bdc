"""The house keeps its shape: imports go down only, outside packages stay in their room."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "prepsite"

# From the bottom up: a layer may import itself and the layers before it.
LAYERS = (
    "errors",
    "models",
    "core",
    "catalogue",
    "templating",
    "writers",
    "vault",
    "app",
    "watch",
    "site",
    "paper",
    "cli",
)
# Outside package → the only layer that may import it.
ROOMS = {
    "openai": "writers",
    "httpx2": "writers",
    "genai_prices": "writers",
    "platformdirs": "writers",
    "sqlite3": "writers",
    "mkdocs": "site",
    "nh3": "site",
    "typst": "paper",
    "watchdog": "watch",
    "click": "cli",
    "rich": "cli",
    "jinja2": "templating",
    "babel": "catalogue",
    "icalendar": "app",
    "filelock": "app",
}
PURE = ("models", "core", "errors")
# What a pure layer can't import: disk, network, clock, processes, chance.
IMPURE = {
    "asyncio",
    "glob",
    "http",
    "io",
    "os",
    "pathlib",
    "random",
    "requests",
    "secrets",
    "shutil",
    "socket",
    "ssl",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
IMPURE_CALLS = {"open", "print", "input"}
CLOCK_CALLS = {"now", "today", "utcnow"}
# `urllib.parse` only takes addresses apart.
HARMLESS = {"urllib.parse"}
LONGEST_MODULE, LONGEST_FUNCTION = 300, 60
MOST_OF_INCREMENTAL = 500
# Soft limits: a name here says what is over them, and by its presence that somebody looked.
LONG_MODULES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()
# The two places that may catch every exception: the top of the command line, and the server, which
# must go on whatever a template, a plugin or a hook raises.
CATCHES_ALL = {"cli/__init__.py", "site/following.py"}
FORBIDDEN_WORDS = {"manager", "handler", "helper", "helpers", "utils", "util", "service", "data", "info"}


@dataclass(frozen=True)
class Module:
    """A module of prepsite: its path below the package, its layer, its tree."""

    path: str
    layer: str
    tree: ast.Module
    lines: int

    @property
    def package(self) -> list[str]:
        return ["prepsite", *self.path.split("/")[:-1]]

    def imports(self) -> Iterator[tuple[str, int]]:
        """Yield every imported module's full name and its line, inside functions too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self.package[: len(self.package) - node.level + 1] if node.level else []
                name = ".".join([*base, *([node.module] if node.module else [])])
                for alias in node.names:
                    inner = f"{name}.{alias.name}"
                    yield inner if inner in KNOWN else name, node.lineno


def _dotted(path: str) -> str:
    return ".".join(
        ["prepsite", *path.removesuffix(".py").removesuffix("__init__").strip("/").split("/")]
    ).strip(".")


KNOWN = {_dotted(path.relative_to(PACKAGE).as_posix()) for path in PACKAGE.rglob("*.py")}


def _module(path: Path) -> Module:
    name = path.relative_to(PACKAGE).as_posix()
    text = path.read_text(encoding="utf-8")
    return Module(
        name, name.split("/")[0].removesuffix(".py"), ast.parse(text, filename=name), text.count("\n") + 1
    )


MODULES = [_module(path) for path in sorted(PACKAGE.rglob("*.py"))]
LAYERED = [module for module in MODULES if module.path not in {"__init__.py", "__main__.py"}]


def test_every_module_was_seen_and_stands_in_a_layer() -> None:
    on_disk = [name for _, _, names in os.walk(PACKAGE) for name in names if name.endswith(".py")]
    assert len(MODULES) == len(on_disk) > 50
    assert {module.layer for module in LAYERED} == set(LAYERS)


def _upward(module: Module) -> list[str]:
    return [
        f"{module.path}:{line} imports {name}"
        for name, line in module.imports()
        if name.startswith("prepsite.") and LAYERS.index(name.split(".")[1]) > LAYERS.index(module.layer)
    ]


def test_every_import_between_layers_goes_down() -> None:
    assert [found for module in LAYERED for found in _upward(module)] == []


@pytest.mark.parametrize(
    "source",
    [
        "import prepsite.app.check",
        "from prepsite.app import check",
        "from prepsite.app.check import check_vault",
        "from ..app import check",
        "from prepsite import cli",
        "def late():\n    from prepsite.vault import reader",
        "if TYPE_CHECKING:\n    from prepsite.site.plugin import PrepsitePlugin",
    ],
)
def test_an_import_that_goes_up_is_found(source: str) -> None:
    assert len(_upward(Module("core/x.py", "core", ast.parse(source), 1))) == 1


def test_imports_were_really_seen() -> None:
    seen = {
        (module.layer, name.split(".")[1])
        for module in LAYERED
        for name, _ in module.imports()
        if name.startswith("prepsite.")
    }
    direct = {("cli", "app"), ("app", "vault"), ("app", "templating"), ("vault", "core"), ("core", "models")}
    within_functions = {("cli", "site"), ("cli", "watch")}
    assert direct | within_functions <= seen


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    graph = {
        _dotted(module.path): {name for name, _ in module.imports() if name in KNOWN}
        for module in MODULES
        if module.path != "__init__.py"
    }
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name not in done:
            for target in sorted(graph.get(name, ())):
                visit(target, (*path, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize(("package", "layer"), ROOMS.items())
def test_an_outside_package_stays_in_its_room(package: str, layer: str) -> None:
    elsewhere = [
        f"{module.path}:{line}"
        for module in MODULES
        for name, line in module.imports()
        if name.split(".")[0] == package and module.layer != layer
    ]
    assert elsewhere == []


@pytest.mark.parametrize("module", [m for m in LAYERED if m.layer in PURE], ids=lambda m: m.path)
def test_the_pure_layers_know_no_disk_network_or_clock(module: Module) -> None:
    imported = [
        f"{module.path}:{line} imports {name}"
        for name, line in module.imports()
        if name.split(".")[0] in IMPURE and name not in HARMLESS
    ]
    called = [
        f"{module.path}:{node.lineno} calls {ast.unparse(node.func)}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS)
            or (isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS)
        )
    ]
    assert imported + called == []


def test_modules_and_functions_stay_short() -> None:
    modules = {module.path for module in MODULES if module.lines > LONGEST_MODULE}
    functions = {
        f"{module.path}:{node.name}"
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert modules - LONG_MODULES == set()
    assert functions - LONG_FUNCTIONS == set()


def test_drawing_page_by_page_takes_little_code() -> None:
    package = [module for module in MODULES if module.path.startswith("site/incremental/")]
    assert len(package) > 1
    assert 0 < sum(_lines_of_code(module.tree) for module in package) < MOST_OF_INCREMENTAL


def _lines_of_code(tree: ast.Module) -> int:
    """Count the lines on which there is code: neither blank ones nor comments nor docstrings."""
    lines = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt | ast.expr | ast.arg | ast.alias | ast.keyword)
        for line in (node.lineno, node.end_lineno or 0)
    }
    texts = (
        node.body[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
    )
    return len(lines.difference(*(range(text.lineno, (text.end_lineno or 0) + 1) for text in texts)))


def test_only_the_command_line_and_the_server_catch_every_exception() -> None:
    broad = {
        module.path
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or {"Exception", "BaseException"} & _names(node.type))
    }
    assert broad == CATCHES_ALL


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{module.path}:{node.lineno}"
        for module in LAYERED
        if module.layer != "cli"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_names_are_the_trades_own_words() -> None:
    vague = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and FORBIDDEN_WORDS & set(_words(node.name))
    ]
    files = [module.path for module in MODULES if FORBIDDEN_WORDS & set(_words(Path(module.path).stem))]
    assert vague + files == []


def test_public_functions_and_classes_say_what_they_are() -> None:
    silent = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in MODULES
        for node in _public(module.tree)
        if ast.get_docstring(node) is None
    ]
    assert silent == []


def _public(tree: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def _names(node: ast.expr) -> set[str]:
    return {found.id for found in ast.walk(node) if isinstance(found, ast.Name)}


def _words(name: str) -> list[str]:
    spaced = "".join(f" {letter}" if letter.isupper() else letter for letter in name)
    return spaced.replace("_", " ").lower().split()
