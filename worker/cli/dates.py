"""diemtin dates: every date expression in a text, resolved."""

from dataclasses import asdict

import click

from scrapers.dates import expressions
from scrapers.dates import published as read_when
from worker.cli import output


@click.command()
@click.argument("text")
@click.option(
    "--published", required=True, help="The day the text was published: 2022-01-11 or 11/1/2022."
)
@output.as_json
def dates(text: str, published: str, *, as_json: bool) -> int:
    """Resolve the date expressions of TEXT against its day of publication."""
    when = read_when(published)
    if not when:
        raise click.BadParameter(f"--published: {published!r} is no date; write 2022-01-11")
    found = expressions(text, when)
    if as_json:
        for one in found:
            output.ndjson(asdict(one))
    else:
        output.table(
            ("text", "date", "start", "end"),
            ((one.text, one.date, one.start, one.end) for one in found),
            empty="no date expression found",
        )
    return 0
