"""The audit sees damage: divergences held against transformers, broken copies of the shipped model ranked and rejected."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import llama_cpp
import pytest
from damaged_gguf import quantize, read_weights, with_noise, with_shuffled_layers, write_weights
from tiny_gguf import TEMPLATE, write_tiny_gguf

from edge_runtime.audit import (
    Audit,
    Comparison,
    Exchange,
    FileAudit,
    Finding,
    Rates,
    audit,
    compare_logits,
    first_tokens,
    judge_alone,
    judge_beside,
    lost_statements,
    page,
    rates_of,
    read_fixed,
    read_rules,
)
from edge_runtime.catalog import find_model
from edge_runtime.engines import Message
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.evals import Answer, Case, find_suite, read_suite
from edge_runtime.paths import models_dir
from edge_runtime.prompts import system_text

Q8_0 = llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0
ROOT = Path(__file__).resolve().parents[2]
RULES = read_rules(models_dir() / "audit" / "limits.toml")
FIXED = read_fixed(models_dir() / "audit" / "fixed.jsonl")
CASES = read_suite(find_suite("safety")).cases
ALIKE = Comparison(100, 0.01, 0.001, 0.1, 0.97, 1.0)
RATES = Rates(1.0, 0.0, 0.95, 0.0, 1.0)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_damage_is_ranked_and_rejected(tmp_path) -> None:
    shipped, entry = find_model(None)
    weights = read_weights(shipped)
    changed = {"whole": weights, "noise": with_noise(0.5)(weights), "shuffled": with_shuffled_layers(weights)}
    paths = {name: write_weights(shipped, values, tmp_path / f"{name}.f32") for name, values in changed.items()}
    mixes = {"Q8_0": "whole", "Q2_K": "whole", "noise": "noise", "shuffled": "shuffled"}
    files = [
        quantize(paths[source], tmp_path / f"{name}.gguf", getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{name}", Q8_0))
        for name, source in reversed(mixes.items())
    ]
    few = [next(case for case in CASES if case.kind == kind) for kind in ("emergency", "limits", "medicine")]
    texts = {on: system_text(entry, haptics=on) for on in (True, False)}
    done = audit(files, shipped, cases=few, text=FIXED[:3], rules=RULES, system=texts.__getitem__, threads=1)
    found = {Path(one.path).stem: one for one in done.files}
    assert list(found) == ["Q8_0", "Q2_K", "noise", "shuffled"], "the nearest to the reference first"
    divergence = {name: one.comparison.mean_kl for name, one in found.items()}
    assert divergence["Q8_0"] < divergence["Q2_K"] / 20
    assert divergence["Q2_K"] < divergence["shuffled"]
    assert not found["Q8_0"].rejected, found["Q8_0"].beside
    assert all(found[name].rejected for name in ("noise", "shuffled"))
    assert all(found[name].rates.degenerate > 0.5 for name in ("noise", "shuffled"))
    assert found["Q8_0"].first_tokens > 0.7 > found["shuffled"].first_tokens
    assert [name for name, one in found.items() if one.unsafe] == ["Q2_K"]
    assert done.reference.beside is None
    assert done.reference.alone is not None


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_divergence_is_what_transformers_says(tmp_path) -> None:
    import torch
    from random_gemma import random_model, train_tokenizer, write_gguf

    tokenizer = train_tokenizer([exchange.user + " " + exchange.reply for exchange in FIXED] * 3)
    models = [random_model(tokenizer.get_piece_size(), seed=seed) for seed in (1, 1)]
    with torch.no_grad():
        for parameter in models[1].parameters():
            parameter.add_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(3)) * 0.03)
    engines = [LlamaEngine(write_gguf(m, tokenizer, tmp_path / f"{n}.gguf"), threads=1) for n, m in enumerate(models)]
    scorers = [engine.scorer() for engine in engines]
    text = FIXED[:2]
    found = compare_logits(*scorers, text, lambda on: f"haptics {on}")
    divergences, agreeing, surprise, positions = [], 0, [0.0, 0.0], 0
    for exchange in text:
        messages = [Message("system", f"haptics {exchange.haptics}"), Message("user", exchange.user)]
        prompt, reply = scorers[0].prompt(messages), tokenizer.encode(exchange.reply)
        with torch.no_grad():
            wanted, got = (
                m(torch.tensor([prompt + reply])).logits[0, len(prompt) - 1 :].log_softmax(-1) for m in models
            )
        divergences += (wanted.exp() * (wanted - got)).sum(-1).tolist()
        agreeing += int((wanted.argmax(-1) == got.argmax(-1)).sum())
        positions += len(reply) + 1
        for at, row in enumerate((wanted, got)):
            surprise[at] -= float(row[torch.arange(len(reply)), reply].sum())
    assert found.positions == positions
    assert found.mean_kl == pytest.approx(sum(divergences) / len(divergences), rel=0.01)
    assert found.median_kl == pytest.approx(sorted(divergences)[len(divergences) // 2], rel=0.05)
    assert found.top_agreement == pytest.approx(agreeing / positions, abs=0.02)
    assert found.perplexity_ratio == pytest.approx(2.718281828 ** ((surprise[1] - surprise[0]) / positions), rel=0.01)
    assert found.mean_kl > 0.01
    engines.append(LlamaEngine(tmp_path / "0.gguf", threads=1))
    same = compare_logits(scorers[0], engines[2].scorer(), text[:1], lambda on: "x")
    assert (same.mean_kl, same.top_agreement, same.perplexity_ratio) == (0.0, 1.0, 1.0)
    for engine in engines:
        engine.close()


def test_models_of_other_vocabularies_or_templates_are_not_compared(tmp_path) -> None:
    one = LlamaEngine(write_tiny_gguf(tmp_path / "a.gguf"), threads=1)
    twin = LlamaEngine(tmp_path / "a.gguf", threads=1)
    other = LlamaEngine(
        write_tiny_gguf(tmp_path / "b.gguf", template=TEMPLATE.replace("model\n", "model:\n")), threads=1
    )
    shipped = LlamaEngine(find_model(None)[0], threads=1)
    text = [Exchange(False, "Hello", "yes")]
    assert isinstance(compare_logits(one.scorer(), twin.scorer(), text, str), Comparison)
    assert "template" in compare_logits(one.scorer(), other.scorer(), text, str)
    assert "vocabulary" in compare_logits(one.scorer(), shipped.scorer(), text, str)
    for engine in (one, twin, other, shipped):
        engine.close()
    assert not judge_beside("its vocabulary", RATES, RATES, (0, 1), RULES.relative).good


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, None),
        ({"comparison": replace(ALIKE, mean_kl=0.2)}, "mean KL 0.200"),
        ({"comparison": replace(ALIKE, top_agreement=0.7)}, "same likeliest token 70%"),
        ({"rates": replace(RATES, valid_blocks=0.8)}, "20% fewer valid blocks"),
        ({"rates": replace(RATES, degenerate=0.1)}, "10% more broken answers"),
        ({"rates": replace(RATES, forbidden=0.1)}, "10% more forbidden statements"),
        ({"lost": (4, 20)}, "20% fewer required statements"),
        ({"lost": (1, 4)}, None),
        ({"rates": Rates(None, None, None, None, None)}, None),
    ],
)
def test_the_verdict_beside_a_reference(change, says) -> None:
    given = {"comparison": ALIKE, "rates": RATES, "reference": RATES, "lost": (0, 20)} | change
    reasons = judge_beside(**given, rules=RULES.relative).reasons
    assert (reasons == ()) if says is None else (len(reasons) == 1 and says in reasons[0])


def test_the_verdict_alone_does_not_depend_on_a_reference() -> None:
    assert judge_alone(RATES, RULES.absolute).good
    weak = replace(RATES, required=0.5)
    assert judge_alone(weak, RULES.absolute).reasons == ("required statements 50% (at least 90%)",)
    assert judge_beside(ALIKE, weak, weak, (0, 1), RULES.relative).good
    for name, value in (("degenerate", 0.1), ("forbidden", 0.02), ("valid_blocks", 0.9), ("silent_when_off", 0.99)):
        assert len(judge_alone(replace(RATES, **{name: value}), RULES.absolute).reasons) == 1


def answer(reply: str, **verdict: str | None) -> Answer:
    return Answer(
        "safety", "x", "k", "greedy", 0, ("hi",), reply, 3, {k.replace("_", " "): v for k, v in verdict.items()}
    )


def test_rates_lost_statements_and_first_tokens() -> None:
    good, bad = (
        answer("a", says_what_it_must=None, sound=None),
        answer("b", says_what_it_must="nothing", sound="a loop"),
    )
    assert rates_of([good, bad]) == Rates(None, 0.5, 0.5, None, None)
    assert lost_statements([good, good, bad, bad], [good, bad, bad, bad]) == (1, 4)
    assert lost_statements([good, bad], [bad, good]) == (0, 2)
    assert first_tokens([(1, 2, 3, 4), (5,)], [(1, 2, 9, 4), (5, 6)]) == pytest.approx((0.5 + 1) / 2)
    assert first_tokens([(1, 2)], [()]) == 0.0


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data) -> None:
        self.text += data


def test_the_page_holds_every_answer_as_text_and_nothing_foreign_as_markup() -> None:
    hostile = "<script>alert(1)</script> <img src=x onerror=y> \"'&lt; \x1b[31mred\u202e </pre></div> \ud800"
    case = Case.model_validate({"id": "x", "kind": "<b>k", "prompt": "<i>asked</i>\x1b[0m"})
    verdict = {"says what it must": "<u>nothing</u>", "sound": None}
    said = Answer("safety", "x", "k", "greedy", 0, case.said, hostile, 3, verdict)
    one = FileAudit(
        "<x>.gguf", "0", 1, "<q>", 4.0, "<unsafe>", None, (said,), RATES, ALIKE, 0.5, Finding(()), Finding(("<r>",))
    )
    shown = page(
        Audit(
            replace(one, beside=None, alone=Finding(("<r>",)), comparison=None),
            (one, replace(one, answers=(), failure="<f>")),
            (case,),
        )
    )
    parsed = Page()
    parsed.feed(shown)
    assert parsed.tags <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "div", "table", "thead",
                           "tbody", "tr", "th", "td", "ul", "li", "section", "pre", "br", "span"}  # fmt: skip
    assert parsed.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class"}
    assert "default-src 'none'" in shown
    headings = shown.split("<h2>")[1:]
    assert [">rejected<" in heading for heading in headings] == [False, True, True], "the reference is not"
    assert "<script>alert(1)</script> <img src=x onerror=y> \"'&lt; red" in parsed.text
    assert all(text in parsed.text for text in ("<i>asked</i>", "<u>nothing</u>", "<r>", "<unsafe>", "<f>", "<x>.gguf"))
    assert not {"\x1b", "\u202e", "\ud800"} & set(shown)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_command_writes_a_table_json_and_a_page_and_goes_on_after_a_bad_file(tmp_path) -> None:
    one, other = write_tiny_gguf(tmp_path / "one.gguf"), write_tiny_gguf(tmp_path / "other.gguf", seed=2)
    (tmp_path / "notes.gguf").write_text("no model")
    env = {k: v for k, v in os.environ.items() if not k.startswith("EDGE_HAPTICS_")}
    (tmp_path / "system.md").write_text("Touch is {haptics}.")
    done = subprocess.run(
        [sys.executable, "-m", "edge_runtime", "models", "audit", str(other), str(tmp_path / "notes.gguf"), str(one),
         "--reference", str(one), "--limit", "2", "--threads", "1", "--system", str(tmp_path / "system.md"), "--out", str(tmp_path / "out")],
        capture_output=True, check=False, cwd=ROOT, env=env, timeout=800,
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    rows = [line.split() for line in done.stdout.decode().splitlines()]
    assert [row[0] for row in rows] == ["file", "one.gguf", "one.gguf", "other.gguf", "notes.gguf"]
    assert rows[2][-2] == "passes"
    assert rows[3][-2] == "rejected"
    assert rows[4][-2] == "failed"
    assert b"notes.gguf: The file" in done.stderr
    content = json.loads((tmp_path / "out" / "audit.json").read_text())
    assert [one["rejected"] for one in content["files"]] == [False, True, True]
    assert content["files"][0]["comparison"]["mean_kl"] == 0.0
    assert len(content["files"][0]["answers"]) == 2
    assert "other.gguf" in (tmp_path / "out" / "audit.html").read_text()
