"""Check what no template made: answers by a small language model, judged by reading.

    python benchmarks/grounding/untemplated.py

Prints what the checker says of each sentence beside what a reader said of it: which of the wrong
figures and names it caught, and how many sentences it could say nothing of. The hand-written
paraphrases are measured by measure.py.
"""

import sys
from pathlib import Path
from typing import TypedDict

import yaml

from prepsite.core.grounding.ledger import ledger_of
from prepsite.core.grounding.record import Record
from prepsite.core.grounding.sentences import sentences_of
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


class Answer(TypedDict):
    """One answer: `wrong` are the beginnings of sentences that a reader found wrong."""

    trade: str
    project: str
    text: str
    wrong: list[str]


def judged(answer: Answer) -> dict[str, str]:
    """Return each sentence of an answer with its status, or `nothing to check`."""
    root = ROOT if answer["trade"] == "demo" else HERE / "vaults" / answer["trade"]
    vault = read_vault(Workspace.at(root))
    document = (
        f"## Predicted questions\n\n### 1. Tell me about it\n\n**Answer.** {answer['text']}\n"
        f"*Evidence:* [project:{answer['project']}]\n"
    )
    ledger = ledger_of(document, Record(vault, next(iter(vault.applications))))
    status = {claim.sentence.text: str(claim.status) for claim in ledger.claims}
    return {each.text: status.get(each.text, "nothing to check") for each in sentences_of(document)}


def main() -> int:
    """Print the table; exit code 1 if a wrong figure or name went unseen."""
    answers: list[Answer] = yaml.safe_load((HERE / "small_model.yml").read_text(encoding="utf-8"))
    total = caught = wrong = false = unseen = 0
    for answer in answers:
        print(f"{answer['trade']}: {answer['project']}")
        for sentence, status in judged(answer).items():
            is_wrong = sentence.startswith(tuple(answer["wrong"])) if answer["wrong"] else False
            flagged = status == "unverified"
            total, wrong, caught = total + 1, wrong + is_wrong, caught + (is_wrong and flagged)
            false, unseen = false + (flagged and not is_wrong), unseen + (status == "nothing to check")
            sign = "caught" if is_wrong and flagged else "MISSED" if is_wrong else "FALSE?" if flagged else ""
            print(f"  {status:16} {sign:7} {' '.join(sentence.split())[:90]}")
    print(f"\n{total} sentences; {wrong} with a wrong figure or name, {caught} of them caught;")
    print(f"{false} others marked; {unseen} with nothing that can be checked, true or not")
    return 1 if caught < wrong else 0


if __name__ == "__main__":
    sys.exit(main())
