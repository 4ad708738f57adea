"""How gunicorn serves the faces: two workers of four threads, on this machine only unless HOST is set.

Threads, though a sync worker is a little faster, because a browser opens spare connections that say
nothing and each would hold a sync worker until it times out. The app writes the request log itself,
without personal data.
"""

import gc
import os
import sys
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = False

timeout = 30  # seconds
graceful_timeout = 20  # seconds
keepalive = 5  # seconds
max_requests = 5_000
max_requests_jitter = 500

limit_request_line = 4_094  # bytes
limit_request_fields = 60
limit_request_field_size = 8_190  # bytes

accesslog = None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
proc_name = "alongside-web"

# The heartbeat file belongs in memory: on a busy disk it can stall a worker.
if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK):
    worker_tmp_dir = "/dev/shm"


def post_worker_init(_worker: object) -> None:
    """Let a page be made in one go: fewer looks of the garbage collector, fewer changes of thread.

    What was loaded stays for good, so the collector need not see it; a page makes thousands of
    short-lived objects, and looking at every 700 costs 5% of it. Threads that wait for this one
    ask for their turn every 5 ms, half-way through a page, which costs 10%; whatever waits for
    the disk or the network still gives way at once.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    sys.setswitchinterval(0.05)  # seconds
