"""What an operator does next about a source that fails: one sentence a code, in English; `steps` has them in Vietnamese."""

STEPS = {
    "dns": "the name does not resolve: check this machine's network, then the address in {file}",
    "refused": "the host refuses connections: try the address in a browser; it may be down",
    "timeout": "the host is too slow or out of reach: nothing to do unless it lasts",
    "tls": "the certificate is not valid: open the address in a browser; correct it in {file} if it moved",
    "blocked_address": "it leads to a private address: allow it in DIEMTIN_ALLOW_PRIVATE if it is yours",
    "robots": "the site's robots.txt forbids this address: choose another feed or listing in {file}",
    "robots_unreachable": "robots.txt cannot be read, so the site is left alone: it is asked again",
    "http_404": "there is no such address any more: find the new feed on the home page, correct {file}",
    "http_410": "the address is gone for good: remove it from {file}",
    "http_403": "the site turns us away: set DIEMTIN_CONTACT, ask the paper, or choose another address",
    "challenge": "the site asks for a human: it will not be tricked; choose another feed or listing in {file}",
    "bad_encoding": "the answer is broken on its way: it is asked again; write to the paper if it lasts",
    "http_429": "too many requests: it is asked less often from now on",
    "http_5": "the site's server has an error: it is asked again; nothing to do unless it lasts",
    "redirects": "it redirects in a circle: open the address in a browser, correct it in {file} if it moved",
    "protocol": "the answer breaks off or is no HTTP: it is asked again; write to the paper if it lasts",
    "silent": "open the address in a browser: it may have moved, then correct {file}",
    "too_large": "the answer is larger than DIEMTIN_MAX_BYTES: open the address in a browser; choose another in {file} if it stays so",
    "bad_feed": "what is there is no feed: run `diemtin sites check {site}`, then correct {file}",
    "gap": "nothing, once it is filled; if it comes again, add a listing or a sitemap of the paper to {file}",
    "moved": "put the new address into {file}: only a redirect leads there",
    "lying_304": "nothing: it is asked without ETag from now on",
    "drift": "run `diemtin sites check {site}`: where its pages changed, put selectors under [article] of {file}",
    "few_links": "run `diemtin sites check {site}`: where the paper moved its list, correct {file}; where it shows no more, its [expect]",
    "empty": "open the address in a browser: where the paper lists nothing there any more, run `diemtin sites check {site}`, then correct {file}",
    "too_many": "its pages are larger than any article: open one in a browser; its articles are judged by the words of the feed",
    "too_deep": "its pages are built beyond all measure: its articles are judged by the words of the feed; write to the paper if it lasts",
    "not_text": "what comes is no text: run `diemtin sites check {site}`, then choose another address in {file}",
    "bad_url": "the address cannot be asked for: correct it in {file}",
    "fetch_failed": "its pages cannot be had: open one in a browser; its articles are judged by the words of the feed meanwhile",
    "poison": "reading its pages stops the worker: write to the makers of Diemtin, with the address",
    "fault": "this is a fault of Diemtin: write to its makers, with the message",
    "dates": "run `diemtin sites check {site}` and compare the dates with the paper's own pages",
    "layout_changed": "a selector matches nothing, or the page lists nothing: run `diemtin sites check {site}`, then correct {file}",
    "no_article": "the page lists nothing: run `diemtin sites check {site}`, then correct {file}",
}


_FAMILIES = ("http_5", "too_many")
"""Codes that begin so share a sentence."""


def family(code: str) -> str:
    """The code whose sentence speaks for this one."""
    return next((one for one in _FAMILIES if code.startswith(one)), code)


def next_step(code: str, site: str) -> str:
    """The sentence for a failure code of a site."""
    step = STEPS.get(family(code), "run `diemtin sites check {site}` to see it live")
    return step.format(site=site, file=f"sites/{site}.toml")
