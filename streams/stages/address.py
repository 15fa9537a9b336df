"""A web address in one form, so that an item is known again by it however it was linked.

Syntax is w3lib's (RFC 3986: case, escapes, order of the query); what says where a reader came from is listed here.
"""

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

# Parameters that say where a reader came from and never what he reads, as those who set them document them: Google
# Analytics and Ads, Meta, Microsoft, X, TikTok, LinkedIn, Yandex, Pinterest, Matomo, Piano, Adobe, Mailchimp, HubSpot,
# Marketo, Vero, Omeda, Drip; `amp` is set by WordPress's AMP plugin for the same article.
TRACKING = frozenset(
    "_ga _gl _hsenc _hsmi __hsfp __hssc __hstc __s amp dclid epik fbclid gad_campaignid gad_source gbraid gclid gclsrc "
    "hsctatracking igsh igshid li_fat_id mc_cid mc_eid mkt_tok msclkid oly_anon_id oly_enc_id pk_campaign pk_cid "
    "pk_content pk_keyword pk_kwd pk_medium pk_source s_kwcid srsltid ttclid twclid vero_conv vero_id wbraid xtor "
    "yclid ymclid ysclid".split()
)
TRACKING_PREFIXES = (
    "utm_", "mtm_", "piwik_", "at_campaign", "at_medium", "at_custom", "at_link", "at_format", "at_ptr",
)  # fmt: skip
LONGEST = 4096  # characters; more is no address but a document in one
_WEB = frozenset({"http", "https"})
_PORTS = (":80", ":443")  # of http and https, where it is written out
# A cached AMP page (amp.dev, "AMP Cache URL format"): its type, `s` for https, then the publisher's own address.
_AMP_CACHE = re.compile(r"[^/]+\.cdn\.ampproject\.org", re.IGNORECASE)
_AMP_PATH = re.compile(r"/(?:[acvri]|wp)/(?:s/)?(?P<own>[^/]+\.[^/]+/.*)")
_ROUTE = re.compile(r"[!/]")  # with which a fragment begins that is a page and not a place in it


def canonical(url: str) -> str:
    """A web address as `host/path?query`, or empty where it is none that may name an item.

    http and https are one, and so are an address with and without `www.`, default port, tracking, place in the page,
    and slash at the end; the order of the query does not count. A site's front page names no item.
    """
    if len(url) > LONGEST:
        return ""
    try:
        parts = _own(urlsplit(canonicalize_url(url.strip(), keep_fragments=True)))
        return _written(parts) if parts.scheme in _WEB else ""
    except ValueError:  # a bracket, a port, an escape that no address has
        return ""


def _own(parts: SplitResult) -> SplitResult:
    """The publisher's address of a cached AMP page; any other stays."""
    cached = _AMP_CACHE.fullmatch(parts.netloc) and _AMP_PATH.fullmatch(parts.path)
    return urlsplit(f"{parts.scheme}://{cached['own']}?{parts.query}") if cached else parts


def _written(parts: SplitResult) -> str:
    host = parts.netloc.lower().rpartition("@")[2]
    for port in _PORTS:
        host = host.removesuffix(port)
    host = host.strip(".")
    bare = host.removeprefix("www.")
    host = bare if "." in bare else host
    if "." not in host:
        return ""
    path, query = parts.path.rstrip("/"), _query(parts)
    route = f"#{parts.fragment}" if _ROUTE.match(parts.fragment) else ""
    return f"{host}{path}{query}{route}" if path or query or route else ""


def _query(parts: SplitResult) -> str:
    tracking = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True) if _is_tracking(name.lower())]
    left = url_query_cleaner(f"?{parts.query}", tracking, remove=True, unique=False)
    return left if len(left) > 1 else ""


def _is_tracking(name: str) -> bool:
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)
