"""`gamepad:` against a stand-in for the kernel at its narrowest point: the ioctls and what is written to the event device.

Where /dev/uinput is not there no gamepad can be made, so what the kernel does with them is not seen here. The structures
are ctypes' reading of linux/input.h, apart from the code's own.
"""

from __future__ import annotations

import ctypes
import errno
import threading
from pathlib import Path

import pytest

from firmware_bridge import BridgeReason, DeviceNotFound, LinkLost, _battery, _gamepad, list_devices, open_bridge
from lexicon import Breakpoint, Timeline

FF_RUMBLE, EV_FF = 0x50, 0x15


class Envelope(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint16) for name in ("attack_length", "attack_level", "fade_length", "fade_level")]


class Periodic(ctypes.Structure):
    _fields_ = [
        ("waveform", ctypes.c_uint16),
        ("period", ctypes.c_uint16),
        ("magnitude", ctypes.c_int16),
        ("offset", ctypes.c_int16),
        ("phase", ctypes.c_uint16),
        ("envelope", Envelope),
        ("custom_len", ctypes.c_uint32),
        ("custom_data", ctypes.POINTER(ctypes.c_int16)),
    ]


class Rumble(ctypes.Structure):
    _fields_ = [("strong_magnitude", ctypes.c_uint16), ("weak_magnitude", ctypes.c_uint16)]


class Union(ctypes.Union):
    _fields_ = [("periodic", Periodic), ("rumble", Rumble)]


class Effect(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_uint16),
        ("id", ctypes.c_int16),
        ("direction", ctypes.c_uint16),
        ("trigger", ctypes.c_uint16 * 2),
        ("replay_length", ctypes.c_uint16),
        ("replay_delay", ctypes.c_uint16),
        ("u", Union),
    ]


class Event(ctypes.Structure):
    _fields_ = [
        ("sec", ctypes.c_long),
        ("usec", ctypes.c_long),
        ("type", ctypes.c_uint16),
        ("code", ctypes.c_uint16),
        ("value", ctypes.c_int32),
    ]


def request(direction, number, size):
    return direction << 30 | size << 16 | 0x45 << 8 | number


