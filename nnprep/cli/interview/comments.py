"""Asks the model that the learner set up about the answers of an interview, and saves what it says."""

from __future__ import annotations

import os
import sys

from nnprep.errors import plural
from nnprep.interview.interviews import progress_of
from nnprep.interview.json_records import as_json
from nnprep.interview.model.endpoint import Endpoint, EndpointError, ask, endpoint_of
from nnprep.interview.model.reply import Reply, UnusableReplyError, reply_of
from nnprep.interview.model.request import is_open, messages
from nnprep.interview.progress import Place, StepKind
from nnprep.interview.report import Question, Report
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.terminal.plain import show_status, write_lines


def ask_for_comments(history: History, report: Report) -> None:
    """Ask about each open answer that has no comment yet, and save each reply at once.

    A model that doesn't answer is no error: its comments are missing, and the next report asks again. Raises
    UsageError for impossible settings, and HistoryError.
    """
    endpoint = endpoint_of(os.environ)
    progress = progress_of(history, report.id)
    if endpoint is None or progress is None or not progress.closed:
        return
    questions = [
        (Place(part.number - 1, number), question)
        for part in report.parts
        for number, question in enumerate(part.questions)
        if is_open(question) and not question.comments
    ]
    unusable = 0
    for number, (place, question) in enumerate(questions, 1):
        reply = reply_to(endpoint, question, f"asking {endpoint.host}: answer {number} of {len(questions)} ")
        if reply is None:
            return
        if isinstance(reply, UnusableReplyError):
            unusable += 1
        else:
            save(history, report.id, place, reply, endpoint.model)
    if unusable:
        write_lines(
            sys.stderr, f"nnprep: The model's reply to {plural(unusable, 'answer')} couldn't be used."
        )


def reply_to(endpoint: Endpoint, question: Question, status: str) -> Reply | UnusableReplyError | None:
    """Return the reply to one question, and say so if there is none."""
    live = sys.stderr.isatty()
    if live:
        show_status(sys.stderr, status)
    try:
        return reply_of(ask(endpoint, messages(question)), question)
    except UnusableReplyError as error:
        return error
    except EndpointError as error:
        if live:
            show_status(sys.stderr, "")
        write_lines(
            sys.stderr,
            f"nnprep: The model at {endpoint.host} gave no reply: {error}. The report has no comments from it.",
        )
        return None
    finally:
        if live:
            show_status(sys.stderr, "")


def save(history: History, interview: str, place: Place, reply: Reply, model: str) -> None:
    """Write a comment, and the points granted with it, as one event. Raises HistoryError."""
    data = {
        "step": str(StepKind.COMMENT),
        "place": as_json(place),
        "comment": reply.comment,
        "grants": [[each.point, each.quote] for each in reply.grants],
        "model": model,
    }
    history.append(EventKind.MOCK, interview, data)
