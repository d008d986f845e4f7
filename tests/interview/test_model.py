"""A model that the learner sets up: asked over HTTP by a real server, and believed only where it quotes the learner."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nnprep.errors import UsageError
from nnprep.interview.model.endpoint import Endpoint, EndpointError, ask, endpoint_of
from nnprep.interview.model.quotes import is_quoted
from nnprep.interview.model.reply import LONGEST, UnusableReplyError, reply_of
from nnprep.interview.model.request import messages
from nnprep.interview.report import Manner, Point, Question, Status, from_json
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from tests.interview.conftest import Lines

JUNIOR = ("interview", "--level", "junior", "--minutes", "8", "--seed", "3")
SAID = "The curve for new examples goes up again after a while"
ANSWERED = f"t\n{SAID}\ns\nx\ny\nd\n"
QUESTION = Question(
    number="1.1",
    subject="a-card",
    asked="Why do deep networks use ReLU?",
    code="",
    manner=Manner.TYPED,
    said="It keeps the slope at one, so nothing vanishes. Networks use ReLU.",
    points=(
        Point(say="Its slope is 1.", must=True, status=Status.MISSED),
        Point(say="It's cheap.", must=False, status=Status.MISSED),
        Point(say="Units can die.", must=False, status=Status.DENIED),
        Point(say="It's sparse.", must=False, status=Status.WITHDRAWN),
    ),
    right=None,
    remark="",
    follow_ups=(),
    seconds=3.0,
    target_seconds=60,
    model_answer="",
)


class Handler(BaseHTTPRequestHandler):
    """An OpenAI-compatible server that behaves as it's told to."""

    manner: ClassVar[str] = "good"
    seen: ClassVar[list[dict[str, Any]]] = []
    over: ClassVar[threading.Event] = threading.Event()

    def do_POST(self) -> None:
        """Answer one request."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Handler.seen.append({"path": self.path, "key": self.headers["Authorization"], **body})
        match Handler.manner:
            case "slow":
                Handler.over.wait(20)
            case "dripping":
                self.send_response(200)
                self.end_headers()
                while not Handler.over.wait(0.05):
                    self.wfile.write(b" ")
            case "babbling":
                self.wfile.write(b"hello \x1b[31m\r\n\r\n")
            case "refusing":
                self.send_error(503)
            case "elsewhere":
                self.send_response(307)
                self.send_header("Location", "/v1/elsewhere")
                self.end_headers()
            case "closing":
                self.close_connection = True
            case "endless":
                self.reply_with(b" " * (2 << 20))
            case "nonsense":
                self.reply_with(
                    b'{"choices": [{"message": {"content": "I\'m sorry, I can\'t help with that."}}]}'
                )
            case "broken":
                self.reply_with(b"<html>not json</html>")
            case _:
                facts = json.loads(body["messages"][1]["content"])
                grants = [
                    {"number": point["number"], "quote": quote}
                    for point, quote in zip(
                        facts["points"], (SAID[4:35].upper(), "words nobody said"), strict=False
                    )
                ]
                text = json.dumps({"comment": "Clear \x1b[31m<b>enough</b>.", "points": grants})
                content = f"Sure!\n```json\n{text}\n```"
                self.reply_with(json.dumps({"choices": [{"message": {"content": content}}]}).encode())

    def reply_with(self, data: bytes) -> None:
        """Send a body."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Keep the test's output free of requests."""


class Quiet(ThreadingHTTPServer):
    """A server that says nothing of clients that have gone."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore it."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run a server on a free port of this machine and return its address."""
    Handler.manner, Handler.seen, Handler.over = "good", [], threading.Event()
    httpd = Quiet(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.05,))
    thread.start()
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # a server on this machine isn't behind it
    yield f"http://127.0.0.1:{httpd.server_port}/v1"
    Handler.over.set()
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def reports(lines: Lines) -> tuple[Question, str]:
    """Return the first question of the last interview as its report has it, and what was said about the model."""
    done = lines("interview", "report", "--json")
    assert done.code == 0
    return from_json(json.loads(done.out)).parts[0].questions[0], done.err


