"""Fuzzes one target: python -m tests.fuzz.run TARGET SECONDS. Needs atheris, from requirements.txt.

The corpus grows under build/fuzz; an input that breaks a promise is left in build/fuzz/TARGET-*,
to be minimised with `... run TARGET SECONDS -minimize_crash=1 FILE` and kept in tests/fuzz/found.
"""

import sys

import atheris

with atheris.instrument_imports(include=["scrapers"]):
    from tests.fuzz.targets import TARGETS

from tests.fuzz.seeds import ROOT, findings, seeds

_LARGEST = {"page": 60_000, "listing": 60_000, "when": 400, "address": 400, "words": 400}
_MEGABYTES = 1_000


def main(name: str, seconds: str, *flags: str) -> None:
    build = ROOT / "build" / "fuzz"
    corpus = build / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate((*seeds(name), *(p.read_bytes() for p in findings(name)))):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    dictionary = [f"-dict={ROOT}/tests/fuzz/markup.dict"] if name in {"page", "listing"} else []
    options = [
        f"-max_total_time={seconds}", f"-max_len={_LARGEST[name]}", f"-rss_limit_mb={_MEGABYTES}",
        "-timeout=20", f"-artifact_prefix={build}/{name}-", "-print_final_stats=1", *dictionary,
    ]  # fmt: skip
    places = [] if any(flag.startswith("-minimize") for flag in flags) else [str(corpus)]
    atheris.Setup([name, *options, *flags, *places], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
