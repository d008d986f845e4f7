"""What a new card begins with: every field that an author writes, with what goes there as a comment."""

from __future__ import annotations

import json

from nnprep.content.cards import Kind, Level


def card_template(id: str, *, kind: Kind, level: Level, topic: str, question: str) -> str:
    """Return the lines of a new card, the fields that are known filled in."""
    trap = TRAP if kind is Kind.TRAP else ""
    head = f"- id: {id}\n  kind: {kind.value}\n  level: {level.value}\n  topic: {topic}\n"
    return head + TAGS + f"  question: {json.dumps(question, ensure_ascii=False)}\n" + WORDINGS + trap + REST


TAGS = """\
  tags: []                    # two or three words that people search for: [loss, debugging]
"""
WORDINGS = """\
  phrasings:                  # at least three other wordings that ask for the same answer
    -
    -
    -
  narrower: []                # questions that ask for a part of the answer only
"""
TRAP = """\
  claim:                      # a statement to judge: true or false?
  verdict: false              # which of the two
  tempting:                   # what most people say first
  why_wrong:                  # why that is wrong, in two sentences; it decides which key points are reasons
"""
REST = """\
  quick_answer: >-            # 45 to 80 words, as you would say them aloud

  answer: |                   # 120 to 250 words; lines indented by four more spaces are formulas

  key_points:                 # four to six, at least one with `must: true`; a cue is how people say it: large & wrong
    - say:
      must: true
      cues: []
    - say:
      cues: []
    - say:
      cues: []
    - say:
      cues: []
  follow_ups:                 # two or three
    - question:
      answer:
    - question:
      answer:
  wrong:                      # what is often said, and is wrong
    -
  proof: []                   # every number that can be computed: {shown: "2.3026", call: initial_loss(10), says: …}
  see: []                     # ids of other cards
  practise: []                # exercise ids, or `drill mlp`
  target_seconds: 60
  sources:
    - {authors: "", year: 2000, title: ""}
"""