def test_comments_and_points(
    lines: Lines, folder: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comment is marked as the model's; the point that it quotes is granted, the invented one isn't; asked once."""
    lines(*JUNIOR, given=ANSWERED)
    before, _ = reports(lines)
    assert Handler.seen == []  # off unless the learner names a server
    monkeypatch.setenv("NNPREP_JUDGE_URL", server)
    monkeypatch.setenv("NNPREP_JUDGE_KEY", "secret")
    after, told = reports(lines)
    again, _ = reports(lines)
    page, marked = lines("interview", "report").out, lines("interview", "report", "--html", "-").out
    granted = [each for each in after.points if each.status is Status.GRANTED]

    assert told == ""
    assert after.comments == ("Clear [31m<b>enough</b>.",)
    assert len(granted) == 1
    assert granted[0].quote.casefold() in SAID.casefold()
    assert not any(each.status is Status.GRANTED for each in before.points)
    assert again == after
    assert len(Handler.seen) == 1
    assert (Handler.seen[0]["path"], Handler.seen[0]["key"]) == ("/v1/chat/completions", "Bearer secret")
    assert "\x1b" not in page
    assert "A model" in marked
    assert "&lt;b&gt;enough" in marked
    with History.open() as history:
        (event,) = (each for each in history.events(EventKind.MOCK) if each.data.get("step") == "comment")
    assert "secret" not in json.dumps(event.data)


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        ("slow", "didn't answer within 0.3 s"),
        ("dripping", "didn't answer within 0.3 s"),
        ("refusing", "it refused with status 503"),
        ("elsewhere", "it refused with status 307"),
        ("closing", "gave no reply"),
        ("babbling", "its reply is not HTTP"),
        ("endless", "its reply is too long"),
        ("nonsense", "couldn't be used"),
        ("broken", "couldn't be used"),
    ],
)
def test_bad_servers_are_harmless(
    lines: Lines, folder: Path, server: str, monkeypatch: pytest.MonkeyPatch, manner: str, said: str
) -> None:
    """The report is as it was without a model, one sentence says what went wrong, and the next report asks again."""
    lines(*JUNIOR, given=ANSWERED)
    before, _ = reports(lines)
    monkeypatch.setenv("NNPREP_JUDGE_URL", server)
    monkeypatch.setenv("NNPREP_JUDGE_SECONDS", "0.3" if said.endswith("0.3 s") else "20")
    Handler.manner = manner
    after, told = reports(lines)

    assert after == before
    assert said in told
    assert told.count("\n") == 1
    assert len(Handler.seen) == 1

    Handler.manner = "good"
    monkeypatch.setenv("NNPREP_JUDGE_SECONDS", "20")
    assert reports(lines)[0].comments


def test_nobody_listens(lines: Lines, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where no server is, and one that is no address, are told in a sentence."""
    lines(*JUNIOR, given=ANSWERED)
    monkeypatch.setenv("NNPREP_JUDGE_URL", "http://127.0.0.1:1/v1")
    _, told = reports(lines)
    monkeypatch.setenv("NNPREP_JUDGE_URL", "localhost:8080")
    wrong = lines("interview", "report")

    assert "The model at 127.0.0.1:1 gave no reply" in told
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
    assert "an example is http://localhost:8080/v1" in wrong.err


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("NNPREP_JUDGE_URL", "file:///etc/passwd"),
        ("NNPREP_JUDGE_URL", "http://"),
        ("NNPREP_JUDGE_URL", "http://[::1/v1"),
        ("NNPREP_JUDGE_URL", "http://a b/v1"),
        ("NNPREP_JUDGE_URL", "http://a:99999/v1"),
        ("NNPREP_JUDGE_SECONDS", "soon"),
        ("NNPREP_JUDGE_SECONDS", "nan"),
        ("NNPREP_JUDGE_SECONDS", "-1"),
        ("NNPREP_JUDGE_KEY", "a\nb"),
    ],
)
def test_impossible_settings(setting: str, value: str) -> None:
    """Each is refused with its name."""
    with pytest.raises(UsageError, match=setting):
        endpoint_of({"NNPREP_JUDGE_URL": "http://localhost:8080/v1", setting: value})


