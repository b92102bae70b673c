"""A grammar of JSON in llama.cpp's notation: one object, bounded in depth and width; max_tokens may cut it short."""

from __future__ import annotations

MAX_DEPTH = 4
"""Objects and lists within each other."""
MAX_MEMBERS = 16
MAX_STRING_CHARS = 320
MAX_BLANKS = 12
"""Enough for a line break and the indentation of the deepest level."""

_TERMINALS = r"""
blank ::= [ \n]{0,%(blanks)d}
text ::= "\"" sign{0,%(string)d} "\""
sign ::= [^"\\\x00-\x1F\x7F] | "\\" (["\\/bfnrt] | "u" plane)
plane ::= [0-9a-cA-Ce-fE-F] hex hex hex | [dD] [0-7] hex hex
hex ::= [0-9a-fA-F]
number ::= "-"? ("0" | [1-9] [0-9]{0,14}) ("." [0-9]{1,12})? ([eE] [-+]? [0-9] [0-9]?)?
simple ::= text | number | "true" | "false" | "null"
""" % {"blanks": MAX_BLANKS, "string": MAX_STRING_CHARS}  # noqa: UP031 - braces are the grammar's own


def json_grammar(depth: int = MAX_DEPTH, members: int = MAX_MEMBERS) -> str:
    """Give the grammar for one object (RFC 8259) of at most `depth` levels and `members` entries each."""
    lines = ["root ::= object1"]
    for level in range(1, depth + 1):
        inner = "simple" if level == depth else f"simple | object{level + 1} | list{level + 1}"
        rest = f"{{0,{members - 1}}} blank)? "
        lines += [
            f"value{level} ::= {inner}",
            f'member{level} ::= text blank ":" blank value{level}',
            f'object{level} ::= "{{" blank (member{level} (blank "," blank member{level}){rest}"}}"',
        ]
        if level > 1:
            lines.append(f'list{level} ::= "[" blank (value{level} (blank "," blank value{level}){rest}"]"')
    return "\n".join(lines) + _TERMINALS


JSON_GRAMMAR = json_grammar()
