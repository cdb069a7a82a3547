"""The command line: `diemtin COMMAND`. Results go to standard output, everything else to standard error.

Exit status: 0 done; 1 done, but some inputs failed (each is named); 2 the call or the settings are
wrong, said in one line; 130 interrupted. A command returns its status; errors that are the user's
to mend are caught here, once.
"""

import importlib
import os
import sys

import click

from scrapers.errors import BadSite
from storage.errors import StoreError
from worker.alerts.errors import AlertError
from worker.errors import BadSettings
from worker.version import VERSION

# One line a command: its module in this package, imported only when it is called.
COMMANDS = {
    "run": "run",
    "extract": "extract",
    "judge": "judge",
    "ingest": "ingest",
    "feed": "feed",
    "stories": "stories",
    "talks": "talks",
    "events": "events",
    "explain": "explain",
    "alerts": "alerts",
    "dates": "dates",
    "sites": "sites",
    "correct": "correct",
    "rebuild": "record",
    "verify": "record",
    "doctor": "doctor",
    "migrate": "services",
    "beat": "services",
    "worker": "services",
    "web": "services",
}

THEIRS = (BadSettings, AlertError, StoreError, BadSite)


class Doors(click.Group):
    """Commands that are imported when they are called: `judge` must not wait for a web server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"worker.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(
    cls=Doors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(VERSION, prog_name="diemtin")
def diemtin() -> None:
    """Điểm tin: watches Vietnamese news for a topic, and tells you once, with the sentences that prove it."""


def call(arguments: list[str]) -> int:
    """Run one command; gives the exit status."""
    try:
        return int(diemtin.main(arguments, prog_name="diemtin", standalone_mode=False) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except THEIRS as error:
        click.secho(f"diemtin: {error}", err=True, fg="red")
        return 2
    except (KeyboardInterrupt, click.Abort):
        return 130


def main() -> None:
    """The entry point of the `diemtin` program."""
    try:
        status = call(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # `diemtin events | head`: the reader has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
