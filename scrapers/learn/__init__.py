"""Learning a paper: a few of its pages to a proposed site file, for a person to review. Pure."""

from scrapers.learn.proposal import Proposal, Refused, Rule, Sample
from scrapers.learn.study import learn
from scrapers.learn.write import toml

__all__ = ["Proposal", "Refused", "Rule", "Sample", "learn", "toml"]
