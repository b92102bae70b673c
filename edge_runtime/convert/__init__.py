"""From a Hugging Face folder of a Gemma 3 to a GGUF file, tensor by tensor."""

from __future__ import annotations

from edge_runtime.convert._config import TextConfig, read_config
from edge_runtime.convert._folder import Converted, convert
from edge_runtime.convert._tokenizer_json import tokenizer_json
from edge_runtime.convert._vocabulary import Vocabulary, read_vocabulary

__all__ = ["Converted", "TextConfig", "Vocabulary", "convert", "read_config", "read_vocabulary", "tokenizer_json"]
