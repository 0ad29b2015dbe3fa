"""A worker process: it calls the bodies that its engine sends, one at a time, in its main thread.

The engine is at the other end of one socket, so that standard input and output stay the body's. When that end closes,
the engine is gone, and the worker ends too: at once when a body is at work, with all processes that the body started.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Sequence
from queue import SimpleQueue

from gorkflow.runners.body import perform
from gorkflow.runners.main_module import MainModule
from gorkflow.runners.messages import PREFIX, Asked, Call, Frame, Hello, Message, pack, unpack

EXIT_SECONDS = 2.0


class Connection:
    """The worker's end of the socket. Reading is for one thread, writing for any."""

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)
        self._socket.set_inheritable(False)
        self._file = self._socket.makefile("rb")
        self._lock = threading.Lock()
        self._is_dropped = False
        os.register_at_fork(after_in_child=self.drop)

    def receive(self) -> Frame | None:
        """The next message; None when the engine is gone."""
        try:
            prefix = self._file.read(PREFIX.size)
            if len(prefix) < PREFIX.size:
                return None
            header_size, rest_size = PREFIX.unpack(prefix)
            header, rest = self._file.read(header_size), self._file.read(rest_size)
        except OSError:
            return None
        return unpack(header, rest) if len(header) == header_size and len(rest) == rest_size else None

    def send(self, message: Message, parts: Sequence[bytes] = ()) -> None:
        """Send a message; from a process that the body forked, nothing."""
        frame = pack(message, parts)
        with self._lock:
            if self._is_dropped:
                return
            try:
                self._socket.sendall(frame)
            except OSError:  # the engine is gone, or the body has closed the socket
                end_group()

    def drop(self) -> None:
        """In a process that the body forked: the socket is not its own, and would look open to the engine."""
        self._lock = threading.Lock()  # another thread may have held it
        self._is_dropped = True
        with contextlib.suppress(OSError):
            os.close(self._socket.detach())


class Worker:
    """Serves one engine until its socket closes."""

    def __init__(self, fd: int) -> None:
        self._connection = Connection(fd)
        self._calls: SimpleQueue[Frame | None] = SimpleQueue()
        self._answers: SimpleQueue[Frame] = SimpleQueue()
        self._asking = threading.Lock()
        self._is_busy = False
        self._pid = os.getpid()
        self._main = MainModule(None, None)
        self.max_payload_bytes = 0

    def serve(self) -> None:
        """Call bodies until the engine closes the socket."""
        first = self._connection.receive()
        if first is None or not isinstance(first.message, Hello):
            return
        self._become(first.message)
        threading.Thread(target=self._read, name="gorkflow-engine", daemon=True).start()
        while (frame := self._calls.get()) is not None:
            self._serve_one(frame)
            del frame

    def tell(self, message: Message, parts: Sequence[bytes] = ()) -> None:
        """Send a message to the engine."""
        self._connection.send(message, parts)

    def ask(self, question: Asked) -> Frame:
        """Send a question and wait for its answer; bodies may ask from several threads."""
        with self._asking:
            self.tell(question)
            return self._answers.get()

    def _become(self, hello: Hello) -> None:
        sys.path[:] = hello.path
        sys.argv[:] = hello.argv
        self._main = MainModule(hello.main_module, hello.main_file)
        self.max_payload_bytes = hello.max_payload_bytes

    def _serve_one(self, frame: Frame) -> None:
        if not isinstance(frame.message, Call):
            return
        reply = perform(frame.message, frame.parts, self, self._main)
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):  # the body may have closed or replaced them
                stream.flush()
        if os.getpid() != self._pid:
            os._exit(0)  # a process that the body forked has come out of the body: its outcome is nobody's
        self._is_busy = False
        self.tell(reply.message, reply.parts)

    def _read(self) -> None:
        while (frame := self._connection.receive()) is not None:
            if isinstance(frame.message, Call):
                self._is_busy = True
                self._calls.put(frame)
            else:
                self._answers.put(frame)
        if not self._is_busy:
            self._calls.put(None)
            time.sleep(EXIT_SECONDS)  # for what the interpreter does at exit
        end_group()


def end_group() -> None:
    """End this worker at once, with all that its bodies have started."""
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)


def main() -> None:
    """Serve the engine at the file descriptor that is the first argument."""
    Worker(int(sys.argv[1])).serve()


if __name__ == "__main__":
    main()
