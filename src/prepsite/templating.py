"""The one Jinja environment: strict, sandboxed, the user's templates before prepsite's own.

Text from the vault is only ever a value given to a template, never a template.
"""

import hashlib
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError

import jinja2
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from prepsite.catalogue import language_name, languages, read_words, words_problems
from prepsite.core.prose import as_block, as_line
from prepsite.core.words import Words
from prepsite.errors import PrepsiteError, Problem

TemplateFault = jinja2.TemplateError
"""What a template raises that can't be filled, the theme's too."""

TemplateSyntaxFault = jinja2.TemplateSyntaxError
"""What a template raises that can't even be read."""


@cache
def package_templates() -> Path:
    """Return the folder of prepsite's own templates, in a wheel, an editable install or a clone.

    A wheel carries it inside the package; in a source tree it stands at the top level.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "templates", package.parents[1] / "templates"):
        if (folder / "prep").is_dir():
            return folder
    raise PrepsiteError("prepsite's templates are missing", where=str(package), remedy="install prepsite again")


def template_text(name: str, user_templates: Path | None = None) -> str:
    """Return the text of a file among the templates, the user's own first; it is no Jinja template."""
    own = user_templates / name if user_templates else None
    path = own if own and own.is_file() else package_templates() / name
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PrepsiteError(
            "the template can't be read",
            where=str(path),
            remedy="save it in UTF-8, or delete your copy of it to use prepsite's own",
        ) from error


# What a damaged file of compiled code may come to.
_DAMAGED = (OSError, EOFError, ValueError, TypeError, AttributeError, LookupError, ImportError, UnpicklingError)


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates of installed packages, kept where Python keeps the compiled modules of this one.

    Code that is run lies nowhere else: not in a vault, which may come from somebody else. Templates of
    one's own are compiled each time.
    """

    def __init__(self, folder: Path, environment: jinja2.Environment) -> None:
        super().__init__(str(folder))
        # What decides, beside its source, what a template is compiled to.
        named = (type(environment).__name__, *sorted(environment.extensions), jinja2.__version__)
        self._environment = "".join(f"{name}\n" for name in named)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what a template is kept under; empty where it isn't an installed package's."""
        if not filename or not is_installed(Path(filename)):
            return ""
        return super().get_cache_key(self._environment + name, filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept, if that is of this source, and whole."""
        try:
            if bucket.key:
                super().load_bytecode(bucket)
        except _DAMAGED:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; that it can't be kept harms nothing."""
        if bucket.key:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def keep_compiled(environment: object) -> None:
    """Have a Jinja environment keep what it compiled of installed templates, where Python keeps such things."""
    if sys.dont_write_bytecode or not isinstance(environment, jinja2.Environment):
        return
    folder = Path(cache_from_source(__file__)).parent / "templates"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        environment.bytecode_cache = _Compiled(folder, environment)


def is_installed(path: Path) -> bool:
    """Tell whether a file or folder of templates came with prepsite or a library beside it."""
    found, libraries = path.resolve(), Path(jinja2.__file__).resolve().parents[1]
    return found.is_relative_to(package_templates()) or found.is_relative_to(libraries)


class JinjaTemplates:
    """Renders templates by name; implements `prepsite.core.templates.Templates`."""

    def __init__(self, user_templates: Path | None = None) -> None:
        own = package_templates()
        folders = [own]
        self._words: dict[str, Words] = {}
        if user_templates and user_templates.is_dir() and user_templates.resolve() != own.resolve():
            folders.insert(0, user_templates)
        self._folders = tuple(folders)
        self._loader = jinja2.FileSystemLoader(folders, encoding="utf-8")
        self._environment = ImmutableSandboxedEnvironment(
            loader=self._loader,
            undefined=jinja2.StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters["line"] = as_line
        self._environment.filters["block"] = as_block
        keep_compiled(self._environment)
        self._digests: dict[str, str] = {}

    def render(self, name: str, **values: object) -> str:
        """Return the text of template `name`; raise PrepsiteError naming the template's line."""
        try:
            return self._environment.get_template(name).render(**values)
        except jinja2.TemplateSyntaxError as error:
            raise PrepsiteError(
                f"the template can't be read: {error.message}",
                where=f"{error.filename or name}:{error.lineno}",
                remedy="mend it, or delete your copy of it to use prepsite's own",
            ) from error
        except jinja2.TemplateNotFound as error:
            raise PrepsiteError(
                f"there is no template {error.name!r}", where=name, remedy="install prepsite again"
            ) from error
        except jinja2.TemplateError as error:
            raise PrepsiteError(
                f"the template can't be filled: {error.message}",
                where=name,
                remedy="compare your copy of it with prepsite's own",
            ) from error

    def words(self, language: str) -> Words:
        """Return what prepsite says in a language, the user's own words first."""
        if language not in self._words:
            self._words[language] = read_words(language, self._folders)
        return self._words[language]

    def language_name(self, language: str) -> str:
        """Return what a language is called in English, its tag beside it: "German (de)"."""
        return language_name(language)

    def languages(self) -> tuple[str, ...]:
        """Return the languages that there are words for."""
        return languages(self._folders)

    def words_problems(self, language: str) -> tuple[Problem, ...]:
        """Return what of a language's catalogues can't be used; their paths are whole ones."""
        return words_problems(language, self._folders)

    def digest(self, prefix: str) -> str:
        """Return a digest (16 hex digits) of the sources of the templates below `prefix`."""
        if prefix not in self._digests:
            digest = hashlib.sha256()
            for name in sorted(self._loader.list_templates()):
                if name.startswith(prefix) and name.endswith(".j2"):
                    source, _, _ = self._loader.get_source(self._environment, name)
                    digest.update(f"{name}\0{source}\0".encode())
            self._digests[prefix] = digest.hexdigest()[:16]
        return self._digests[prefix]
