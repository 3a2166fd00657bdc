"""What is asked of a server, and the digest by which its reply is kept."""

import hashlib
import json
from dataclasses import dataclass

from prepsite.core.prompts import Prompt, estimated_tokens
from prepsite.core.templates import Templates
from prepsite.models.settings import Settings
from prepsite.writers.openai.ladder import Dialect, Rung
from prepsite.writers.openai.schema import Schema

Message = dict[str, str]


@dataclass(frozen=True)
class Exchange:
    """A prompt, the shape of its reply, and the turns after it: what any dialect can put into words.

    `turns` alternate between the model's reply and what was said about it.
    """

    prompt: Prompt
    shape: str
    schema: Schema
    cap: int
    turns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """A request in one dialect: the JSON body, without what only concerns its way."""

    base_url: str
    body: dict[str, object]
    dialect: Dialect
    prompt_tokens: int
    prompt_characters: int
    cap: int

    @property
    def sent(self) -> dict[str, object]:
        """Return the JSON object that is sent: the body, and how it is to come back."""
        told = {"stream_options": {"include_usage": True}} if self.dialect.tells_usage else {}
        return {**self.body, "stream": True, **told}

    @property
    def digest(self) -> str:
        """Return 64 hex digits for the canonical request: server, model, words, parameters."""
        text = json.dumps([self.base_url.rstrip("/"), self.body], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def request_for(exchange: Exchange, settings: Settings, templates: Templates, dialect: Dialect) -> Request:
    """Return the exchange as a request in a dialect.

    Where the server gets no schema it stands at the end of the rules, before all that changes.
    """
    system = exchange.prompt.system
    if dialect.rung is not Rung.SCHEMA:
        schema = json.dumps(exchange.schema, ensure_ascii=False)
        system += "\n\n" + templates.render("prompts/schema.md.j2", schema=schema).strip()
    messages: list[Message] = [
        {"role": "system", "content": system},
        {"role": "user", "content": exchange.prompt.user},
    ]
    for number, turn in enumerate(exchange.turns):
        messages.append({"role": "user" if number % 2 else "assistant", "content": turn})
    body: dict[str, object] = {"model": settings.model or "", "messages": messages, dialect.cap: exchange.cap}
    if settings.temperature is not None:
        body["temperature"] = settings.temperature
    if settings.reasoning_effort is not None:
        body["reasoning_effort"] = settings.reasoning_effort
    form = dialect.response_format(exchange.shape, exchange.schema)
    if form is not None:
        body["response_format"] = form
    texts = [message["content"] for message in messages]
    if dialect.rung is Rung.SCHEMA:
        texts.append(json.dumps(exchange.schema))
    return Request(
        settings.base_url,
        body,
        dialect,
        prompt_tokens=sum(estimated_tokens(text) for text in texts),
        prompt_characters=sum(len(message["content"]) for message in messages),
        cap=exchange.cap,
    )
