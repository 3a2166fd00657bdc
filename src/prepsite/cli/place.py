"""Where a command works: the folder, its `mkdocs.yml`, the vault."""

from pathlib import Path

import click
import yaml

from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace

CONFIG = "mkdocs.yml"


class _TolerantLoader(yaml.SafeLoader):
    """Reads `mkdocs.yml` whatever tags it has: MkDocs knows some that are its own."""


def _untagged(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> object:
    match node:
        case yaml.ScalarNode():
            return loader.construct_scalar(node)
        case yaml.SequenceNode():
            return loader.construct_sequence(node, deep=True)
        case yaml.MappingNode():
            return loader.construct_mapping(node, deep=True)
    return suffix


_TolerantLoader.add_multi_constructor("!", _untagged)
_TolerantLoader.add_multi_constructor("tag:", _untagged)


def find_root(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, that holds a job search; else `start`."""
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file() or (folder / "vault" / "prepsite.yml").is_file():
            return folder
    return start


def workspace_at(root: Path) -> Workspace:
    """Return the workspace in `root`, with the folders that its `mkdocs.yml` names."""
    options = _plugin_options(root / CONFIG)
    return Workspace.at(root, options.get("vault", "vault"), options.get("templates", "templates"))


def current_workspace(*, with_vault: bool = True) -> Workspace:
    """Return the workspace the command works in; raise PrepsiteError where it has no vault."""
    root: Path = click.get_current_context().find_object(Path) or find_root(Path.cwd())
    workspace = workspace_at(root)
    if with_vault and not workspace.vault.is_dir():
        raise PrepsiteError(
            "there is no vault here",
            where=str(workspace.vault),
            remedy="make one with `prepsite init DIR`, or name its folder with --root",
        )
    return workspace


def require_config(workspace: Workspace) -> Path:
    """Return the path of `mkdocs.yml`; raise PrepsiteError where it is missing."""
    path = workspace.root / CONFIG
    if not path.is_file():
        raise PrepsiteError(
            "there is no mkdocs.yml, which says what the site looks like",
            where=str(workspace.root),
            remedy="`prepsite init .` adds it and keeps what is there",
        )
    return path


def _plugin_options(config: Path) -> dict[str, str]:
    """Return the plugin's options that are texts; MkDocs itself complains of a broken file."""
    try:
        loaded = yaml.load(config.read_text(encoding="utf-8-sig"), Loader=_TolerantLoader)  # noqa: S506
    except FileNotFoundError:
        return {}
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise PrepsiteError("can't be read as YAML", where=str(config), remedy="mend the file") from error
    plugins = loaded.get("plugins") if isinstance(loaded, dict) else None
    named = plugins if isinstance(plugins, dict) else {}
    for plugin in plugins if isinstance(plugins, list) else ():
        if isinstance(plugin, dict):
            named = {**named, **plugin}
    options = named.get("prepsite")
    return {k: v for k, v in options.items() if isinstance(v, str)} if isinstance(options, dict) else {}
