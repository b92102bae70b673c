"""The shape of the house: public names, lazy imports, layers, the contents of the wheel."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import edge_runtime

ROOT = Path(__file__).resolve().parents[2]
HEAVY = [
    "llama_cpp",
    "jinja2",
    "numpy",
    "asyncio",
    "anyio",
    "prompt_toolkit",
    "bleak",
    "PIL",
    "serial",
    "httpx",
    "onnxruntime",
    "tokenizers",
    "torch",
    "websockets",
    "aiomqtt",
    "paho",
]
WHEEL_MAX_BYTES = 20_000_000


@pytest.mark.parametrize(
    "package",
    [
        "lexicon",
        "firmware_bridge",
        "firmware_bridge.formats",
        "edge_runtime",
        "edge_runtime.engines",
        "edge_runtime.testing",
    ],
)
def test_what_is_public_is_listed_and_there(package) -> None:
    module = importlib.import_module(package)
    tree = ast.parse(Path(str(module.__file__)).read_text())
    typed = [node.body for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    later = [node for body in typed for node in body if isinstance(node, ast.ImportFrom)]
    outside = {"__future__", "typing", "_lazy", "lexicon._lazy"}
    imported = {
        alias.asname or alias.name
        for node in [*tree.body, *later]
        if isinstance(node, ast.ImportFrom) and node.module not in outside
        for alias in node.names
    }
    assert all(hasattr(module, name) for name in module.__all__)
    if package != "edge_runtime.engines":
        assert imported <= set(module.__all__)
    assert list(module.__all__) == sorted(module.__all__, key=_constants_first)
    homes = {"." * node.level + str(node.module): [alias.name for alias in node.names] for node in later}
    assert {home: names.split() for home, names in getattr(module, "_HOMES", {}).items()} == homes
    assert set(module.__all__) <= set(dir(module))


def _constants_first(name: str) -> tuple[int, str]:
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


@pytest.mark.parametrize(
    "module", ["lexicon", "firmware_bridge", "firmware_bridge.formats", "edge_runtime", "edge_runtime.engines"]
)
def test_heavy_packages_are_imported_only_when_used(module) -> None:
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_language_needs_the_standard_library_alone() -> None:
    code = "import sys, lexicon; print(sorted({n.split('.')[0] for n in sys.modules} - sys.stdlib_module_names - {'__main__', 'lexicon'}))"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_the_wheel_holds_the_packages_and_the_named_files_of_models(wheel) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"edge_runtime", "firmware_bridge", "lexicon"}
    assert sorted(name for name in names if name.startswith("edge_runtime/_models/")) == [
        "edge_runtime/_models/audit/fixed.jsonl",
        "edge_runtime/_models/audit/limits.toml",
        "edge_runtime/_models/catalog.toml",
        "edge_runtime/_models/presets.toml",
        "edge_runtime/_models/prompts/line.md",
        "edge_runtime/_models/prompts/opus.md",
        "edge_runtime/_models/shipped/felt-small-Q4_K_M.gguf",
        "edge_runtime/_models/shipped/felt-small-emotion.safetensors",
        "edge_runtime/_models/shipped/felt-small-onnx/config.json",
        "edge_runtime/_models/shipped/felt-small-onnx/embed_tokens.onnx",
        "edge_runtime/_models/shipped/felt-small-onnx/model.onnx",
        "edge_runtime/_models/shipped/felt-small-onnx/model.onnx_data",
        "edge_runtime/_models/shipped/felt-small-onnx/tokenizer.json",
        "edge_runtime/_models/shipped/felt-small-onnx/tokenizer_config.json",
        "edge_runtime/_models/suites/behaviour.jsonl",
        "edge_runtime/_models/suites/emotion.jsonl",
        "edge_runtime/_models/suites/everyday.jsonl",
        "edge_runtime/_models/suites/json.jsonl",
        "edge_runtime/_models/suites/safety.jsonl",
    ]
    assert {"lexicon/py.typed", "firmware_bridge/py.typed", "edge_runtime/py.typed"} <= set(names)
    assert wheel.stat().st_size < WHEEL_MAX_BYTES


def test_the_plugin_is_a_distribution_of_few_files_beside_it(plugin_wheel) -> None:
    """pytest goes through the files of a distribution with a plugin in every run, which these two tell apart."""
    described = (ROOT / "pyproject.toml").read_text()
    with zipfile.ZipFile(plugin_wheel) as archive:
        texts = {Path(name).name: archive.read(name).decode() for name in archive.namelist()}
    assert set(texts) == {"METADATA", "WHEEL", "entry_points.txt", "LICENSE", "RECORD"}
    assert texts["entry_points.txt"].split() == "[pytest11] haptics = edge_runtime.pytest_plugin".split()
    assert texts["LICENSE"] == (ROOT / "LICENSE").read_text()
    assert f"\nRequires-Dist: edge-haptics=={edge_runtime.__version__}\n" in texts["METADATA"]
    assert f"\nVersion: {edge_runtime.__version__}\n" in texts["METADATA"]
    assert f'pytest = ["pytest-edge-haptics=={edge_runtime.__version__}"]' in described
    assert "pytest11" not in described
