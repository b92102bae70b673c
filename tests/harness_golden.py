"""What lm-evaluation-harness itself makes of three small tasks, kept in `tests/runtime/golden/harness.json`.

The tasks are its own, their rows ours in the published formats; the model is `gemma_folder`'s, random. To make the
file anew, in an environment with lm_eval (0.4.13 it was) beside this project's: `python tests/harness_golden.py`.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "runtime" / "golden" / "harness.json"
SHAPE, SEED, SPREAD = "270m", 7, 0.12
SHOTS = (0, 2)
TASKS = {
    "hellaswag": "hellaswag/hellaswag.yaml",
    "arc": "arc/arc_easy.yaml",
    "mmlu": "mmlu/default/_default_template_yaml",
}
LEAD = "The following are multiple choice questions (with answers) about elementary mathematics."
YAML = """include: {base}
task: own_{name}
dataset_path: json
dataset_name: null
dataset_kwargs: {{data_files: {{test: {folder}/{name}.jsonl, dev: {folder}/{name}_dev.jsonl}}}}
training_split: null
validation_split: null
test_split: test
fewshot_split: dev
fewshot_config: {{sampler: first_n}}
metric_list:
  - {{metric: acc, aggregation: mean, higher_is_better: true}}
  - {{metric: acc_norm, aggregation: mean, higher_is_better: true}}
{lead}"""


def write_tasks(rows: dict[str, Any], folder: Path) -> None:
    for name, splits in rows.items():
        for split, lines in splits.items():
            ending = "" if split == "test" else f"_{split}"
            text = "".join(json.dumps(line) + "\n" for line in lines)
            (folder / f"{name}{ending}.jsonl").write_text(text, encoding="utf-8")


def main() -> None:
    import lm_eval
    import torch
    from gemma_folder import write_folder
    from lm_eval.models.huggingface import HFLM
    from lm_eval.tasks import TaskManager

    torch.set_num_threads(1)
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    golden["lm_eval"], golden["found"] = lm_eval.__version__, {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_folder(folder / "model", SHAPE, seed=SEED, initializer_range=SPREAD)
        write_tasks(golden["rows"], folder)
        for task, base in TASKS.items():
            lead = f'description: "{LEAD}\\n\\n"\n' if task == "mmlu" else ""
            place = Path(lm_eval.__file__).parent / "tasks" / base
            text = YAML.format(base=place, name=task, folder=folder, lead=lead)
            (folder / f"own_{task}.yaml").write_text(text, encoding="utf-8")
        model = HFLM(pretrained=str(folder / "model"), device="cpu", dtype="float32", batch_size=1)
        tasks = TaskManager(include_path=str(folder), include_defaults=False)
        for shots in SHOTS:
            names = [f"own_{task}" for task in TASKS]
            said: Any = lm_eval.simple_evaluate(
                model=model, tasks=names, num_fewshot=shots, task_manager=tasks, bootstrap_iters=100
            )
            for task in TASKS:
                figures = said["results"][f"own_{task}"]
                samples = sorted(said["samples"][f"own_{task}"], key=lambda sample: sample["doc_id"])
                golden["found"][f"{task} {shots}"] = {
                    **{
                        f"{kind}{part}": figures[f"{kind}{part},none"]
                        for kind in ("acc", "acc_norm")
                        for part in ("", "_stderr")
                    },
                    "questions": [_question(sample) for sample in samples],
                }
    GOLDEN.write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _question(sample: dict[str, Any]) -> dict[str, Any]:
    asked = sample["arguments"]
    pairs = [
        list(pair.values()) if isinstance(pair, dict) else list(pair)
        for pair in (asked.values() if isinstance(asked, dict) else asked)
    ]
    (context,) = {pair[0] for pair in pairs}
    return {
        "context": context,
        "continuations": [pair[1] for pair in pairs],
        "logprobs": [round(float(scored[0]), 4) for scored in sample["filtered_resps"]],
        "acc": sample["acc"] == 1,
        "acc_norm": sample["acc_norm"] == 1,
    }


if __name__ == "__main__":
    main()
