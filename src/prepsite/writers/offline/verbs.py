"""Verbs and their forms, from the templates' list: what turns a note into something one can say."""

from dataclasses import dataclass

from prepsite.writers.offline.lexicon import Lexicon


@dataclass(frozen=True)
class Verb:
    """One verb in the forms that notes use."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


class Verbs:
    """Knows a verb by any of its forms."""

    def __init__(self, lexicon: Lexicon) -> None:
        found = [Verb(*line.split()) for line in lexicon.lines("verbs", "irregular") if len(line.split()) == 5]
        found += [_regular(base) for base in lexicon.words("verbs", "regular")]
        self.by_base = {verb.base: verb for verb in found}
        self.by_third = {verb.third: verb for verb in found}
        self.by_past = {verb.past: verb for verb in found}
        self.by_participle = {verb.participle: verb for verb in found}
        self.by_gerund = {verb.gerund: verb for verb in found}


def _regular(base: str) -> Verb:
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    if base.endswith("y") and base[-2] not in "aeiou":
        return Verb(base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base[:-1]}ied", f"{base}ing")
    if len(base) > 3 and base[-1] in "pt" and base[-2] in "aeiou" and base[-3] not in "aeiou":
        stem = base + base[-1] if base in {"drop", "submit", "chat", "stop"} else base
    third = f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z")) else f"{base}s"
    return Verb(base, third, f"{stem}ed", f"{stem}ed", f"{stem}ing")
