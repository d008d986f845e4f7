"""A card as a page to read, its numbers proved, and the list of everything that can be explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nnprep.content.cards import Card, Proof
from nnprep.content.decks import in_words, place
from nnprep.learner.stats.card_record import CardRecord
from nnprep.lint.numbers import proof_fault
from nnprep.nn.proof_calls import evaluate
from nnprep.screens.dates import spelled_day, when
from nnprep.screens.quiz.card import cite, points_title, practice
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table, titled


def card_page(card: Card, paper: Paper, *, see: bool = True) -> list[Line]:
    """Return everything that a card contains; without `see`, what it points to is left out."""
    kind = "trap" if card.trap is not None else "question"
    lines = [*titled(card.id, f"{kind}, {card.level}, {in_words(card.topic)}", paper), Line()]
    lines += paper.paragraph(card.question, Style.STRONG)
    if card.trap is not None:
        truth = "true" if card.trap.verdict else "false"
        lines += paper.paragraph(f"{card.trap.claim} ({truth})", first=" Claim  ", indent="        ")
        lines += paper.paragraph(card.trap.tempting, first=" Tempting  ", indent="           ")
        lines += paper.paragraph(card.trap.why_wrong, first=" But  ", indent="      ")
    lines += [Line(), *paper.paragraph(card.quick_answer), Line(), *paper.prose(card.answer)]
    lines += [Line(), *heading(points_title(card), paper)]
    for number, point in enumerate(card.key_points, start=1):
        lines += paper.paragraph(point.say, first=f" {number}{'!' if point.must else ' '} ", indent="    ")
    if card.proof:
        rows = [[proof.shown, proof.says, verdict(proof), proof.call] for proof in card.proof]
        styles = (Style.STRONG, Style.PLAIN, Style.GOOD, Style.FAINT)
        lines += [
            Line(),
            *heading("Numbers, computed now", paper),
            *table(rows, paper, styles=styles, indent=1),
        ]
    if card.follow_ups:
        lines += [Line(), *heading("Follow-ups", paper)]
        for follow_up in card.follow_ups:
            lines += [*paper.paragraph(follow_up.question), *paper.paragraph(follow_up.answer, indent="   ")]
    lines += bullets("Often said, but wrong", card.wrong, paper)
    lines += bullets("Also asked as", card.phrasings, paper)
    lines += bullets("Also asked in part", card.narrower, paper)
    ends = [
        ("Practice", "; ".join(map(practice, card.practise))),
        ("See also", ", ".join(card.see if see else ())),
    ]
    ends += [("Source", cite(source)) for source in card.sources]
    lines.append(Line())
    for label, text in ends:
        if text:
            lines += paper.paragraph(text, Style.FAINT, first=f" {label}  ", indent=" " * (len(label) + 3))
    return lines


def links(cards: Sequence[Card], paper: Paper) -> list[Line]:
    """Return the cards that a card points to, each with the number that opens it."""
    lines = [Line(), *heading("See also", paper)] if cards else []
    for number, card in enumerate(cards, start=1):
        lines += paper.paragraph(f"{card.id}: {card.question}", first=f" {number} ", indent="   ")
    return lines


def verdict(proof: Proof) -> str:
    """Return what was computed, or why it differs from what the card says."""
    fault = proof_fault(proof.shown, proof.call)
    return f"✗ {fault}" if fault else f"✓ {float(evaluate(proof.call)):.10g}"


def heading(text: str, paper: Paper) -> list[Line]:
    """Return a faint heading."""
    return paper.paragraph(text, Style.FAINT)


def bullets(title: str, texts: Sequence[str], paper: Paper) -> list[Line]:
    """Return a list below a heading; nothing if it is empty."""
    if not texts:
        return []
    lines = [Line(), *heading(title, paper)]
    for text in texts:
        lines += paper.paragraph(text, first=" · ", indent="   ")
    return lines


def record_lines(record: CardRecord | None, paper: Paper) -> list[Line]:
    """Return how often the card was asked, how well it went, and when it is due; nothing if never asked."""
    if record is None:
        return []
    memory = record.memory
    times = {1: "once", 2: "twice"}.get(memory.reviews, f"{memory.reviews} times")
    parts = [
        f"asked {times}, last on {spelled_day(memory.day, year=True)}: {memory.grade.word}",
        f"stability {memory.stability:.1f} days",
        "suspended" if record.suspended else f"next due {when(memory.due_day, memory.due_at, record.now)}",
    ]
    return [Line(), *paper.paragraph("; ".join(parts) + ".", first=" You  ", indent="      ")]


def overview(topics: Mapping[str, str], cards: Sequence[Card], paper: Paper, *, flat: bool) -> list[Line]:
    """Return all topics, and the cards by their topic; `flat` gives each card one row, however wide."""
    lines = titled("nnprep explain TOPIC", "computed on the spot", paper)
    lines += table(list(topics.items()), paper, styles=(Style.STRONG, Style.PLAIN), wraps=True)
    if cards:
        lines += [Line(), *titled("nnprep explain CARD-ID", f"{len(cards)} cards as pages", paper)]
        lines += paper.paragraph(BY_WORDS, Style.FAINT, indent="  ")
    by_topic: dict[str, list[Card]] = {}
    for card in sorted(cards, key=lambda card: place(card.topic)):
        by_topic.setdefault(card.topic, []).append(card)
    for topic, those in by_topic.items():
        lines += [*paper.paragraph(in_words(topic), Style.FAINT, indent="  ")]
        if flat:
            lines += flat_rows([(card.id, card.question) for card in those], paper)
            continue
        for card in those:
            lines += paper.paragraph(card.id, Style.STRONG, indent="    ")
            lines += paper.paragraph(card.question, indent="      ")
    return lines


def flat_rows(cells: Sequence[Sequence[str]], paper: Paper) -> list[Line]:
    """Return one row for each card, in columns however wide; its id comes first."""
    return table(cells, paper._replace(width=ONE_ROW), styles=(Style.STRONG,), indent=4)


ONE_ROW = 10_000
"""Columns of a paper on which nothing is wrapped."""
BY_WORDS = "Words find cards, too: nnprep explain dying relu"
