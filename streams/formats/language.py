"""The shortest BCP 47 tag that names a language, of whatever tag or code a provider wrote."""

import re

_PRIMARY_SUBTAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})

_SHORTEST = {
    # Withdrawn codes, by the IANA Language Subtag Registry.
    "iw": "he", "in": "id", "ji": "yi", "mo": "ro",
    # ISO 639-2 codes of languages that have one of two letters, which is the only one BCP 47 allows: those with much
    # news.
    "afr": "af", "alb": "sq", "amh": "am", "ara": "ar", "arm": "hy", "aze": "az", "baq": "eu", "bel": "be",
    "ben": "bn", "bos": "bs", "bul": "bg", "bur": "my", "cat": "ca", "ces": "cs", "chi": "zh", "cym": "cy",
    "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el", "eng": "en", "est": "et", "eus": "eu",
    "fao": "fo", "fas": "fa", "fin": "fi", "fra": "fr", "fre": "fr", "geo": "ka", "ger": "de", "gle": "ga",
    "glg": "gl", "gre": "el", "guj": "gu", "hau": "ha", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu",
    "hye": "hy", "ibo": "ig", "ice": "is", "ind": "id", "isl": "is", "ita": "it", "jpn": "ja", "kan": "kn",
    "kat": "ka", "kaz": "kk", "khm": "km", "kin": "rw", "kir": "ky", "kor": "ko", "kur": "ku", "lao": "lo",
    "lav": "lv", "lit": "lt", "ltz": "lb", "mac": "mk", "mal": "ml", "mar": "mr", "may": "ms", "mkd": "mk",
    "mlt": "mt", "mon": "mn", "msa": "ms", "mya": "my", "nep": "ne", "nld": "nl", "nno": "nn", "nob": "nb",
    "nor": "no", "orm": "om", "pan": "pa", "per": "fa", "pol": "pl", "por": "pt", "pus": "ps", "ron": "ro",
    "rum": "ro", "rus": "ru", "sin": "si", "slk": "sk", "slo": "sk", "slv": "sl", "sme": "se", "sna": "sn",
    "som": "so", "spa": "es", "sqi": "sq", "srp": "sr", "swa": "sw", "swe": "sv", "tam": "ta", "tat": "tt",
    "tel": "te", "tgk": "tg", "tgl": "tl", "tha": "th", "tir": "ti", "tuk": "tk", "tur": "tr", "uig": "ug",
    "ukr": "uk", "urd": "ur", "uzb": "uz", "vie": "vi", "wel": "cy", "xho": "xh", "yid": "yi", "yor": "yo",
    "zho": "zh", "zul": "zu",
}  # fmt: skip


def shortest_tag(stated: str) -> str:
    """The primary subtag of a language tag (RFC 5646), of two letters where there are; empty where it is no language.

    Region and script are dropped (`en-US` is `en`, `nb-NO` is `nb`, `zh-Hant` is `zh`): they tell how a text is
    written, which the text shows itself, and a reader who asks for a language wants all of it.
    """
    match = _PRIMARY_SUBTAG.fullmatch(stated)
    primary = match[1].lower() if match else ""
    return "" if primary in _NO_LANGUAGE else _SHORTEST.get(primary, primary)
