"""The label that papers glue to a lead: "(Thethaovanhoa.vn) -", "TTO -", "(NLĐO) -"."""

import re

_ADDRESS = r"[A-Za-z0-9-]{2,30}(?:\.[A-Za-z]{2,4}){1,2}"
# What papers call themselves. Other capitals before a dash are parties: "NATO - Nga nối lại đối thoại".
_PAPERS = (
    "TTXVN|TTO|TTCT|TNO|NLĐO|NLĐ|TPO|LĐO|PLO|SGGPO|SGGP|QĐND|CAND|ANTĐ|ANTV|VOV|VTV|VTC|VTCNews|HNMO|HNM|KTĐT|PNO|"
    "NDĐT|NDO|GDVN|GDTĐ|BVPL|ĐSPL|ĐS&PL|KTSG|TBKTSG|DNSG|VNN|VNE|BĐT|BNEWS|ICTnews|QK\\d|TTTĐ|ĐĐK|VHO|TTVH|PV"
)
_LABEL = re.compile(
    rf"^(?:\(\s*(?P<held>{_ADDRESS}|[A-ZĐ&]{{2,8}}\d?|Vietnam\+)\s*\)\s*[-–—]|(?P<bare>{_ADDRESS}|{_PAPERS}|Vietnam\+)\s*[-–—])\s*(?=\S)"
)
_HELD_ALONE = re.compile(rf"^\(\s*(?P<held>{_PAPERS})\s*\)\s+(?=\S)")


def split(lead: str, *, addresses: bool) -> tuple[str, str]:
    """The label's name and the lead without it; ("", lead) where there is none.

    Acronyms always go. `addresses` go from plain text, where they are all that tells the paper
    (they become its `site`); a page of a known address keeps them as printed: "(Chinhphu.vn) - …".
    """
    match = _LABEL.match(lead) or _HELD_ALONE.match(lead)
    name = next(filter(None, match.groups())) if match else ""
    if match is None or ("." in name and not addresses):
        return "", lead
    return name, lead[match.end() :]


def site(name: str) -> str:
    """The site that a label names by its address, in lower case; "" for other labels."""
    return name.lower() if "." in name else ""
