"""Touch over HTTP and the WebSocket: who may, what stops, and which browsers follow."""

from __future__ import annotations

import contextlib
import json
import threading
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from edge_runtime.engines import Piece, ScriptedEngine
from edge_runtime.serve import _events
from firmware_bridge.formats import Format, read_clip
from lexicon import TOKENS

WAIT_S = 60.0
SLOWLY = 0.25
"""Else the device of a machine that is very busy takes its host for dead and halts."""
BLOCK = "[begin_haptics][steady][i3][pat_pulse][m_all][t2s][end_haptics]"
ASK = [{"role": "user", "content": "hello"}]


def until(socket: ClientConnection, kind: str, **fields: Any) -> dict[str, Any]:
    """Read on until an event of this kind has these fields."""
    while True:
        event = json.loads(socket.recv(timeout=WAIT_S))
        if event["kind"] == kind and all(event.get(name) == value for name, value in fields.items()):
            return event


def until_moving(socket: ClientConnection, kind: str = "level") -> dict[str, Any]:
    while not any((event := until(socket, kind))["levels"]):
        pass
    return event


def rests(server) -> bool:
    bridge = server.monitor.rig.bridge
    return bridge is None or bridge.drained(WAIT_S)


def test_only_the_person_at_the_machine_turns_touch_on_and_anybody_turns_it_off(serve) -> None:
    with serve() as server:
        assert server.post("/v1/haptics/play", {"text": BLOCK}).json()["error"]["code"] == "haptics_off"
        assert server.post("/v1/haptics/switch", {"on": True}).json()["error"]["code"] == "person_only"
        assert server.monitor.rig.on is False
        state = server.post("/v1/haptics/switch", {"on": True}, headers=server.person).json()
        assert (state["haptics"]["on"], state["device"]["link"], state["person"]) == (True, "up", True)
        with server.events() as socket:
            assert server.post("/v1/haptics/play", {"text": BLOCK}).json()["programs"]
            until_moving(socket)
            off = server.post("/v1/haptics/switch", {"on": False}).json()
        assert (off["haptics"]["on"], off["device"]["link"]) == (False, "off")
        assert rests(server)


def test_no_caller_raises_a_limit_and_the_person_not_above_the_servers(serve) -> None:
    with serve(haptics=True, max_level=0.5) as server:
        limit = "/v1/haptics/devices/limit"
        assert server.post(limit, {"max_level": 0.2}).json()["device"]["max_level"] == pytest.approx(0.2, abs=0.004)
        assert server.post(limit, {"max_level": 0.3}).json()["error"]["code"] == "person_only"
        with server.events("?kinds=level") as socket:
            server.post("/v1/haptics/play", {"text": BLOCK})
            assert max(until_moving(socket)["levels"]) <= 0.2
        assert server.post(limit, {"max_level": 0.9}, headers=server.person).status_code == 400
        raised = server.post(limit, {"max_level": 0.4}, headers=server.person).json()
        assert raised["device"]["max_level"] == pytest.approx(0.4, abs=0.004)


def test_no_file_is_named_from_afar_and_devices_are_the_persons(serve, tmp_path) -> None:
    connect = "/v1/haptics/devices/connect"
    with serve(haptics=True) as server:
        assert server.post(connect, {"uri": "mock:?motors=2"}).json()["error"]["code"] == "person_only"
        for uri in (
            f"file:{tmp_path}/x.jsonl",
            f"sim:?log={tmp_path}/x.jsonl",
            "tcp:10.0.0.1:22",
            "serial:/dev/null",
            "nonsense",
        ):
            refused = server.post(connect, {"uri": uri}, headers=server.person)
            assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad_request"), uri
        assert not list(tmp_path.iterdir())
        state = server.post(connect, {"uri": "mock:?motors=2"}, headers=server.person).json()
        assert (len(state["device"]["motors"]), state["device"]["link"]) == (2, "up")
        gone = server.post(connect, {"uri": "web:"}, headers=server.person)
        assert gone.json()["error"]["code"] == "no_device"
        rows = server.get("/v1/haptics/devices").json()["devices"]
        assert [row["uri"] for row in rows if row["connected"]] == ["mock:?motors=2"]
        assert server.post("/v1/haptics/devices/test").json()["error"]["code"] == "person_only"
        tested = server.post("/v1/haptics/devices/test", headers=server.person).json()
        assert tested["motors"] == [{"motor": 1, "moved": True}, {"motor": 2, "moved": True}]


