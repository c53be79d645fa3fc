"""MiniStack, for as long as whoever started it holds the other end of standard input."""

import asyncio
import os
import signal
import sys
import threading

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.app import app


def end_with_parent():
    sys.stdin.read()
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with_parent, daemon=True).start()
config = Config()
config.bind = [sys.argv[1]]
config.keep_alive_timeout = 600
asyncio.run(serve(app, config))
