"""Renders a model's own chat template. It came with a downloaded file, so it runs in a box with caps.

Jinja2's immutable sandbox keeps it from reaching Python; the caps keep it from taking all time or memory.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from functools import reduce, wraps
from itertools import islice
from typing import Any, ClassVar

from edge_runtime.errors import EngineMissing, ModelRefused
from edge_runtime.errors import EngineReason as Reason

try:
    from jinja2 import TemplateError, nodes, pass_context
    from jinja2.exceptions import SecurityError
    from jinja2.runtime import Context, Undefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from jinja2.utils import Namespace
except ModuleNotFoundError as missing:
    raise EngineMissing(
        f"The package {missing.name} is not installed, and chat templates need it.",
        reason=Reason.ENGINE_MISSING,
        hint="Run `make run` in the checkout, or install the wheel with the engine's extra, e.g. [llama].",
    ) from None

MAX_TEMPLATE_CHARS = 128 * 1024
"""The longest published templates have about 20 KB."""
MAX_TEXT_CHARS = 1024 * 1024
"""No text that a template builds may be longer; contents are only stand-ins while it runs."""
MAX_LOOP_DEPTH = 4
"""Messages, tool calls, their parameters, one to spare."""
MAX_CALLS = 100_000
MAX_BUILT = 64 * 1024 * 1024
"""Characters and elements that all calls, filters and operators of one rendering may touch."""
MAX_RANGE = 1_000
MAX_NUMBER = 1 << 64
COUNTED = "_counted"
TEXT_METHODS = frozenset(
    ("strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "startswith", "endswith", "upper", "lower",
     "capitalize", "title", "find", "rfind", "index", "count", "isdigit", "isalpha", "isspace", "removeprefix",
     "removesuffix", "partition", "rpartition", "replace", "join")
)  # fmt: skip
FILTERS = frozenset(
    ("trim", "length", "count", "string", "upper", "lower", "capitalize", "title", "first", "last", "default", "d",
     "int", "list", "items", "join", "replace", "safe", "map", "select", "reject", "selectattr", "rejectattr",
     "tojson", "unique", "reverse")
)  # fmt: skip
"""What published templates use and what gives back no more than it was given."""
MAX_INDENT = 8
GEMMA_TEMPLATE = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}"
    "{% set lead = messages[0]['content'] + '\\n\\n' %}"
    "{% set turns = messages[1:] %}{% else %}{% set lead = '' %}{% set turns = messages %}{% endif %}"
    "{% for turn in turns %}<start_of_turn>{{ 'model' if turn['role'] == 'assistant' else 'user' }}\n"
    "{{ lead if loop.first else '' }}{{ turn['content'] | trim }}<end_of_turn>\n{% endfor %}"
    "<start_of_turn>model{{ '\\n' }}"  # a line break at the very end would be dropped
)
"""For a file without a template of its own; the form that Gemma 2 and 3 were trained on."""


class ChatTemplate:
    """A compiled template. Raises ModelRefused when it does not compile or does more than one needs."""

    def __init__(self, source: str | None, *, bos: str, eos: str) -> None:
        text = GEMMA_TEMPLATE if source is None else source
        if len(text) > MAX_TEMPLATE_CHARS:
            raise _refused(f"it has {len(text):,} characters")
        self._tokens = {"bos_token": bos, "eos_token": eos}
        self._box = _Box()
        try:
            tree = self._box.parse(text)
            _check_loops(tree, 0)
            self._compiled = self._box.from_string(_make_watchable(tree))
        except (TemplateError, SecurityError) as error:
            raise _refused(_sentence(error)) from None
        except Exception as error:
            raise _refused(f"{type(error).__name__} while compiling it") from error

    def render(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Render a conversation up to where the model's answer begins. Raises ModelRefused."""
        self._box.calls = self._box.built = 0
        try:
            text = self._compiled.render(
                messages=list(messages),
                add_generation_prompt=True,
                tools=None,
                documents=None,
                **self._tokens,
            )
        except (TemplateError, SecurityError) as error:
            raise _refused(_sentence(error)) from None
        except Exception as error:
            raise _refused(f"{type(error).__name__} while rendering it") from error
        if len(text) > MAX_TEXT_CHARS:
            raise _refused("its text is too long")
        return text


