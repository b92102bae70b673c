"""Pulling models with the real client from a server that behaves like the hub, and misbehaves."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_server import COMMIT, Hub, serving
from hypothesis import given
from hypothesis import strategies as st
from tiny_gguf import write_tiny_gguf
from typer.testing import CliRunner

from edge_runtime.catalog import find_model, load_catalog
from edge_runtime.errors import DownloadFailed, EngineError, ModelNotFound, ModelRefused
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.hub import Wanted, _pull, check_content, choose_file, list_cached, locate, parse_wanted, pull
from edge_runtime.hub._cache import hash_file
from edge_runtime.parts import part_paths

ROOT = Path(__file__).resolve().parents[2]
REPO = "maker/tiny-it-GGUF"
FILE = f"{REPO}/tiny-it-Q4_K_M.gguf"
WANTED = Wanted(REPO, quantization="q4_k_m")


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_tiny_gguf(tmp_path_factory.mktemp("hub") / "tiny.gguf").read_bytes()


@pytest.fixture
def hub(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with two files of a repository; the client looks there, and its cache is empty."""
    from huggingface_hub import constants, file_download
    from huggingface_hub.utils import reset_sessions

    files = {FILE: content, f"{REPO}/tiny-it-Q8_0.gguf": content[::-1], f"{REPO}/README.md": b"# Tiny"}
    with serving(Hub(files)) as found:
        monkeypatch.setattr(constants, "ENDPOINT", found.url)
        template = found.url + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(file_download, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
        monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
        monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 1 << 16)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.delenv("HF_TOKEN", raising=False)
        reset_sessions()  # else it goes on asking the last one
        yield found


