"""A program and the same one with one mistake: each mistake is a comment above the line whose place it takes."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import Literal, get_args

Mistake = Literal["miswired", "wrong-type", "wrong-field"]
MISTAKES: tuple[Mistake, ...] = get_args(Mistake)
MARK = re.compile(rf"(?P<indent>\s*)# (?P<kind>{'|'.join(MISTAKES)}): (?P<line>.+)")
OF_EVERY_PROGRAM = {"__future__", "stage"}
LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def variant(source: str, mistake: Mistake | None = None) -> str:
    """The program with the mistake, or as it should be; lines keep their numbers, so that reports can be compared.

    Raises:
        ValueError: the program has no such mistake, or more than one.
    """
    lines: list[str] = []
    instead: str | None = None
    found = 0
    for line in source.splitlines():
        mark = MARK.fullmatch(line)
        if mark is not None:
            if mark["kind"] == mistake:
                instead, found = mark["indent"] + mark["line"], found + 1
            lines.append("")
            continue
        lines.append(line if instead is None else instead)
        instead = None
    if found != (mistake is not None):
        raise ValueError(f"{found} lines are marked as {mistake}; mark one")
    return "\n".join(lines) + "\n"


def lines_of_code(source: str) -> int:
    """How many lines have code on them: neither blank, nor comment, nor docstring."""
    tree = ast.parse(source)
    texts = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.Expr) and _is_text(node.value)}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    numbers = {
        number
        for token in tokens
        if token.type not in LAYOUT and token.start[0] not in texts
        for number in range(token.start[0], token.end[0] + 1)
    }
    return len(numbers)


def imports(source: str) -> str:
    """The imports at the top of the program, as one line for `python -c`: what its user pays before anything."""
    statements: list[str] = []
    for node in ast.parse(source).body:
        is_import = isinstance(node, ast.Import)
        if is_import or (isinstance(node, ast.ImportFrom) and node.module not in OF_EVERY_PROGRAM):
            statements.append(ast.unparse(node))
    return "; ".join(statements) or "pass"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
