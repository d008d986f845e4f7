"""What the learner will see, as proposed: exercise.yaml and stub.py."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Sequence

from nnprep.errors import joined
from nnprep.proposal.checks import IN_PLACE, part_id
from nnprep.proposal.reference import TaskFunction


def task_text(id: str, functions: Sequence[TaskFunction], summary: str) -> str:
    """Return the text of an exercise.yaml; what an author writes is marked TODO, which lint reports."""
    rows = [
        f"title: {title_of(id)}",
        HEAD.rstrip("\n"),
        f"summary: {json.dumps(summary, ensure_ascii=False)}",
        "functions:",
    ]
    for function in functions:
        returns = f", returns: [{', '.join(function.returns)}]" if function.returns else ""
        rows.append(f"  - {{name: {function.name}{returns}}}")
    rows.append("parts:                              # in the order you would write them")
    for function in functions:
        rows += [
            f"  - id: {part_id(function)}",
            f"    title: {function.name.replace('_', ' ').strip()}",
            f"    functions: [{', '.join(judged(function))}]",
            *HINTS,
        ]
    return "\n".join([*rows, FOOT])


def title_of(id: str) -> str:
    """Return an id as a title."""
    return id.replace("-", " ").capitalize()


def judged(function: TaskFunction) -> list[str]:
    """Return the functions of a part: a function, or the methods of a class."""
    if isinstance(function.node, ast.FunctionDef):
        return [function.name]
    methods = [each.name for each in function.node.body if isinstance(each, ast.FunctionDef)]
    public = [name for name in methods if name == "__init__" or not name.startswith("_")]
    return [f"{function.name}.{name}" for name in public] or [function.name]


def summary_of(module: str | None, functions: Sequence[TaskFunction]) -> str:
    """Return the first sentence of a reference's docstring if it can stand in a list of exercises; else a TODO.

    A function's docstring speaks to its callers, "Return …, (m, n)", so it's only shown to the author.
    """
    sentence = first_sentence(module or "")
    if sentence.endswith(".") and len(sentence.split()) >= 3 and not POOR.search(sentence):
        return sentence
    known = sentence or first_sentence(functions[0].docstring)
    return "TODO: what there is to write, in one sentence" + (f", from: {known}" if known else "")


def first_sentence(text: str) -> str:
    """Return the first sentence of a docstring."""
    return re.split(r"(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]


def stub_text(id: str, reference: str, functions: Sequence[TaskFunction]) -> str:
    """Return the text of a stub: signatures and docstrings of the reference, without its code."""
    tree = ast.parse(reference)
    names = joined(f"`{function.name}`" for function in functions)
    docstring = ast.get_docstring(tree) or OPENING.format(title=title_of(id), names=names)
    said = " ".join([docstring, *(function.docstring for function in functions)])
    if not (IN_PLACE.search(said) or LEFT_ALONE.search(said)):
        docstring = f"{docstring.rstrip()}\n\nDon't modify your arguments."
    imports = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    pieces = [f"# nnprep: {id}\n{quoted(docstring, '')}"]
    pieces += ["\n".join(imports)] if imports else []
    blocks = [stub_of(function.node, "") for function in functions]
    return "\n\n".join(pieces) + "\n" + "".join(f"\n\n{block}\n" for block in blocks)


def stub_of(node: ast.FunctionDef | ast.ClassDef, indent: str) -> str:
    """Return a function or a class without its code."""
    inner = indent + "    "
    docstring = quoted(ast.get_docstring(node) or MISSING, inner)
    if isinstance(node, ast.FunctionDef):
        decorators = "".join(f"{indent}@{ast.unparse(each)}\n" for each in node.decorator_list)
        returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
        head = f"{decorators}{indent}def {node.name}({ast.unparse(node.args)}){returns}:"
        return f"{head}\n{inner}{docstring}\n{inner}raise NotImplementedError"
    bases = f"({', '.join(map(ast.unparse, node.bases))})" if node.bases else ""
    methods = [
        stub_of(each, inner)
        for each in node.body
        if isinstance(each, ast.FunctionDef) and (each.name == "__init__" or not each.name.startswith("_"))
    ]
    return "\n\n".join([f"{indent}class {node.name}{bases}:\n{inner}{docstring}", *methods])


def quoted(docstring: str, indent: str) -> str:
    """Return a docstring in quotes, its further lines indented."""
    lines = docstring.strip().replace("\\", "\\\\").replace('"""', '\\"""').split("\n")
    text = "\n".join([lines[0], *(indent + line if line.strip() else "" for line in lines[1:])])
    if "\n" in text:
        text += f"\n{indent}"
    elif text.endswith('"'):
        text += " "
    return f'"""{text}"""'


LEFT_ALONE = re.compile(r"\b(?:modif(?:y|ied)|unchanged|leave (?:the|your) arguments)\b")
POOR = re.compile(r"^Returns?\b|[`=]|\(\w+(?:, ?\w+)*,?\)|.{100}|\.py\b|TODO", re.DOTALL)
"""What doesn't belong into a summary: a sentence for callers, code, shapes, and what is longer than a line."""
OPENING = """\
{title}.

Write {names}. One file, NumPy and the standard library only.
"""
MISSING = "TODO: what it returns, with shapes like (m, n)."
HEAD = """\
level: medium                       # easy | medium | hard
minutes: 15                         # how long an interviewer allows
group: own                          # or foundations, losses, optimizers, normalization, convolution, …
"""
HINTS = (
    "    hints:                            # three: a nudge, the method, nearly the code",
    '      - "TODO: a nudge"',
    '      - "TODO: the method"',
    '      - "TODO: nearly the code"',
)
FOOT = """\
follow_ups: []                      # what an interviewer asks next: {question: …, answer: …}
see: []                             # ids of related cards
"""
