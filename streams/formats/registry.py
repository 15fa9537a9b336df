"""The one ordered table of wire formats: the first that claims a document reads it."""

from streams.formats import feed, html, jsonfeed, ninjs, text
from streams.formats.format import Format

FORMATS: tuple[Format, ...] = (
    ninjs.FORMAT,
    jsonfeed.FORMAT,
    feed.FORMAT,
    html.FORMAT,
    text.FORMAT,
)
