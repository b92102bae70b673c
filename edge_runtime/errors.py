"""What can go wrong above the device: the engine and its model.

HapticsError                       (firmware_bridge.errors, the root of the tree)
└── EngineError            exit 1  the engine failed while it ran
    ├── EngineMissing      exit 1  the package that runs the model is not installed
    ├── ServerFailed       exit 1  a server elsewhere cannot be reached, refuses or breaks off
    ├── PromptTooLong      exit 1  one message alone does not fit the model's context
    ├── PresetInvalid      exit 2  the presets file cannot be used
    ├── EmotionInvalid     exit 2  an emotion vector that cannot be read, or that there is no projection for
    ├── InputUnusable      exit 2  what the person gave (prompt, system text, standard input) cannot be used
    ├── TraceFailed        exit 1  the trace cannot be written
    ├── ResultsFailed      exit 1  the results of an evaluation or audit cannot be written
    ├── DownloadFailed     exit 1  a model cannot be fetched: no network, no room
    └── ModelError         exit 4
        ├── ModelNotFound  exit 4  no file there, or it cannot be opened
        ├── ModelRefused   exit 4  the file is there and is not a model that can be run
        └── AdapterRefused exit 4  an adapter or a projection is missing, damaged, or not for this model
"""

from __future__ import annotations

from typing import ClassVar

from firmware_bridge.errors import HapticsError, Reason


class EngineReason(Reason):
    """Why an engine or a model failed, stable for programs."""

    ENGINE_FAILED = "engine_failed"
    ENGINE_MISSING = "engine_missing"
    ENGINE_CLOSED = "engine_closed"
    BACKEND_UNKNOWN = "backend_unknown"
    PROMPT_TOO_LONG = "prompt_too_long"
    PROMPT_EMPTY = "prompt_empty"
    PRESET_INVALID = "preset_invalid"
    NO_SUCH_FILE = "no_such_file"
    NOT_READABLE = "not_readable"
    NOT_A_FILE = "not_a_file"
    EMPTY_FILE = "empty_file"
    NOT_GGUF = "not_gguf"
    BIG_ENDIAN = "big_endian"
    FOREIGN_VERSION = "foreign_version"
    TRUNCATED = "truncated"
    OFFLINE = "offline"
    GATED = "gated"
    NO_SPACE = "no_space"
    WRONG_CONTENT = "wrong_content"
    DOWNLOAD_FAILED = "download_failed"
    NOT_OURS = "not_ours"
    MALFORMED = "malformed"
    INCOMPLETE = "incomplete"
    UNSAFE_QUANT = "unsafe_quant"
    NO_TOKENIZER = "no_tokenizer"
    BAD_TEMPLATE = "bad_template"
    NOT_LOADED = "not_loaded"
    NOT_SUPPORTED = "not_supported"
    ADAPTER_INVALID = "adapter_invalid"
    WRONG_BASE = "wrong_base"
    WRONG_SHAPE = "wrong_shape"
    EMOTION_INVALID = "emotion_invalid"
    SERVER_UNREACHABLE = "server_unreachable"
    SERVER_REFUSED = "server_refused"
    SERVER_BROKE_OFF = "server_broke_off"
    TRACE_FAILED = "trace_failed"
    RESULTS_FAILED = "results_failed"
    BAD_INPUT = "bad_input"
    SESSION_FAILED = "session_failed"
    SCHEMA_INVALID = "schema_invalid"


class EngineError(HapticsError):
    """The engine failed while it ran."""

    exit_code: ClassVar[int] = 1


class EngineMissing(EngineError):
    """The package that runs this kind of model is not installed, or does not load."""


class ServerFailed(EngineError):
    """A server elsewhere cannot be reached, refuses to answer or breaks off."""


class PromptTooLong(EngineError):
    """The last message, with the system text, leaves no room for an answer."""


class PresetInvalid(EngineError):
    """The presets file, or a value that overrides it, cannot be used."""

    exit_code: ClassVar[int] = 2


class EmotionInvalid(EngineError):
    """An emotion vector that cannot be read, or that there is no projection for."""

    exit_code: ClassVar[int] = 2


class InputUnusable(EngineError):
    """What the person gave cannot be used: an empty prompt, bytes that are no text."""

    exit_code: ClassVar[int] = 2


class TraceFailed(EngineError):
    """The trace cannot be written."""


class ResultsFailed(EngineError):
    """The results of an evaluation or an audit cannot be written."""


class DownloadFailed(EngineError):
    """A model cannot be fetched: there is no network, no room, or the hub fails."""


class ModelError(EngineError):
    """Something about the model's file."""

    exit_code: ClassVar[int] = 4


class ModelNotFound(ModelError):
    """There is no such file, or it cannot be opened."""


class ModelRefused(ModelError):
    """The file is there, and it is not a model that can be run."""


class AdapterRefused(ModelError):
    """An adapter or a projection is missing, damaged, or not for this model."""
