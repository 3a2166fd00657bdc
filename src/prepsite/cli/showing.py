"""Sites for others, by `prepsite build --publish` and `--redact`: refused with all that speaks against them."""

from pathlib import Path

from prepsite.cli.terminal import busy, complain, say
from prepsite.errors import UsageError
from prepsite.vault.layout import Workspace

PUBLISHED, REDACTED = "published", "redacted"


def build_for_others(
    workspace: Workspace, config: Path, site_dir: Path | None, application: str, *, pdf: bool
) -> bool:
    """Build the site without anything private, or say why not; tell whether it was built.

    With an application it is that one's, for a coach. It writes no prep.
    """
    from prepsite.site.building import build_site, reasons_against_site
    from prepsite.site.narrowing import Narrowing

    option = "--redact" if application else "--publish"
    if pdf:
        raise UsageError(f"--pdf and {option} don't go together", remedy="leave --pdf out")
    reasons = reasons_against_site(config, workspace, application)
    if reasons:
        complain(f"{option}: nothing was built, for {len(reasons)} reason{'' if len(reasons) == 1 else 's'}:")
        for reason in reasons:
            complain(f"  - {reason}")
        return False
    folder = site_dir or workspace.root / (REDACTED if application else PUBLISHED)
    with busy("Building the site"):
        built = build_site(config, folder.absolute(), strict=False, narrowing=Narrowing(application))
    if application:
        say(f"a site of {application} alone is in {built}: no pay, no contacts, nothing private")
    else:
        say(f"a site without anything private is in {built}")
    say("look through it before anybody else does: names and doubts may stand in your own sentences")
    return True