class _Box(ImmutableSandboxedEnvironment):
    """The sandbox, with counted calls and bounded texts and numbers."""

    intercepted_binops: ClassVar[frozenset[str]] = frozenset({"+", "*", "**", "%"})  # type: ignore[misc]

    def __init__(self) -> None:
        super().__init__(trim_blocks=True, lstrip_blocks=True, autoescape=False, extensions=["jinja2.ext.loopcontrols"])
        self.calls = 0
        self.built = 0
        self.globals.clear()
        self.globals["namespace"] = _Drawer
        self.globals["range"] = _short_range
        self.globals["raise_exception"] = _raise
        self.globals["strftime_now"] = _today
        filters = {**self.filters, "join": _joined, "replace": _replaced, "tojson": _as_json}
        self.filters = {name: self._charged(filters[name]) for name in FILTERS}
        self.filters[COUNTED] = self._counted

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """Join what a block, a macro or the whole template gave."""
        texts: list[str] = []
        size = 0
        for part in parts:
            size += len(part)
            if size > MAX_TEXT_CHARS:
                raise SecurityError("it builds too long a text")
            texts.append(part)
        return "".join(texts)

    def charge(self, *values: Any) -> None:
        """Add up what is touched. Raises SecurityError above the cap."""
        self.built += sum(len(value) for value in values if isinstance(value, (str, bytes, list, tuple, dict)))
        if self.built > MAX_BUILT:
            raise SecurityError("it builds too much")

    def _charged(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)  # carries jinja's marks over: which filters want the context
        def counting(*args: Any, **kwargs: Any) -> Any:
            self.charge(*args)
            result = function(*args, **kwargs)
            self.charge(result)
            return result

        return counting

    @pass_context  # so that it is not computed once while compiling
    def _counted(self, _context: Context, values: Any) -> Any:
        """Count the turns of a loop before it begins; every loop of the template goes through this."""
        if isinstance(values, Undefined):
            return values
        if not isinstance(values, Sized):
            values = list(islice(values, MAX_CALLS))
        self.calls += len(values)
        if self.calls > MAX_CALLS:
            raise SecurityError("it loops too much")
        return values

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805, PYI063
        """Count calls; of a string only methods whose result is bounded by what they are given."""
        __self.calls += 1
        if __self.calls > MAX_CALLS:
            raise SecurityError("it calls too much")
        # the sandbox hands out str.format in a wrapper of its own
        owner = getattr(getattr(__obj, "__wrapped__", __obj), "__self__", None)
        name = getattr(__obj, "__name__", "")
        __self.charge(owner, *args)
        if isinstance(owner, (int, float, bytes)):
            raise SecurityError(f"it calls {name[:40]} of a number")
        if isinstance(owner, str):
            if name == "replace":
                return _replaced(owner, *args)
            if name == "join":
                return _joined(args[0] if args else (), owner)
            if name not in TEXT_METHODS:
                raise SecurityError(f"it calls {name[:40]} of a text")
        result = super().call(__context, __obj, *args, **kwargs)
        __self.charge(result)
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Bound what an operator can build."""
        if operator == "**":
            raise SecurityError("it raises to a power")
        sized = [value for value in (left, right) if isinstance(value, (str, list, tuple, bytes))]
        if operator == "%" and isinstance(left, (str, bytes)):
            raise SecurityError("it formats with %")
        if operator == "*" and sized:
            raise SecurityError("it multiplies a text")
        if operator == "+" and sum(len(value) for value in sized) > MAX_TEXT_CHARS:
            raise SecurityError("it builds too long a text")
        result = super().call_binop(context, operator, left, right)
        self.charge(result)
        if isinstance(result, int) and abs(result) > MAX_NUMBER:
            raise SecurityError("it reckons with too large numbers")
        return result


def _check_loops(node: nodes.Node, depth: int) -> None:
    if isinstance(node, (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        raise SecurityError("it wants to load another template")
    if isinstance(node, nodes.For):
        depth += 1
        if depth > MAX_LOOP_DEPTH:
            raise SecurityError("its loops are nested too deep")
        if node.recursive:
            raise SecurityError("it has a recursive loop")
    if isinstance(node, nodes.Name) and node.name in ("varargs", "kwargs"):
        raise SecurityError(f"it asks for {node.name}")
    if isinstance(node, (nodes.List, nodes.Tuple, nodes.Dict)) and _nests(node):
        raise SecurityError("it puts values into new lists")
    for child in node.iter_child_nodes():
        _check_loops(child, depth)


def _nests(node: nodes.Node) -> bool:
    """Whether a list is built of named values: repeated, that doubles without a call or an operator."""
    return any(name.ctx == "load" for name in node.find_all(nodes.Name))


def _make_watchable(tree: nodes.Template) -> nodes.Template:
    """Write `a ~ b` as `a|string + b|string`, because only operators can be watched, and count every loop."""

    def texts(parts: list[nodes.Expr]) -> Iterator[nodes.Expr]:
        for part in parts:
            yield nodes.Filter(part, "string", [], [], None, None, lineno=part.lineno)

    def visit(node: nodes.Node) -> nodes.Node:
        for name, value in node.iter_fields():
            if isinstance(value, nodes.Node):
                setattr(node, name, visit(value))
            elif isinstance(value, list):
                setattr(node, name, [visit(item) if isinstance(item, nodes.Node) else item for item in value])
        if isinstance(node, nodes.For):
            node.iter = nodes.Filter(node.iter, COUNTED, [], [], None, None, lineno=node.lineno)
        if isinstance(node, nodes.Concat):
            return reduce(lambda a, b: nodes.Add(a, b, lineno=node.lineno), texts(node.nodes))
        return node

    visit(tree)
    return tree


def _short_range(*bounds: int) -> range:
    steps = range(*bounds)
    if len(steps) > MAX_RANGE:
        raise SecurityError(f"it counts to more than {MAX_RANGE}")
    return steps


class _Drawer(Namespace):
    """What `namespace` makes; it does not print what is in it, which may be itself many times over."""

    def __repr__(self) -> str:
        return "<namespace>"


def _joined(parts: Any, separator: str = "", attribute: Any = None) -> str:
    if attribute is not None:
        raise SecurityError("it joins attributes")
    texts = [str(part) for part in parts]
    if sum(map(len, texts)) + len(separator) * len(texts) > MAX_TEXT_CHARS:
        raise SecurityError("it builds too long a text")
    joined: str = str(separator).join(texts)
    return joined


def _as_json(value: Any, indent: int | None = None, *, ensure_ascii: bool = False, sort_keys: bool = False) -> str:
    if indent is not None and not 0 <= int(indent) <= MAX_INDENT:
        raise SecurityError("it indents too far")
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, sort_keys=sort_keys)


def _replaced(value: Any, old: str, new: str, count: int | None = None) -> str:
    text = str(value)
    found = len(text) + 1 if not old else text.count(old)
    if len(text) + found * len(new) > MAX_TEXT_CHARS:
        raise SecurityError("it builds too long a text")
    return text.replace(old, new, -1 if count is None else count)


def _raise(message: str = "") -> None:
    raise TemplateError(str(message)[:200])


def _today(form: str) -> str:
    return datetime.datetime.now().astimezone().strftime(str(form)[:64])


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    return "".join(char for char in text if char.isprintable())[:200].rstrip(".") or type(error).__name__


def _refused(why: str) -> ModelRefused:
    return ModelRefused(
        f"The model's chat template cannot be used: {why}.",
        reason=Reason.BAD_TEMPLATE,
        hint="Choose another file of this model, or another model with `edge-haptics models list`.",
    )
