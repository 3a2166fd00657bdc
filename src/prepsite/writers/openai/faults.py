"""What can go wrong with a server: each kind with what happened and what to do about it."""

import re
from enum import StrEnum

from prepsite.errors import PrepsiteError


class FaultKind(StrEnum):
    """What a call ended with, as the ledger says it."""

    KEY = "key refused"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not found"
    BAD_REQUEST = "request refused"
    TIMEOUT = "server timed out"
    CONFLICT = "conflict"
    RATE = "too many requests"
    QUOTA = "no credit left"
    SERVER = "server error"
    REFUSED_CONNECTION = "connection refused"
    DNS = "unknown host"
    TLS = "no secure connection"
    CONNECTION = "connection failed"
    REDIRECT = "redirected"
    STALL = "stalled"
    DEADLINE = "deadline passed"
    CUT = "cut off"
    EARLY_END = "ended early"
    CORRUPT = "corrupt stream"
    ERROR_EVENT = "error in the stream"
    EMPTY = "empty"
    NOT_A_STREAM = "not a stream"
    REFUSAL = "refused by the model"
    FILTER = "filtered"
    LENGTH = "cut at the cap"
    TOO_LARGE = "too large"
    PROMPT_CUT = "prompt cut"
    COST = "over the limit of cost"


_AGAIN = "run the command again"
_TELL = "nothing was written"
# kind → (what happened, what to do)
_WORDS: dict[FaultKind, tuple[str, str]] = {
    FaultKind.KEY: ("the server does not accept the key", "set OPENAI_API_KEY to a key of this server"),
    FaultKind.FORBIDDEN: (
        "the server refuses this key the request",
        "check what the key may do, and the model it may use, with the server's owner",
    ),
    FaultKind.NOT_FOUND: (
        "the server does not know the model or the address",
        "check model and base_url in prepsite.yml; base_url mostly ends with /v1",
    ),
    FaultKind.BAD_REQUEST: (
        "the server refuses the request",
        "see what it says; temperature, reasoning_effort or limits in prepsite.yml may not suit the model",
    ),
    FaultKind.TIMEOUT: ("the server gave up waiting", _AGAIN),
    FaultKind.CONFLICT: ("the server reports a conflict", _AGAIN),
    FaultKind.RATE: ("the server has too many requests from you", "wait a little, or lower --jobs"),
    FaultKind.QUOTA: (
        "the account has no credit left",
        "add credit with the server's owner, or use another model",
    ),
    FaultKind.SERVER: ("the server failed", "run the command again later"),
    FaultKind.REFUSED_CONNECTION: (
        "nothing answers at the server's address",
        "start the server, or correct base_url in prepsite.yml",
    ),
    FaultKind.DNS: ("the server's name is unknown", "check base_url in prepsite.yml, and the network"),
    FaultKind.TLS: (
        "there is no secure connection to the server",
        "check its certificate and this machine's clock; a server without https has a base_url with http://",
    ),
    FaultKind.CONNECTION: ("the connection to the server failed", "check the network and base_url"),
    FaultKind.REDIRECT: (
        "the server sends the request elsewhere, which is not followed",
        "set base_url to the final address",
    ),
    FaultKind.STALL: ("the server fell silent", "run the command again, or raise limits.stall_seconds"),
    FaultKind.DEADLINE: ("the call took too long", "raise limits.timeout_seconds, or use a faster model"),
    FaultKind.CUT: ("the connection broke within the reply", _AGAIN),
    FaultKind.EARLY_END: ("the reply ended in the middle", _AGAIN),
    FaultKind.CORRUPT: (
        "the server sent what is not its protocol",
        "run the command again; then check the server",
    ),
    FaultKind.ERROR_EVENT: ("the server reported an error within the reply", _AGAIN),
    FaultKind.EMPTY: ("the reply is empty", "run the command again, or use another model"),
    FaultKind.NOT_A_STREAM: (
        "what answers is not a language model's server",
        "check base_url in prepsite.yml; it mostly ends with /v1",
    ),
    FaultKind.REFUSAL: (
        "the model declined to answer",
        "ask anew with --again, or use another model",
    ),
    FaultKind.FILTER: (
        "the server's content filter stopped the reply",
        "look at the posting for what might set it off, ask anew with --again, or use another model",
    ),
    FaultKind.LENGTH: (
        "the reply was cut at its cap of tokens, raised once",
        "raise limits.max_output_tokens in prepsite.yml",
    ),
    FaultKind.TOO_LARGE: ("the reply is too large to be one", "use another model"),
    FaultKind.PROMPT_CUT: (
        "the server read only a part of the prompt",
        "give the model a larger context (Ollama: OLLAMA_CONTEXT_LENGTH=32768 ollama serve)",
    ),
    FaultKind.COST: (
        "the next call could pass --max-cost",
        "raise --max-cost; what is written is kept, and replies paid for are not asked again",
    ),
}
RETRIED = frozenset(
    {
        FaultKind.TIMEOUT,
        FaultKind.CONFLICT,
        FaultKind.RATE,
        FaultKind.SERVER,
        FaultKind.REFUSED_CONNECTION,
        FaultKind.CONNECTION,
    }
)
_QUOTA = re.compile(r"insufficient_quota|exceeded your current quota|billing|no credit", re.IGNORECASE)


class Fault(PrepsiteError):  # noqa: N818 - the trade's word
    """A call that failed; `status` and `said` are the server's, `wait` what it asks for in seconds."""

    def __init__(
        self,
        kind: FaultKind,
        *,
        where: str = "",
        said: str = "",
        status: int | None = None,
        wait: float | None = None,
        remedy: str = "",
    ) -> None:
        what, usual = _WORDS[kind]
        told = f" ({status})" if status else ""
        quoted = f": {said}" if said else ""
        super().__init__(f"{what}{told}{quoted}", where=where, remedy=f"{remedy or usual}; {_TELL}")
        self.kind = kind
        self.said = said
        self.status = status
        self.wait = wait

    @property
    def is_passing(self) -> bool:
        """Tell whether the same request may fare better in a moment."""
        return self.kind in RETRIED


def kind_of_status(status: int, said: str) -> FaultKind:
    """Return the kind of fault that an HTTP status means; `said` is the server's own text."""
    if status in {402, 429} and (status == 402 or _QUOTA.search(said)):
        return FaultKind.QUOTA
    named = {
        401: FaultKind.KEY,
        403: FaultKind.FORBIDDEN,
        404: FaultKind.NOT_FOUND,
        408: FaultKind.TIMEOUT,
        409: FaultKind.CONFLICT,
        429: FaultKind.RATE,
    }
    if status in named:
        return named[status]
    if 300 <= status < 400:
        return FaultKind.REDIRECT
    return FaultKind.SERVER if status >= 500 else FaultKind.BAD_REQUEST