class Slow(ScriptedEngine):
    """Gives one piece each time the test allows it."""

    def __init__(self, *answers: Any) -> None:
        super().__init__(*answers)
        self.go_on = threading.Semaphore(0)

    def generate(self, messages, sampling, *, seed, cancel):
        for item in super().generate(messages, sampling, seed=seed, cancel=cancel):
            if isinstance(item, Piece):
                with cancel.calling(self.go_on.release):
                    assert self.go_on.acquire(timeout=WAIT_S)
            yield item


def test_a_stop_passes_a_busy_model_and_nothing_of_that_answer_is_felt_again(serve) -> None:
    engine = Slow(["one ", BLOCK, "two ", BLOCK, "three"], [BLOCK])
    with serve(engine, haptics=True) as server, server.events() as socket:
        said: list[str] = []

        def ask() -> None:
            answer = server.client().chat.completions.create(model="scripted", messages=ASK)
            said.append(answer.choices[0].message.content)

        thread = threading.Thread(target=ask)
        thread.start()
        engine.go_on.release(2)
        until_moving(socket)
        # The model is in the middle of its answer, and says nothing until it may.
        assert server.post("/v1/haptics/stop").json() == {"stopped": True}
        assert rests(server)
        engine.go_on.release(3)
        thread.join(WAIT_S)
        assert said[0].split() == ["one", "two", "three"]
        until(socket, "stop", reason="person")
        end = until(socket, "end")
        assert end["blocks"] == 1 or end["blocks"] == 0
        assert rests(server)
        assert server.monitor.state(person=False).device.levels == [0.0] * 4
        # The next answer is felt again.
        engine.go_on.release()
        server.client().chat.completions.create(model="scripted", messages=ASK)
        until_moving(socket)


LONG = "[begin_haptics][steady][i3][pat_pulse][m_all][t5s][end_haptics]"


@pytest.mark.parametrize("first", ["play", "answer"])
def test_who_leaves_takes_its_own_touch_along_and_nobody_elses(serve, first) -> None:
    """What plays when a caller leaves in the middle of its answer: the other's goes on, or has its turn."""
    engine = Slow([LONG, "and on"])
    kinds = "?kinds=plan,start,stop,level"
    with serve(engine, haptics=True, time_scale=SLOWLY) as server, server.events(kinds) as socket:

        def play() -> int:
            return server.post("/v1/haptics/play", {"text": LONG}).json()["programs"][0]["id"]

        others = play() if first == "play" else 0
        if others:
            until(socket, "plan", id=others)
            until(socket, "start", id=others)
        body = {"messages": ASK, "stream": True}
        engine.go_on.release()
        with httpx.stream("POST", server.url + "/v1/chat/completions", json=body, timeout=WAIT_S):
            own = until(socket, "plan")["id"]
            if not others:
                until(socket, "start", id=own)
                others = play()
        stop = until(socket, "stop")
        assert (stop["reason"], stop["id"]) == ("cancelled", own)
        if first == "answer":
            until(socket, "start", id=others)
        until_moving(socket)
        assert server.monitor.rig.stops == 0