def test_settings() -> None:
    """Without an address there is no model; a password in an address is never shown."""
    endpoint = endpoint_of(
        {"NNPREP_JUDGE_URL": "https://user:word@example.org/v1/", "NNPREP_JUDGE_MODEL": "m"}
    )

    assert endpoint_of({}) is None
    assert endpoint == Endpoint("https://user:word@example.org/v1/chat/completions", "m", "", 60.0)
    assert endpoint is not None
    assert endpoint.host == "example.org"


def test_only_missing_points_are_granted() -> None:
    """What nnprep heard, what the answer denies and what the learner decided is not for a model to say."""
    listed = [{"number": number, "quote": "keeps the slope at one"} for number in range(-1, 7)]
    reply = reply_of(json.dumps({"comment": "Fine.", "points": listed}), QUESTION)

    assert [each.point for each in reply.grants] == [0, 1]
    asked = json.loads(messages(QUESTION)[1]["content"])
    assert [each["number"] for each in asked["points"]] == [1, 2]


@pytest.mark.parametrize(
    ("quote", "counts"),
    [
        ("keeps the slope at one", True),
        ("Keeps the  slope, at ONE", True),
        ("the slope is one", False),
        ("slope the at one", False),
        ("keeps", False),
        ("networks use relu", False),  # only what was asked
        ("at", False),
        ("", False),
        ("keeps the slope at one, so nothing vanishes. And more", False),
        ("eeps the slope", False),
    ],
)
def test_quotation(quote: str, *, counts: bool) -> None:
    """A quotation is word for word, in order, of two words or more, and not just the question again."""
    assert is_quoted(quote, [QUESTION.said], QUESTION.asked) is counts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "{",
        "[1]",
        "{" * 5000,
        '{"comment": 3}',
        '{"comment": " "}',
        '{"points": []}',
        '[{"a": {}}]',
        "{}",
    ],
)
def test_replies_of_no_use(text: str) -> None:
    """A reply without a comment is refused, whatever it is."""
    with pytest.raises(UnusableReplyError):
        reply_of(text, QUESTION)


FIELDS = st.sampled_from(["comment", "points", "number", "quote"])
LEAVES = st.none() | st.booleans() | st.integers(-1, 5) | st.text(max_size=9) | st.just("the slope at one")
JSON = st.recursive(
    LEAVES, lambda each: st.lists(each, max_size=3) | st.dictionaries(FIELDS, each, max_size=4), max_leaves=8
)


@given(JSON, st.text(max_size=5))
@example({"comment": "\x1b"}, "")
def test_any_reply_is_harmless(value: Any, around: str) -> None:
    """Whatever a model writes, the comment is short and printable, and each granted point quotes the answer."""
    try:
        reply = reply_of(around + json.dumps(value), QUESTION)
    except UnusableReplyError:
        return

    assert 0 < len(reply.comment) <= LONGEST
    assert reply.comment.isprintable()
    assert all(is_quoted(each.quote, [QUESTION.said], QUESTION.asked) for each in reply.grants)


def test_thread_of_a_slow_request_holds_nobody_up(server: str) -> None:
    """The limit counts for the whole reply."""
    Handler.manner = "slow"

    with pytest.raises(EndpointError, match=r"within 0\.1 s"):
        ask(Endpoint(server + "/chat/completions", "m", "", 0.1), [])
