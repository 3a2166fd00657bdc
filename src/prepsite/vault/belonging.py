"""Where an entry that nothing reads most likely belongs."""

from collections.abc import Collection

_TEXTS = {"md", "markdown", "mdown", "txt", "text"}
_DOCUMENTS = {"doc", "docx", "odt", "pages", "pdf", "rtf"}
_ELSEWHERE = "move it out of the vault, or below an application's files/"
_POSTINGS = ("posting", "job", "jd", "vacancy", "advert")


def where_it_belongs(name: str, files: Collection[str], folders: Collection[str], *, has_round: bool) -> str:
    """Return what to do with an entry in a folder that has set names; `has_round`: it holds an interview.md."""
    if has_round and "interviews" in folders:
        return "move it into the folder interviews beside it"
    stem, _, ending = name.rpartition(".")
    stem, ending = stem.casefold(), ending.casefold()
    if ending in _TEXTS | _DOCUMENTS | {"html", "htm"} and "job.md" in files and stem.startswith(_POSTINGS):
        return "put its text into job.md, below two lines of ---"
    if ending not in _TEXTS:
        return _ELSEWHERE
    if f"{stem}.md" in files:
        return f"rename it to {stem}.md"
    if "interviews" in folders and stem in {"interview", "notes"}:
        return f"it is about one round: move it to interviews/NAME/{stem}.md, NAME being the round's"
    for folder, kind in (("resumes", "resume"), ("projects", "project"), ("resumes", "cv")):
        if folder in folders and kind in stem:
            return f"move it into {folder}/"
    return _ELSEWHERE


def renamed(stem: str, ending: str) -> str:
    """Return what to do with a file `stem.ending` in a folder of .md files."""
    if ending.casefold() in _TEXTS:
        return f"rename it to {stem.removesuffix('.md')}.md"
    if ending.casefold() in _DOCUMENTS:
        return "write what it says into a .md file, and keep the document below an application's files/"
    return "move it out of the vault"
