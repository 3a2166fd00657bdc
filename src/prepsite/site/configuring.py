"""What a user's mkdocs.yml needn't say: theme, extensions, styles and scripts."""

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from prepsite.core.words import Words, noted
from prepsite.errors import PrepsiteError
from prepsite.site.articles import EXTENSIONS
from prepsite.site.language import set_language, words_of
from prepsite.site.policy import is_remote
from prepsite.templating import package_templates
from prepsite.vault.layout import Workspace

log = logging.getLogger("mkdocs.plugins.prepsite")

STYLES = (
    "extra.css",
    "head.css",
    "switcher.css",
    "folding.css",
    "sections.css",
    "claims.css",
    "print.css",
    "grids.css",
    "overview.css",
    "calendar.css",
    "access.css",
    "direction.css",
)
SCRIPTS = (
    "remember.js",
    "switcher.js",
    "folding.js",
    "countdown.js",
    "tasks.js",
    "questions.js",
    "previews.js",
    "jump.js",
    "overview.js",
    "calendar.js",
    "access.js",
)
# Loaded in the page's head, before the theme's own script looks for a Worker.
HEAD_SCRIPTS = ("search-from-disk.js",)
ASSETS = "assets/prepsite"

FEATURES = (
    "navigation.indexes",
    "navigation.prune",
    "navigation.top",
    "toc.follow",
    "search.highlight",
    "search.suggest",
    "content.code.copy",
)
# (media, scheme, icon, what a click does next): the system's colours first.
_PALETTE = (
    ("(prefers-color-scheme)", "default", "material/brightness-auto", noted("Switch to light colours")),
    ("(prefers-color-scheme: light)", "default", "material/weather-sunny", noted("Switch to dark colours")),
    ("(prefers-color-scheme: dark)", "slate", "material/weather-night", noted("Follow the system's colours")),
)


def workspace_of(config: MkDocsConfig, vault: str, templates: str) -> Workspace:
    """Return the workspace of a mkdocs.yml; raise PrepsiteError where the vault would be published."""
    file = config.config_file_path
    root = Path(file).absolute().parent if file else Path.cwd()
    workspace = Workspace.at(root, vault, templates)
    docs = Path(config.docs_dir).resolve()
    folder = workspace.vault.resolve()
    if docs.is_relative_to(folder) or folder.is_relative_to(docs):
        raise PrepsiteError(
            f"docs_dir would publish the vault as it is: {config.docs_dir}",
            where=str(file or root),
            remedy="let docs_dir name a folder outside of the vault, like docs",
        )
    _require_own_folder(Path(config.site_dir).resolve(), workspace, docs)
    return workspace


def _require_own_folder(site: Path, workspace: Workspace, docs: Path) -> None:
    """Raise PrepsiteError where a build, which empties its folder first, would take something of the user's."""
    root = workspace.root.resolve()
    own = (
        workspace.vault.resolve(),
        workspace.templates.resolve(),
        docs,
        root / ".git",
        workspace.private.resolve(),
    )
    if any(site.is_relative_to(folder) for folder in own) or any(
        folder.is_relative_to(site) for folder in (*own, root, Path.home().resolve())
    ):
        raise PrepsiteError(
            "a site can't go there: a build empties its folder first",
            where=str(site),
            remedy="name a folder for the site alone, like site",
        )


