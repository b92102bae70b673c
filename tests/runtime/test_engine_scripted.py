from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling, ScriptedEngine, open_engine
from edge_runtime.errors import EngineError, EngineMissing


def test_it_says_what_it_was_told_and_remembers_what_it_was_asked() -> None:
    engine = ScriptedEngine(["Hel", "lo"], "one piece")
    ask = [Message("user", "hi there")]
    first = list(engine.generate(ask, Sampling(), seed=3, cancel=Cancel()))
    assert [event.text for event in first[:-1] if isinstance(event, Piece)] == ["Hel", "lo"]
    assert first[-1] == Finish("stop", 2, 2, 0, 0, 0.0, 0.0)
    assert len(list(engine.generate(ask, Sampling(), seed=3, cancel=Cancel()))) == 2
    assert len(list(engine.generate(ask, Sampling(), seed=3, cancel=Cancel()))) == 1
    assert engine.requests[0].messages == (Message("user", "hi there"),)
    assert engine.requests[0].seed == 3


def test_limits_cancelling_and_errors() -> None:
    engine = ScriptedEngine(["a", "b", "c"], ["a", "b"], ["a", ValueError("boom")])
    events = list(engine.generate([], Sampling(max_tokens=2), seed=0, cancel=Cancel()))
    assert isinstance(events[-1], Finish)
    assert (events[-1].reason, events[-1].tokens) == ("length", 2)
    cancel = Cancel()
    running = engine.generate([], Sampling(), seed=0, cancel=cancel)
    next(running)
    cancel.set()
    rest = list(running)
    assert len(rest) == 1
    assert isinstance(rest[0], Finish)
    assert rest[0].reason == "cancelled"
    with pytest.raises(ValueError, match="boom"):
        list(engine.generate([], Sampling(), seed=0, cancel=Cancel()))
    engine.close()
    with pytest.raises(EngineError, match="closed"):
        list(engine.generate([], Sampling(), seed=0, cancel=Cancel()))


def test_open_engine_knows_its_backends() -> None:
    engine = open_engine("", "scripted", answers=(["x"],))
    assert engine.info().model == "scripted"
    with pytest.raises(EngineError, match="no engine called 'warp'"):
        open_engine("x", "warp")


def test_importing_engines_imports_no_backend() -> None:
    code = "import sys, edge_runtime.engines; print({'llama_cpp', 'jinja2', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("package", ["llama_cpp", "jinja2"])
def test_a_missing_package_is_one_sentence(package: str, tmp_path: object) -> None:
    code = (
        f"import sys, pickle; sys.modules[{package!r}] = None\n"
        "from edge_runtime.engines import open_engine\n"
        "from edge_runtime.errors import EngineMissing\n"
        "import edge_runtime.engines.gguf_check as check\n"
        "try: open_engine('none.gguf')\n"
        "except Exception as error: sys.stdout.buffer.write(pickle.dumps(error))\n"
    )
    if package == "llama_cpp":
        code = code.replace(
            "open_engine('none.gguf')", "__import__('edge_runtime.engines.llama._lib', fromlist=['x']).library()"
        )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    error = pickle.loads(done.stdout)
    assert isinstance(error, EngineMissing)
    assert package in str(error)
    assert "[llama]" in error.hint
    assert error.exit_code == 1
