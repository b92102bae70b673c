"""What every GGUF file of a Gemma 3 that the tests write begins and ends with."""

from __future__ import annotations

from pathlib import Path

import gguf


def begin_gemma(
    path: Path, *, width: int, layers: int, feed: int, heads: int, head: int, context: int, window: int, split: int = 0
) -> gguf.GGUFWriter:
    """Begin a file with the sizes of the model; one head for keys, `split` tensors to a file."""
    writer = gguf.GGUFWriter(path, "gemma3", split_max_tensors=split)
    writer.add_context_length(context)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(feed)
    writer.add_head_count(heads)
    writer.add_head_count_kv(1)
    writer.add_key_length(head)
    writer.add_value_length(head)
    writer.add_sliding_window(window)
    writer.add_layer_norm_rms_eps(1e-6)
    return writer


def add_words(writer: gguf.GGUFWriter, words: tuple[list[bytes], list[float], list[int]]) -> None:
    """Add a SentencePiece vocabulary: pieces, scores, types; `<eos>` is 1, `<bos>` 2."""
    pieces, scores, types = words
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(pieces)
    writer.add_token_scores(scores)
    writer.add_token_types(types)
    writer.add_bos_token_id(2)
    writer.add_eos_token_id(1)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)


def end_gemma(writer: gguf.GGUFWriter, path: Path) -> Path:
    """Write it all and give the path back."""
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
