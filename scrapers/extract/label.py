"""The label that papers glue to a lead: "(Thethaovanhoa.vn) -", "TTO -", "(NLĐO) -"."""

import re

_ADDRESS = r"[A-Za-z0-9-]{2,30}(?:\.(?:vn|com|net|org|com\.vn|gov\.vn|org\.vn|net\.vn))"
_ACRONYM = r"[A-ZĐ]{2,8}\d?|QĐND|TTXVN"
_LABEL = re.compile(rf"^\(?\s*(?P<name>{_ADDRESS}|{_ACRONYM}|Vietnam\+)\s*\)?\s*[-–—]\s*(?=\S)")
_ACRONYM_ALONE = re.compile(r"^\(\s*(?P<name>[A-ZĐ]{2,8}O)\s*\)\s+(?=\S)")


def split(lead: str) -> tuple[str, str]:
    """The label's name ("Thethaovanhoa.vn") and the lead without it; ("", lead) where there is none."""
    match = _LABEL.match(lead) or _ACRONYM_ALONE.match(lead)
    return (match["name"], lead[match.end() :]) if match else ("", lead)


def site(name: str) -> str:
    """The site that a label names by its address, in lower case; "" for other labels."""
    return name.lower() if "." in name else ""
