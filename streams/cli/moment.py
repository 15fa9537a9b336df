"""A time on the command line."""

import click

from schemas import times


class Moment(click.ParamType):
    """RFC 3339 or ISO 8601, a time without a zone being UTC; milliseconds since 1970 for the command."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """See above; what is no time is wrong usage."""
        moment = times.parse(str(value))
        if moment is None or moment < times.EPOCH:
            self.fail(f"{value!r} is no time such as 2026-01-31T06:00:00Z", param, ctx)
        return int(moment.timestamp() * 1000)
