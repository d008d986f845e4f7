"""What is heard in an answer: key points, a number that's right or wrong, or words of a follow-up's model answer."""

from __future__ import annotations

import time

from nnprep.answers.key_points import listen_for
from nnprep.interview.content_words import likeness
from nnprep.interview.follow_ups import Due
from nnprep.interview.progress import Mention
from nnprep.interview.session import Heard
from nnprep.interview.whiteboard import judged_answer

SHOWN = 6
"""Words of a model answer that are named."""


def heard(text: str, due: Due) -> Heard:
    """Return what is heard in a typed answer. Raises UnreadableAnswerError for one that isn't a number or a shape."""
    item = due.item
    if item.exact is not None and due.kind is None:
        right, remark = judged_answer(item, item.exact, text)
        return Heard(right=right, remark=remark, seconds=time.monotonic())
    mentions = tuple(
        Mention(each.point, each.quote, each.negated) for each in listen_for(text, item.key_points)
    )
    if due.kind is None:
        return Heard(heard=mentions, seconds=time.monotonic())
    earned, words, count = likeness(text, due.model_answer, due.asked)
    remark = f"{len(words)} of {count} key words of the model answer"
    remark += f": {', '.join(words[:SHOWN])}." if words else "."
    if due.about is not None and any(each.point == due.about and not each.negated for each in mentions):
        earned, remark = 1.0, "It makes the point that was missing."
    elif due.about is not None:
        earned = min(earned, 0.5)
    return Heard(heard=mentions, earned=earned, remark=remark, seconds=time.monotonic())
