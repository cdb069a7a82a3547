"""Judgement: topics, verdicts, stories."""
