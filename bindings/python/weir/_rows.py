"""Rows as a DataFrame, where pandas is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

_DAY_AND_HOUR = ("day", "hour")


def frame(rows: list[dict[str, Any]]) -> pandas.DataFrame:
    """The rows as a DataFrame, in the types that one computes and plots with.

    `x_time_us` becomes `x_time`, and "day" and "hour" stay columns, as timestamps in UTC; cost_usd,
    an exact decimal text in the rows, becomes a float; whole numbers with gaps become Int64.
    """
    try:
        import pandas
    except ImportError:
        raise ImportError(
            "DataFrames need pandas: pip install weir-llm[pandas]; or use quota_rows, log_rows "
            "and usage_rows, which give lists of dicts"
        ) from None
    table = pandas.DataFrame(rows)
    for name in list(table.columns):
        values = [row.get(name) for row in rows]
        if name.endswith("_time_us"):
            table[name] = pandas.to_datetime(table[name], unit="us", utc=True)
            table = table.rename(columns={name: name.removesuffix("_us")})
        elif name in _DAY_AND_HOUR:
            table[name] = pandas.to_datetime(table[name], utc=True)
        elif name == "cost_usd":
            table[name] = table[name].astype(float)
        elif None in values and any(type(value) is int for value in values):
            table[name] = pandas.array(values, dtype="Int64")
    return table
