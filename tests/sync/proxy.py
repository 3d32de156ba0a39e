"""A poor line on loopback: a TCP proxy that is slow, stalls, is cut, and loses answers.

TCP hides loss from those who speak through it: a lost packet is a pause until it has come again, and so it is here.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import SystemRandom

CHANCE = SystemRandom()
PACKET = 1400  # bytes
STALL = 0.3  # seconds until a lost packet has come again


class PoorLine:
    """A line to a port of this machine: `bits` a second for all together (0: any), `loss` as a share of packets."""

    def __init__(self, target: int, bits: int = 0, loss: float = 0.0) -> None:
        self.target, self.bits, self.loss, self.is_cut = target, bits, loss, False
        self.port = self.came_down = self.to_swallow = 0
        #: Bytes come down after which it is cut; 0: never.
        self.cut_at = 0
        self.ends: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Break every connection in the middle, and refuse new ones until it is healed: `is_cut = False`."""
        self.is_cut = True
        self.loop.call_soon_threadsafe(self._break, *self.ends)

    def swallow(self, answers: int = 1) -> None:
        """Let so many requests arrive whose answers do not come."""
        self.to_swallow = answers

    def _break(self, *ends: asyncio.StreamWriter) -> None:
        for each in ends:
            each.transport.abort()

    async def serve(self, ready: threading.Event) -> None:
        self.loop, self.turn, self.ended = asyncio.get_running_loop(), asyncio.Lock(), asyncio.Event()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self.ended.wait()
        server.close()
        self._break(*self.ends)

    async def _accept(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        if self.is_cut:
            return self._break(client)
        with suppress(OSError, asyncio.CancelledError):  # cancelled where the rig ends first
            answers, server = await asyncio.open_connection("127.0.0.1", self.target)
            self.ends |= (pair := {client, server})
            await asyncio.gather(self._carry(reader, server), self._carry(answers, client, down=True))
            self.ends -= pair
        return None

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, down: bool = False) -> None:
        with suppress(OSError):
            while data := await reader.read(PACKET):
                if down and self.to_swallow:
                    self.to_swallow -= 1
                    break
                async with self.turn:
                    await asyncio.sleep(len(data) * 8 / self.bits if self.bits else 0)
                await asyncio.sleep(STALL if CHANCE.random() < self.loss else 0)
                self.came_down += len(data) if down else 0
                if 0 < self.cut_at < self.came_down:
                    self.cut_at = 0
                    self.cut()
                writer.write(data)
                await writer.drain()
        writer.close()


@contextmanager
def poor_line(url: str, bits: int = 0, loss: float = 0.0) -> Iterator[PoorLine]:
    """A poor line to the server at `url`, in a thread of its own."""
    line, ready = PoorLine(int(url.rsplit(":", 1)[1]), bits, loss), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(line.serve(ready)), daemon=True)
    thread.start()
    assert ready.wait(10)
    yield line
    line.loop.call_soon_threadsafe(line.ended.set)
    thread.join(10)
