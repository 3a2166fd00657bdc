"""Where things are: the folder that holds the vault, the vault, the user's templates."""

from dataclasses import dataclass
from pathlib import Path

from prepsite.errors import UsageError


@dataclass(frozen=True)
class Workspace:
    """The folders of one job search. `root` holds `mkdocs.yml`; `vault` and `templates` are in it."""

    root: Path
    vault: Path
    templates: Path

    @classmethod
    def at(cls, root: Path, vault: str = "vault", templates: str = "templates") -> "Workspace":
        """Return the workspace in `root`; raise UsageError where `vault` is not inside it."""
        root = root.absolute()
        folder = (root / vault).absolute()
        if not folder.is_relative_to(root) or folder == root:
            raise UsageError(
                f"the vault {vault!r} is not a folder inside {root}", remedy="name a folder beside mkdocs.yml"
            )
        return cls(root, folder, (root / templates).absolute())

    @property
    def private(self) -> Path:
        """Return the git-ignored folder of cache and lock, outside the vault."""
        return self.root / ".prepsite"

    def relative(self, path: Path) -> str:
        """Return `path` as problems name it: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()
