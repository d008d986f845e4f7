"""The desired retention: how likely recall still is when something becomes due."""

from __future__ import annotations

import contextlib
import os

from nnprep.errors import shown
from nnprep.learner.history.paths import SettingError

VARIABLE = "NNPREP_RETENTION"
USUAL = 0.9
LEAST, MOST = 0.8, 0.97
"""Less is forgetting rather than learning, and more takes several times the answers."""


def desired_retention() -> float:
    """Return NNPREP_RETENTION, or 0.9 if it isn't set; raises SettingError unless it's a number from 0.8 to 0.97."""
    setting = os.environ.get(VARIABLE, "").strip()
    if not setting:
        return USUAL
    with contextlib.suppress(ValueError):
        if LEAST <= (retention := float(setting)) <= MOST:
            return retention
    raise SettingError(WRONG.format(setting=shown(setting)))


WRONG = (
    f"{VARIABLE} is {{setting}}, which is not a number from {LEAST} to {MOST}. Set it to how likely you want to recall "
    f"a card when it's due, such as 0.95, or unset it for {USUAL}."
)
