"""What waits to be written over BLE: how many at once, in which order, and what closing leaves of it."""

from __future__ import annotations

import asyncio

from firmware_bridge._ble_writer import MAX_IN_FLIGHT, MAX_WAITING, Writer


class Stack:
    """Writes that end when they are told to."""

    def __init__(self):
        self.begun = []
        self.ends = []
        self.writer = Writer(self.write)

    async def write(self, packet):
        self.begun.append(packet)
        end = asyncio.Event()
        self.ends.append(end)
        await end.wait()

    async def put(self, *packets, urgent=False):
        for packet in packets:
            assert self.writer.put(packet, urgent=urgent)
        self.writer.pump()
        await settle()

    async def end(self, count):
        for _ in range(count):
            self.ends.pop(0).set()
            await settle()


async def settle():
    for _ in range(8):
        await asyncio.sleep(0)


PLAIN = [bytes([n]) for n in range(8)]


def test_plain_packets_leave_one_place_for_a_stop():
    async def run():
        stack = Stack()
        await stack.put(*PLAIN)
        assert stack.begun == PLAIN[: MAX_IN_FLIGHT - 1]
        await stack.put(b"stop", urgent=True)
        assert stack.begun == [*PLAIN[:3], b"stop"]
        await stack.put(b"stop again", urgent=True)
        assert len(stack.begun) == MAX_IN_FLIGHT
        await stack.end(1)
        assert stack.begun[4:] == [b"stop again"]
        await stack.end(2)
        assert stack.begun[5:] == [PLAIN[3]]
        await stack.end(6)
        assert stack.begun[5:] == PLAIN[3:]
        stack.writer.drop()
        await settle()

    asyncio.run(run())


def test_one_by_one_keeps_a_place_for_a_stop_too():
    async def run():
        stack = Stack()
        stack.writer.one_by_one = True
        await stack.put(*PLAIN[:3])
        assert stack.begun == PLAIN[:1]
        await stack.put(b"stop", urgent=True)
        assert stack.begun == [PLAIN[0], b"stop"]
        await stack.end(2)
        assert stack.begun == [PLAIN[0], b"stop", PLAIN[1]]
        stack.writer.drop()
        await settle()

    asyncio.run(run())


def test_there_is_room_for_so_many_each():
    writer = Stack().writer
    assert all(writer.put(b"x", urgent=False) for _ in range(MAX_WAITING))
    assert not writer.put(b"x", urgent=False)
    assert writer.put(b"x", urgent=True)


def test_finishing_lets_the_urgent_leave_and_drops_the_rest():
    async def run():
        stack = Stack()
        await stack.put(*PLAIN)
        await stack.put(b"stop", b"stop again", urgent=True)
        finishing = asyncio.create_task(stack.writer.finish(60))
        await stack.end(4)
        assert not finishing.done()
        await stack.end(1)
        await finishing
        assert stack.begun == [*PLAIN[:3], b"stop", b"stop again"]

    asyncio.run(run())


def test_finishing_gives_up_on_what_hangs():
    async def run():
        stack = Stack()
        await stack.put(*PLAIN)
        await stack.writer.finish(0.01)
        await settle()
        assert not stack.writer._running
        assert stack.begun == PLAIN[:3]

    asyncio.run(run())
