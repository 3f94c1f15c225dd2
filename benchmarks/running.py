"""The service as a process of its own, as it is run in earnest."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from types import TracebackType
from urllib.request import urlopen

_ADDRESS = re.compile(r"running on (http://[\d.:]+)")


class Running:
    """``quellenlage serve`` on a free port, ready when entered; ``log`` grows with its lines."""

    def __init__(self, *options: str) -> None:
        self._command = [sys.executable, "-m", "quellenlage", "serve", "--port", "0", *options]
        self.log: list[str] = []
        self.url = ""

    def __enter__(self) -> Running:
        self.process = subprocess.Popen(self._command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        begin = time.monotonic()
        while not self.url:
            assert self.process.poll() is None, self.log
            assert time.monotonic() - begin < 60, self.log
            time.sleep(0.02)
        with urlopen(f"{self.url}/readyz") as answer:
            assert answer.status == 200
        return self

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(line)
            if found := _ADDRESS.search(line):
                self.url = found[1]

    def tell(self) -> None:
        """Tell it to end."""
        self.process.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        """Wait until it has ended and all its lines are in the log; returns its exit code."""
        code = self.process.wait(60)
        self._reader.join()
        return code

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.tell()
            self.wait()
