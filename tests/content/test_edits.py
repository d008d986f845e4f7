"""A mistake is an edit of the reference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnprep.content.edits import EditError, edited, overlap, span
from nnprep.content.exercises import Edit

REFERENCE = """\
class MLP:
    def forward(self, X):
        # hash: the next line stands twice
        z = X @ self.W + self.b  # (m, n)
        return np.tanh(z)

    def loss(self, X):
        z = X @ self.W + self.b
        for k in range(3):
            s = "# no comment"  # a comment
        return z.sum() / len(X)
"""


def edit(line: str, change: str, to: str, within: str = "") -> Edit:
    """Return an edit."""
    return Edit(line=line, change=change, to=to, within=within)


def composable(reference: str, first: list[Edit], second: list[Edit]) -> bool:
    """Return whether two mistakes can be made together."""
    return not overlap([span(reference, edit) for edit in first], [span(reference, edit) for edit in second])


def test_a_change_replaces_its_text_in_its_line_only() -> None:
    """Everything else stays as it was, comments too."""
    text = edited(REFERENCE, [edit("z = X @ self.W + self.b", " + self.b", "", within="MLP.forward")])

    assert text == REFERENCE.replace("self.W + self.b  # (m, n)", "self.W  # (m, n)")


def test_comments_do_not_count_in_lines() -> None:
    """Neither the trailing comment of the reference nor that of the edit counts; a # in quotes is not a comment."""
    with_comment = edit("return np.tanh(z)  # why", "np.tanh", "")
    in_quotes = edit('s = "# no comment"', "no ", "")

    assert "        return (z)\n" in edited(REFERENCE, [with_comment])
    assert 's = "# comment"  # a comment' in edited(REFERENCE, [in_quotes])


def test_a_whole_line_may_become_several() -> None:
    """Further lines get the line's own indentation."""
    text = edited(REFERENCE, [edit('s = "# no comment"', "", "s = 1\nt = 2")])

    assert "            s = 1\n            t = 2\n        return" in text


def test_several_edits_refer_to_the_original_text() -> None:
    """The first edit doesn't move or hide the line that the second one names."""
    first = edit("return np.tanh(z)", "np.tanh(z)", "np.maximum(z, 0)")
    second = edit("return z.sum() / len(X)", " / len(X)", "")

    assert edited(REFERENCE, [first, second]) == edited(REFERENCE, [second, first])
    assert composable(REFERENCE, [first], [second])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (edit("z = X @ self.W + self.b", "z", "a"), "occurs 2 times (lines 4, 8)"),
        (edit("return np.tan(z)", "z", "a"), "did you mean `return np.tanh(z)`?"),
        (
            edit("return np.tanh(z)", "sinh", "a"),
            "must occur once in the line `return np.tanh(z)`, but occurs 0 times",
        ),
        (edit("z = X @ self.W + self.b", "self", "a", within="MLP.loss"), "occurs 2 times"),
        (edit("return np.tanh(z)", "z", "a", within="MLP.forwards"), "did you mean `MLP.forward`?"),
        (edit("return np.tanh(z)", "z", "a", within="MLP.loss"), "within `MLP.loss`"),
    ],
)
def test_an_edit_that_does_not_fit_says_why(wrong: Edit, said: str) -> None:
    """The message is enough to fix the edit."""
    with pytest.raises(EditError) as error:
        edited(REFERENCE, [wrong])

    assert said in str(error.value)


def test_overlapping_edits_do_not_compose() -> None:
    """Two mistakes in the same place can't be made together; side by side they can."""
    whole = edit("return np.tanh(z)", "", "return z")
    inner = edit("return np.tanh(z)", "tanh", "sinh")
    beside = edit("return np.tanh(z)", "np.", "")

    assert not composable(REFERENCE, [whole], [inner])
    assert composable(REFERENCE, [inner], [beside])
    with pytest.raises(EditError):
        edited(REFERENCE, [whole, inner])


def test_invalid_python_is_rejected() -> None:
    """A reference that doesn't parse has no scopes to search."""
    with pytest.raises(EditError):
        edited("def f(:\n    x", [edit("x", "x", "y")])


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True), st.data())
def test_composed_edits_are_the_edits_one_after_the_other(lines: list[str], data: st.DataObject) -> None:
    """If two edits compose, applying both at once is applying one after the other."""
    reference = "\n".join(f"{line} = {line}{line} + 1" for line in lines) + "\n"
    line = data.draw(st.sampled_from(lines))
    other = data.draw(st.sampled_from(lines))
    first = edit(f"{line} = {line}{line} + 1", " + 1", " - 1")
    second = edit(f"{other} = {other}{other} + 1", f"{other}{other}", "x")

    assert composable(reference, [first], [second])
    both = edited(reference, [first, second])
    alone = edited(reference, [first])
    assert both == alone.replace(f"{other} = {other}{other}", f"{other} = x")
