"""Each kind of strange file: how it is made, where it is reported, what is said.

The vault is the scaffold's example, which has no problem of its own.
"""

import os
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

APPLICATION = "vault/applications/example"
INTERVIEW = f"{APPLICATION}/interviews/technical-screen"
GIGABYTE = 1024**3
CANARY = b"---\ntitle: canary\nname: canary\n---\n\ncanary\n"


@dataclass(frozen=True)
class Strange:
    """One strange file.

    `put` makes it at `path`, or raises OSError where the system can't have it. `reported` is the
    path that is named, once, with `says` in its words; an empty `says`: nothing is wrong. `also`
    are paths that may be named because of it. `alone`: it can be made beside all the others.
    """

    name: str
    path: str
    put: Callable[[Path], None] = field(repr=False)
    says: str
    reported: str = ""
    also: tuple[str, ...] = ()
    alone: bool = True

    def __post_init__(self) -> None:
        if not self.reported:
            object.__setattr__(self, "reported", self.path)

    def make(self, root: Path) -> bool:
        """Put the file into the job search at `root`; return whether the system can have it."""
        place = root / self.path
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.put(place)
        except OSError:
            return False
        return True


def _bytes(content: bytes) -> Callable[[Path], None]:
    def put(place: Path) -> None:
        place.write_bytes(content)

    return put


def _rewritten(change: Callable[[str], bytes]) -> Callable[[Path], None]:
    def put(place: Path) -> None:
        place.write_bytes(change(place.read_text(encoding="utf-8")))

    return put


