"""The seed of a class is secret, wide, and the same for all who share its results folder."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnprep.cohort.engine.class_seed import FILE, class_seed, confirming, seed_of, seed_text
from nnprep.errors import UsageError


@given(st.integers(0, 2**128 - 1))
def test_text_is_the_seed(seed: int) -> None:
    """A seed that was written is read again, whatever its size."""
    assert seed_of(seed_text(seed)) == seed


def test_seed_is_drawn_once(tmp_path: Path) -> None:
    """The first run draws 128 bits for its owner only; every further run and shard reads them."""
    first = class_seed(tmp_path)

    assert first.bit_length() == 128
    assert class_seed(tmp_path) == first
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert confirming(first) not in (first, confirming(first + 1))


@pytest.mark.parametrize("text", ["", "-1", "1_0", "seven", "0x", str(2**128), "1.5"])
def test_anything_else_is_refused(text: str) -> None:
    """A text that is no seed is an error."""
    with pytest.raises(UsageError, match="is not a seed"):
        seed_of(text)


def test_file_without_a_seed(tmp_path: Path) -> None:
    """A file that was edited is not overwritten, and a link is not followed."""
    (tmp_path / FILE).write_text("what?\n")
    with pytest.raises(UsageError, match="holds no seed"):
        class_seed(tmp_path)
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).symlink_to("/etc/passwd")
    with pytest.raises(UsageError, match="symbolic link"):
        class_seed(tmp_path)
