"""Questions about the scale of fresh weights."""

from __future__ import annotations

import math
from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.gradients import ASKED, TOLERANCE
from nnprep.nn.drills.question import Question, question
from nnprep.nn.formulas import init_scales as scales


def initialization(rng: Random, level: Level) -> Question:
    """Ask for the standard deviation or the uniform limit of a rule."""
    if level is Level.EASY:
        root = rng.choice((2, 4, 5, 8, 10, 20))
        rule = rng.choice(("He", "LeCun", "Xavier"))
        fan_in = 2 * root * root if rule == "He" else root * root
        fan_out = rng.choice([n for n in (10, 16, 32, 64) if n != fan_in])
        if rule == "Xavier":
            fan_in, fan_out = root * root // 2 or 2, 2 * root * root - (root * root // 2 or 2)
        limit = False
    else:
        rule = rng.choice(("He", "LeCun", "Xavier"))
        fan_in = rng.choice((100, 128, 256, 512, 784))
        fan_out = rng.choice([n for n in (10, 64, 128, 256, 300) if n != fan_in])
        limit = level is Level.HARD and rng.random() < 0.5
    channels, kernel = 0, 0
    where = f"a layer with fan_in {fan_in} and fan_out {fan_out}"
    if level is Level.HARD and rule == "He" and rng.random() < 0.5:
        channels, kernel = rng.choice((3, 16, 32, 64)), rng.choice((3, 5))
        fan_in, fan_out = channels * kernel * kernel, fan_out * kernel * kernel
        where = f"a {kernel}x{kernel} convolution of {channels} -> {fan_out // kernel**2} channels"
    total = {"He": 2 / fan_in, "LeCun": 1 / fan_in, "Xavier": 2 / (fan_in + fan_out)}[rule]
    std = math.sqrt(total)
    answer = scales.uniform_limit(std) if limit else std
    scale = math.sqrt(3) if limit else 1.0
    found = {
        "He": scales.he_std(fan_in), "LeCun": scales.lecun_std(fan_in), "Xavier": scales.xavier_std(fan_in, fan_out),
    }  # fmt: skip
    others = [(value, f"that is {name}'s rule") for name, value in found.items() if name != rule]
    if rule == "Xavier":
        others.append((math.sqrt(1 / (fan_in + fan_out)), "Xavier's variance is 2/(fan_in + fan_out)"))
    else:
        by_outputs = scales.he_std(fan_out) if rule == "He" else scales.lecun_std(fan_out)
        others.insert(0, (by_outputs, f"{rule}'s rule counts the inputs: fan_in"))
    if channels:
        others.append((scales.he_std(channels), "a filter sees all channels and the whole kernel"))
    inside = {"He": f"2/{fan_in}", "LeCun": f"1/{fan_in}", "Xavier": f"2/({fan_in} + {fan_out})"}[rule]
    wanted = (
        "limit a of the uniform distribution on (−a, a)" if limit else "standard deviation of the weights"
    )
    return question(
        "initialization",
        level,
        f"{rule}'s rule for {where}: what is the {wanted}?{ASKED}",
        answer,
        f"{'√3·' if limit else ''}√({inside}) = {answer:.6g}",
        [
            (total, "that is the variance; take the root"),
            (
                std if limit else scales.uniform_limit(std),
                "that is the standard deviation; the limit is √3 times as large"
                if limit
                else "that is the uniform limit, √3 times the standard deviation",
            ),
            *((scale * other, says) for other, says in others),
        ],
        tolerance=TOLERANCE,
        what="limit" if limit else "std",
        rule=rule,
        fan_in=fan_in,
        fan_out=fan_out,
    )
