"""Asks an OpenAI-compatible endpoint, with the standard library only: one request, one reply, a limit on both.

Nothing is sent anywhere unless the learner sets NNPREP_JUDGE_URL.
"""

from __future__ import annotations

import http.client
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from nnprep.errors import UsageError, printable, shown
from nnprep.named_tuple import NamedTuple

URL, MODEL, KEY, SECONDS = (
    "NNPREP_JUDGE_URL",
    "NNPREP_JUDGE_MODEL",
    "NNPREP_JUDGE_KEY",
    "NNPREP_JUDGE_SECONDS",
)
"""Environment variables; only the first is needed."""
PATH = "/chat/completions"
USUAL_SECONDS = 60.0
LARGEST = 1 << 20
"""Bytes of a reply that are read."""
MOST_TOKENS = 800


class Endpoint(NamedTuple):
    """Where a model answers."""

    url: str
    """Of its chat completions."""
    model: str
    key: str
    """Empty if it needs none."""
    seconds: float
    """How long one reply may take in all."""

    @property
    def host(self) -> str:
        """The part of the address that can be shown: without a password in it."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


LATE = "it didn't answer within {seconds:g} s"
"""Whichever ends first, the wait for the whole reply or that for its next byte."""


class EndpointError(Exception):
    """An endpoint that gave no reply; the message says why, without a full stop."""


def endpoint_of(environment: Mapping[str, str]) -> Endpoint | None:
    """Return the endpoint that the learner set up; None if there is none. Raises UsageError for impossible settings."""
    url = environment.get(URL, "").strip().rstrip("/")
    if not url:
        return None
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid or not url.isascii() or not url.isprintable() or " " in url:
        raise UsageError(
            f"{URL} is {shown(url)}, which is not the address of a model; an example is http://localhost:8080/v1."
        )
    text = environment.get(SECONDS, "")
    try:
        seconds = float(text) if text else USUAL_SECONDS
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise UsageError(f"{SECONDS} is {shown(text)}, which is not a number of seconds from 1 to 3600.")
    key = environment.get(KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise UsageError(f"{KEY} contains characters that no key can have.")
    model = environment.get(MODEL, "") or "default"
    return Endpoint(url if url.endswith(PATH) else url + PATH, model, key, seconds)


def ask(endpoint: Endpoint, messages: Sequence[Mapping[str, str]]) -> str:
    """Return what the model replies. Raises EndpointError, at the latest when its time is over.

    A time-out of a socket begins anew with each byte, so the request has a thread of its own, which is left alone if
    it takes too long.
    """
    replies: list[str | EndpointError] = []

    def work() -> None:
        try:
            replies.append(replied(endpoint, messages))
        except EndpointError as error:
            replies.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(endpoint.seconds)
    if not replies:
        raise EndpointError(LATE.format(seconds=endpoint.seconds))
    reply = replies[0]
    if isinstance(reply, EndpointError):
        raise reply
    return reply


def replied(endpoint: Endpoint, messages: Sequence[Mapping[str, str]]) -> str:
    """Send one request and return the text of its reply. Raises EndpointError."""
    body = {"model": endpoint.model, "messages": list(messages), "temperature": 0, "max_tokens": MOST_TOKENS}
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    request = urllib.request.Request(endpoint.url, json.dumps(body).encode(), headers)
    try:
        with opener(endpoint).open(request, timeout=endpoint.seconds) as response:
            data = response.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise EndpointError(f"it refused with status {error.code}") from error
    except http.client.HTTPException as error:
        raise EndpointError("its reply is not HTTP, or is cut off") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise EndpointError(LATE.format(seconds=endpoint.seconds)) from error
        text = getattr(reason, "strerror", None) or str(reason) or type(error).__name__
        raise EndpointError(printable(" ".join(text.split()), keep="")) from error
    if len(data) > LARGEST:
        raise EndpointError("its reply is too long")
    return content_of(data)


def content_of(data: bytes) -> str:
    """Return the text in a reply; empty if it has another form."""
    try:
        content: Any = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return content if isinstance(content, str) else ""


class SamePlace(urllib.request.HTTPRedirectHandler):
    """Follows nobody to another address, where the key and the answers don't belong."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Return nothing, so that a redirection is an error."""


def opener(endpoint: Endpoint) -> urllib.request.OpenerDirector:
    """Return what opens an address; a server on this machine isn't behind the proxy that others are behind."""
    local = urlsplit(endpoint.url).hostname in LOCAL
    return urllib.request.build_opener(SamePlace, *([urllib.request.ProxyHandler({})] if local else []))


LOCAL = ("localhost", "127.0.0.1", "::1")
