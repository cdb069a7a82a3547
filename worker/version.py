"""The version, as the changelog has it: year.month.number."""

VERSION = "26.11.0"
