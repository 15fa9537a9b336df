"""Checks of settings that are longer than a bound: addresses, and settings that must agree with each other."""

from pathlib import Path

from schemas.boilerplate import ANY_FEED, checked, parsed
from schemas.topics import desk
from streams.settings_source import Agreement

# A dead letter carries its headers and the key beside the raw document.
HEADER_ROOM = 512 * 1024
_LAST_PORT = 65_535  # TCP's


def addresses(text: str) -> str:
    """`host:port[,host:port]` without blanks.

    Raises:
        ValueError: a part is no address.
    """
    parts = [part.strip() for part in text.split(",")]
    for part in parts:
        host, _, port = part.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) <= _LAST_PORT:
            message = f"{part!r} is no host:port"
            raise ValueError(message)
    return ",".join(parts)


def desk_name(name: str) -> str:
    """A desk's name, which is a part of its topic's.

    Raises:
        ValueError: no topic can have that name.
    """
    desk(name)
    return name


def listed_phrases(said: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
    """A feed's `boilerplate`: the path of a file of phrases, or the phrases.

    Raises:
        ValueError: the file cannot be read, or a phrase says too little.
    """
    phrases_of("", said)
    return said


def phrases_of(feed: str, said: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The phrases of a feed: those of the list, or the file's rows for this feed and for any.

    Raises:
        ValueError: as in `listed_phrases`.
    """
    if not isinstance(said, str):
        return tuple(map(checked, said or ()))
    try:
        rows = parsed(Path(said).read_text(encoding="utf-8"))
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ValueError(message) from error
    return tuple(row.text for row in rows if row.feed in {feed, ANY_FEED})


# What no single row can check: the settings it looks at, whether they agree, and what to say where they do not.
AGREEMENTS: tuple[Agreement, ...] = (
    (
        ("min_insync", "replication"),
        lambda s: s.min_insync <= s.replication,
        "min_insync is larger than replication: nothing could be written",
    ),
    (
        ("near_window_days", "identity_window_days"),
        lambda s: s.near_window_days <= s.identity_window_days,
        "near_window_days is larger than identity_window_days: rows end with the identity window",
    ),
    (
        ("max_dead_letter_bytes", "max_raw_bytes"),
        lambda s: s.max_dead_letter_bytes >= s.max_raw_bytes + HEADER_ROOM,
        f"max_dead_letter_bytes must exceed max_raw_bytes by {HEADER_ROOM}, the room for a dead letter's headers",
    ),
    (
        ("block_bytes", "max_record_bytes"),
        lambda s: s.block_bytes <= s.max_record_bytes,
        "block_bytes is larger than max_record_bytes",
    ),
    (
        ("security_protocol", "sasl_username", "sasl_password"),
        lambda s: (
            not s.security_protocol.startswith("SASL") or bool(s.sasl_username and s.sasl_password.get_secret_value())
        ),
        "security_protocol with SASL needs sasl_username and sasl_password",
    ),
    (
        ("security_protocol", "sasl_username"),
        lambda s: s.security_protocol.startswith("SASL") or not s.sasl_username,
        "sasl_username is set, but security_protocol is without SASL: the broker would be spoken to without it",
    ),
    (
        ("security_protocol", "tls_ca", "tls_certificate", "tls_key"),
        lambda s: s.security_protocol.endswith("SSL") or not (s.tls_ca or s.tls_certificate or s.tls_key),
        "TLS files are set, but security_protocol is without SSL: nothing would be encrypted",
    ),
    (
        ("tls_certificate", "tls_key"),
        lambda s: (s.tls_certificate is None) == (s.tls_key is None),
        "tls_certificate and tls_key go together",
    ),
)
