"""Doctor: look at everything that prep depends on, and say what to do about what is wrong."""

import importlib.metadata
import platform
import sys
from collections.abc import Iterator

from prepsite.app.check import check_vault
from prepsite.app.model import NAME
from prepsite.core.vault import Vault
from prepsite.errors import Severity
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.writers.context import WriterContext
from prepsite.writers.openai.diagnosis import Diagnosis, Finding
from prepsite.writers.registry import WRITERS

__all__ = ["Finding", "examine"]

_PACKAGES = ("mkdocs", "mkdocs-material", "pydantic", "openai", "genai-prices")


def examine(workspace: Workspace, *, call: bool) -> Iterator[Finding]:
    """Yield findings as they are made; the model is called, for a few tokens, only with `call`."""
    least = (3, 11)
    remedy = "" if sys.version_info >= least else "install Python 3.11 or newer"
    yield Finding("Python", platform.python_version(), remedy)
    yield from _packages()
    report = check_vault(workspace)
    errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
    warnings = sum(problem.severity is Severity.WARNING for problem in report.problems)
    counted = f"{len(report.vault.applications)} applications, {errors} errors, {warnings} warnings"
    yield Finding("vault", counted, "run `prepsite check`" if errors else "")
    yield from _writer(workspace, report.vault, call=call)


def _packages() -> Iterator[Finding]:
    for name in _PACKAGES:
        try:
            yield Finding(name, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, "is missing", "install prepsite again")


def _writer(workspace: Workspace, vault: Vault, *, call: bool) -> Iterator[Finding]:
    settings = vault.settings
    if settings.writer not in WRITERS:
        yield Finding("writer", f"there is no writer {settings.writer}", "run `prepsite check`")
        return
    yield Finding("writer", settings.writer)
    if settings.writer == NAME:
        context = WriterContext(JinjaTemplates(workspace.templates), settings, workspace.private)
        yield from Diagnosis(context, workspace.private).findings(call=call)
