"""Every measure of the boards, one module per family. `sums` says what is counted, the catalogues say it in words."""

from webapp.boards.measures import detours, promises, rates, times, volume
from webapp.boards.measures.measure import Measure, Part
from webapp.boards.measures.stock import STOCKS, Stock

__all__ = ["MEASURES", "STOCKS", "Measure", "Part", "Stock", "measure", "measures_of"]

MEASURES: tuple[Measure, ...] = (
    *volume.MEASURES, *promises.MEASURES, *rates.MEASURES, *detours.MEASURES, *times.MEASURES,
)  # fmt: skip
_BY_CODE = {one.code: one for one in MEASURES}


def measure(code: str | None) -> Measure | None:
    return _BY_CODE.get(code or "")


def measures_of(process: str) -> tuple[Measure, ...]:
    """Those that make sense for this process."""
    return tuple(one for one in MEASURES if one.process in (None, process))
