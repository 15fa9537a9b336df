"""The one JSON codec. Everything that crosses a topic or a file goes through here."""

from typing import Any

import orjson


def dumps(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can say
    """Compact UTF-8 JSON with keys in the order given; dataclasses become objects.

    Raises:
        TypeError: a value JSON cannot say (orjson's JSONEncodeError is one).
    """
    return orjson.dumps(value)


def dumps_sorted(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can say
    """The same with sorted keys: for hashes and for files that are compared."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)


def loads(data: bytes | bytearray | memoryview | str) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Parse strict JSON.

    Raises:
        ValueError: the text is no JSON (orjson's JSONDecodeError is one); this includes nesting beyond orjson's limit.
    """
    return orjson.loads(data)