def configure(config: MkDocsConfig, workspace: Workspace) -> None:
    """Set theme, extensions, styles and scripts; what the user's mkdocs.yml says goes first."""
    if config.theme.name != "material":
        raise PrepsiteError(
            f"prepsite draws its pages with the theme material, not {config.theme.name!r}",
            where=str(config.config_file_path or workspace.root),
            remedy="write `theme: material`",
        )
    _refuse_remote(config, workspace)
    words = words_of(workspace)
    _set_theme(config, words)
    set_language(config, words)
    _set_extensions(config)
    _add_folders(config, workspace)
    # Pages work from the disk and at any address only if every address is relative and complete.
    config.use_directory_urls = False
    config.extra_css[:0] = [f"{ASSETS}/{name}" for name in STYLES]
    config.extra["prepsite_head_scripts"] = [f"{ASSETS}/{name}" for name in HEAD_SCRIPTS]
    config.extra["prepsite_scripts"] = [f"{ASSETS}/{name}" for name in SCRIPTS]
    if config.repo_url:
        log.warning("repo_url is left out: the theme would ask that host for figures on every page")
        config.repo_url = None
    if config.extra.pop("analytics", None):
        log.warning("extra.analytics is left out: it would tell another host of every page that is read")


def _refuse_remote(config: MkDocsConfig, workspace: Workspace) -> None:
    """Raise PrepsiteError for a style, script or picture of another host, which no built page may load.

    Its policy would stop them there, and leave a broken picture; a page that is served has none.
    """
    named = {
        "extra_css": config.extra_css,
        "extra_javascript": config.extra_javascript,
        "extra.polyfills": config.extra.get("polyfills") or (),
        "theme.logo": [config.theme.get("logo") or ""],
        "theme.favicon": [config.theme.get("favicon") or ""],
    }
    for setting, files in named.items():
        for file in map(str, files):
            # A picture may stand in the settings itself.
            if is_remote(file) and not (setting.startswith("theme.") and file.startswith("data:image/")):
                raise PrepsiteError(
                    f"{setting}: {file} comes from another host, which would learn of every page that is read",
                    where=str(config.config_file_path or workspace.root),
                    remedy=f"save it below {Path(config.docs_dir).name}/ and name that file",
                )


def assets_of(workspace: Workspace) -> dict[str, Path]:
    """Return each style and script by its uri on the site; the user's own file of a name goes first."""
    found: dict[str, Path] = {}
    for name in (*STYLES, *SCRIPTS, *HEAD_SCRIPTS):
        own = workspace.templates / "assets" / name
        found[f"{ASSETS}/{name}"] = own if own.is_file() else package_templates() / "assets" / name
    return found


def _set_theme(config: MkDocsConfig, words: Words) -> None:
    theme = config.theme
    # Otherwise every page would load its fonts from a server.
    theme["font"] = False
    if "palette" not in theme:
        theme["palette"] = [
            {
                "media": media,
                "scheme": scheme,
                "primary": "indigo",
                "accent": "indigo",
                "toggle": {"icon": icon, "name": words(name)},
            }
            for media, scheme, icon, name in _PALETTE
        ]
    features = [str(feature) for feature in theme.get("features") or ()]
    instant = [feature for feature in features if feature.startswith("navigation.instant")]
    if instant:
        log.warning(f"left out of the theme's features: {', '.join(instant)}; it breaks ?interview_id= links")
    theme["features"] = [feature for feature in features if feature not in instant] or list(FEATURES)


def _set_extensions(config: MkDocsConfig) -> None:
    present = list(config.markdown_extensions)
    config.markdown_extensions = present + [name for name in EXTENSIONS if name not in present]
    if "pymdownx.tasklist" not in present:
        config.mdx_configs["pymdownx.tasklist"] = {"clickable_checkbox": True}
    # A posting's own small headings would fill the table of contents.
    config.mdx_configs["toc"] = {"toc_depth": 3, **(config.mdx_configs.get("toc") or {})}


def _add_folders(config: MkDocsConfig, workspace: Workspace) -> None:
    own = workspace.templates / "theme"
    package = package_templates() / "theme"
    folders = [str(folder) for folder in (own, package) if folder.is_dir()]
    # A custom_dir, the user's too, stays in front.
    at = 1 if config.theme.custom_dir else 0
    config.theme.dirs[at:at] = [folder for folder in dict.fromkeys(folders) if folder not in config.theme.dirs]
    for watched in (workspace.vault, workspace.templates):
        if watched.is_dir() and str(watched) not in config.watch:
            config.watch.append(str(watched))
