"""`models`: the catalogue and local files."""

from __future__ import annotations

from ._lazy import lazily

app = lazily(
    {
        "list": ("models_files:list_", "List the catalogue, and what else was pulled."),
        "pull": ("models_files:pull", "Fetch a model, check it, and print where it is."),
        "info": ("models_info:info", "Say what a GGUF file holds."),
        "verify": ("models_files:verify", "Read a whole file again and compare it with the hub."),
        "path": ("models_files:path", "Print where a model's file is."),
        "rm": ("models_files:rm", "Remove what was pulled."),
        "convert": ("models_make:convert", "Make a GGUF file of a Gemma 3 folder."),
        "quantize": ("models_make:quantize", "Pack a GGUF file into fewer bits, by llama.cpp."),
        "audit": ("audit:audit", "Ask quantizations about emergencies, medicine and harm."),
        "train": ("models_make:train", "Fine-tune a Gemma 3 folder on your dialogues."),
    }
)
