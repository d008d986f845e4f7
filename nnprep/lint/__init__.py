"""Proves that content is correct.

This page lists everything that lint checks; the name of each rule is that of the function that checks it.

Format (`content/yaml`): files are UTF-8 and YAML without anchors, aliases and tags; every required field is there,
no field is unknown or duplicated, and each has its type; ids and aliases are unique; no file is stray or missing.

Cards (`card_rules.RULES`), each card by itself:
- `lengths`: the quick answer has 45 to 75 words and the answer 120 to 250; formulas have at most 72 columns; the
  question leaves room for the rest of the screen.
- `sentences`: what is said aloud (the question, the quick answer, a trap's texts) has at most 25 words in a sentence,
  no semicolon and at most one colon.
- `spoken_words`: the quick answer has a contraction or an I; neither it nor a trap's answers have a formula that
  can't be said.
- `stock_phrases`: no text says that an error tempts, and the like.
- `counts`: at least 3 phrasings and 1 source, 4 to 6 key points (at least one `must`), 2 or 3 follow-ups; no wording
  twice.
- `cues`: each key point has at least 2 cues, and the card's own answers say it; the quick answer says each `must`.
- `hollow_answers`: neither the question nor a wrong statement nor the tempting answer ticks a `must`.
- `proofs`: each number of `proof` is in the card's text (`numbers.is_shown`) and is what its call computes
  (`numbers.proof_fault`).
- `sources`: years, arXiv ids, DOIs and addresses are well-formed, and each source can be looked up.

Cards among each other (`links.RULES`):
- `reserved_ids`: no id or alias is a topic of `nnprep explain`.
- `see_links`: `see` lists ids of other cards.
- `practice_links`: `practise` lists exercises, or `drill` and the name of a drill.
- `repeated_questions`: no two cards ask the same question, whatever its case, spaces and punctuation.

Exercises (`links.exercise_links`, `exercise_proof`):
- `exercise_links`: `see` lists ids of cards, `needs` ids of other exercises that don't need it in turn.
- `read_sources`: the stub, the reference and the checks are valid Python in UTF-8.
- `edit_faults`: the edits of every mistake fit the reference.
- `set_up`: the reference and the checks can be run; they don't exit or loop endlessly.
- `name_faults`: no function has a name that `f` uses itself.
- `reference_faults`: the reference passes every check, with every seed, and again when it is run again.
- `stub_faults`: the stub begins with its mark, can be run and is not attempted in every check.
- `part_faults`: a core check judges every part.
- `mistake_faults`: every mistake is caught at its severity with every seed, and the diagnosis names it and no other.
- `idle_check_faults`: every check catches a mistake, or a mutant of its own kind.
"""
