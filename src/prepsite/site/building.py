"""Build the site as `mkdocs build` does, with errors that say what to do."""

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, MkDocsException

from prepsite.app.locking import claimed
from prepsite.app.publishing import reasons_against
from prepsite.errors import PrepsiteError
from prepsite.site.complaints import complaints
from prepsite.site.incremental.files import is_alone
from prepsite.site.incremental.outputs import Outputs, TakesOutputs
from prepsite.site.narrowing import Narrowing, TakesNarrowing, own_pages, raw_reasons
from prepsite.site.papers import Paper, TakesPapers
from prepsite.templating import TemplateFault, TemplateSyntaxFault
from prepsite.vault.layout import Workspace
from prepsite.vault.named import named

SHOWN_WARNINGS = 10


def build_site(
    config_file: Path,
    site_dir: Path | None,
    strict: bool,
    papers: Sequence[Paper] = (),
    narrowing: Narrowing | None = None,
    *,
    is_read: bool = False,
) -> Path:
    """Build the site that `config_file` describes; return its folder.

    `site_dir` goes before what the file says; `papers` are PDFs for it; `narrowing` makes it one for
    others; `is_read` tells that the vault is built as this process just read it. Raises PrepsiteError
    where it can't be built, or, if `strict`, where MkDocs or the vault give a warning.
    """
    with complaints() as messages, told_plainly(config_file, messages):
        config = configuration(config_file, site_dir=str(site_dir) if site_dir else None, strict=strict)
        site = Path(config.site_dir)
        with named(site), _alone_in(site, config_file.absolute().parent):
            plugin = config.plugins.get("prepsite")
            if isinstance(plugin, TakesPapers):
                plugin.papers = papers
            if narrowing is not None:
                if not isinstance(plugin, TakesNarrowing):
                    raise PrepsiteError(
                        "the site is not prepsite's own, and can't be made for others",
                        where=str(config_file),
                        remedy="write prepsite below plugins",
                    )
                plugin.narrowing = narrowing
            config.plugins.on_startup(command="build", dirty=False)
            try:
                if isinstance(plugin, TakesOutputs) and is_alone(config):
                    plugin.is_read = is_read
                    _build_what_changed(config, plugin, narrowing is None)
                else:
                    build.build(config)
            finally:
                config.plugins.on_shutdown()
                _take_back(plugin)
    return site


def _take_back(plugin: object) -> None:
    """Take from the plugin what was for one build: MkDocs has one for all that a process builds."""
    if isinstance(plugin, TakesPapers):
        plugin.papers = ()
    if isinstance(plugin, TakesNarrowing):
        plugin.narrowing = None
    if isinstance(plugin, TakesOutputs):
        plugin.outputs, plugin.is_read = None, False


def _build_what_changed(config: MkDocsConfig, plugin: TakesOutputs, is_kept: bool) -> None:
    """Build into the folder as it is: what is right there already is left.

    MkDocs, which empties its folder first, gets one of its own. Of a site for others nothing is kept.
    """
    workspace = plugin.workspace(config)
    plugin.outputs = outputs = Outputs(Path(config.site_dir), workspace.private if is_kept else None)
    with TemporaryDirectory(prefix="prepsite_") as staged:
        config.site_dir = staged
        build.build(config)
        outputs.put_beside(Path(staged))


def reasons_against_site(config_file: Path, workspace: Workspace, application: str = "") -> tuple[str, ...]:
    """Return all that speaks against showing a site to others: in its settings, vault and repository.

    Raises PrepsiteError for a broken mkdocs.yml, UsageError for an application that there isn't.
    """
    with complaints() as messages, told_plainly(config_file, messages):
        config = configuration(config_file)
    try:
        reasons = reasons_against(workspace, application, own_pages=own_pages(config))
        return (*raw_reasons(config, workspace), *reasons)
    except OSError as error:
        raise PrepsiteError(
            f"it can't be seen what would be shown: {error.strerror or 'the system refuses'}",
            where=str(error.filename or config_file),
            remedy="check what it is, and its rights",
        ) from error


def _alone_in(site_dir: Path, root: Path) -> AbstractContextManager[object]:
    """Keep two builds at once out of one folder, which MkDocs empties first.

    A search that can't be written can still be built elsewhere: there nothing is kept out.
    """
    if not os.access(root, os.W_OK):
        return nullcontext()
    return claimed(Workspace.at(root), f"site {site_dir}")


def configuration(config_file: Path, **options: str | bool | None) -> MkDocsConfig:
    """Load a mkdocs.yml; its docs_dir, which a clone loses when it is empty, is made again."""
    # Material prints a notice about MkDocs 2 otherwise; prepsite pins MkDocs below 2.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    given = {name: value for name, value in options.items() if value is not None}
    docs = config_file.parent / "docs"
    if not docs.exists() and config_file.is_file() and b"docs_dir" not in config_file.read_bytes():
        docs.mkdir(exist_ok=True)
    return load_config(str(config_file), **given)  # type: ignore[arg-type]


@contextmanager
def told_plainly(config_file: Path, messages: list[str]) -> Iterator[None]:
    """Turn what MkDocs raises into a PrepsiteError; `messages` are its warnings and errors."""
    try:
        yield
    except ConfigurationError as error:
        raise PrepsiteError(
            f"the site's settings can't be used: {_cause(error, messages)}",
            where=str(config_file),
            remedy="mend that setting",
        ) from error
    except Abort as error:
        raise PrepsiteError(
            f"the site is not built: {_cause(error, messages)}",
            where=str(config_file),
            remedy="mend what is named here, then build again",
        ) from error
    except BuildError as error:
        raise PrepsiteError(f"the site is not built: {error.message}", where=str(config_file)) from error
    except TemplateFault as error:
        raise PrepsiteError(
            f"the site is not built: a template of the theme can't be filled: {error.message}",
            where=_place(error) or str(config_file),
            remedy="compare your own templates of the theme with prepsite's",
        ) from error


def _place(error: TemplateFault) -> str:
    """Return file and line of a template that can't be read; empty where the fault came while it was filled."""
    return f"{error.filename or error.name}:{error.lineno}" if isinstance(error, TemplateSyntaxFault) else ""


def _cause(error: MkDocsException, messages: list[str]) -> str:
    shown = "\n  ".join(messages[:SHOWN_WARNINGS])
    more = f"\n  and {len(messages) - SHOWN_WARNINGS} more" if len(messages) > SHOWN_WARNINGS else ""
    return f"{error.message}\n  {shown}{more}" if messages else str(error.message)
