"""Questions about the scale of fresh weights: the rules of He, LeCun and Xavier."""

from __future__ import annotations

import math
from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import ASKED_DIGITS, THREE_DIGITS, Answer, Question, question
from nnprep.nn.formulas import init_scales as scales


def initialization(rng: Random, level: Level) -> Question:
    """Ask for the standard deviation or the uniform limit of a rule."""
    if level is Level.EASY:
        rule, fan_in, fan_out = round_fans(rng)
        return of_rule(rule, fan_in, fan_out, limit=False)
    rule = rng.choice(("He", "LeCun", "Xavier"))
    fan_in = rng.choice((100, 128, 256, 512, 784))
    fan_out = rng.choice([n for n in (10, 64, 128, 256, 300) if n != fan_in])
    limit = level is Level.HARD and rng.random() < 0.5
    if level is Level.HARD and rule == "He" and rng.random() < 0.5:
        channels, kernel = rng.choice((3, 16, 32, 64)), rng.choice((3, 5))
        where = f"a {kernel}x{kernel} convolution from {channels} to {fan_out} channels"
        fan_in, fan_out = scales.conv_fan_in(channels, kernel, kernel), fan_out * kernel * kernel
        seen = (scales.he_std(channels), "a filter sees all channels and the whole kernel")
        return of_rule(rule, fan_in, fan_out, limit=limit, where=where, also=[seen])
    return of_rule(rule, fan_in, fan_out, limit=limit)


def round_fans(rng: Random) -> tuple[str, int, int]:
    """Return a rule, fan_in and fan_out whose standard deviation is one over a whole number."""
    root = rng.choice((2, 4, 5, 8, 10, 20))
    rule = rng.choice(("He", "LeCun", "Xavier"))
    fan_in = 2 * root * root if rule == "He" else root * root
    fan_out = rng.choice([n for n in (10, 16, 32, 64) if n != fan_in])
    if rule == "Xavier":
        fan_in = root * root // 2
        fan_out = 2 * root * root - fan_in
    return rule, fan_in, fan_out


def of_rule(
    rule: str,
    fan_in: int,
    fan_out: int,
    *,
    limit: bool,
    where: str = "",
    also: list[tuple[float, str]] | None = None,
) -> Question:
    """Ask for what one rule says; `also` holds further wrong standard deviations."""
    stds = {
        "He": scales.he_std(fan_in), "LeCun": scales.lecun_std(fan_in), "Xavier": scales.xavier_std(fan_in, fan_out),
    }  # fmt: skip
    inside = {"He": f"2/{fan_in}", "LeCun": f"1/{fan_in}", "Xavier": f"2/({fan_in} + {fan_out})"}[rule]
    total = {"He": 2 / fan_in, "LeCun": 1 / fan_in, "Xavier": 2 / (fan_in + fan_out)}[rule]
    std, bound = stds[rule], scales.uniform_limit(stds[rule])
    wrong = [(value, f"that's {name}'s rule") for name, value in stds.items() if name != rule]
    if rule == "Xavier":
        wrong.append((math.sqrt(1 / (fan_in + fan_out)), "Xavier's variance is 2/(fan_in + fan_out)"))
    else:
        by_outputs = scales.he_std(fan_out) if rule == "He" else scales.lecun_std(fan_out)
        wrong.insert(0, (by_outputs, f"{rule}'s rule counts the inputs: fan_in"))
    asked, answer, factor = "standard deviation of the weights", std, 1.0
    mixed_up: tuple[Answer, str] = (bound, "that's the uniform limit, √3 times the standard deviation")
    if limit:
        asked, answer, factor = "limit a of a uniform distribution on (−a, a)", bound, math.sqrt(3)
        mixed_up = (std, "that's the standard deviation; the limit is √3 times as large")
    return question(
        f"What {asked} does {rule}'s rule give for {where or f'a layer with fan_in {fan_in} and fan_out {fan_out}'}? "
        f"{ASKED_DIGITS}",
        answer,
        f"{'√3·' if limit else ''}√({inside}) = {answer:.6g}",
        [
            (total, "that's the variance; take the root"),
            mixed_up,
            *((factor * value, says) for value, says in [*wrong, *(also or [])]),
        ],
        tolerance=THREE_DIGITS,
        facts={"what": "limit" if limit else "std", "rule": rule, "fan_in": fan_in, "fan_out": fan_out},
    )