def environment(hub: Hub, folder: Path) -> dict[str, str]:
    """For a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "EDGE_HAPTICS_"))}
    own = {"HF_ENDPOINT": hub.url, "HF_HUB_CACHE": str(folder / "hub"), "XDG_CACHE_HOME": str(folder / "cache")}
    return kept | own | {"HF_TOKEN_PATH": str(folder / "token")}


def downloads(hub: Hub) -> int:
    return sum(request.startswith("GET /cdn/") for request in hub.requests)


def refused(wanted: Wanted = WANTED) -> EngineError:
    with pytest.raises(EngineError) as caught:
        pull(wanted)
    assert caught.value.hint
    assert locate(wanted) is None
    return caught.value


def test_a_file_is_fetched_once_checked_and_found_again(
    hub: Hub, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    assert locate(WANTED) is None
    path = pull(WANTED)
    assert path.read_bytes() == content
    assert path == locate(WANTED) == pull(WANTED) == pull(WANTED, offline=True)
    assert locate(Wanted(REPO, "tiny-it-Q4_K_M.gguf", revision=COMMIT)) == path
    assert downloads(hub) == 1
    assert hub.tokens_at_cdn == [None]
    assert [(cached.repository, cached.file) for cached in list_cached()] == [(REPO, "tiny-it-Q4_K_M.gguf")]
    assert find_model(f"{REPO}:Q4_K_M") == (path, None)


def test_a_connection_that_is_cut_is_taken_up_where_it_ended(hub: Hub, content: bytes) -> None:
    hub.cuts = [0.6, 0.5]
    assert pull(WANTED).read_bytes() == content
    first, second, third = hub.ranges
    assert first is None
    starts = [int(str(asked).removeprefix("bytes=").rstrip("-")) for asked in (second, third)]
    assert 0 < len(content) * 0.6 - starts[0] <= 1 << 16
    assert starts[0] < starts[1] < len(content)


def test_what_came_before_it_was_given_up_is_used_later(hub: Hub, content: bytes) -> None:
    hub.cuts = [0.6, 0, 0, 0, 0]
    error = refused()
    assert isinstance(error, DownloadFailed)
    assert error.reason is Reason.DOWNLOAD_FAILED
    hub.cuts = []
    assert pull(WANTED).read_bytes() == content
    assert hub.ranges[-1] is not None


def test_a_server_without_ranges_starts_anew(hub: Hub, content: bytes) -> None:
    hub.cuts, hub.ignores_ranges = [0.6], True
    assert pull(WANTED).read_bytes() == content


def test_a_download_that_is_killed_leaves_nothing_that_could_be_used(hub: Hub, content: bytes, tmp_path: Path) -> None:
    hub.hold_at = 0.6
    command = [sys.executable, "-m", "edge_runtime", "models", "pull", f"{REPO}:Q4_K_M"]
    process = subprocess.Popen(command, env=environment(hub, tmp_path), cwd=ROOT, stderr=subprocess.PIPE)
    try:
        assert hub.held.wait(60)
    finally:
        process.kill()
        process.communicate()
        hub.hold_at = None
        hub.go.set()
    assert locate(WANTED) is None
    with pytest.raises(ModelNotFound) as caught:
        find_model(f"{REPO}:Q4_K_M")
    assert "models pull" in caught.value.hint
    assert pull(WANTED).read_bytes() == content


@pytest.mark.parametrize("change", ["flipped", "longer", "shorter"])
def test_wrong_content_is_thrown_away(hub: Hub, content: bytes, change: str) -> None:
    wrong = {"flipped": content[:-1] + bytes([content[-1] ^ 1]), "longer": content + b"!", "shorter": content[:-1]}
    hub.served[FILE] = wrong[change]
    error = refused()
    assert error.exit_code == (4 if change == "flipped" else 1)
    assert list_cached() == []
    hub.served.clear()
    assert pull(WANTED).read_bytes() == content


def test_the_sha256_of_the_catalogue_counts_before_anything_is_downloaded(hub: Hub, content: bytes) -> None:
    error = refused(Wanted(REPO, "tiny-it-Q4_K_M.gguf", sha256="0" * 64))
    assert isinstance(error, ModelRefused)
    assert error.reason is Reason.WRONG_CONTENT
    assert downloads(hub) == 0
    assert pull(Wanted(REPO, "tiny-it-Q4_K_M.gguf", sha256=hub.sha256(FILE))).read_bytes() == content


def test_a_cached_file_that_changed_is_not_used(hub: Hub, content: bytes) -> None:
    path = pull(WANTED)
    blob = path.resolve()
    blob.write_bytes(content[:-1] + b"?")
    later_ns = blob.stat().st_mtime_ns + 1  # a clock of files may stand still for some ms
    os.utime(blob, ns=(later_ns, later_ns))
    with pytest.raises(ModelRefused, match="sha256"):
        find_model(f"{REPO}:Q4_K_M")
    blob.write_bytes(content)
    assert find_model(f"{REPO}:Q4_K_M")[0] == path


def test_a_file_that_another_program_left_there_is_read_once(hub: Hub, tmp_path: Path) -> None:
    path = pull(WANTED)
    shutil.rmtree(tmp_path / "cache")
    seen: list[int] = []
    check_content(path, progress=lambda done, size: seen.append(done))
    check_content(path, progress=lambda done, size: seen.append(done))
    assert seen == [path.stat().st_size]
    assert check_content(path, anew=True) == hub.sha256(FILE)


@pytest.mark.parametrize("status", [401, 403])
def test_a_gated_model_is_explained(hub: Hub, status: int) -> None:
    hub.gated[REPO] = status
    for wanted in (WANTED, Wanted(REPO, "tiny-it-Q4_K_M.gguf")):
        error = refused(wanted)
        assert error.reason is Reason.GATED
        assert f"{hub.url}/{REPO}" in error.hint
        assert "hf auth login" in error.hint
        assert error.exit_code == 4


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Wanted("maker/none", quantization="Q4_K_M"), "no repository maker/none"),
        (Wanted("maker/none", "a.gguf"), "no repository maker/none"),
        (Wanted(REPO, "tiny-it-Q6_K.gguf"), "has no tiny-it-Q6_K.gguf"),
        (Wanted(REPO, quantization="Q6_K"), "has no Q6_K"),
        (Wanted(REPO), "has several models"),
    ],
)
def test_what_is_not_there_is_named(hub: Hub, wanted: Wanted, says: str) -> None:
    error = refused(wanted)
    assert isinstance(error, ModelNotFound)
    assert says in str(error)


def test_another_quantization_of_what_was_pulled_is_not_on_this_machine(hub: Hub) -> None:
    pull(Wanted(REPO, quantization="Q4_K_M"))
    assert locate(Wanted(REPO, quantization="Q4_K_M")) is not None
    assert locate(Wanted(REPO, quantization="Q6_K")) is None
    with pytest.raises(ModelNotFound, match="is not on this machine") as caught:
        find_model(f"{REPO}:Q6_K")
    assert "models pull" in caught.value.hint


@pytest.mark.parametrize("file", [None, "tiny-it-Q4_K_M.gguf"])
@pytest.mark.parametrize("silent", [False, True])
def test_a_hub_that_cannot_be_reached_is_one_sentence_after_one_try(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, file: str | None, silent: bool
) -> None:
    """A port that is closed, and one that takes connections and says nothing."""
    from huggingface_hub import constants

    monkeypatch.setattr(_pull, "FIRST_WORD_S", 0.2)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if silent:
            listener.listen()
        monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{listener.getsockname()[1]}")
        error = refused(Wanted(REPO, file, "Q4_K_M"))
        listener.setblocking(False)
        tries = 0
        with contextlib.suppress(BlockingIOError, OSError):
            while silent:
                listener.accept()[0].close()
                tries += 1
    assert isinstance(error, DownloadFailed)
    assert "cannot be reached" in str(error)
    assert tries == silent
    with pytest.raises(ModelNotFound) as caught:
        pull(WANTED, offline=True)
    assert caught.value.reason is Reason.OFFLINE


def test_a_file_for_which_there_is_no_room_is_not_begun(hub: Hub) -> None:
    hub.claimed_size = 10**15
    error = refused()
    assert error.reason is Reason.NO_SPACE
    assert "1,000,000,000 MB" in str(error)
    assert downloads(hub) == 0


FULL = """
import os, sys, tempfile
from pathlib import Path
from hub_server import Hub, serving
disk, content = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
def fill():
    with open(disk / "ballast", "wb") as ballast:
        os.posix_fallocate(ballast.fileno(), 0, os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - len(content) // 2)
hub = Hub({"maker/tiny/tiny-Q8_0.gguf": content}, on_download=fill)
with serving(hub):
    os.environ.update(HF_ENDPOINT=hub.url, HF_HUB_CACHE=str(disk / "hub"), XDG_CACHE_HOME=str(disk / "cache"))
    from edge_runtime.errors import EngineError
    from edge_runtime.hub import Wanted, _pull, locate, pull
    from huggingface_hub import constants
    constants.DOWNLOAD_CHUNK_SIZE = 1 << 16
    wanted = Wanted("maker/tiny", quantization="Q8_0")
    try:
        pull(wanted)
    except EngineError as error:
        print(error.reason.value, error.exit_code, locate(wanted))
    (disk / "ballast").unlink()
    hub.on_download = None
    print(pull(wanted).read_bytes() == content, hub.ranges[-1] is not None)
"""


def test_a_disk_that_becomes_full_is_said_and_gone_on_from(content: bytes, tmp_path: Path) -> None:
    """On a small disk of its own, filled while the download runs."""
    disk, file = tmp_path / "disk", tmp_path / "content"
    disk.mkdir()
    file.write_bytes(content)
    inside = f'mount -t tmpfs -o size=80m none "{disk}" && exec "$@"'
    for options in ("-m", "-Urm"):
        command = ["unshare", options, "sh", "-c", inside, "sh"]
        if (
            shutil.which("unshare")
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            break
    else:
        pytest.skip("no disk of one's own can be mounted here: run as root, or allow user namespaces")
    code = [sys.executable, "-c", FULL, str(disk), str(file)]
    env = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    done = subprocess.run(
        [*command, *code], capture_output=True, text=True, check=False, env=env, cwd=ROOT, timeout=100
    )
    assert done.stdout.split("\n")[:2] == ["no_space 1 None", "True True"], done.stderr


def test_the_commands_from_pull_to_rm(hub: Hub) -> None:
    from edge_runtime.cli import app

    runner, name = CliRunner(), f"{REPO}:Q4_K_M"

    def run(*arguments: str) -> str:
        done = runner.invoke(app, ["models", *arguments], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    path = Path(run("pull", name).strip())
    assert path.is_file()
    assert run("path", name).strip() == str(path)
    rows = {row["id"]: row for row in json.loads(run("list", "--json"))}
    assert rows[f"{REPO}/tiny-it-Q4_K_M.gguf"]["here"]
    found = json.loads(run("verify", name, "--json"))
    assert found["sha256"] == hub.sha256(FILE)
    assert found["compared with"] == "the hub"
    assert json.loads(run("info", name, "--json"))["quantization"] == "F32"
    assert "freed" in run("rm", name)
    assert not path.exists()
    assert list_cached() == []
    assert f"{REPO}" not in run("list")
    with pytest.raises(ModelNotFound):
        runner.invoke(app, ["models", "path", name], catch_exceptions=False)


@pytest.fixture
def split(hub: Hub, tmp_path: Path) -> list[str]:
    """Names in the repository of a model in three parts."""
    first = write_tiny_gguf(tmp_path / "tiny-it-F32.gguf", split=12)
    parts = part_paths(first)
    for part in parts:
        hub.files[f"{REPO}/{part.name}"] = part.read_bytes()
        part.unlink()
    assert len(parts) == 3
    return [part.name for part in parts]


def test_all_parts_of_a_split_model_are_fetched_checked_and_removed(hub: Hub, split: list[str]) -> None:
    from edge_runtime.cli import app

    wanted = Wanted(REPO, quantization="F32")
    path = pull(wanted)
    assert [part.read_bytes() for part in part_paths(path)] == [hub.files[f"{REPO}/{name}"] for name in split]
    assert path == locate(wanted) == pull(Wanted(REPO, split[1])) == find_model(f"{REPO}:F32")[0]
    assert downloads(hub) == 3
    runner = CliRunner()
    found = json.loads(runner.invoke(app, ["models", "verify", f"{REPO}:F32", "--json"], catch_exceptions=False).stdout)
    assert found["sha256"] == [hub.sha256(f"{REPO}/{name}") for name in split]
    rows = {row["id"]: row for row in json.loads(runner.invoke(app, ["models", "list", "--json"]).stdout)}
    row = rows[f"{REPO}/{split[0]}"]
    assert (row["here"], row["size_bytes"]) == (True, sum(len(hub.files[f"{REPO}/{name}"]) for name in split))
    assert not {f"{REPO}/{name}" for name in split[1:]} & set(rows)
    part_paths(path)[2].unlink()
    assert locate(wanted) is None
    assert [cached.whole for cached in list_cached()] == [False]
    with pytest.raises(ModelNotFound, match="not on this machine"):
        find_model(f"{REPO}:F32")
    assert "freed" in runner.invoke(app, ["models", "rm", f"{REPO}:F32"], catch_exceptions=False).stdout
    assert list_cached() == []


def test_a_part_that_is_wrong_or_missing_on_the_hub_is_named(hub: Hub, split: list[str]) -> None:
    wanted = Wanted(REPO, quantization="F32")
    whole = hub.files[f"{REPO}/{split[1]}"]
    hub.served[f"{REPO}/{split[1]}"] = whole[:-1] + bytes([whole[-1] ^ 1])
    assert split[1] in str(refused(wanted))
    del hub.served[f"{REPO}/{split[1]}"], hub.files[f"{REPO}/{split[1]}"]
    before = downloads(hub)
    assert f"has no {split[1]}" in str(refused(wanted))
    assert downloads(hub) == before
    hub.files[f"{REPO}/{split[1]}"] = whole
    assert pull(wanted).name == split[0]
    assert downloads(hub) == before + 2


def test_verify_and_rm_of_files_of_ones_own(hub: Hub, tmp_path: Path, content: bytes) -> None:
    from edge_runtime.cli import app

    mine = tmp_path / "mine.gguf"
    mine.write_bytes(content)
    runner = CliRunner()
    found = json.loads(runner.invoke(app, ["models", "verify", str(mine), "--json"], catch_exceptions=False).stdout)
    assert found["sha256"] == hash_file(mine)
    assert found["compared with"] == "nothing"
    assert json.loads(runner.invoke(app, ["models", "verify", "--json"]).stdout)["compared with"] == "the catalogue"
    for name, says in ((str(mine), "yours"), ("felt-small", "comes with")):
        with pytest.raises(EngineError, match=says):
            runner.invoke(app, ["models", "rm", name], catch_exceptions=False)
    assert mine.read_bytes() == content


@pytest.mark.parametrize(
    ("files", "quantization", "chosen"),
    [
        (["a-Q4_K_M.gguf", "a-Q4_K_S.gguf", "mmproj-Q4_K_M.gguf"], "Q4_K_M", "a-Q4_K_M.gguf"),
        (["a-q4_0.gguf", "a-q4_0_4_4.gguf"], "Q4_0", "a-q4_0.gguf"),
        (["a-UD-Q4_K_XL.gguf", "a-Q4_K_XL.gguf"], "q4_k_xl", "a-Q4_K_XL.gguf"),
        (["a-UD-Q4_K_XL.gguf"], "Q4_K_XL", "a-UD-Q4_K_XL.gguf"),
        (["a.Q8_0.gguf", "a.Q8_0.imatrix.gguf"], "Q8_0", "a.Q8_0.gguf"),
        (["Q8_0/a.gguf", "F16/a.gguf"], "Q8_0", "Q8_0/a.gguf"),
        (["only.gguf", "README.md"], None, "only.gguf"),
        (["a-Q8_0.gguf", "b-Q8_0.gguf"], "Q8_0", None),
        (["a-Q8_0-00002-of-00002.gguf", "a-Q8_0-00001-of-00002.gguf"], "Q8_0", "a-Q8_0-00001-of-00002.gguf"),
        (["a-Q8_0-00002-of-00003.gguf"], "Q8_0", "a-Q8_0-00001-of-00003.gguf"),
        (["a-Q8_0-00001-of-00002.gguf", "a-Q8_0.gguf"], "Q8_0", None),
        ([], "Q8_0", None),
    ],
)
def test_one_file_is_chosen_by_its_quantization(files: list[str], quantization: str | None, chosen: str | None) -> None:
    wanted = Wanted("a/b", quantization=quantization)
    if chosen is None:
        with pytest.raises(ModelNotFound):
            choose_file(files, wanted)
    else:
        assert choose_file(files, wanted) == chosen


@given(st.text(alphabet="abQ4_K/.:- ~", max_size=24))
def test_only_names_of_the_hub_are_taken_for_such(name: str) -> None:
    wanted = parse_wanted(name)
    if wanted is not None:
        assert wanted.repository.count("/") == 1
        assert ".." not in name
        assert not name.startswith(("/", ".", "~"))


def test_every_entry_of_the_catalogue_is_a_name_of_the_hub() -> None:
    for entry in load_catalog().model:
        if entry.wanted is not None:
            assert parse_wanted(f"{entry.repository}/{entry.file}") == Wanted(str(entry.repository), entry.file)
