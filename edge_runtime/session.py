"""A conversation kept on disk because the person asked for it: what was said, and what the model computed of it.

A session is a folder of the person's state directory that nobody else may read, with `talk.json` and `memory.state`.
What was said is the session; the memory only spares computing, so one that does not fit is thrown away.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, ValidationError

from edge_runtime.engines import Lasting, Message
from edge_runtime.errors import EngineError, EngineReason, InputUnusable

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
TALK, MEMORY, BROKEN = "talk.json", "memory.state", "talk.broken.json"
TALK_MAX_BYTES = 16 * 1024 * 1024
"""Years of talking; a longer file is no talk."""
CHUNK = 1 << 20


class _Turn(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    role: Literal["user", "assistant"]
    content: str


class _Memory(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    mark: str
    """What the engine must find the same."""
    sha256: str


class _Talk(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    version: Literal[1] = 1
    turns: list[_Turn]
    memory: _Memory | None = None


class Session:
    """One named conversation, this process's alone while it is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.history: list[Message] = []
        self._memory: _Memory | None = None

    def restore(self, engine: object) -> str | None:
        """Give the engine the memory that was kept; returns what is to be told about it, if anything."""
        path, memory = self.folder / MEMORY, self._memory
        if memory is None or not isinstance(engine, Lasting):
            return None
        try:
            sound = _digest(path) == memory.sha256
        except OSError:
            sound = False
        if sound and engine.restore(path, memory.mark):
            return None
        self._memory = None
        path.unlink(missing_ok=True)
        why = "belongs to another model or another setting" if sound else "is damaged"
        return f"The session's memory {why} and was thrown away; what was said is there and is computed anew."

    def keep(self, history: list[Message], engine: object | None = None) -> None:
        """Write what was said, and with ``engine`` also what it computed. Raises EngineError when that cannot be."""
        memory = None
        try:
            if isinstance(engine, Lasting):
                fresh = self.folder / f"{MEMORY}.new"
                mark = engine.save(fresh)
                if mark is not None:
                    fresh.chmod(0o600)
                    memory = _Memory(mark=mark, sha256=_digest(fresh))
                    fresh.replace(self.folder / MEMORY)
            self._memory = memory or self._memory
            turns = [_Turn(role=turn.role, content=turn.content) for turn in history if turn.role != "system"]
            _write(self.folder / TALK, _Talk(turns=turns, memory=self._memory).model_dump_json().encode())
        except OSError as error:
            raise EngineError(
                f"The session cannot be kept in {self.folder}: {error.strerror or error}.",
                reason=EngineReason.SESSION_FAILED,
                hint="Make room on the disk, or talk without --session.",
            ) from error
        self.history = history


@contextlib.contextmanager
def open_session(name: str, tell: Callable[[str], None]) -> Iterator[Session]:
    """Open or begin the session ``name``; ``tell`` hears what was odd. Raises InputUnusable, EngineError."""
    if not NAME.fullmatch(name):
        raise InputUnusable(
            f"{name[:80]!r} is no name for a session.",
            hint="Use letters, digits, dots, dashes and underscores, at most 64.",
            reason=EngineReason.BAD_INPUT,
        )
    folder = sessions_dir() / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise EngineError(
            f"The session folder {folder} cannot be used: {error.strerror}.",
            reason=EngineReason.SESSION_FAILED,
            hint="Make it writable, or set XDG_STATE_HOME to a folder that is.",
        ) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise EngineError(
                f"The session {name} is open in another process.",
                reason=EngineReason.SESSION_FAILED,
                hint="Leave that one first, or choose another name.",
            ) from None
        session = Session(folder)
        _read(session, tell)
        yield session
    finally:
        os.close(lock)


def sessions_dir() -> Path:
    """Return the folder of all sessions; deleting one of its folders forgets that session."""
    return Path(platformdirs.user_state_path("edge-haptics")) / "sessions"


def _read(session: Session, tell: Callable[[str], None]) -> None:
    path = session.folder / TALK
    try:
        if path.stat().st_size > TALK_MAX_BYTES:
            raise ValueError
        talk = _Talk.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return
    except (OSError, ValueError, ValidationError):
        with contextlib.suppress(OSError):
            shutil.move(path, session.folder / BROKEN)
        tell(f"The session's talk cannot be read; it lies in {session.folder / BROKEN}, and a new one begins.")
        return
    session.history = [Message(turn.role, turn.content) for turn in talk.turns]
    session._memory = talk.memory  # noqa: SLF001 - this module's own class


def _write(path: Path, data: bytes) -> None:
    """Replace a file at once, so that a crash leaves the old one or the new one."""
    fresh = path.with_name(f"{path.name}.new")
    descriptor = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