def _gigabyte(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(GIGABYTE)


def _socket(place: Path) -> None:
    # The path of a socket has room for a hundred characters only.
    here = Path.cwd()
    os.chdir(place.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.name)
    finally:
        os.chdir(here)


def _device(place: Path) -> None:
    os.mknod(place, 0o020666, os.makedev(1, 5))


def _link_out(place: Path) -> None:
    target = place.parents[len(place.parts) - 2 - place.parts.index("vault")].parent / "outside.md"
    target.write_bytes(CANARY)
    place.symlink_to(target)


def _folder_link_out(place: Path) -> None:
    place.symlink_to("/etc", target_is_directory=True)


def _circle(place: Path) -> None:
    place.symlink_to(place.name)


def _folder_circle(place: Path) -> None:
    place.symlink_to(place.parent, target_is_directory=True)


def _dangling(place: Path) -> None:
    place.symlink_to("nowhere")


def _twin(other: str) -> Callable[[Path], None]:
    """Make a twin of a name; fails where the file system takes both names for one."""

    def put(place: Path) -> None:
        (place.parent / other).write_bytes(b"%PDF-1.4\n")
        with place.open("xb") as file:
            file.write(b"%PDF-1.4\n")

    return put


def _case_twin(place: Path) -> None:
    with place.open("xb") as file:
        file.write(CANARY)


def _folder_for_file(place: Path) -> None:
    if place.exists():
        place.unlink()
    place.mkdir()


def _file_for_folder(place: Path) -> None:
    if place.exists():
        shutil.rmtree(place)
    place.write_bytes(CANARY)


_LINK = "this is a link"
_COPY = "conflict copy"
_KIND = "not a regular file"

STRANGE: tuple[Strange, ...] = (
    Strange("pipe", "vault/projects/pipe.md", os.mkfifo, _KIND),
    Strange("pipe for prep", f"{INTERVIEW}/prep.md", os.mkfifo, _KIND),
    Strange("pipe among attachments", f"{APPLICATION}/files/pipe.pdf", os.mkfifo, _KIND),
    Strange("socket", "vault/resumes/socket.md", _socket, _KIND),
    Strange("device", "vault/projects/device.md", _device, _KIND),
    Strange("gigabyte", "vault/projects/large.md", _gigabyte, "larger than 1 MiB"),
    Strange("gigabyte of prep", f"{APPLICATION}/prep.md", _gigabyte, "larger than 1 MiB"),
    Strange("binary", "vault/projects/binary.md", _bytes(bytes(range(256)) * 40), "is not UTF-8"),
    Strange("nulls", "vault/projects/nulls.md", _bytes(b"---\ntitle: a\0b\n---\n"), "control character"),
    Strange("UTF-16", "vault/projects/wide.md", _bytes(CANARY.decode().encode("utf-16")), "UTF-16"),
    Strange(
        "UTF-16 without a mark",
        "vault/projects/wide-bare.md",
        _bytes(CANARY.decode().encode("utf-16-le")),
        "UTF-16",
    ),
    Strange("Latin-1", "vault/projects/latin.md", _bytes(b"---\ntitle: Caf\xe9\n---\n"), "0xE9 is not UTF-8"),
    Strange("byte order mark", "vault/profile.md", _rewritten(lambda text: text.encode("utf-8-sig")), ""),
    Strange(
        "carriage returns alone",
        "vault/projects/returns.md",
        _bytes(CANARY.replace(b"\n", b"\r")),
        "carriage return",
    ),
    Strange(
        "Windows line ends",
        f"{APPLICATION}/job.md",
        _rewritten(lambda text: text.replace("\n", "\r\n").encode()),
        "",
    ),
    Strange("empty", "vault/projects/empty.md", _bytes(b""), "empty"),
    Strange("empty prep", f"{APPLICATION}/interviews/recruiter-screen/prep.md", _bytes(b""), "empty"),
    Strange("decomposed name", "vault/projects/cafe\u0301.md", _bytes(CANARY), "is not an id"),
    Strange("composed name", "vault/projects/caf\u00e9.md", _bytes(CANARY), "is not an id"),
    Strange("case twin", f"{APPLICATION}/Job.md", _case_twin, "only in case"),
    Strange("case twin of an id", "vault/projects/Example.md", _case_twin, "only in case"),
    Strange("case twin of an attachment", f"{APPLICATION}/files/Offer.pdf", _twin("offer.pdf"), "only in case"),
    Strange(
        "twin of another encoding",
        f"{APPLICATION}/files/r\u00e9sum\u00e9.pdf",
        _twin("re\u0301sume\u0301.pdf"),
        "how its accents are encoded",
    ),
    Strange("long name", f"vault/projects/{'x' * 240}.md", _bytes(CANARY), "longer than 64"),
    Strange("reserved name", "vault/projects/con.md", _bytes(CANARY), "Windows"),
    Strange(
        "reserved folder",
        "vault/applications/nul/application.md",
        _bytes(CANARY),
        "Windows",
        "vault/applications/nul",
    ),
    Strange(
        "name that is not UTF-8",
        "vault/projects/\udcff.md",
        _bytes(CANARY),
        "can't be shown",
        "vault/projects/?.md",
    ),
    Strange(
        "name with a line feed",
        "vault/projects/a\nb.md",
        _bytes(CANARY),
        "can't be shown",
        "vault/projects/a?b.md",
    ),
    Strange("link out of the vault", "vault/projects/stolen.md", _link_out, _LINK),
    Strange("folder link out of the vault", "vault/applications/etc", _folder_link_out, _LINK),
    Strange("folder link among attachments", f"{APPLICATION}/files/etc", _folder_link_out, _LINK),
    Strange("link to itself", "vault/projects/circle.md", _circle, _LINK),
    Strange("folder in a circle", f"{APPLICATION}/interviews/circle", _folder_circle, _LINK),
    Strange("attachments in a circle", f"{APPLICATION}/files/circle", _folder_circle, _LINK),
    Strange("link to nothing", "vault/projects/gone.md", _dangling, _LINK),
    Strange(
        "copy of Syncthing",
        f"{APPLICATION}/job.sync-conflict-20260301-101500-K3XQ7ZB.md",
        _bytes(CANARY),
        _COPY,
    ),
    Strange(
        "copy of Dropbox", "vault/projects/example (Ada's conflicted copy 2026-03-01).md", _bytes(CANARY), _COPY
    ),
    Strange(
        "copy of an attachment",
        f"{APPLICATION}/files/a.sync-conflict-20260301-101500-K3XQ7ZB.pdf",
        _bytes(b"%PDF"),
        _COPY,
    ),
    Strange("backup", "vault/profile.md~", _bytes(CANARY), _COPY),
    Strange("original", f"{INTERVIEW}/interview.md.orig", _bytes(CANARY), _COPY),
    Strange("reject", f"{INTERVIEW}/interview.md.rej", _bytes(CANARY), _COPY),
    Strange("folder for a file", f"{INTERVIEW}/notes.md", _folder_for_file, "a folder where a file is needed"),
    Strange(
        "folder for a project", "vault/projects/folder.md", _folder_for_file, "a folder where a file is needed"
    ),
    Strange(
        "file for an application",
        "vault/applications/file",
        _file_for_folder,
        "a file where a folder is needed",
    ),
    Strange(
        "file for attachments",
        f"{APPLICATION}/files",
        _file_for_folder,
        "a file where a folder is needed",
        alone=False,
    ),
    Strange(
        "file for projects",
        "vault/projects",
        _file_for_folder,
        "a file where a folder is needed",
        alone=False,
        also=("vault/resumes/example.md", f"{APPLICATION}/interviews/recruiter-screen/notes.md"),
    ),
    Strange(
        "settings that are a folder", "vault/prepsite.yml", _folder_for_file, "a folder where a file is needed"
    ),
)