@pytest.mark.parametrize("cut", ["stop", "length"])
def test_an_answer_that_is_cut_is_felt_to_the_end_of_what_it_had_said(serve, late_after, cut) -> None:
    """By a stop text, or because it takes too long: what was whole plays, nothing after it does, the motors rest."""
    begun = "[begin_haptics][steady][i3][pat_pulse][m_all][t250ms]"
    engine = Slow([begun, "one ", f"END[spark][t5s][end_haptics]{LONG}", LONG])
    engine.go_on.release(2 if cut == "length" else 4)
    rules = {"answer_s": 0.05} if cut == "length" else {}
    late_after("one")
    kinds = "?kinds=program,start,stop,level,end"
    with serve(engine, haptics=True, time_scale=SLOWLY, **rules) as server, server.events(kinds) as socket:
        answer = server.client().chat.completions.create(model="scripted", messages=ASK, stop=["END"])
        assert (answer.choices[0].message.content.strip(), answer.choices[0].finish_reason) == ("one", cut)
        assert rests(server)
        assert server.post("/v1/haptics/play", {"text": BLOCK}).json()["programs"]  # what comes after it
        seen: list[dict[str, Any]] = []
        while sum(event["kind"] == "start" for event in seen) < 2:
            seen.append(json.loads(socket.recv(timeout=WAIT_S)))
    (program,) = [event for event in seen if event["kind"] == "program"][:1]
    assert [step["duration_ms"] for step in program["steps"]] == [250]
    assert [event["reason"] for event in seen if event["kind"] in {"stop", "end"}] == [cut]
    start = next(event for event in seen if event["kind"] == "start")
    last = [event for event in seen if event["kind"] == "level" and any(event["levels"])][-1]
    assert last["t_device_ms"] - start["t_device_ms"] > 125


def test_a_model_can_end_touch_and_not_begin_it(serve) -> None:
    with serve(ScriptedEngine([BLOCK, "[haptics_off]"], [BLOCK]), haptics=True) as server:
        client = server.client()
        client.chat.completions.create(model="scripted", messages=ASK)
        assert server.monitor.rig.on is False
        again = client.chat.completions.create(model="scripted", messages=ASK)
        assert server.monitor.rig.on is False
        assert not [event for event in again.model_extra["haptics"] if event["kind"] == "program"]


def test_plans_come_before_their_levels_and_events_say_whose_they_are(serve) -> None:
    with serve(ScriptedEngine([f"Hi {BLOCK}"]), haptics=True) as server, server.events() as socket:
        assert json.loads(socket.recv(timeout=WAIT_S))["kind"] == "state"
        answer = server.client().chat.completions.create(model="scripted", messages=ASK)
        seen: list[dict[str, Any]] = []
        while not any(event["kind"] == "level" and any(event["levels"]) for event in seen):
            seen.append(json.loads(socket.recv(timeout=WAIT_S)))
    kinds = [event["kind"] for event in seen]
    (plan,) = [event for event in seen if event["kind"] == "plan"]
    (start,) = [event for event in seen if event["kind"] == "start"]
    assert plan["id"] == start["id"]
    assert len(plan["tracks"]) == 4
    assert kinds.index("plan") < kinds.index("level")
    assert {event["answer"] for event in seen if event["kind"] in {"prompt", "piece", "text", "tag"}} == {answer.id}
    assert not {"tx", "rx"} & set(kinds)


def test_browsers_follow_after_a_click_and_the_last_one_to_leave_ends_the_touch(serve) -> None:
    with serve(device="web:", haptics=True) as server:
        assert server.get("/v1/haptics/state").json()["device"]["link"] == "down"
        assert server.post("/v1/haptics/play", {"text": BLOCK}).json()["error"]["code"] == "no_device"
        with server.events("?kinds=web") as quiet, server.events("?kinds=web") as phone:
            phone.send('{"kind": "follow", "on": true}')
            while until(phone, "state")["device"]["link"] != "up":
                pass
            assert server.post("/v1/haptics/play", {"text": BLOCK}).json()["programs"]
            moving = until_moving(phone, "web")
            assert until_moving(phone, "web")["t_ms"] > moving["t_ms"]
            phone.close()
            while (state := until(quiet, "state"))["followers"] or state["device"]["link"] != "down":
                server.get("/v1/haptics/state")
                if server.monitor.rig.link.state == "down" and not state["followers"]:
                    break
        assert server.monitor.rig.link.state == "down"


