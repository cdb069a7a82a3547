"""The label that papers glue to a lead: "(Thethaovanhoa.vn) -", "TTO -", "(NLĐO) -"."""

import re

_ADDRESS = r"[A-Za-z0-9-]{2,30}(?:\.(?:vn|com|net|org|com\.vn|gov\.vn|org\.vn|net\.vn))"
_ACRONYM = r"[A-ZĐ]{2,8}\d?|QĐND|TTXVN"
_LABEL = re.compile(rf"^\(?\s*(?P<name>{_ADDRESS}|{_ACRONYM}|Vietnam\+)\s*\)?\s*[-–—]\s*(?=\S)")
_ACRONYM_ALONE = re.compile(r"^\(\s*(?P<name>[A-ZĐ]{2,8}O)\s*\)\s+(?=\S)")


def split(lead: str, *, addresses: bool) -> tuple[str, str]:
    """The label's name and the lead without it; ("", lead) where there is none.

    Acronyms always go. `addresses` go from plain text, where they are all that tells the paper
    (they become its `site`); a page of a known address keeps them as printed: "(Chinhphu.vn) - …".
    """
    match = _LABEL.match(lead) or _ACRONYM_ALONE.match(lead)
    if match is None or ("." in match["name"] and not addresses):
        return "", lead
    return match["name"], lead[match.end() :]


def site(name: str) -> str:
    """The site that a label names by its address, in lower case; "" for other labels."""
    return name.lower() if "." in name else ""
