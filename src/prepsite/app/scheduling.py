"""The order of work: base prep before the rounds of its application, several documents at once."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from prepsite.core.plan import PlannedDocument

R = TypeVar("R")


def one_by_one(
    documents: Sequence[PlannedDocument],
    write: Callable[[PlannedDocument], R],
    done: Callable[[PlannedDocument, R], None],
) -> None:
    """Write documents in their order; `done` hears of each before the next begins."""
    for planned in documents:
        done(planned, write(planned))


def at_once(
    documents: Sequence[PlannedDocument],
    jobs: int,
    write: Callable[[PlannedDocument], R],
    done: Callable[[PlannedDocument, R], None],
    interrupted: Callable[[], None],
) -> None:
    """Write up to `jobs` documents at a time, rounds after their base prep.

    `done` is called in the caller's thread, before the rounds that wait for it begin. Only what
    runs is held; `interrupted` must make running calls end, so that Ctrl-C ends the command.
    """
    bases = {planned.application_id for planned in documents if planned.interview_id is None}
    waiting: dict[str, list[PlannedDocument]] = {}
    ready: deque[PlannedDocument] = deque()
    for planned in documents:
        if planned.interview_id is None:
            ready.append(planned)
    for planned in documents:
        if planned.interview_id is not None:
            if planned.application_id in bases:
                waiting.setdefault(planned.application_id, []).append(planned)
            else:
                ready.append(planned)
    running: dict[Future[R], PlannedDocument] = {}
    with ThreadPoolExecutor(jobs, thread_name_prefix="prepsite") as pool:
        ended_well = False
        try:
            while ready or running:
                while ready and len(running) < jobs:
                    planned = ready.popleft()
                    running[pool.submit(write, planned)] = planned
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    planned = running.pop(future)
                    done(planned, future.result())
                    if planned.interview_id is None:
                        ready.extend(waiting.pop(planned.application_id, ()))
            ended_well = True
        finally:
            if not ended_well:
                interrupted()