@pytest.mark.parametrize(
    "message",
    [
        "nonsense",
        "[]",
        '{"kind": "follow"}',
        '{"kind": "ping", "t": "x"}',
        "x" * 5000,
        '{"kind": "switch", "on": true}',
    ],
)
def test_a_message_that_is_none_of_ours_closes_the_socket(serve, message) -> None:
    with serve(haptics=True) as server:
        with server.events() as socket:
            socket.send('{"kind": "ping", "t": 12.5}')
            assert until(socket, "pong")["t"] == 12.5
            socket.send(message)
            with pytest.raises(ConnectionClosed):
                until(socket, "nothing")
        assert server.get("/health").status_code == 200


def test_a_stop_over_the_socket_stops(serve) -> None:
    with serve(haptics=True) as server, server.events() as socket:
        server.post("/v1/haptics/play", {"text": BLOCK})
        until_moving(socket)
        socket.send('{"kind": "stop"}')
        until(socket, "stop", reason="person")
        assert rests(server)


def test_there_are_only_so_many_sockets(serve, monkeypatch) -> None:
    monkeypatch.setattr(_events, "SOCKETS_MAX", 1)
    with serve() as server, server.events() as first:
        until(first, "state")
        with server.events() as second, pytest.raises(ConnectionClosed) as caught:
            second.recv(timeout=WAIT_S)
        assert caught.value.rcvd.code == 1013


def test_compile_draws_and_render_writes_every_format(serve) -> None:
    with serve() as server:
        drawn = server.post("/v1/haptics/compile", {"text": BLOCK}).json()
        assert drawn["duration_ms"] == 2000
        assert len(drawn["tracks"]) == len(drawn["motors"]) == 4
        assert drawn["svg"].startswith("<svg")
        hostile = server.post("/v1/haptics/compile", {"text": f"<script>alert(1)</script>{BLOCK}"}).json()["svg"]
        assert "<script" not in hostile
        for row in server.get("/v1/haptics/formats").json()["formats"]:
            file = server.post("/v1/haptics/render", {"text": BLOCK, "format": row["ending"]})
            assert file.status_code == 200, row
            assert f"touch{row['ending']}" in file.headers["content-disposition"]
            if row["ending"] in {".ahap", ".haptic", ".hjif"}:
                assert read_clip(file.content, Format(row["ending"]), "x").timeline.duration_ms > 1900
        for text in ("no tag in here", "[stop]"):
            assert server.post("/v1/haptics/compile", {"text": text}).status_code == 400
        assert server.post("/v1/haptics/render", {"text": BLOCK, "format": ".exe"}).status_code == 400


def test_the_lexicon_is_all_there_and_its_examples_play(serve) -> None:
    with serve() as server:
        tokens = server.get("/v1/lexicon").json()["tokens"]
        assert [token["tag"] for token in tokens] == [token.tag for token in TOKENS]
        for token in tokens:
            if token["group"] != "safety":
                assert token["example"]
        some = [tokens[0], tokens[5], tokens[30], tokens[-3]]
        for token in some:
            if token["example"]:
                compiled = server.post("/v1/haptics/compile", {"text": token["example"]}).json()
                assert compiled["duration_ms"] == token["duration_ms"]
        assert server.get("/v1/lexicon/calm.svg?theme=dark").text.startswith("<svg")
        assert server.get("/v1/lexicon/none.svg").status_code == 404


def test_only_traces_of_the_one_folder_are_opened(serve, tmp_path) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    trace = '{"t_ms": 0.0, "kind": "session"}\n{"t_ms": 1.0, "kind": "end"}\n'
    (runs / "good.jsonl").write_text(trace)
    (runs / "other.txt").write_text("secret")
    (runs / "folder").mkdir()
    (tmp_path / "outside.jsonl").write_text(trace)
    with contextlib.suppress(OSError):
        (runs / "link.jsonl").symlink_to(tmp_path / "outside.jsonl")
    with serve(runs=runs) as server:
        assert [run["name"] for run in server.get("/v1/runs").json()["runs"]] == ["good.jsonl"]
        assert server.get("/v1/runs/good.jsonl").text == trace
        for name in ("link.jsonl", "other.txt", "folder", "%2e%2e%2foutside.jsonl", "..%2Foutside.jsonl", "nothing"):
            assert server.get(f"/v1/runs/{name}").status_code == 404, name
    with serve() as server:
        assert server.get("/v1/runs").json() == {"runs": []}