class Kernel:
    """Event devices as files, and one rumble effect each."""

    def __init__(self, folder):
        self.folder, self.unplugged = folder, False
        self.effect, self.playing, self.erased = None, False, 0
        self.felt = []
        self.changed = threading.Condition()

    def plug(self, number, rumbles=True):
        (self.folder / f"event{number}").write_bytes(b"")
        (self.folder / f"bits{number}").write_text(str(int(rumbles)))

    def ioctl(self, file, code, argument):
        if self.unplugged:
            raise OSError(errno.ENODEV, "No such device")
        number = str(Path(f"/proc/self/fd/{file}").readlink()).rsplit("event", 1)[1]
        if code == request(2, 0x20 + EV_FF, 16):
            if (self.folder / f"bits{number}").read_text() == "1":
                argument[FF_RUMBLE // 8] |= 1 << FF_RUMBLE % 8
        elif code == request(2, 0x06, 64):
            argument[:8] = b"Pad\x1b[2J\0"
        elif code == request(1, 0x80, ctypes.sizeof(Effect)):
            effect = Effect.from_buffer_copy(argument)
            assert (effect.type, effect.replay_delay, effect.replay_length) == (FF_RUMBLE, 0, 2000)
            assert effect.id == (-1 if self.effect is None else 7)
            self.effect = effect
            Effect.from_buffer(argument).id = 7
        elif code == request(1, 0x81, 4):
            assert (argument, self.playing) == (7, False)
            self.effect, self.erased = None, self.erased + 1
        else:
            raise OSError(errno.EINVAL, "Invalid argument")

    def write(self, file, data):
        if self.unplugged:
            raise OSError(errno.ENODEV, "No such device")
        event = Event.from_buffer_copy(data)
        assert (len(data), event.type, event.code) == (ctypes.sizeof(Event), EV_FF, 7)
        with self.changed:
            self.playing = bool(event.value)
            rumble = self.effect.u.rumble
            self.felt.append((rumble.strong_magnitude, rumble.weak_magnitude) if self.playing else (0, 0))
            self.changed.notify_all()

    def until(self, condition):
        with self.changed:
            assert self.changed.wait_for(condition, 20), self.felt


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    kernel = Kernel(tmp_path)
    monkeypatch.setattr(_gamepad, "INPUTS", tmp_path)
    monkeypatch.setattr(_gamepad, "_ioctl", kernel.ioctl)
    monkeypatch.setattr(_gamepad, "_write", kernel.write)
    return kernel


def held(levels, ms):
    tracks = tuple(
        (Breakpoint(0, level, 170), Breakpoint(ms, level, 170), Breakpoint(ms, 0.0, 170)) for level in levels
    )
    return Timeline(tracks, ms)


def test_left_is_the_heavy_motor_and_the_effect_is_erased(kernel):
    kernel.plug(3, rumbles=False)
    kernel.plug(11)
    with open_bridge("gamepad:auto", max_level=0.5) as bridge:
        assert [(motor.x, motor.kind.value) for motor in bridge.layout.motors] == [(0.0, "erm"), (1.0, "erm")]
        bridge.play(1, held((0.9, 0.25), 200))
        assert bridge.drained(20)
        kernel.until(lambda: kernel.felt[-1] == (0, 0))
    assert (127 * 257, 64 * 257) in kernel.felt
    assert max(max(pair) for pair in kernel.felt) <= 127 * 257
    assert (kernel.erased, kernel.playing) == (1, False)


def test_a_long_hold_is_renewed_before_the_system_ends_it(kernel, monkeypatch):
    monkeypatch.setattr(_gamepad, "RENEW_S", 0.02)
    kernel.plug(0)
    with open_bridge("gamepad:auto") as bridge:
        bridge.play(1, held((0.5, 0.0), 10_000))
        kernel.until(lambda: sum(strong > 0 for strong, _ in kernel.felt) > 3)
        bridge.stop("person")
        kernel.until(lambda: kernel.felt[-1] == (0, 0))
    assert kernel.erased == 1


def test_the_battery_is_what_the_system_says_of_the_controller(kernel, tmp_path, monkeypatch):
    monkeypatch.setattr(_gamepad, "ABOUT", tmp_path / "class")
    monkeypatch.setattr(_battery, "BATTERY_S", 0.02)
    kernel.plug(7)
    supply = tmp_path / "class" / "event7" / "device" / "device" / "power_supply" / "ps-controller-battery"
    with open_bridge("gamepad:auto") as bridge:
        assert bridge.health.battery is None
        supply.mkdir(parents=True)
        for said, share in [("62\n", 0.62), ("unknown\n", None), ("5\n", 0.05), ("101\n", None)]:
            (supply / "new").write_text(said)
            (supply / "new").rename(supply / "capacity")
            until(lambda share=share: bridge.health.battery == share)


def until(condition):
    bell = threading.Event()
    for _ in range(2000):
        if condition():
            return
        bell.wait(0.01)
    raise AssertionError("it did not come")


def stop_and_play_on(bridge):
    bridge.stop("person")
    bridge.play(2, held((0.5, 0.5), 10_000))
    bridge.drained(20)


def test_a_gamepad_that_is_unplugged_is_a_lost_link(kernel):
    kernel.plug(0)
    with open_bridge("gamepad:auto") as bridge:
        bridge.play(1, held((0.5, 0.5), 10_000))
        kernel.until(lambda: kernel.felt)
        kernel.unplugged = True
        with pytest.raises(LinkLost, match=r"Pad\[2J \(event0\) can no longer be reached: No such device"):
            stop_and_play_on(bridge)


def test_no_gamepad_and_several_are_sentences(kernel):
    kernel.plug(3, rumbles=False)
    with pytest.raises(DeviceNotFound, match="No gamepad that rumbles is there") as none:
        open_bridge("gamepad:auto")
    assert none.value.exit_code == 3
    with pytest.raises(DeviceNotFound, match="has nothing that rumbles"):
        open_bridge(f"gamepad:{kernel.folder / 'event3'}")
    with pytest.raises(DeviceNotFound, match="cannot be opened: No such file"):
        open_bridge(f"gamepad:{kernel.folder / 'event9'}")
    kernel.plug(4)
    kernel.plug(5)
    with pytest.raises(DeviceNotFound, match="2 gamepads could be meant") as several:
        open_bridge("gamepad:auto")
    assert several.value.reason is BridgeReason.SEVERAL_FOUND
    found = [device for device in list_devices() if device.uri.startswith("gamepad:")]
    assert [(device.name, device.simulated) for device in found] == [("Pad[2J", False)] * 2
    with open_bridge(found[0].uri) as bridge:
        assert len(bridge.layout) == 2
