"""What a process is given before it works."""

import subprocess
import sys

ASKED = """
import resource
from worker import wiring
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
wiring.allow_connections()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(hard, 4096))
"""


def test_a_process_may_hold_more_connections_than_the_system_gives_at_first() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
