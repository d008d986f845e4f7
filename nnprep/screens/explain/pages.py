"""A card as a page to read, its numbers proved, and the list of everything that can be explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nnprep.content.cards import Card, Proof
from nnprep.lint.numbers import proof_fault
from nnprep.nn.proof_calls import evaluate
from nnprep.screens.quiz.card import cite, practice
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table, titled


def card_page(card: Card, paper: Paper) -> list[Line]:
    """Return everything that a card knows."""
    kind = "trap" if card.trap is not None else "question"
    lines = [*titled(card.id, f"{kind}, {card.level}, {card.topic.replace('-', ' ')}", paper), Line()]
    lines += paper.paragraph(card.question, Style.STRONG)
    if card.trap is not None:
        truth = "true" if card.trap.verdict else "false"
        lines += paper.paragraph(f"{card.trap.claim} ({truth})", first=" Claim  ", indent="        ")
        lines += paper.paragraph(card.trap.tempting, first=" Tempting  ", indent="           ")
        lines += paper.paragraph(card.trap.why_wrong, first=" But  ", indent="      ")
    lines += [Line(), *paper.paragraph(card.quick_answer), Line(), *paper.prose(card.answer)]
    musts = any(point.must for point in card.key_points)
    lines += [Line(), *heading("Key points" + (" (! an answer without it fails)" if musts else ""), paper)]
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
    lines += listed("Often said, and wrong", card.wrong, paper)
    lines += listed("Also asked as", card.phrasings, paper)
    lines += listed("Also asked, a part of it", card.narrower, paper)
    ends = [("Practise", "; ".join(map(practice, card.practise))), ("See also", ", ".join(card.see))]
    ends += [("Source", cite(source)) for source in card.sources]
    lines.append(Line())
    for label, text in ends:
        if text:
            lines += paper.paragraph(text, Style.FAINT, first=f" {label}  ", indent=" " * (len(label) + 3))
    return lines


def verdict(proof: Proof) -> str:
    """Return what was computed, or why it is not what the card says."""
    fault = proof_fault(proof.shown, proof.call)
    return f"✗ {fault}" if fault else f"✓ {float(evaluate(proof.call)):.10g}"


def heading(text: str, paper: Paper) -> list[Line]:
    """Return a faint heading."""
    return paper.paragraph(text, Style.FAINT)


def listed(title: str, texts: Sequence[str], paper: Paper) -> list[Line]:
    """Return a list under a heading; nothing where it is empty."""
    if not texts:
        return []
    lines = [Line(), *heading(title, paper)]
    for text in texts:
        lines += paper.paragraph(text, first=" · ", indent="   ")
    return lines


def overview(topics: Mapping[str, str], cards: Sequence[Card], paper: Paper) -> list[Line]:
    """Return all topics, and the cards by their topic."""
    lines = titled("nnprep explain TOPIC", "computed on the spot", paper)
    lines += table(list(topics.items()), paper, styles=(Style.STRONG, Style.PLAIN), wraps=True)
    if cards:
        lines += [Line(), *titled("nnprep explain CARD-ID", f"{len(cards)} cards as pages", paper)]
    by_topic: dict[str, list[str]] = {}
    for card in cards:
        by_topic.setdefault(card.topic, []).append(card.id)
    for topic, ids in by_topic.items():
        lines += paper.paragraph(topic.replace("-", " "), Style.FAINT, indent="  ")
        lines += paper.joined(ids, Style.PLAIN, indent="    ")
    return lines
